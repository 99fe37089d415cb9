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
    dangers = dict.fromkeys(_dangers(pair.target))
    known = set(_dangers(pair.source)) if dangers else set()
    for danger in dangers:
        if danger not in known:
            yield Problem(f"{danger} is not in the source")


def _dangers(text: Inline) -> Iterator[str]:
    for tag in text.html if "<" in text.source else ():
        if tag.name in _ACTIVE:
            yield f"<{tag.name}>"
        for name, value in tag.attributes:
            if name.startswith("on"):
                yield f"attribute {name!r}"
            elif _SCHEME.match(value):
                yield f"address {value!r}"
    places = list(text.destinations)
    if "![" in text.source:
        places += (image.destination or "" for image in text.images)
    for where in places:
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
