"""What a run of delimiters can be, by the characters beside it."""

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

__all__ = ["CLOSE", "MARKERS", "OPEN", "Marker", "Side", "flank"]

OPEN, CLOSE = "\x02", "\x03"
"""First and last character of what stands for a tighter construct."""


class Side(Enum):
    """Whether a run can open, close, or do both."""

    START = "start"
    END = "end"
    BOTH = "both"


# Compared by identity: they are keys of a cache.
@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """How one delimiter character behaves."""

    two: str
    one: str
    is_smart: bool = False
    """Whether it is text within a word."""
    is_double: bool = False
    """Whether it comes in twos only."""
    bars_blanks: bool = False
    """Whether a single one cannot embrace a blank."""
    heeds_punctuation: bool = True


MARKERS = {
    "*": Marker("strong", "em"),
    "_": Marker("strong", "em", is_smart=True),
    "~": Marker("del", "sub", bars_blanks=True, heeds_punctuation=False),
    "^": Marker("ins", "sup", bars_blanks=True, heeds_punctuation=False),
    "=": Marker("mark", "mark", is_double=True),
}


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


@lru_cache(maxsize=2**14)
def flank(
    marker: Marker, token: str, before: str | None, after: str | None
) -> Side | None:
    """What a run between two characters can be; None is the text's edge."""
    opens = _touches_word(marker, token, after)
    closes = _touches_word(marker, token, before)
    free_before = not marker.is_smart or before is None or not _is_word(before)
    free_after = not marker.is_smart or after is None or not _is_word(after)
    punctuated_before = (
        before is not None and before != token and (_is_punctuation(before))
    )
    punctuated_after = after is not None and _is_punctuation(after)
    bound_before = punctuated_before or before == CLOSE
    bound_after = punctuated_after or after == OPEN
    if (closes and opens and free_before and free_after) or (
        bound_before and bound_after
    ):
        return Side.BOTH
    if (closes and free_after) or (
        punctuated_before and (bound_after or after is None or after.isspace())
    ):
        return Side.END
    if (opens and free_before) or (
        punctuated_after
        and (bound_before or before is None or (before != token and before.isspace()))
    ):
        return Side.START
    return None


def _touches_word(marker: Marker, token: str, neighbour: str | None) -> bool:
    return not (
        neighbour is None
        or neighbour == token
        or neighbour.isspace()
        or (marker.heeds_punctuation and _is_punctuation(neighbour))
    )


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
