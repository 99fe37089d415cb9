"""Units for blocks of an article that were edited since its import."""

import re
from collections.abc import Sequence
from dataclasses import replace

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
    they have.
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
    number = FIRST_NUMBER + max(
        (
            int(found[0]) - FIRST_NUMBER + 1
            for unit in layout.units
            if (found := re.search(r"[0-9]+\Z", unit.number))
        ),
        default=0,
    )
    for block in fresh:
        added = _units(article.text, block, number)
        kept += added
        number += len(added)
    kept.sort(key=lambda unit: unit.start)
    return _placed(layout, kept, edits)


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


def _units(text: str, block: Block, number: int) -> list[UnitPlace]:
    """One unit for each segment; a block that is one link has its unit in the link."""
    units: list[UnitPlace] = []
    for segment in block.segments:
        start, end = segment.spans[0][0], segment.spans[-1][1]
        link = LINK_ALONE.fullmatch(text, start, end)
        is_alone = link and len(block.segments) == 1 and block.spans == segment.spans
        if link and is_alone:
            messages = (segment.spans,)
            units.append(UnitPlace(str(number), *link.span(1), messages=messages))
        else:
            units.append(UnitPlace(str(number), start, end))
        number += 1
    return units


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
