"""What a side-by-side file has beyond its article and its catalog."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bitext.exchange.sxs.differences import Difference, differences
from bitext.exchange.sxs.document import Unit, front_end, read, repair
from bitext.exchange.sxs.english import anchor_place, anchor_span
from bitext.exchange.sxs.front import record_front
from bitext.exchange.sxs.in_place import translated_in_place
from bitext.exchange.sxs.layout import Layout, Patch, UnitPlace
from bitext.exchange.sxs.shares import one_line
from bitext.exchange.sxs.translated import Translations, fingerprint
from bitext.exchange.sxs.write import (
    anchor_of,
    given,
    translations_of,
    write_unmended,
)
from bitext.markdown.article import Article, Block, Kind, Segment, Span

__all__ = ["Spots", "compare"]

_CLOSE_BY = 200
_IMAGE = re.compile(r"!\[([^\[\]\n]+)\]\(")

_Run = tuple[Span, tuple[tuple[Span, ...], ...]]
"""A place in the article with the places of its messages."""


def compare(  # noqa: PLR0913 - six inputs decide what a file has of its own
    file: str,
    article: Article,
    *,
    keys: Sequence[str],
    pipeline: str,
    translations: Translations,
    proposed: Translations | None = None,
) -> Layout:
    """Return the layout by which ``write`` makes ``file`` of ``article``.

    It does for every text, character for character, but for translations that are not
    those the file ``proposed``: they were edited, and count more than the file's.
    """
    document = read(repair(file))
    plain, anchors = _without_anchors(document.parts)
    text = article.text
    start = front_end(text)
    body = "".join(part.source if isinstance(part, Unit) else part for part in plain)
    places = _Places(body, text[start:], offset=start)
    spots = Spots(article)
    target = _Targets(text, translations, proposed)
    prefix = document.units[0].prefix if document.units else ""
    units: list[UnitPlace] = []
    position = start
    length = 0
    for index, part in enumerate(plain):
        if not isinstance(part, Unit):
            length += len(part)
            continue
        first = max(places.start(length), position)
        length += len(part.source)
        last = max(places.end(length), first)
        first, last = _snapped(text, part.source, position, (first, last))
        skeleton = _skeleton(plain, index - 1)
        loose, edits = spots.between((position, first), skeleton, target=target)
        units += loose
        number = (
            part.number if part.prefix == prefix else f"{part.prefix}-{part.number}"
        )
        place = UnitPlace(
            number,
            first,
            last,
            edits,
            anchor=_anchor(plain, index - 1, anchors[index - 1]),
            source=_unless_equal(part.source, one_line(text[first:last])),
            messages=spots.messages(first, last),
            shares_line=spots.shares_line(first, last),
        )
        units.append(target.put(part.target, place))
        position = last
    skeleton = _skeleton(plain, len(plain) - 1)
    loose, tail = spots.between((position, len(text)), skeleton, target=target)
    units += loose
    layout = Layout(
        prefix,
        record_front(
            document.bom + document.front,
            article=article,
            keys=keys,
            pipeline=pipeline,
            translations=translations,
        ),
        tuple(units),
        tail,
    )
    made = write_unmended(
        text, layout, keys=keys, pipeline=pipeline, translations=translations
    )
    is_edited = proposed is not None and any(
        unit.target is None and _is_edited(text, unit, translations, proposed)
        for unit in units
    )
    if made == file or is_edited:
        return layout
    patch = Patch(fingerprint(made), tuple(differences(made, file)))
    return replace(layout, patch=patch)


def _snapped(text: str, source: str, position: int, span: Span) -> Span:
    """Return ``span``, or where SOURCE stands to the letter close by.

    Where texts differ, the shortest list of differences is not always the one that
    keeps sentences whole.
    """
    start, end = span
    if not source or one_line(text[start:end]) == source:
        return span
    found = text.find(source, max(position, start - _CLOSE_BY), end + _CLOSE_BY)
    return (found, found + len(source)) if found >= 0 else span


def _without_anchors(
    parts: Sequence[str | Unit],
) -> tuple[list[str | Unit], list[str]]:
    """Parts without the pipeline's anchors, and the anchors' names by part.

    An anchor where the rules expect none stays part of the skeleton.
    """
    plain = list(parts)
    names = [""] * len(parts)
    for index, part in enumerate(parts):
        start, end = anchor_span(parts, index)
        if start == end or not isinstance(part, str):
            continue
        plain[index] = part[:start] + part[end:]
        if anchor_place(plain, index) == start:
            names[index] = part[start:end].split('"')[1]
        else:
            plain[index] = part
    return plain, names


def _skeleton(parts: Sequence[str | Unit], index: int) -> str:
    """Skeleton and units take turns; skeleton comes first and last."""
    part = parts[index]
    return part if isinstance(part, str) else ""


def _anchor(parts: Sequence[str | Unit], index: int, name: str) -> str | None:
    place = anchor_place(parts, index)
    expected = anchor_of(parts, index, place) if place >= 0 else ""
    return _unless_equal(name, expected)


def _unless_equal(text: str, given_text: str) -> str | None:
    return None if text == given_text else text


@dataclass(frozen=True, slots=True)
class _Targets:
    """TARGETs beside what the catalog and the file say of their messages."""

    text: str
    translations: Translations
    proposed: Translations | None

    def put(self, target: str, place: UnitPlace) -> UnitPlace:
        """Return ``place``, with ``target`` where the catalog does not give it."""
        texts = translations_of(self.text, place, self.translations)
        from_catalog = given(self.text, place, texts)
        if from_catalog == target:
            return place
        if from_catalog is not None and self.proposed is not None:
            proposed = translations_of(self.text, place, self.proposed)
            if texts != proposed:
                return place
        state = self.translations.state(texts)
        return replace(place, target=target, belongs_to=state)


def _is_edited(
    text: str, place: UnitPlace, translations: Translations, proposed: Translations
) -> bool:
    here = translations_of(text, place, translations)
    return here != translations_of(text, place, proposed)


class _Places:
    """From places in a file's own English to places in the article."""

    def __init__(self, own: str, text: str, *, offset: int) -> None:
        self._edits: list[Difference] = differences(own, text)
        self._ends = [edit.end for edit in self._edits]
        self._shifts = [offset]
        for edit in self._edits:
            grown = len(edit.text) - (edit.end - edit.start)
            self._shifts.append(self._shifts[-1] + grown)

    def start(self, place: int) -> int:
        """Where text that begins at ``place`` begins in the article."""
        return self._mapped(place, bisect_right(self._ends, place))

    def end(self, place: int) -> int:
        """Where text that ends at ``place`` ends in the article."""
        before = bisect_right(self._ends, place)
        # What is only in the article and stands behind the text is not part of it.
        while before and self._edits[before - 1].start == place:
            before -= 1
        return self._mapped(place, before)

    def _mapped(self, place: int, before: int) -> int:
        shift = self._shifts[before]
        if before < len(self._edits) and self._edits[before].start < place:
            edit = self._edits[before]
            return edit.start + shift + min(place - edit.start, len(edit.text))
        return place + shift


