"""Units for blocks of an article that were edited since its import."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bitext.exchange.sxs.compare import Spots
from bitext.exchange.sxs.differences import Difference
from bitext.exchange.sxs.document import front_end
from bitext.exchange.sxs.layout import KEYS_MARK, Front, Layout, UnitPlace
from bitext.exchange.sxs.record import Recalled
from bitext.exchange.sxs.shares import LINK_ALONE
from bitext.exchange.sxs.translated import fingerprint
from bitext.markdown.article import Article, Block, Kind, Span

__all__ = ["FIRST_NUMBER", "WITHOUT_UNITS", "in_order", "renewed"]

FIRST_NUMBER = 101
WITHOUT_UNITS = frozenset({Kind.ALT, Kind.DIAGRAM, Kind.LINK_TITLE})
_NEW = "new"
"""Stands for the number of a unit that gets one yet."""


def renewed(
    recalled: Recalled, article: Article, *, keys: Sequence[str], pipeline: str
) -> Layout:
    """Return the layout for an edited article.

    Blocks with a line that changed get units with new numbers, all others keep what
    they have. Numbers go on rising where a gap has room for the new ones; in any case
    each is in the file once, which is all that readers need. ``keys`` name the
    translated values of front matter, ``pipeline`` are the lines of the six keys.
    """
    layout = recalled.layout
    edits = [*(e for unit in layout.units for e in unit.edits), *layout.tail]
    spots = Spots(article)
    valid = [unit for unit in layout.units if _is_valid(unit, article, spots)]
    changed = _Places(recalled.changed)
    places = _Places([(unit.start, unit.end) for unit in valid])
    # What is only left out has a place too, between two characters.
    touched = _Places([(edit.start, edit.end + 1) for edit in edits])
    added: list[list[UnitPlace]] = []
    spans: list[Span] = []
    for block in in_order(article):
        span = (block.spans[0][0], block.spans[-1][1])
        new = _units(article.text, block)
        mine = [valid[index] for index in places.among(span)]
        if any(changed.among(one) for one in block.spans):
            # The other texts of its line may have changed, as in the row of a table.
            before = [(unit.start, unit.end) for unit in mine]
            is_kept = before == [(unit.start, unit.end) for unit in new]
        else:
            # What has no unit the hand-off left out.
            is_kept = bool(mine) or bool(touched.among(span))
        if not is_kept:
            spans.append(span)
            added.append(new)
    fresh = _Places(spans)
    kept = [unit for unit in valid if not fresh.among((unit.start, unit.end))]
    # What stood in the skeleton of a block that is cut anew was made for its old text.
    edits = [edit for edit in edits if not fresh.among((edit.start, edit.end + 1))]
    numbered = _numbered(added, kept, recalled.numbers)
    units = sorted((*kept, *numbered), key=lambda unit: unit.start)
    front = _front(recalled, article, keys=keys, pipeline=pipeline)
    return _placed(replace(layout, front=front), units, edits)


def _is_valid(unit: UnitPlace, article: Article, spots: Spots) -> bool:
    """Whether the messages of ``unit`` are still in the article, where they were."""
    if not unit.number:
        return any(one.spans == unit.messages[0] for one in article.segments)
    # What was no text of the article when it was imported has a TARGET of its own.
    is_loose = unit.target is not None and not unit.belongs_to and not unit.messages
    messages = spots.messages(unit.start, unit.end)
    is_text = bool(spots.at(unit.start, unit.end))
    return messages == unit.messages and (is_text or is_loose)


class _Places:
    """Places in a text, in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span[0] for span in self._spans]
        self._ends = [span[1] for span in self._spans]

    def among(self, span: Span) -> range:
        """Return which of them overlap ``span``; their ends must be in order too."""
        first = bisect_right(self._ends, span[0])
        return range(first, max(bisect_left(self._starts, span[1]), first))


def _front(
    recalled: Recalled, article: Article, *, keys: Sequence[str], pipeline: str
) -> Front:
    """Return front matter in which values that changed are what the catalog gives."""
    front = recalled.layout.front
    text = article.text
    body = front_end(text)
    start = len(text) - len(text.lstrip("\ufeff"))
    changed = _Places(recalled.changed)
    messages = dict(front.messages)
    values = dict(front.values)
    for block in article.blocks:
        key = _key(text, block, keys)
        is_changed = changed.among(block.spans[0])
        if block.kind is not Kind.FRONT_MATTER or not is_changed:
            continue
        values.pop(key, None)
        messages[key] = tuple(fingerprint(one.text) for one in block.segments)
    # A byte order mark may come and go with the front matter's first line.
    opening = Difference(start, start, f"---\n{KEYS_MARK}---\n")
    others = [edit for edit in front.edits if edit.end or KEYS_MARK not in edit.text]
    if body > start:
        edits = others
    elif pipeline and len(others) == len(front.edits):
        edits = [*others, opening]
    else:
        edits = list(front.edits)
    return Front(tuple(edits), messages, values)


def _numbered(
    blocks: Iterable[Sequence[UnitPlace]],
    kept: Sequence[UnitPlace],
    used: frozenset[int],
) -> Iterator[UnitPlace]:
    """Give the units of new blocks numbers that no unit of the file ever had.

    Where the gap between its neighbours is wide enough a block takes the first numbers
    in it, so that they go on rising; else they follow on the highest of all.
    """
    kept = [unit for unit in kept if unit.number]
    starts = [unit.start for unit in kept]
    taken = set(used)
    above = max(used, default=FIRST_NUMBER - 1) + 1
    for texts in blocks:
        units = [unit for unit in texts if unit.number]
        yield from (unit for unit in texts if not unit.number)
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

    They have no numbers of their own yet. A text translated in place has no unit, so
    its place never gets one.
    """
    if block.kind in WITHOUT_UNITS:
        messages = tuple(segment.spans for segment in block.segments)
        start, end = block.spans[0][0], block.spans[-1][1]
        return [UnitPlace("", start, end, messages=messages)]
    units: list[UnitPlace] = []
    for segment in block.segments:
        start, end = segment.spans[0][0], segment.spans[-1][1]
        link = LINK_ALONE.fullmatch(text, start, end)
        is_alone = link and len(block.segments) == 1 and block.spans == segment.spans
        if link and is_alone:
            messages = (segment.spans,)
            units.append(UnitPlace(_NEW, *link.span(1), messages=messages))
        else:
            units.append(UnitPlace(_NEW, start, end))
    return units


def _key(text: str, block: Block, keys: Sequence[str]) -> str:
    line = text[text.rfind("\n", 0, block.spans[0][0]) + 1 : block.spans[0][0]]
    key = line.partition(":")[0]
    return key if key in keys else ""
