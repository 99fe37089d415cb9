"""From the units of a file to the messages of an article, by place alone.

It is known where each unit's SOURCE lies in the English article, and where each
segment does. Units and segments that overlap belong together; texts are not compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bitext.exchange.sxs.english import Placed
from bitext.markdown.article import Article, Block, Kind, Segment, Span

__all__ = ["Alignment", "Fit", "Loose", "Reason", "Translation", "align"]


class Fit(StrEnum):
    """How units became a message."""

    EQUAL = "equal"
    """One unit is one segment."""
    JOINED = "joined"
    """Several units make one segment."""
    PARTED = "parted"
    """A unit is a part of a segment, or covers several."""


class Reason(StrEnum):
    """Why a unit is in no message of its article."""

    NO_SEGMENT = "no segment there (code, raw HTML, no words)"
    NOT_CUT = "its translation cannot be cut where segments end"


@dataclass(frozen=True, slots=True)
class Translation:
    """One translation made of TARGETs, for a segment or several of one block."""

    segments: tuple[Segment, ...]
    """More than one where a unit covers them: together they are one message group."""
    target: str
    """On one line."""
    fit: Fit
    units: tuple[Placed, ...]
    """Units counted here; a unit that is cut counts with its first piece."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A unit that became no message of its article."""

    placed: Placed
    reason: Reason


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every unit of a file: in a translation or loose."""

    translations: tuple[Translation, ...]
    loose: tuple[Loose, ...]


_EDGES = " \t\r\n"
# Blanks are looked at from their first one only: a run of them stays fast.
_LINE_END = re.compile(r"(?:(?<![ \t])[ \t]++)?[\r\n]+[ \t]*")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A segment and where it stands among its block's and the article's segments."""

    segment: Segment
    block: Block
    start: int
    end: int


@dataclass(slots=True)
class _Run:
    """A piece of a unit: whole segments or parts of one, with their translation."""

    placed: Placed
    start: int
    end: int
    target: str
    first: int
    """Index of the first spot it overlaps."""
    last: int


@dataclass(slots=True)
class _Group:
    """Neighbouring segments of one block that share units."""

    first: int
    last: int
    runs: list[_Run] = field(default_factory=list)


def align(article: Article, placed: Sequence[Placed]) -> Alignment:
    """Match the units at ``placed``, in order, with the segments of ``article``.

    Every unit comes out exactly once. ``article`` is split from the text the units'
    places refer to.
    """
    spots = [
        _Spot(segment, block, segment.spans[0][0], segment.spans[-1][1])
        for block in article.blocks
        if block.kind is not Kind.FRONT_MATTER
        for segment in block.segments
    ]
    loose: list[Loose] = []
    runs: list[_Run] = []
    blocked: set[int] = set()
    near = 0
    for unit in placed:
        while near < len(spots) and spots[near].end <= unit.start:
            near += 1
        last = near
        while last < len(spots) and spots[last].start < unit.end:
            last += 1
        if last == near:
            loose.append(Loose(unit, Reason.NO_SEGMENT))
            continue
        cut = _cut(article.text, unit, spots, near, last - 1)
        if cut is None:
            loose.append(Loose(unit, Reason.NOT_CUT))
            blocked.update(range(near, last))
        else:
            runs += cut
    translations: list[Translation] = []
    counted: set[int] = set()
    for group in _groups(runs):
        if blocked.isdisjoint(range(group.first, group.last + 1)):
            translations.append(_compose(article.text, spots, group, counted))
        else:
            for run in group.runs:
                if id(run.placed) not in counted:
                    counted.add(id(run.placed))
                    loose.append(Loose(run.placed, Reason.NOT_CUT))
    loose.sort(key=lambda gone: gone.placed.start)
    return Alignment(tuple(translations), tuple(loose))


def _is_blank(gap: str) -> bool:
    return not gap.strip(_EDGES + ">")


def _cut(
    text: str, placed: Placed, spots: Sequence[_Spot], first: int, last: int
) -> list[_Run] | None:
    """Cut a unit where it holds text of no segment, as ``1. `` or ``<br>``.

    Such text must stand in TARGET to the letter; None when it does not, or when the
    unit goes on from one block to the next with nothing between.
    """
    runs: list[_Run] = []
    rest = placed.unit.target.strip(_EDGES)
    before = text[placed.start : spots[first].start].strip(_EDGES)
    after = text[spots[last].end : placed.end].strip(_EDGES)
    if not rest.startswith(before) or not rest[len(before) :].endswith(after):
        return None
    rest = rest[len(before) : len(rest) - len(after)]
    start = first
    for index in range(first, last):
        here, following = spots[index], spots[index + 1]
        gap = text[here.end : following.start]
        if _is_blank(gap):
            if here.block is not following.block:
                return None
            continue
        fixed = gap.strip(_EDGES)
        if rest.count(fixed) == 0:
            return None
        target, rest = rest.split(fixed, 1)
        runs.append(_run(placed, spots, start, index, target))
        start = index + 1
    runs.append(_run(placed, spots, start, last, rest))
    return runs if all(run.target for run in runs) else None


def _run(
    placed: Placed, spots: Sequence[_Spot], first: int, last: int, target: str
) -> _Run:
    return _Run(
        placed,
        max(placed.start, spots[first].start),
        min(placed.end, spots[last].end),
        _one_line(target),
        first,
        last,
    )


def _groups(runs: Sequence[_Run]) -> Iterator[_Group]:
    group: _Group | None = None
    for run in runs:
        if group and run.first <= group.last:
            group.last = max(group.last, run.last)
        else:
            if group:
                yield group
            group = _Group(run.first, run.last)
        group.runs.append(run)
    if group:
        yield group


def _compose(
    text: str, spots: Sequence[_Spot], group: _Group, counted: set[int]
) -> Translation:
    covered = spots[group.first : group.last + 1]
    spans = [span for spot in covered for span in spot.segment.spans]
    pieces: list[str] = []
    position = covered[0].start
    for run in group.runs:
        pieces += (_skeleton(text, spans, position, run.start), run.target)
        position = run.end
    pieces.append(_skeleton(text, spans, position, covered[-1].end))
    target = "".join(pieces).strip(_EDGES)
    if len(covered) > 1:
        fit = Fit.PARTED
    elif len(group.runs) > 1:
        fit = Fit.JOINED
    else:
        # A link that was peeled out of its block has marks of the skeleton around it.
        only = group.runs[0]
        is_whole = target == _one_line(only.placed.unit.target)
        fit = Fit.EQUAL if is_whole else Fit.PARTED
    units = tuple(run.placed for run in group.runs if id(run.placed) not in counted)
    counted.update(map(id, units))
    return Translation(tuple(spot.segment for spot in covered), target, fit, units)


def _one_line(target: str) -> str:
    return _LINE_END.sub(" ", target.strip(_EDGES))


def _skeleton(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """Text between units; line ends, indents and quote marks become one blank."""
    pieces: list[str] = []
    position = start
    for first, last in spans:
        if first >= end or last <= position:
            continue
        if first > position:
            pieces.append(" ")
        pieces.append(text[max(first, position) : min(last, end)])
        position = min(last, end)
    if position < end:
        pieces.append(" ")
    return "".join(pieces)
