"""No blank follows a comma or another mark that a word follows.

File names, host names and what the source writes in the same way are left alone.

Fails:  ``First row, then rest.`` → ``Erst rudern,dann ruhen.``
Passes: ``First row, then rest.`` → ``Erst rudern, dann ruhen.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import parts_words

__all__ = ["RULE"]


# A stop needs a small word before it and a capital behind: anything else is a name.
_GLUED = re.compile(
    r"[^\W\d_]{2}[)\"”»]?[,;!?،؛؟](?=[^\W\d_])"
    r"|[^\W\d_]{3}:(?=[^\W\d_]{3})"
    r"|(?<=[^\W\d_])(?:(?![A-Z])[^\W\d_]){3}\.(?=[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[\s,]|\Z))"
)
_MAY_BE_GLUED = re.compile(r"[,.;:!?،؛؟)\"”»][^\W\d_]")
_TOKEN = re.compile(r"\S+")
_INFLECTED_AFTER_COLON = frozenset("fi sv et".split())
_CODE = re.compile(r"[\\/@=_<>{}]|\w\.\w+\.\w|://")


def check(pair: Pair) -> Iterator[Problem]:
    if not parts_words(pair.locale):
        return
    seen = pair.target_seen
    known = pair.source_seen.text
    for token in _TOKEN.finditer(seen.without_code):
        written = token[0]
        found = _GLUED.search(written)
        if not found or written in known or _CODE.search(written):
            continue
        mark = found[0][-1]
        if mark == ":" and pair.locale.language in _INFLECTED_AFTER_COLON:
            continue
        if len(_GLUED.findall(known)) < len(_GLUED.findall(seen.text)):
            at = written if written in pair.target.source else ""
            yield Problem(f"no blank after {mark!r} in {written!r}", at=at)


RULE = Rule(
    "punct-space-after",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="set a blank after the mark",
    seen=_MAY_BE_GLUED,
)
