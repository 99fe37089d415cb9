"""The layout of an article that never was side by side."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter

from bitext.exchange.sxs.differences import Difference, apply
from bitext.exchange.sxs.document import PIPELINE_KEYS
from bitext.exchange.sxs.layout import KEYS_MARK, Front, Layout, UnitPlace
from bitext.exchange.sxs.renew import FIRST_NUMBER, WITHOUT_UNITS, in_order
from bitext.exchange.sxs.shares import LINK_ALONE, one_line
from bitext.exchange.sxs.translated import Translations, fingerprint
from bitext.exchange.sxs.write import given, translations_of
from bitext.markdown import frontmatter
from bitext.markdown.article import JOINED, Article, Block, Kind, Segment
from bitext.markdown.directives import without_directives
from bitext.markdown.segments import join

__all__ = ["first_layout"]

_PREFIX_DIGITS = 5
_EDGES = " \t\r\n"
_TAB_STOP = 4
_FENCE = re.compile(r"---[ \t]*\r?\n")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")
_TABBED_LINE = re.compile(r"[^\r\n\t]*\t[^\r\n]*")
_TAB = re.compile(r"\t")
_OWN_KEYS = re.compile(
    rf"^(?:{'|'.join(map(re.escape, PIPELINE_KEYS))}):[^\n]*\n", re.MULTILINE
)
# A heading whose own anchor is of this kind gets none from the pipeline.
_OWN_ANCHOR = re.compile(r"<a\s+id=", re.IGNORECASE)
# What the publishing system reads, and no reader: never in a unit.
_DIRECTIVE = re.compile(r"\[!(?:INCLUDE|VIDEO|code|div)\b.*\]|:::.*", re.DOTALL)


def first_layout(
    article: Article, *, name: str, spaced: bool, translations: Translations
) -> Layout:
    """Return the layout of an article that no hand-off has seen.

    ``name`` tells its file from all others. ``spaced`` says whether the language has a
    blank between sentences: front matter is written with the translations in it.
    """
    body, front = _front(article, translations, spaced=spaced)
    numbering = _Numbering(article, body, translations)
    return Layout(
        fingerprint(name)[:_PREFIX_DIGITS],
        front,
        *numbering.layout(),
        body=body,
    )


def _front(
    article: Article, translations: Translations, *, spaced: bool
) -> tuple[int, Front]:
    """Where the body begins, and front matter with its values translated.

    What the site takes for none is body, and a block of keys alone stands before it.
    """
    text = article.text
    start = len(text) - len(text.removeprefix("\ufeff"))
    end = frontmatter.read(text).end
    opening = _FENCE.match(text, start)
    if not opening or end == start:
        eol = "\r\n" if re.match(r"[^\n]*\r\n", text) else "\n"
        block = f"---{eol}{KEYS_MARK}---{eol}"
        return start, Front((Difference(start, start, block),))
    head = text[:end].rstrip("\r\n")
    closing = head.rfind("\n") + 1
    body = text.index("\n", closing) + 1
    values = [
        translation if block.kind is Kind.FRONT_MATTER else None
        for block in article.blocks
        for translation in translations.of_segments(block.segments)
    ]
    joined = join(article, values, spaced=spaced)
    written = joined[: closing + len(joined) - len(text)]
    # The pipeline's keys are the format's own, and some other file's here.
    kept = written[:start] + _OWN_KEYS.sub("", written[start:])
    # The site lets dots close the block too; the format does not.
    fence = "---" + text[closing:body].lstrip("-.")
    return body, Front((Difference(0, body, kept + KEYS_MARK + fence),))


@dataclass(slots=True)
class _Numbering:
    """Numbers units in the order of the article and places what stands around them."""

    article: Article
    body: int
    translations: Translations
    units: list[UnitPlace] = field(default_factory=list)
    _number: int = FIRST_NUMBER
    _merged: int = FIRST_NUMBER
    _position: int = 0
    _tabs: list[Difference] = field(default_factory=list)

    def layout(self) -> tuple[tuple[UnitPlace, ...], tuple[Difference, ...]]:
        """Return the units, and the differences of the skeleton behind the last."""
        text = self.article.text
        self._position = self.body
        self._tabs = list(_tab_edits(text, self.body))
        in_place: list[Difference] = []
        if self.body and (found := _BLANK_LINES.match(text, self.body)):
            is_after_front = text[self.body - 1] == "\n"
            if is_after_front:
                in_place.append(Difference(self.body, found.end(), ""))
        for block in self._blocks():
            if block.spans[0][0] < self.body:
                self._number += len(block.segments)
            elif block.kind in WITHOUT_UNITS:
                in_place += self._in_place(block)
                self._number += len(block.segments)
            else:
                for place in self._units(block):
                    if place.start >= self._position:
                        edits = self._skeleton(place.start, in_place)
                        self.units.append(replace(place, edits=edits))
                        self._position = place.end
                        in_place = []
        return tuple(self.units), self._skeleton(len(text), in_place)

    def _blocks(self) -> list[Block]:
        """All blocks; values that the format does not know as such are text to it."""
        values = [b for b in self.article.blocks if b.kind is Kind.FRONT_MATTER]
        return [*values, *in_order(self.article)]

    def _in_place(self, block: Block) -> Iterator[Difference]:
        """Texts that the format holds in translation only."""
        texts = self.translations.of_segments(block.segments)
        for segment, text in zip(block.segments, texts, strict=True):
            # A block of several texts has the place of all of them.
            if text is not None and text != JOINED:
                yield Difference(segment.spans[0][0], segment.spans[-1][1], text)

    def _skeleton(
        self, end: int, in_place: Sequence[Difference]
    ) -> tuple[Difference, ...]:
        edits = [edit for edit in in_place if edit.start >= self._position]
        for tab in self._tabs_in(self._position, end):
            if not any(one.start < tab.end and tab.start < one.end for one in edits):
                edits.append(tab)
        return tuple(sorted(edits, key=lambda edit: edit.start))

    def _tabs_in(self, start: int, end: int) -> list[Difference]:
        if not self._tabs:
            return []
        first = bisect_left(self._tabs, start, key=attrgetter("start"))
        last = bisect_left(self._tabs, end, key=attrgetter("start"))
        return self._tabs[first:last]

    def _units(self, block: Block) -> Iterator[UnitPlace]:
        """Return one unit for each segment, or for several translated as one."""
        if block.kind is Kind.FRONT_MATTER:
            yield self._value(block)
            return
        is_first = True
        for group in self._groups(block):
            if self._is_directive(group):
                continue
            anchor = None if is_first and self._has_anchor(block) else ""
            yield replace(self._unit(block, group), anchor=anchor)
            is_first = False

    def _groups(self, block: Block) -> list[list[Segment]]:
        groups: list[list[Segment]] = []
        is_translated = False
        texts = self.translations.of_segments(block.segments)
        for segment, text in zip(block.segments, texts, strict=True):
            if text == JOINED and is_translated:
                groups[-1].append(segment)
            else:
                groups.append([segment])
                is_translated = text is not None and text != JOINED
        return groups

    def _is_directive(self, group: Sequence[Segment]) -> bool:
        if len(group) > 1 or not _DIRECTIVE.fullmatch(group[0].text):
            return False
        (target,) = self.translations.of_segments(group)
        return target in {None, group[0].text}

    def _has_anchor(self, block: Block) -> bool:
        text = self.article.text
        is_heading = block.kind is Kind.HEADING
        return is_heading and not _OWN_ANCHOR.match(text, block.spans[0][0])

    def _unit(self, block: Block, group: Sequence[Segment]) -> UnitPlace:
        text = self.article.text
        start, end = group[0].spans[0][0], group[-1].spans[-1][1]
        number = self._numbers(len(group))
        if len(group) == 1 and (place := self._peeled(block, group[0], number)):
            return place
        place = UnitPlace(number, start, end)
        source = self._source(group)
        if source != one_line(text[start:end]):
            place = replace(place, source=source)
        sources = [segment.text for segment in group]
        if sources != [one_line(text[start:end])]:
            place = replace(place, messages=tuple(segment.spans for segment in group))
        return self._with_target(place, self._target(group), source)

    def _with_target(
        self, place: UnitPlace, target: str | None, source: str
    ) -> UnitPlace:
        """Return ``place``, with TARGET where it is not told by the text alone."""
        texts = translations_of(self.article.text, place, self.translations)
        if target == given(self.article.text, place, texts):
            return place
        state = Translations.state(texts)
        return replace(place, target=target or source, belongs_to=state)

    def _numbers(self, count: int) -> str:
        """Return the next number; a unit of several segments uses as many up."""
        self._number += count
        if count == 1:
            return str(self._number - 1)
        self._merged += 1
        return f"p{self._merged - 1}"

    def _peeled(self, block: Block, segment: Segment, number: str) -> UnitPlace | None:
        """Return the unit inside the link that is all there is to a block."""
        text = self.article.text
        start, end = segment.spans[0][0], segment.spans[-1][1]
        link = LINK_ALONE.fullmatch(text, start, end)
        if not link or len(block.segments) > 1 or block.spans != segment.spans:
            return None
        place = UnitPlace(number, *link.span(1), messages=(segment.spans,))
        texts = self.translations.of_segments([segment])
        target = given(text, place, texts)
        # A translation that leads elsewhere has to hold the link itself.
        if texts != (None,) and target is None:
            return None
        source = one_line(self._expanded(place.start, place.end))
        if source != one_line(text[place.start : place.end]):
            place = replace(place, source=source)
        return self._with_target(place, target, source)

    def _value(self, block: Block) -> UnitPlace:
        """Return the unit of a value that stands in the body, as a line of metadata."""
        start, end = block.spans[0]
        sources = [segment.text for segment in block.segments]
        known = self.translations.of_segments(block.segments)
        pairs = zip(sources, known, strict=True)
        texts = [source if text is None else text for source, text in pairs]
        target = Translations.joined(texts) or self._expanded(start, end)
        # Its messages have no place of their own, so the translation is given here.
        asked = self.translations.of([one_line(self.article.text[start:end])])
        return UnitPlace(
            self._numbers(len(block.segments)),
            start,
            end,
            anchor="",
            source=self._expanded(start, end),
            target=target,
            belongs_to=Translations.state(asked),
        )

    def _source(self, group: Sequence[Segment]) -> str:
        pieces: list[str] = []
        position = -1
        for segment in group:
            if pieces:
                pieces.append(self._gap(position, segment.spans[0][0]))
            pieces.append(self._segment_source(segment))
            position = segment.spans[-1][1]
        return "".join(pieces)

    def _segment_source(self, segment: Segment) -> str:
        """Return SOURCE on one line; a directive within the sentence stays."""
        text = self.article.text
        start, end = segment.spans[0][0], segment.spans[-1][1]
        if any(
            text[last:first].strip(_EDGES + ">")
            for (_, last), (first, _) in pairwise(segment.spans)
        ):
            return one_line(self._expanded(start, end))
        return " ".join(self._expanded(*span).strip(_EDGES) for span in segment.spans)

    def _target(self, group: Sequence[Segment]) -> str | None:
        """Return TARGET as the article has it with the translations spliced in."""
        texts = self.translations.of_segments(group)
        if texts[0] is None:
            return None
        if texts[0] == JOINED:
            # There is no translation before that could hold this one.
            return self._source(group)
        target = texts[0]
        position = group[0].spans[-1][1]
        for segment in group[1:]:
            gap = self._expanded(position, segment.spans[0][0])
            if without_directives(gap).strip(_EDGES + ">"):
                target += gap
            position = segment.spans[-1][1]
        return target

    def _gap(self, start: int, end: int) -> str:
        """Return what stands between sentences; a soft line end is a blank."""
        gap = self._expanded(start, end)
        is_soft = not gap.strip(_EDGES + ">") and not gap.startswith("  ")
        return one_line(gap) if is_soft else gap

    def _expanded(self, start: int, end: int) -> str:
        text = self.article.text
        if not self._tabs:
            return text[start:end]
        return apply(text, self._tabs_in(start, end), start=start, end=end)


def _tab_edits(text: str, body: int) -> Iterator[Difference]:
    """Yield tabs of the body with the blanks up to the next column of a tab stop."""
    for line in _TABBED_LINE.finditer(text, body):
        wider = -line.start()
        for tab in _TAB.finditer(text, *line.span()):
            count = _TAB_STOP - (tab.start() + wider) % _TAB_STOP
            wider += count - 1
            yield Difference(*tab.span(), " " * count)
