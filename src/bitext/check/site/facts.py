"""What rules need to know of a built page, in values that a cache can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, NamedTuple

__all__ = [
    "Anchor",
    "Link",
    "PageFacts",
    "Span",
    "Use",
    "alternates_of",
    "packed",
    "unpacked",
]


class Use(StrEnum):
    """What an address on a page is for."""

    LINK = "link"
    """Readers follow it."""
    IMAGE = "image"
    """Readers see what lies there."""
    FILE = "file"
    """The page needs what lies there: a script, a style, a film."""


class Link(NamedTuple):
    """An address on a page; equal ones are one."""

    href: str
    use: Use
    line: int
    """In the HTML, 1-based."""
    is_in_article: bool
    language: str
    """``hreflang`` of a link that leads to another language; else empty."""


class Anchor(NamedTuple):
    """An element with an id."""

    name: str
    line: int
    is_in_article: bool


class Span(NamedTuple):
    """The element of a segment."""

    number: int
    line: int
    follows: bool
    """Whether only elements of inline text part it from the span before it."""
    state: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One built page."""

    language: str
    """``lang`` of the html element."""
    direction: str
    """``dir`` of the body or of the html element."""
    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    """Languages and addresses of ``link rel=alternate``."""
    is_indexed: bool
    """Whether search engines may have it."""
    links: tuple[Link, ...]
    anchors: tuple[Anchor, ...]
    spans: tuple[Span, ...]
    blocks: tuple[str, ...]
    """Block elements of the article in their order, as ``tag`` or ``tag.class``."""
    leaks: Mapping[str, int]
    """How often what looks like markup is to be read, by what it looks like."""
    excerpts: Mapping[str, str]
    """The first place of each of these."""
    words: str
    """Texts that are not in the body: attributes, title, description."""
    frame: tuple[str, ...]
    """Phrases around the article: of buttons, labels and lines that the theme writes,
    and not titles in the navigation."""
    places: tuple[str, ...]
    """Titles in Material's navigation where the page lies: its own, its sections'."""


_USES = {use.value: use for use in Use}
_FIELDS = tuple(one.name for one in fields(PageFacts))


def packed(page: PageFacts) -> tuple[Any, ...]:
    """``page`` in built-in types."""
    return (
        page.language,
        page.direction,
        page.title,
        page.description,
        page.canonical,
        page.alternates,
        page.is_indexed,
        [(one.href, one.use.value, *one[2:]) for one in page.links],
        [tuple(one) for one in page.anchors],
        [tuple(one) for one in page.spans],
        page.blocks,
        dict(page.leaks),
        dict(page.excerpts),
        page.words,
        page.frame,
        page.places,
    )


def alternates_of(values: tuple[Any, ...]) -> tuple[tuple[str, str], ...]:
    """The alternates of the page that was packed."""
    found: tuple[tuple[str, str], ...] = values[_FIELDS.index("alternates")]
    return found


def unpacked(values: tuple[Any, ...]) -> PageFacts:
    """The page that was packed."""
    known = dict(zip(_FIELDS, values, strict=True))
    known["links"] = tuple(
        Link(href, _USES[use], line, is_in_article, language)
        for href, use, line, is_in_article, language in known["links"]
    )
    known["anchors"] = tuple(map(Anchor._make, known["anchors"]))
    known["spans"] = tuple(map(Span._make, known["spans"]))
    return PageFacts(**known)
