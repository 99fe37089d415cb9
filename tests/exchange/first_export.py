"""What the export of an article that never was side by side has to be.

The expectations are made letter by letter from the article and its segments, and know
nothing of how the export is made.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bitext.exchange.sxs.document import PIPELINE_KEYS, Document, Unit, read, repair
from bitext.exchange.sxs.english import anchor_span, english
from bitext.exchange.sxs.first import first_layout
from bitext.exchange.sxs.readable import Readable, written_readably
from bitext.exchange.sxs.translated import Translations
from bitext.markdown import frontmatter
from bitext.markdown.article import JOINED, Article, Block, Kind, Segment
from bitext.markdown.segments import join

KEYS = "".join(f"{key}: x\n" for key in PIPELINE_KEYS)
EDGES = " \t\r\n"
IN_PLACE = {Kind.ALT, Kind.LINK_TITLE}
DIRECTIVE = re.compile(r"\[!(INCLUDE|VIDEO|code|div)\b.*\]|:::.*")
KEY_LINE = re.compile(rf"^({'|'.join(PIPELINE_KEYS)}):.*\n", re.MULTILINE)


def exported(article: Article, translations: Mapping[str, str]) -> Readable:
    published = Translations(translations)
    layout = first_layout(article, name="nb/a.md", spaced=True, translations=published)
    return written_readably(
        article.text,
        layout,
        keys=("title", "description"),
        pipeline=KEYS,
        translations=published,
    )


@dataclass(frozen=True)
class Sides:
    """Both texts of a side-by-side file."""

    source: str
    target: str


def sides(text: str) -> Sides:
    """The texts of a file, without anchors and keys of the format."""
    document = read(text)
    front = KEY_LINE.sub("", document.front)
    front = "" if re.fullmatch(r"---\s*---\s*", front) else front
    target = "".join(
        part.target if isinstance(part, Unit) else without_anchor(document, index)
        for index, part in enumerate(document.parts)
    )
    source = english(document, path="a.md", keys=()).text
    return Sides(source, document.bom + front + target)


def without_anchor(document: Document, index: int) -> str:
    part = document.parts[index]
    assert isinstance(part, str)
    start, end = anchor_span(document.parts, index)
    return part[:start] + part[end:]


class Expected:
    """Both sides an article should come out with."""

    def __init__(self, article: Article, translations: Mapping[str, str]) -> None:
        self.article = article
        self.translations = translations
        text = article.text
        self.start = len(text) - len(text.removeprefix("\ufeff"))
        self.body = self._body()
        self.front = self._front()

    def _body(self) -> int:
        text = self.article.text
        end = frontmatter.read(text).end
        if not text.startswith("---", self.start) or end == self.start:
            return self.start
        return text.index("\n", text[:end].rstrip("\r\n").rfind("\n") + 1) + 1

    def _front(self) -> str:
        text = self.article.text
        if self.body == self.start:
            return text[: self.start]
        values = [
            self.translations.get(segment.text)
            if block.kind is Kind.FRONT_MATTER
            else None
            for block in self.article.blocks
            for segment in block.segments
        ]
        joined = join(self.article, values)
        head = joined[: self.body + len(joined) - len(text)]
        closing = head.rstrip("\r\n").rfind("\n") + 1
        front = head[self.start : closing] + head[closing:].replace("...", "---")
        return text[: self.start] + KEY_LINE.sub("", front)

    def sides(self) -> Sides:
        source, target = self._cells(), self._cells()
        for block in self.article.blocks:
            if block.kind in IN_PLACE:
                (segment,) = block.segments
                translated = self.translations.get(segment.text)
                if translated is not None:
                    start, end = segment.spans[0][0], segment.spans[-1][1]
                    put(source, start, end, translated)
                    put(target, start, end, translated)
            elif block.kind is not Kind.FRONT_MATTER:
                self._put_block(block, source, target)
            elif block.spans[0][0] >= self.body:
                texts = [segment.text for segment in block.segments]
                shown = [self.translations.get(text, text) for text in texts]
                told = " ".join(text for text in shown if text != JOINED)
                if not self.translations.keys().isdisjoint(texts):
                    put(target, *block.spans[0], told)
        front = self.front
        return Sides(
            front + "".join(source[self.body :]), front + "".join(target[self.body :])
        )

    def _cells(self) -> list[str]:
        """The article letter by letter, with blanks for tabs, its first lines whole."""
        text = self.article.text
        cells = list(text)
        column = 0
        for index in range(self.body, len(text)):
            if text[index] == "\t":
                cells[index] = " " * (4 - column % 4)
            column += len(cells[index])
            column = 0 if text[index] in "\r\n" else column
        has_front = self.body > self.start
        blank = re.compile(r"(?:[ \t]*\r?\n)*").match(text, self.body)
        if has_front and blank:
            put(cells, self.body, blank.end(), "")
        return cells

    def _put_block(self, block: Block, source: list[str], target: list[str]) -> None:
        text = self.article.text
        before: str | None = None
        last: Segment | None = None
        for segment in block.segments:
            translation = self.translations.get(segment.text)
            if translation is None and DIRECTIVE.fullmatch(segment.text):
                before = None
                continue
            start, end = segment.spans[0][0], segment.spans[-1][1]
            unwrap(source, text, segment)
            unwrap(target, text, segment)
            if translation == JOINED and before is not None and last is not None:
                gap = text[last.spans[-1][1] : start]
                if not gap.strip(EDGES + ">"):
                    put(target, last.spans[-1][1], end, "")
                    if not gap.expandtabs(4).startswith("  "):
                        put(source, last.spans[-1][1], start, self._soft(gap))
                else:
                    put(target, start, end, "")
            elif translation is not None and translation != JOINED:
                put(target, start, end, translation)
                before = translation
            else:
                before = None
            last = segment

    @staticmethod
    def _soft(gap: str) -> str:
        return " " if "\n" in gap else gap


def put(cells: list[str], start: int, end: int, text: str) -> None:
    if start < end:
        cells[start:end] = [text, *[""] * (end - start - 1)]


def unwrap(cells: list[str], text: str, segment: Segment) -> None:
    for (_, end), (start, _) in pairwise(segment.spans):
        first = len(text[:end].rstrip(EDGES))
        last = start + len(text[start:]) - len(text[start:].lstrip(EDGES))
        put(cells, first, last, " ")


def words(text: str) -> str:
    """Text without what line ends and quote marks make of it."""
    return re.sub(r"[\s>]+", "", text.removeprefix("\ufeff")).replace("...", "---")


def numbers_of(units: Sequence[Unit]) -> list[int]:
    return [int(one.number) for one in units if not one.number.startswith("p")]


def assert_expected(article: Article, translations: Mapping[str, str]) -> str:
    """The export, after everything that must hold of it has been asserted."""
    made = exported(article, translations)
    assert made.is_exact, made.text
    assert (made.bare, made.refused) == ((), ())
    document = read(made.text)
    assert document.join() == made.text
    assert repair(made.text) == made.text
    expected = Expected(article, translations).sides()
    found = sides(made.text)
    assert found.source == expected.source
    assert found.target == expected.target
    spliced = join(article, [translations.get(s.text) for s in article.segments])
    assert words(KEY_LINE.sub("", spliced)) == words(expected.target)
    lines = document.front.replace("\r\n", "\n").rstrip(EDGES)
    assert lines.endswith(f"{KEYS}---")
    numbers = numbers_of(document.units)
    assert numbers == sorted(set(numbers))
    assert len({one.number for one in document.units}) == len(document.units)
    return made.text
