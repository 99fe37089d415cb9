"""What an article is made of: blocks and segments with exact places in its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

__all__ = [
    "JOINED",
    "Article",
    "Block",
    "DirectiveFault",
    "GivenUp",
    "Kind",
    "Misuse",
    "Segment",
    "Span",
]

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
    """What a term stands for that the article explains once."""
    DIAGRAM = "diagram"
    """A label in a diagram."""
    FRONT_MATTER = "front-matter"
    NAV = "nav"
    SITE = "site"
    """A text of the site's configuration, such as ``site_name``."""
    WORD = "word"
    """What the renderer writes by itself, such as the type of an admonition."""


# Named tuples: a site has tens of thousands, and reading them from a cache is making
# them.
class Segment(NamedTuple):
    """A sentence of a block, or the whole block where cutting would be wrong."""

    text: str
    """The msgid: inline Markdown on one line."""
    spans: tuple[Span, ...]
    """Where the text stands in the article, one span per source line; a directive
    within it parts a line in two."""
    context: str | None = None
    """What parts it from equal texts of the article; given by a directive."""
    notes: tuple[str, ...] = ()
    """What directives tell translators about it."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells it from the other segments of its article, as gettext does."""
        return (self.context, self.text)


class Block(NamedTuple):
    """One run of inline Markdown."""

    kind: Kind
    spans: tuple[Span, ...]
    """One span per source line, in order."""
    segments: tuple[Segment, ...]
    headings: tuple[str, ...] = ()
    """Texts of the headings above, outermost first."""
    left_out: tuple[Span, ...] = ()
    """Where sentences of it begin and end that are not to be translated."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Text that could not be placed exactly and therefore stays untranslated."""

    offset: int
    """Where in the article's text the run begins."""
    text: str
    reason: str


class Misuse(StrEnum):
    """What is wrong with a directive."""

    UNKNOWN = "unknown"
    """No directive has its name."""
    UNBALANCED = "unbalanced"
    """A range begins and does not end, or the other way round."""
    UNUSED = "unused"
    """It has no effect where it stands."""


@dataclass(frozen=True, slots=True)
class DirectiveFault:
    """A directive of the article that cannot be followed."""

    offset: int
    misuse: Misuse
    text: str
    cure: str


@dataclass(frozen=True)
class Article:
    """A source page, cut into blocks in document order."""

    text: str
    blocks: tuple[Block, ...]
    given_up: tuple[GivenUp, ...] = ()
    breaks_lines: bool = False
    """Whether the site makes a line break of every line end (nl2br)."""
    faults: tuple[DirectiveFault, ...] = ()
    is_fragment: bool = False
    """Whether it is a part of pages only: nothing at its beginning is metadata."""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in document order."""
        return tuple(self._segments())

    def _segments(self) -> Iterator[Segment]:
        for block in self.blocks:
            yield from block.segments
