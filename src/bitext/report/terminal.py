"""Text for a terminal: colours, widths in columns, nothing that would command it."""

import json
import re
import unicodedata

__all__ = [
    "coloured",
    "columns",
    "fitted",
    "isolated",
    "plain",
    "safe",
    "safe_json",
    "safe_lines",
]

_ELLIPSIS = "…"
# Bidirectional controls would turn the report itself round.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_CONTROL_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


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


def safe_lines(text: str) -> str:
    r"""The same for lines: ``\n`` alone is passed on."""
    return "\n".join(map(safe, text.split("\n")))


def safe_json(value: object, *, is_sorted: bool = False) -> str:
    r"""``value`` as JSON whose control characters are written ``\u009b``.

    Programs read it as it is; a terminal obeys none of it.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=is_sorted)
    return _CONTROL_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
