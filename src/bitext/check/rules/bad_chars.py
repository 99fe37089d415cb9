"""Characters that come from a wrong encoding, or that no text should have.

Replacement characters, control characters and such pairs as ``Ã©`` for ``é``.

Fails:  ``Open the box.`` → ``Ã–ffne die Kiste.``
Passes: ``Open the box.`` → ``Öffne die Kiste.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


# UTF-8 read as Windows-1252 or Latin-1: a lead byte, and what stands for those behind.
_TRAIL = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
_TRAIL += "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
# Sets come first in patterns that every text is searched for: they are found fast.
_BAD = re.compile(
    "[\u00c2-\u00f0\ufffd\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
    "(?:(?<=[\u00c2-\u00df])(?<![“„«‘\"'].)"
    f"[{_TRAIL}]|(?<=[\u00e0-\u00ef])[{_TRAIL}]{{2}}"
    f"|(?<=\u00f0)[{_TRAIL}]{{3}}|(?<![\u00c2-\u00f0]))"
)


def check(pair: Pair) -> Iterator[Problem]:
    target = pair.target.source
    known = pair.source.source
    for found in dict.fromkeys(_BAD.findall(target)):
        if found not in known:
            yield Problem(f"{found!r} is no proper text", at=found)


RULE = Rule(
    "bad-chars",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="type the text again, in UTF-8",
    written=_BAD,
)
