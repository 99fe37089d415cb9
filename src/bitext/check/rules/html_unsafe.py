"""The translation has HTML or an address that runs programs.

Scripts, frames, handlers of events and addresses such as ``javascript:`` act in the
reader's browser. Only what the source lacks is reported. The guard keeps it from every
page; this rule tells translators.

Fails:  ``Save it.`` → ``<b onclick="go()">Speichern</b>``
Passes: ``<b onclick="go()">Save</b>`` → ``<b onclick="go()">Speichern</b>``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.inline import Inline

__all__ = ["RULE"]


_ACTIVE = frozenset(
    """
    applet base embed form frame iframe link math meta object script style svg
    """.split()
)
_SCHEME = re.compile(
    r"[\s\x00-\x1f]*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE
)


def check(pair: Pair) -> Iterator[Problem]:
    known = set(_dangers(pair.source))
    for danger in dict.fromkeys(_dangers(pair.target)):
        if danger not in known:
            yield Problem(f"{danger} is not in the source")


def _dangers(text: Inline) -> Iterator[str]:
    for tag in text.html:
        if tag.name in _ACTIVE:
            yield f"<{tag.name}>"
        for name, value in tag.attributes:
            if name.startswith("on"):
                yield f"attribute {name!r}"
            elif _SCHEME.match(value):
                yield f"address {value!r}"
    for where in (*text.destinations, *(one.destination or "" for one in text.images)):
        if _SCHEME.match(where):
            yield f"address {where!r}"


RULE = Rule(
    "html-unsafe",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="remove it; a translation changes words only",
    signs=("<", "]"),
)
