"""Units for blocks of an article that were edited since its import."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bitext.exchange.sxs.differences import Difference
from bitext.exchange.sxs.layout import Layout, UnitPlace
from bitext.exchange.sxs.record import Recalled
from bitext.markdown.article import Article, Block, Kind, Span

__all__ = ["FIRST_NUMBER", "LINK_ALONE", "WITHOUT_UNITS", "in_order", "renewed"]

FIRST_NUMBER = 101
WITHOUT_UNITS = frozenset({Kind.ALT, Kind.LINK_TITLE})
LINK_ALONE = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")


def renewed(recalled: Recalled, article: Article) -> Layout:
    """Return the layout for an edited article.

    Blocks with a line that changed get units with new numbers, all others keep what
    they have. Numbers go on rising where a gap has room for the new ones; in any case
    each is in the file once, which is all that readers need.
    """
    layout = recalled.layout
    fresh = [
        block
        for block in in_order(article)
        if block.kind not in WITHOUT_UNITS
        and any(
            _overlap(span, line) for span in block.spans for line in recalled.changed
        )
    ]
    spans = [(block.spans[0][0], block.spans[-1][1]) for block in fresh]
    # What stood in the skeleton of a block that is cut anew was made for its old text.
    edits = [
        edit
        for edit in (*(e for unit in layout.units for e in unit.edits), *layout.tail)
        if not any(_overlap((edit.start, edit.end + 1), span) for span in spans)
    ]
    kept = [
        unit
        for unit in layout.units
        if not any(_overlap((unit.start, unit.end), span) for span in spans)
    ]
    added = _numbered(
        [_units(article.text, block) for block in fresh], kept, recalled.numbers
    )
    units = sorted((*kept, *added), key=lambda unit: unit.start)
    return _placed(layout, units, edits)


def _numbered(
    blocks: Iterable[Sequence[UnitPlace]],
    kept: Sequence[UnitPlace],
    used: frozenset[int],
) -> Iterator[UnitPlace]:
    """Give the units of new blocks numbers that no unit of the file ever had.

    Where the gap between its neighbours is wide enough a block takes the first numbers
    in it, so that they go on rising; else they follow on the highest of all.
    """
    starts = [unit.start for unit in kept]
    taken = set(used)
    above = max(used, default=FIRST_NUMBER - 1) + 1
    for units in blocks:
        at = bisect_left(starts, units[0].start) if units else 0
        # The first numbers of all are those of front matter.
        low = _plain(kept[at - 1]) if at else None
        high = _plain(kept[at]) if at < len(kept) else None
        free: list[int] = []
        if low is not None and high is not None:
            gap = (number for number in range(low + 1, high) if number not in taken)
            free = list(islice(gap, len(units)))
        if len(free) < len(units):
            free = list(range(above, above + len(units)))
            above += len(units)
        taken.update(free)
        for unit, number in zip(units, free, strict=True):
            yield replace(unit, number=str(number))


def _plain(unit: UnitPlace) -> int | None:
    """Return the number of a unit; None for a merged one, which uses up others."""
    return int(unit.number) if unit.number.isdigit() else None


def _placed(
    layout: Layout, units: Sequence[UnitPlace], edits: Sequence[Difference]
) -> Layout:
    """Give each edit to the unit it stands before; drop what stands in a unit."""
    rest = sorted(edits, key=lambda edit: (edit.start, edit.end))
    placed: list[UnitPlace] = []
    position = 0
    for unit in units:
        if unit.start < position:
            continue
        mine = [edit for edit in rest if edit.end <= unit.start]
        rest = [edit for edit in rest if edit.end > unit.start]
        before = tuple(edit for edit in mine if edit.start >= position)
        placed.append(replace(unit, edits=before))
        position = unit.end
    tail = tuple(edit for edit in rest if edit.start >= position)
    return replace(layout, units=tuple(placed), tail=tail)


def in_order(article: Article) -> list[Block]:
    """Return blocks of the body by place."""
    blocks = [b for b in article.blocks if b.kind is not Kind.FRONT_MATTER]
    return sorted(blocks, key=lambda block: block.spans[0][0])


def _units(text: str, block: Block) -> list[UnitPlace]:
    """One unit for each segment; a block that is one link has its unit in the link.

    They have no numbers yet.
    """
    units: list[UnitPlace] = []
    for segment in block.segments:
        start, end = segment.spans[0][0], segment.spans[-1][1]
        link = LINK_ALONE.fullmatch(text, start, end)
        is_alone = link and len(block.segments) == 1 and block.spans == segment.spans
        if link and is_alone:
            units.append(UnitPlace("", *link.span(1), messages=(segment.spans,)))
        else:
            units.append(UnitPlace("", start, end))
    return units


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
