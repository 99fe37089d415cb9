"""Text for a terminal: colours, widths in columns, nothing that would command it."""

import re
import unicodedata

__all__ = ["coloured", "columns", "fitted", "plain", "safe"]

_ELLIPSIS = "…"
# Bidirectional controls would turn the report itself round.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def coloured(text: str, colour: str) -> str:
    """``text`` in an ANSI colour or style, such as ``1;31``."""
    return f"\x1b[{colour}m{text}\x1b[0m" if text else ""


def plain(text: str, colour: str) -> str:
    """``text`` as it is, in the place of ``coloured``."""
    del colour
    return text


def columns(text: str) -> int:
    """Columns of a terminal: CJK letters take two, combining marks none."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def fitted(text: str, room: int) -> str:
    """``text``, cut behind with an ellipsis to fit ``room`` columns."""
    if columns(text) <= room:
        return text
    used, kept = 1, ""
    for character in text:
        used += columns(character)
        if used > room:
            break
        kept += character
    return kept + _ELLIPSIS


def isolated(text: str) -> str:
    """``text``, set apart from what follows it if it runs from right to left."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return f"\u2068{text}\u2069"
    return text


def safe(text: str) -> str:
    r"""``text`` with its control characters shown as ``\x1b``, never passed on."""
    return _CONTROL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
