"""Aligns a translated page with its source: blocks first, then their sentences.

Both are sequences in the same order, in which either may have something more. The
cheapest path through both is found by dynamic programming. What a pair costs is told by
its lengths, as W. A. Gale and K. W. Church found for sentences (Computational
Linguistics 19, 1993), and by what a translation keeps: addresses, code, numbers, names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, log, sqrt
from typing import Final

from bitext.exchange.pages.features import Passage, likeness, passages
from bitext.markdown.article import Article, Segment

__all__ = ["Alignment", "Loose", "Match", "align"]

_VARIANCE: Final = 6.8
"""Of the length of a translation, for each letter of its source: Gale and Church."""
_BLOCK_GAP: Final = 4.0
_OTHER_KIND: Final = 6.0
_ANCHORS: Final = 4.0
_MOVES: Final = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2))
_PRIORS: Final = {
    (1, 1): -log(0.89),
    (1, 0): -log(0.005),
    (0, 1): -log(0.005),
    (2, 1): -log(0.045),
    (1, 2): -log(0.045),
    (2, 2): -log(0.011),
}
_DEAR: Final = 9.0
"""A pair that costs more is doubtful."""
_MOST_CELLS: Final = 250_000
_BAND: Final = 60
"""How far two long articles may be apart, in blocks."""
_LEAST_RATIO: Final = 0.2
_MOST_RATIO: Final = 3.0


@dataclass(frozen=True, slots=True)
class Match:
    """Sentences of the source and what translates them."""

    sources: tuple[Segment, ...]
    targets: tuple[Segment, ...]
    is_sure: bool
    """Whether nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A sentence of the translated page that belongs to none of the source."""

    segment: Segment


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every sentence of the translated page: matched or loose."""

    matches: tuple[Match, ...]
    loose: tuple[Loose, ...]
    untranslated: tuple[Segment, ...]
    """Sentences of the source without a translation."""


def align(source: Article, target: Article) -> Alignment:
    """What of ``target``, a translated page, translates what of ``source``."""
    ours, theirs = passages(source.blocks), passages(target.blocks)
    ratio = _ratio(ours, theirs)
    is_same = [one.kind for one in ours] == [one.kind for one in theirs]
    pairs = (
        list(zip(range(len(ours)), range(len(theirs)), strict=True))
        if is_same
        else _block_pairs(ours, theirs, ratio=ratio)
    )
    matches: list[Match] = []
    loose: list[Loose] = []
    untranslated: list[Segment] = []
    for one, other in pairs:
        if other is None:
            untranslated += ours[one].segments if one is not None else ()
        elif one is None:
            loose += map(Loose, theirs[other].segments)
        else:
            cost = _cost(ours[one], theirs[other], ratio=ratio)
            found = _sentences(
                ours[one],
                theirs[other],
                ratio=ratio,
                is_sure=cost < _DEAR and (is_same or _agree(ours[one], theirs[other])),
            )
            matches += found.matches
            loose += found.loose
            untranslated += found.untranslated
    return Alignment(tuple(matches), tuple(loose), tuple(untranslated))


def _ratio(ours: Sequence[Passage], theirs: Sequence[Passage]) -> float:
    """Letters of the translation for one of the source, over the whole article."""
    letters = sum(one.length for one in ours)
    ratio = sum(one.length for one in theirs) / letters if letters else 1.0
    return min(max(ratio, _LEAST_RATIO), _MOST_RATIO)


def _length_cost(source: int, target: int, *, ratio: float) -> float:
    """Minus the logarithm of the chance that lengths differ as much, or more."""
    mean = (source * ratio + target) / 2
    distance = abs(target - source * ratio) / sqrt(_VARIANCE * max(mean, 1.0))
    return min(-log(max(erfc(distance / sqrt(2)), 1e-12)), 12.0)


def _cost(one: Passage, other: Passage, *, ratio: float) -> float:
    kind = 0.0 if one.kind is other.kind else _OTHER_KIND
    length = _length_cost(one.length, other.length, ratio=ratio)
    return kind + length - _ANCHORS * likeness(one, other)


