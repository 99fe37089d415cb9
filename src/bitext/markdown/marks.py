"""Marks: what stands before each segment of a staged page.

A mark is made of noncharacters (U+FDD0 to U+FDEF): neither letters nor blanks to any
pattern, and never part of a text.
"""

import re
from enum import StrEnum
from typing import Final

__all__ = [
    "MARK",
    "NO_BREAK",
    "RESERVED",
    "RESERVED_LEAD",
    "SHIELD",
    "Attributes",
    "State",
    "decoded_id",
    "is_wished",
    "marked",
    "milestone",
    "strip_marks",
]


class State(StrEnum):
    """What a reader sees of a segment."""

    TRANSLATED = "translated"
    UNTRANSLATED = "untranslated"
    """The source, for want of a translation that may be shown."""
    FUZZY = "fuzzy"
    """The source, which has changed since it was translated."""
    MACHINE = "machine"
    """A translation no human has looked at."""
    CARRIED = "carried"
    """A translation in which an update has made the changes of its source."""
    OUTDATED = "outdated"
    """A translation of what its source was before it changed."""


# U+FDD0 [hex digits of the number] [U+FDD4|U+FDD6 hex digits of the id's UTF-8]
# then the sign of the state
_OPEN = "\ufdd0"
_SIGNS: Final = {
    State.TRANSLATED: "\ufdd2",
    State.UNTRANSLATED: "\ufdd3",
    State.FUZZY: "\ufdd8",
    State.MACHINE: "\ufdd9",
    State.CARRIED: "\ufdda",
    State.OUTDATED: "\ufddb",
}
_STATES = {sign: state for state, sign in _SIGNS.items()}
_IN_SOURCE = frozenset({State.UNTRANSLATED, State.FUZZY})
_ID, _WISH = "\ufdd4", "\ufdd6"
# Stands between a mark and text that a pattern would take for the mark's own.
SHIELD: Final = "\ufdd5"
_FIRST_DIGIT = 0xFDE0
_TO_MARK = {ord(f"{digit:x}"): chr(_FIRST_DIGIT + digit) for digit in range(16)}
_FROM_MARK = {ord(sign): chr(digit) for digit, sign in _TO_MARK.items()}
_DIGITS = "[\ufde0-\ufdef]"
MARK: Final = rf"{_OPEN}({_DIGITS}*)([{_ID}{_WISH}]{_DIGITS}+)?([{''.join(_STATES)}])"
_MARKS: Final = re.compile(MARK)
# Stands on both sides of a line end that is kept for the count of lines alone.
NO_BREAK: Final = "\ufdd7"
RESERVED: Final = re.compile("[\ufdd0-\ufdef]+")
RESERVED_LEAD: Final = b"\xef\xb7"
"""What the UTF-8 of each of these begins with."""


def milestone(
    number: int | None,
    *,
    state: State = State.TRANSLATED,
    anchor: str | None = None,
    is_wish: bool = False,
) -> str:
    """The mark to put before a segment.

    ``number`` tells it from the page's other segments; None ends the segment before
    without beginning one.
    ``anchor`` is the id its heading or tab must have, whatever its words. With
    ``is_wish`` it gets another in its place where something of the page has that id.
    """
    digits = "" if number is None else _digits(f"{number:x}")
    sign = _WISH if is_wish else _ID
    name = f"{sign}{_digits(anchor.encode().hex())}" if anchor else ""
    return f"{_OPEN}{digits}{name}{_SIGNS[state]}"


def marked(text: str) -> tuple[int, ...]:
    """Numbers of the segments that have a mark in ``text``, in its order."""
    digits = (match[1] for match in _MARKS.finditer(text))
    return tuple(int(_hexadecimal(one), 16) for one in digits if one)


def strip_marks(text: str) -> str:
    """``text`` without the characters marks are made of: nobody can forge a mark."""
    return RESERVED.sub("", text)


def _digits(hexadecimal: str) -> str:
    return hexadecimal.translate(_TO_MARK)


def _hexadecimal(digits: str) -> str:
    return digits.translate(_FROM_MARK)


def decoded_id(written: str | None) -> str:
    """The id that is ``written`` in a mark; empty without one."""
    return bytes.fromhex(_hexadecimal(written[1:])).decode() if written else ""


def is_wished(written: str | None) -> bool:
    """Whether the id that is ``written`` in a mark gives way to others of the page."""
    return written is not None and written[0] == _WISH


class Attributes:
    """What the span of a segment says."""

    def __init__(self, language: str, direction: str) -> None:
        # In the order Python-Markdown writes attributes in.
        self.source = {"dir": direction, "lang": language} if language else {}

    def of(self, digits: str, sign: str) -> dict[str, str] | None:
        """Attributes of a segment's span; None when no segment begins at the mark."""
        if not digits:
            return None
        state = _STATES[sign]
        found = {"data-s": str(int(_hexadecimal(digits), 16))}
        if state != State.TRANSLATED:
            found["data-state"] = state.value
        return found | self.source if state in _IN_SOURCE else found
