"""Which lines of one text are still there in another."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

__all__ = ["Run", "line_runs"]

_MOST_CELLS = 4_000
"""Product of two numbers of lines up to which repeated lines are matched too."""

_Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines from ``start`` of one text and those of the other in their place."""

    start: int
    end: int
    other_start: int
    other_end: int
    is_equal: bool


def line_runs(before: Sequence[str], now: Sequence[str]) -> Iterator[Run]:
    """Yield runs of equal and of different lines in turn, all lines of both in order.

    Lines that either text has once are matched first, so that the time stays in
    proportion to the lines, however often blank lines and the like occur.
    """
    start = other = 0
    for first, there, size in _merged(_matches(before, now)):
        if first > start or there > other:
            yield Run(start, first, other, there, is_equal=False)
        start, other = first + size, there + size
        yield Run(first, start, there, other, is_equal=True)
    if start < len(before) or other < len(now):
        yield Run(start, len(before), other, len(now), is_equal=False)


def _merged(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    index = 0
    while index < len(pairs):
        first, there = pairs[index]
        size = 1
        while pairs[index + size : index + size + 1] == [(first + size, there + size)]:
            size += 1
        yield first, there, size
        index += size


def _matches(before: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    areas: list[_Area] = [(0, len(before), 0, len(now))]
    while areas:
        i1, i2, j1, j2 = areas.pop()
        while i1 < i2 and j1 < j2 and before[i1] == now[j1]:
            found.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and before[i2 - 1] == now[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            found.append((i2, j2))
        if i1 == i2 or j1 == j2:
            continue
        anchors = _anchors(before, now, (i1, i2, j1, j2))
        if anchors:
            found += anchors
            edges = [(i1 - 1, j1 - 1), *anchors, (i2, j2)]
            areas += (
                (left[0] + 1, right[0], left[1] + 1, right[1])
                for left, right in pairwise(edges)
            )
        elif (i2 - i1) * (j2 - j1) <= _MOST_CELLS:
            matcher = SequenceMatcher(None, before[i1:i2], now[j1:j2], autojunk=False)
            found += (
                (i1 + block.a + step, j1 + block.b + step)
                for block in matcher.get_matching_blocks()
                for step in range(block.size)
            )
    return sorted(found)


def _anchors(
    before: Sequence[str], now: Sequence[str], area: _Area
) -> list[tuple[int, int]]:
    """Return lines that are there once in both, as many as keep their order."""
    i1, i2, j1, j2 = area
    once = Counter(before[i1:i2])
    place_of = {line: place for place, line in enumerate(now[j1:j2], start=j1)}
    counts = Counter(now[j1:j2])
    pairs = [
        (place, place_of[line])
        for place, line in enumerate(before[i1:i2], start=i1)
        if once[line] == 1 and counts[line] == 1
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of ``pairs`` whose second numbers rise."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, (_, there) in enumerate(pairs):
        length = bisect_left(tails, there)
        previous.append(last[length - 1] if length else -1)
        tails[length : length + 1] = [there]
        last[length : length + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = previous[index]
    return chosen[::-1]
