"""Marks: what stands before each segment of a staged page.

A mark is made of noncharacters (U+FDD0 to U+FDEF): neither letters nor blanks to any
pattern, and never part of a text.
"""

import re
from typing import Final

__all__ = [
    "MARK",
    "RESERVED",
    "SHIELD",
    "Attributes",
    "decoded_id",
    "milestone",
    "strip_marks",
]

# U+FDD0 [hex digits of the index] [U+FDD4 hex digits of the id's UTF-8] U+FDD2|U+FDD3
_OPEN, _SHOWN, _SHOWN_IN_SOURCE, _ID = "\ufdd0", "\ufdd2", "\ufdd3", "\ufdd4"
# Stands between a mark and text that a pattern would take for the mark's own.
SHIELD: Final = "\ufdd5"
_FIRST_DIGIT = 0xFDE0
_DIGITS = "[\ufde0-\ufdef]"
MARK: Final = (
    rf"{_OPEN}({_DIGITS}*)(?:{_ID}({_DIGITS}+))?([{_SHOWN}{_SHOWN_IN_SOURCE}])"
)
RESERVED: Final = re.compile("[\ufdd0-\ufdef]+")


def milestone(
    index: int | None, *, is_source: bool = False, anchor: str | None = None
) -> str:
    """The mark to put before a segment.

    ``index`` counts the article's segments from 0; None ends the segment before without
    beginning one. ``is_source`` says the segment is shown in the source language.
    ``anchor`` is the id its heading or tab must have, whatever its words.
    """
    number = "" if index is None else _digits(f"{index:x}")
    name = f"{_ID}{_digits(anchor.encode().hex())}" if anchor else ""
    return f"{_OPEN}{number}{name}{_SHOWN_IN_SOURCE if is_source else _SHOWN}"


def strip_marks(text: str) -> str:
    """``text`` without the characters marks are made of: nobody can forge a mark."""
    return RESERVED.sub("", text)


def _digits(hexadecimal: str) -> str:
    return "".join(chr(_FIRST_DIGIT + int(digit, 16)) for digit in hexadecimal)


def _hexadecimal(digits: str) -> str:
    return "".join(f"{ord(digit) - _FIRST_DIGIT:x}" for digit in digits)


def decoded_id(digits: str | None) -> str:
    """The id that ``digits`` of a mark stand for; empty without one."""
    return bytes.fromhex(_hexadecimal(digits)).decode() if digits else ""


class Attributes:
    """What the span of a segment says."""

    def __init__(self, language: str, direction: str) -> None:
        # In the order Python-Markdown writes attributes in.
        self._source = {"dir": direction, "lang": language} if language else {}

    def of(self, digits: str, shown: str) -> dict[str, str] | None:
        """Attributes of a segment's span; None when no segment begins at the mark."""
        if not digits:
            return None
        number = {"data-s": str(int(_hexadecimal(digits), 16))}
        return number | self._source if shown == _SHOWN_IN_SOURCE else number
