"""A character that nobody sees and that the source does not have.

It breaks searching and copying. Those a script needs, as Persian or Thai do, are fine.

Fails:  ``12 months`` → ``12 Mo\u200bnate``
Passes: ``12 months`` → ``12 Monate``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.locales import Locale

__all__ = ["RULE"]


_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_JOINERS = "\u200c\u200d"
_BREAKS = "\u200b"
_DIRECTIONS = "\u200e\u200f"
_JOINING = frozenset("Arab Deva Beng Gujr Guru Knda Mlym Orya Taml Telu Sinh".split())
_UNPARTED = frozenset("Thai Laoo Khmr Mymr Tibt".split())
_EMOJI = re.compile("(?<=[\ufe0f\U0001f000-\U0001faff])\u200d")


def check(pair: Pair) -> Iterator[Problem]:
    allowed = _allowed(pair.locale)
    text = _EMOJI.sub("", pair.target.source)
    for char in dict.fromkeys(_INVISIBLE.findall(text)):
        if char not in allowed and char not in pair.source.source:
            yield Problem(f"U+{ord(char):04X} is invisible", at=char)


def _allowed(locale: Locale) -> str:
    return (
        (_JOINERS if locale.script in _JOINING else "")
        + (_BREAKS if locale.script in _UNPARTED else "")
        + (_DIRECTIONS if locale.direction == "rtl" else "")
    )


RULE = Rule(
    "invisible-char",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="delete the character",
    written=_INVISIBLE,
)