def _agree(one: Passage, other: Passage) -> bool:
    """Whether anchors speak for a pair, where the articles are not built alike."""
    return one.kind is other.kind and (
        likeness(one, other) > 0 or not (one.anchors or other.anchors)
    )


_Pair = tuple[int | None, int | None]


def _block_pairs(
    ours: Sequence[Passage], theirs: Sequence[Passage], *, ratio: float
) -> list[_Pair]:
    """Indices of blocks that belong together, in order; None for a block alone."""
    rows, columns = len(ours), len(theirs)
    is_long = rows * columns > _MOST_CELLS
    best: list[dict[int, tuple[float, int]]] = []
    for row in range(rows + 1):
        middle = row * columns // max(rows, 1)
        width = _BAND + abs(rows - columns) if is_long else columns
        here: dict[int, tuple[float, int]] = {}
        above = best[row - 1] if row else {}
        for column in range(max(0, middle - width), min(columns, middle + width) + 1):
            options = []
            if row and column and column - 1 in above:
                step = _cost(ours[row - 1], theirs[column - 1], ratio=ratio)
                options.append((above[column - 1][0] + step, 0))
            if row and column in above:
                options.append((above[column][0] + _BLOCK_GAP, 1))
            if column and column - 1 in here:
                options.append((here[column - 1][0] + _BLOCK_GAP, 2))
            here[column] = min(options, default=(0.0, 0))
        best.append(here)
    pairs: list[_Pair] = []
    row, column = rows, columns
    while row or column:
        move = best[row][column][1]
        if move == 0 and row and column:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and (move == 1 or not column):
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _sentences(
    one: Passage, other: Passage, *, ratio: float, is_sure: bool
) -> Alignment:
    """The sentences of two blocks that belong together."""
    ours = [Passage(one.kind, each.text, (each,)) for each in one.segments]
    theirs = [Passage(other.kind, each.text, (each,)) for each in other.segments]
    matches: list[Match] = []
    loose: list[Loose] = []
    untranslated: list[Segment] = []
    is_even = len(ours) == len(theirs)
    for start, end, at, until in _cheapest(ours, theirs, ratio=ratio):
        sources = tuple(each.segments[0] for each in ours[start:end])
        targets = tuple(each.segments[0] for each in theirs[at:until])
        if not sources:
            loose += map(Loose, targets)
        elif not targets:
            untranslated += sources
        else:
            cost = _joined_cost(ours[start:end], theirs[at:until], ratio=ratio)
            is_one = len(sources) == len(targets) == 1
            # Where a sentence is missing, the others may have moved up.
            is_fit = cost < (_DEAR if is_even else 0.0)
            matches.append(Match(sources, targets, is_sure and is_one and is_fit))
    return Alignment(tuple(matches), tuple(loose), tuple(untranslated))


def _joined_cost(
    ours: Sequence[Passage], theirs: Sequence[Passage], *, ratio: float
) -> float:
    one, other = (_joined(each) for each in (ours, theirs))
    return _cost(one, other, ratio=ratio)


def _joined(parts: Sequence[Passage]) -> Passage:
    if len(parts) == 1:
        return parts[0]
    return Passage(parts[0].kind, " ".join(one.text for one in parts), ())


def _cheapest(
    ours: Sequence[Passage], theirs: Sequence[Passage], *, ratio: float
) -> list[tuple[int, int, int, int]]:
    """Ranges of sentences that belong together, in order."""
    rows, columns = len(ours), len(theirs)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for row in range(rows + 1):
        for column in range(columns + 1):
            for down, right in _MOVES:
                before = (row - down, column - right)
                if before not in best:
                    continue
                cost = best[before][0] + _PRIORS[down, right]
                if down and right:
                    cost += _joined_cost(
                        ours[row - down : row],
                        theirs[column - right : column],
                        ratio=ratio,
                    )
                if (row, column) not in best or cost < best[row, column][0]:
                    best[row, column] = (cost, (down, right))
    ranges = []
    row, column = rows, columns
    while row or column:
        down, right = best[row, column][1]
        ranges.append((row - down, row, column - right, column))
        row, column = row - down, column - right
    return ranges[::-1]
