"""Which runs of ``*``, ``_``, ``~``, ``^`` and ``=`` pair, as the renderer decides.

The rules are those of pymdown-extensions 10 and later (betterem, tilde, caret and mark
with their default options): CommonMark's flanking rules and rule of three, one stack
for each character, and no blank in raised or lowered text. The text comes with all that
binds tighter (code, links, HTML, escapes) replaced by ``OPEN`` fill ``CLOSE``, as the
renderer's own placeholders do.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from bitext.markdown.flanking import CLOSE, MARKERS, Marker, Side, flank

__all__ = ["Region", "pair"]

_RUN = re.compile(r"([*_~^=])\1*")
_BLANK = re.compile(r"\s")
_OPENING = frozenset({Side.START, Side.BOTH})
_CLOSING = frozenset({Side.END, Side.BOTH})
_WIDEST = 2
_RULE_OF_THREE = 3
# No author nests deeper or writes longer runs: bounds that keep the time linear.
_DEEPEST = 64
_LONGEST_RETRIED = 16


class Region(NamedTuple):
    """A pair of delimiters and the element they make."""

    open_start: int
    open_end: int
    close_start: int
    close_end: int
    tag: str


class _Opener(NamedTuple):
    start: int
    end: int
    is_ambiguous: bool
    original: int
    """Length of its run before any of it was paired."""

    @property
    def length(self) -> int:
        return self.end - self.start


class _Stack:
    """Delimiters of one character that wait for their partner."""

    __slots__ = ("marker", "odd", "openers")

    def __init__(self, marker: Marker) -> None:
        self.marker = marker
        self.openers: list[_Opener] = []
        self.odd = 0
        """How many are of another length than two: these bar blanks."""

    def push(self, opener: _Opener) -> None:
        self.openers.append(opener)
        self.odd += opener.length != _WIDEST

    def pop(self) -> _Opener:
        opener = self.openers.pop()
        self.odd -= opener.length != _WIDEST
        return opener

    def clear(self) -> None:
        self.openers.clear()
        self.odd = 0


@dataclass(slots=True)
class _Run:
    """A run of delimiters that is being paired; what is left of it shrinks."""

    start: int
    end: int
    side: Side
    original: int = field(init=False)
    is_start: bool = field(init=False)
    is_end: bool = field(init=False)

    def __post_init__(self) -> None:
        self.original = self.end - self.start
        self.is_start = self.side is not Side.END
        self.is_end = self.side is not Side.START

    @property
    def is_ambiguous(self) -> bool:
        return self.side is Side.BOTH

    @property
    def left(self) -> int:
        return self.end - self.start


def pair(text: str) -> list[Region]:
    """Pairs of delimiters in ``text``, in the order of their opening ones."""
    runs = [found.span() for found in _RUN.finditer(text)]
    if len(runs) <= 1:
        return []
    simple = _in_turn(text, runs)
    return sorted(_Pairing(text, runs).regions()) if simple is None else simple


def _in_turn(text: str, runs: list[tuple[int, int]]) -> list[Region] | None:
    """Pairs where one run opens and the next, alike, closes; None for all else.

    Most texts are so, and need no stacks.
    """
    sign = text[runs[0][0]]
    if len(runs) % 2 or sign not in "*_":
        return None
    marker = MARKERS[sign]
    found = []
    last = len(text)
    for (start, open_end), (close, end) in zip(runs[::2], runs[1::2], strict=True):
        size = open_end - start
        if (
            size > _WIDEST
            or end - close != size
            or text[start] != sign
            or text[close] != sign
            or flank(marker, sign, text[start - 1] if start else None, text[open_end])
            not in _OPENING
            or flank(marker, sign, text[close - 1], text[end] if end < last else None)
            not in _CLOSING
        ):
            return None
        tag = marker.two if size == _WIDEST else marker.one
        found.append(Region(start, open_end, close, end, tag))
    return found


def _breaks_rule_of_three(opener: int, closer: int) -> bool:
    return (opener + closer) % _RULE_OF_THREE == 0 and opener % _RULE_OF_THREE != 0


class _Pairing:
    """Pairs the runs of one text from left to right."""

    def __init__(self, text: str, runs: list[tuple[int, int]]) -> None:
        self._text = text
        self._runs = runs
        self._stacks = {token: _Stack(marker) for token, marker in MARKERS.items()}
        self._found: list[Region] = []

    def regions(self) -> Iterator[Region]:
        position, paired_to = 0, -1
        for index, (start, end) in enumerate(self._runs):
            while position < end:
                position = max(start, position)
                before = self._before(position, start, is_rest=position == paired_to)
                position = self._pair_from(index, position, before)
                if self._found:
                    yield from self._found
                    paired_to = position
                    self._found = []

    def _before(self, position: int, run_start: int, *, is_rest: bool) -> str | None:
        text = self._text
        if not is_rest:
            return text[position - 1] if position else None
        # The closed element before the rest of its closing run is no character: the
        # rest is judged by what the whole run stood behind.
        if position == run_start or not run_start:
            return CLOSE
        return text[run_start - 1]

    def _pair_from(self, index: int, start: int, before: str | None) -> int:
        """Pair from the run at ``start`` on; where to go on."""
        run_start, end = self._runs[index]
        token = self._text[start]
        stack = self._stacks[token]
        side = flank(stack.marker, token, before, self._after(end))
        if side is None or side is Side.END:
            return end
        if stack.marker.is_double and end - start < _WIDEST:
            return start + 1
        for each in self._stacks.values():
            each.clear()
        stack.push(_Opener(start, end, side is Side.BOTH, end - start))
        self._scan(index + 1)
        if self._found:
            return max(region.close_end for region in self._found)
        waiting = [opener for each in self._stacks.values() for opener in each.openers]
        if len(waiting) > 1:
            return max(opener.end for opener in waiting)
        # Less of the run may pair where all of it did not.
        return start + 1 if end - run_start <= _LONGEST_RETRIED else end

    def _after(self, end: int) -> str | None:
        return self._text[end] if end < len(self._text) else None

    def _scan(self, index: int) -> None:
        text = self._text
        for number in range(index, len(self._runs)):
            if not any(stack.openers for stack in self._stacks.values()):
                return
            start, end = self._runs[number]
            stack = self._stacks[text[start]]
            side = flank(stack.marker, text[start], text[start - 1], self._after(end))
            if side is None or (side is Side.END and not stack.openers):
                continue
            if not self._meet(stack, _Run(start, end, side)):
                return

    def _meet(self, stack: _Stack, run: _Run) -> bool:
        """Pair one run with what waits; False when the scan must end."""
        if stack.openers and run.is_end:
            last = self._obey_rule_of_three(stack, run)
            opener = stack.openers[-1]
            if (
                last == run.left
                or run.left >= _RULE_OF_THREE
                or (
                    run.left > last
                    and not (
                        run.is_ambiguous
                        and _breaks_rule_of_three(opener.original, run.left)
                    )
                )
            ):
                self._close_openers(stack, run)
            if stack.openers and run.is_end and run.left:
                last = stack.openers[-1].length
                if last > run.left and (last >= _RULE_OF_THREE or not run.is_ambiguous):
                    goes_on = self._close_part(stack, run)
                    if goes_on is not None:
                        return goes_on
        if run.is_start and not (stack.marker.is_double and run.left == 1):
            return self._open(stack, run)
        return True

    def _obey_rule_of_three(self, stack: _Stack, run: _Run) -> int:
        """Length of the opener to pair with, unpairable ones above it dropped."""
        openers, length = stack.openers, run.left
        last = openers[-1].length
        if (
            run.is_ambiguous
            and length != last
            and _breaks_rule_of_three(openers[-1].original, length)
        ):
            lowest = max(-1, len(openers) - 2 - _DEEPEST)
            for place in range(len(openers) - 2, lowest, -1):
                if openers[place].length == length and not _breaks_rule_of_three(
                    openers[place].original, length
                ):
                    while len(openers) > place + 1:
                        stack.pop()
                    return length
        return last

    def _close_openers(self, stack: _Stack, run: _Run) -> None:
        """Consume openers until the run is used up."""
        run.is_start = False
        marker, furthest = stack.marker, stack.openers[-1]
        while stack.openers and run.left and stack.openers[-1].length <= run.left:
            opener = self._pop_fitting(stack, run)
            if opener is None:
                if self._others_wait(stack):
                    stack.clear()
                else:
                    stack.push(furthest)
                break
            size = min(opener.length, _WIDEST)
            self._add(stack.marker, opener.end, run=run, size=size)
            rest = opener.length - size
            if rest and not (marker.is_double and rest == 1):
                stack.push(opener._replace(end=opener.end - size))
        if run.original >= _RULE_OF_THREE and run.left and run.is_ambiguous:
            stack.push(
                _Opener(run.start, run.end, is_ambiguous=False, original=run.original)
            )
            run.is_end = False

    def _pop_fitting(self, stack: _Stack, run: _Run) -> _Opener | None:
        """The nearest opener that no blank keeps from the run."""
        if not stack.marker.bars_blanks:
            return stack.pop()
        while stack.openers:
            barred = (stack.odd or run.left == 1) and self._has_blank(
                stack.openers[-1].end, run.start
            )
            opener = stack.pop()
            if not barred:
                return opener
        return None

    def _close_part(self, stack: _Stack, run: _Run) -> bool | None:
        """Close the inner part of a longer opener; None when nothing was closed."""
        opener = stack.pop()
        while stack.openers and opener.length != _RULE_OF_THREE and opener.is_ambiguous:
            opener = stack.pop()
        if opener.is_ambiguous and opener.length != _RULE_OF_THREE:
            stack.clear()
            return self._others_wait(stack)
        if (
            stack.marker.bars_blanks
            and run.left == 1
            and self._has_blank(opener.end, run.start)
        ):
            stack.push(opener)
            return None
        run.is_start = False
        is_double, end = stack.marker.is_double, opener.end
        while run.left and end > opener.start and not (is_double and run.left == 1):
            size = min(run.left, _WIDEST, end - opener.start)
            self._add(stack.marker, end, run=run, size=size)
            end -= size
        if end - opener.start > is_double:
            stack.push(
                _Opener(opener.start, end, is_ambiguous=False, original=opener.original)
            )
        return True

    def _open(self, stack: _Stack, run: _Run) -> bool:
        if (
            stack.marker.bars_blanks
            and stack.odd
            and stack.openers
            and self._has_blank(stack.openers[-1].end, run.start)
        ):
            if stack.odd > 1 or any(each.length == 1 for each in stack.openers[:1]):
                if not self._others_wait(stack):
                    return False
                stack.clear()
            return True
        stack.push(_Opener(run.start, run.end, run.is_ambiguous, run.left))
        return True

    def _add(self, marker: Marker, open_end: int, *, run: _Run, size: int) -> None:
        """Pair ``size`` delimiters; what waits between them waits no longer."""
        start, end = open_end - size, run.start + size
        tag = marker.two if size == _WIDEST else marker.one
        self._found.append(Region(start, open_end, run.start, end, tag))
        run.start = end
        for stack in self._stacks.values():
            while stack.openers and start <= stack.openers[-1].start < end:
                stack.pop()

    def _others_wait(self, stack: _Stack) -> bool:
        return any(each.openers for each in self._stacks.values() if each is not stack)

    @cached_property
    def _blanks(self) -> list[int]:
        return [found.start() for found in _BLANK.finditer(self._text)]

    def _has_blank(self, start: int, end: int) -> bool:
        place = bisect_left(self._blanks, start)
        return place < len(self._blanks) and self._blanks[place] < end
