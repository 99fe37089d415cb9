"""What has to change in one text to get another, by place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Difference", "apply", "differences"]

_MOST_CELLS = 250_000
"""Product of two lengths above which texts are not compared letter by letter."""


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
    if not before or not after or len(before) * len(after) > _MOST_CELLS:
        yield Difference(offset, offset + len(old), new)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        size = sum(map(len, before[i1:i2]))
        if tag != "equal":
            yield from _by_letters(
                "".join(before[i1:i2]), "".join(after[j1:j2]), offset
            )
        offset += size


def _by_letters(old: str, new: str, offset: int) -> Iterator[Difference]:
    if not old or not new or len(old) * len(new) > _MOST_CELLS:
        yield Difference(offset, offset + len(old), new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield Difference(offset + i1, offset + i2, new[j1:j2])


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
