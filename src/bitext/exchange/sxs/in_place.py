"""Text of an article that a side-by-side file holds in translation only."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bitext.exchange.sxs.lines import line_runs
from bitext.markdown.article import Span

__all__ = ["translated_in_place"]


def translated_in_place(
    gap: str, skeleton: str, texts: Sequence[Span]
) -> Iterator[tuple[Span, Span]]:
    """Yield places of ``texts`` in ``gap``, each with its place in ``skeleton``.

    ``gap`` is what stands between two units in the article, ``skeleton`` what stands
    there in the file. A text is found where the rest of its lines is the same in both.
    """
    if not texts:
        return
    lines = _Lines(gap, skeleton)
    for group in lines.groups(texts):
        if found := lines.counterparts(group):
            yield from zip(group, found, strict=True)


class _Lines:
    """The lines of a gap and those that stand for them in the skeleton."""

    def __init__(self, gap: str, skeleton: str) -> None:
        self._gap = gap
        self._skeleton = skeleton
        self._starts = _line_starts(gap)
        self._skeleton_starts = _line_starts(skeleton)
        before, after = gap.split("\n"), skeleton.split("\n")
        self._line_of: dict[int, int] = {}
        for run in line_runs(before, after):
            here = range(run.start, run.end)
            there = range(run.other_start, run.other_end)
            if len(here) == len(there):
                self._line_of.update(zip(here, there, strict=True))

    def groups(self, texts: Sequence[Span]) -> Iterator[list[Span]]:
        """Yield texts that stand on the same lines."""
        group: list[Span] = []
        for text in texts:
            if group and self._line(text[0]) > self._line(group[-1][1]):
                yield group
                group = []
            group.append(text)
        if group:
            yield group

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def counterparts(self, group: Sequence[Span]) -> list[Span]:
        first, last = self._line(group[0][0]), self._line(group[-1][1])
        numbers = [self._line_of.get(line) for line in range(first, last + 1)]
        there = numbers[0]
        if there is None or numbers != list(range(there, there + len(numbers))):
            return []
        end = _end(self._gap, self._starts, last)
        start = self._starts[first]
        edges = [(start, start), *group, (end, end)]
        fixed = [self._gap[left[1] : right[0]] for left, right in pairwise(edges)]
        pattern = "(.+?)".join(map(re.escape, fixed))
        found = re.compile(pattern, re.DOTALL).fullmatch(
            self._skeleton,
            self._skeleton_starts[there],
            _end(self._skeleton, self._skeleton_starts, there + last - first),
        )
        if not found:
            return []
        return [found.span(number) for number in range(1, len(group) + 1)]


def _end(text: str, starts: Sequence[int], line: int) -> int:
    return starts[line + 1] - 1 if line + 1 < len(starts) else len(text)


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]