class Spots:
    """Segments of an article by place."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        placed: list[tuple[Segment, Block]] = [
            (segment, block)
            for block in article.blocks
            if block.kind is not Kind.FRONT_MATTER
            for segment in block.segments
        ]
        placed.sort(key=lambda item: item[0].spans[0][0])
        self._segments = [segment for segment, _ in placed]
        self._blocks = [block for _, block in placed]
        self._ends = [segment.spans[-1][1] for segment in self._segments]

    def messages(self, start: int, end: int) -> tuple[tuple[Span, ...], ...]:
        """Places of the segments that overlap; none where text itself is the msgid."""
        found = self.at(start, end)
        if len(found) == 1 and found[0].text == one_line(self._text[start:end]):
            return ()
        return tuple(segment.spans for segment in found)

    def at(self, start: int, end: int) -> list[Segment]:
        """Return the segments that overlap."""
        found: list[Segment] = []
        for index in range(bisect_right(self._ends, start), len(self._segments)):
            if self._segments[index].spans[0][0] >= end:
                break
            found.append(self._segments[index])
        return found

    def shares_line(self, start: int, end: int) -> bool:
        """Whether a line of a text of one block has text of another, as in a table."""
        first = bisect_right(self._ends, start)
        last = first + max(len(self.at(start, end)) - 1, 0)
        if first == len(self._blocks):
            return False
        before, after = self._neighbour(first, -1), self._neighbour(last, 1)
        text = self._text
        return bool(
            (before and "\n" not in text[before.spans[-1][1] : start])
            or (after and "\n" not in text[end : after.spans[0][0]])
        )

    def _neighbour(self, index: int, step: int) -> Block | None:
        """Return the next block on one side."""
        block = self._blocks[index]
        while 0 <= index < len(self._blocks):
            if self._blocks[index] is not block:
                return self._blocks[index]
            index += step
        return None

    def between(
        self, gap: Span, skeleton: str, *, target: _Targets
    ) -> tuple[list[UnitPlace], tuple[Difference, ...]]:
        """Return texts of ``gap`` that ``skeleton`` has in translation only.

        The differences are those of the skeleton behind the last of them.
        """
        start, end = gap
        runs = dict(sorted([*self._runs(start, end), *self._alternatives(start, end)]))
        texts = [(first - start, last - start) for first, last in runs]
        found: list[UnitPlace] = []
        position, done = start, 0
        for here, there in translated_in_place(self._text[start:end], skeleton, texts):
            first, last = start + here[0], start + here[1]
            edits = differences(
                self._text[position:first], skeleton[done : there[0]], offset=position
            )
            place = UnitPlace("", first, last, tuple(edits), messages=runs[first, last])
            found.append(target.put(skeleton[slice(*there)], place))
            position, done = last, there[1]
        rest = differences(self._text[position:end], skeleton[done:], offset=position)
        return found, tuple(rest)

    def _runs(self, start: int, end: int) -> Iterator[_Run]:
        """Yield places of the segments in a gap, those of one block together."""
        run: list[tuple[Span, ...]] = []
        block: Block | None = None
        for index in range(bisect_right(self._ends, start), len(self._segments)):
            spans = self._segments[index].spans
            if spans[-1][1] > end:
                break
            if spans[0][0] < start:
                continue
            if run and self._blocks[index] is not block:
                yield _run(run)
                run = []
            block = self._blocks[index]
            run.append(spans)
        if run:
            yield _run(run)

    def _alternatives(self, start: int, end: int) -> Iterator[_Run]:
        """Yield texts of images that stand between the units of one segment."""
        for found in _IMAGE.finditer(self._text, start, end):
            for index in range(
                bisect_right(self._ends, found.start()), len(self._segments)
            ):
                spans = self._segments[index].spans
                if spans[0][0] > found.start():
                    break
                if spans[0][0] < start or spans[-1][1] > end:
                    yield found.span(1), (spans,)


def _run(segments: Sequence[tuple[Span, ...]]) -> _Run:
    return (segments[0][0][0], segments[-1][-1][1]), tuple(segments)
