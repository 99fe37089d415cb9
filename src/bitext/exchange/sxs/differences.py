"""What has to change in one text to get another, by place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

__all__ = ["Difference", "apply", "differences", "unequal"]

_MOST_CELLS = 250_000
"""Product of two lengths above which texts are not compared piece by piece."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of a text and what stands there in another; offsets in characters."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Sequence[Difference], *, start: int, end: int) -> str:
    """``text[start:end]`` with ``edits`` made; they are in order and do not overlap."""
    pieces: list[str] = []
    for edit in edits:
        pieces += (text[start : edit.start], edit.text)
        start = edit.end
    pieces.append(text[start:end])
    return "".join(pieces)


def differences(old: str, new: str, *, offset: int = 0) -> list[Difference]:
    """Edits that make ``new`` of ``old``; ``offset`` is added to their places.

    Lines are compared first, then the letters of the lines that differ.
    """
    if old == new:
        return []
    return list(_by_lines(old, new, offset))


def _by_lines(old: str, new: str, offset: int) -> Iterator[Difference]:
    # What both begin and end with is found faster than by matching.
    start = _common(old, new)
    most = min(len(old), len(new)) - start
    rest = min(_common(old[::-1], new[::-1]), most)
    old, new = old[start : len(old) - rest], new[start : len(new) - rest]
    offset += start
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = list(accumulate(map(len, before), initial=offset))
    for i1, i2, j1, j2 in unequal(before, after):
        yield from _by_letters(
            "".join(before[i1:i2]), "".join(after[j1:j2]), starts[i1]
        )


def _by_letters(old: str, new: str, offset: int) -> Iterator[Difference]:
    for i1, i2, j1, j2 in unequal(old, new):
        yield Difference(offset + i1, offset + i2, new[j1:j2])


def unequal(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return where two texts or lists of lines differ: start and end in each.

    What is too long to be compared differs as a whole.
    """
    if len(old) * len(new) > _MOST_CELLS:
        return [(0, len(old), 0, len(new))]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (i1, i2, j1, j2)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
