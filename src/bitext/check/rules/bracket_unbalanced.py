"""A bracket is opened and not closed, or closed and not opened.

Only what pairs in the source must pair in the translation; ``a)`` at the start of a
text is a list's.

Fails:  ``Wait (a while).`` → ``Warte (eine Weile.``
Passes: ``Wait (a while).`` → ``Warte (eine Weile).``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_ALIKE = dict(zip("（）［］｛｝", "()[]{}", strict=True))
_PAIRS = {"(": ")", "[": "]", "{": "}", "「": "」", "『": "』", "【": "】"}
_OPENERS = {closing: opening for opening, closing in _PAIRS.items()}
_BRACKET = re.compile(r"[()\[\]{}「」『』【】（）［］｛｝]")
_NOT_BRACKETS = re.compile(r"\A\w{1,2}\)(?=\s)|[:;]-?[()](?=\s|\Z)")


def check(pair: Pair) -> Iterator[Problem]:
    target = pair.target_seen.without_code
    found = _unpaired(target)
    if found and not _unpaired(pair.source_seen.without_code):
        for bracket in dict.fromkeys(found):
            partner = _PAIRS.get(bracket) or _OPENERS[bracket]
            yield Problem(f"{bracket!r} has no {partner!r}", at=bracket)


def _unpaired(text: str) -> list[str]:
    waiting: list[str] = []
    unpaired = []
    for written in _BRACKET.findall(_NOT_BRACKETS.sub("", text)):
        char = _ALIKE.get(written, written)
        if char in _PAIRS:
            waiting.append(char)
        elif char in _OPENERS:
            if _OPENERS[char] in waiting:
                waiting.reverse()
                waiting.remove(_OPENERS[char])
                waiting.reverse()
            else:
                unpaired.append(char)
    return unpaired + waiting


RULE = Rule(
    "bracket-unbalanced",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="write both brackets of the pair",
    seen=_BRACKET,
)
