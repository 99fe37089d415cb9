"""What an article is made of: blocks and segments with exact places in its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

__all__ = ["JOINED", "Article", "Block", "GivenUp", "Kind", "Segment", "Span"]

Span = tuple[int, int]
"""Character offsets into the article's text, half open."""

JOINED = "<!-- joined -->"
"""The translation of a sentence that its predecessor's translation holds already."""


class Kind(StrEnum):
    """What a block is to a reader; translators see it above each message."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    TERM = "term"
    DEFINITION = "definition"
    TITLE = "title"
    """Of an admonition, a collapsible block or a content tab."""
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    HTML = "html"
    """Text between the tags of raw HTML."""
    ALT = "alt"
    LINK_TITLE = "link-title"
    ABBREVIATION = "abbreviation"
    """What an abbreviation stands for."""
    FRONT_MATTER = "front-matter"
    NAV = "nav"
    SITE = "site"
    """A text of the site's configuration, such as ``site_name``."""
    WORD = "word"
    """What the renderer writes by itself, such as the type of an admonition."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a block, or the whole block where cutting would be wrong."""

    text: str
    """The msgid: inline Markdown on one line."""
    spans: tuple[Span, ...]
    """Where the text stands in the article, one span per source line."""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of inline Markdown."""

    kind: Kind
    spans: tuple[Span, ...]
    """One span per source line, in order."""
    segments: tuple[Segment, ...]
    headings: tuple[str, ...] = ()
    """Texts of the headings above, outermost first."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Text that could not be placed exactly and therefore stays untranslated."""

    offset: int
    """Where in the article's text the run begins."""
    text: str
    reason: str


@dataclass(frozen=True)
class Article:
    """A source page, cut into blocks in document order."""

    text: str
    blocks: tuple[Block, ...]
    given_up: tuple[GivenUp, ...] = ()
    breaks_lines: bool = False
    """Whether the site makes a line break of every line end (nl2br)."""
    is_fragment: bool = False
    """Whether it is a part of pages only: nothing at its beginning is metadata."""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in document order."""
        return tuple(self._segments())

    def _segments(self) -> Iterator[Segment]:
        for block in self.blocks:
            yield from block.segments
