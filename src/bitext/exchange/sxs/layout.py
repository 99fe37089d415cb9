"""How a side-by-side file differs from its article, by places in the article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bitext.exchange.sxs.differences import Difference
from bitext.markdown.article import Span

__all__ = [
    "KEYS_MARK",
    "Front",
    "Layout",
    "Patch",
    "UnitPlace",
    "ValueBytes",
    "mark_of",
]

KEYS_MARK = "\0keys\0"
"""Stands for the lines of the pipeline's keys in front matter."""


def mark_of(key: str) -> str:
    """What stands for the translated value of ``key`` in front matter."""
    return f"\0value {key}\0"


@dataclass(frozen=True, slots=True)
class ValueBytes:
    """A front matter value as its file writes it."""

    text: str
    """With its quotes."""
    belongs_to: str
    """Fingerprint of the translation it is right for."""


@dataclass(frozen=True, slots=True)
class Front:
    """Byte order mark and front matter of a file."""

    edits: tuple[Difference, ...] = ()
    """Against the article's, whole lines; marks stand for values and keys."""
    messages: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Fingerprints of the messages of a value that is not one message."""
    values: Mapping[str, ValueBytes] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Values whose bytes the catalog does not give."""


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A unit, or a text translated in place, and the skeleton before it."""

    number: str
    """Empty for a text that is translated in place, without a unit."""
    start: int
    """Where its source begins in the article."""
    end: int
    edits: tuple[Difference, ...] = ()
    """In the skeleton between the unit before and this one."""
    anchor: str | None = None
    """Name of the heading's anchor, empty for none; None where the rules tell it."""
    source: str | None = None
    """SOURCE where it is not the article's text on one line."""
    messages: tuple[tuple[Span, ...], ...] = ()
    """Places of the messages it covers or is a part of; empty where it is just one."""
    target: str | None = None
    """TARGET where it is not what the catalog gives."""
    belongs_to: str = ""
    """Fingerprint of the translations that ``target`` is right for."""
    shares_line: bool = False
    """Text of another block stands on its line, as in a table."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Differences of a file from what is written for it, damage above all."""

    of: str
    """Fingerprint of the text it applies to."""
    edits: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file has that neither article nor catalog holds."""

    prefix: str
    front: Front
    units: tuple[UnitPlace, ...]
    tail: tuple[Difference, ...] = ()
    """In the skeleton after the last unit."""
    patch: Patch | None = None
    handed: tuple[str, ...] = ()
    """Fingerprints of the translations the hand-off brought, sorted: what a catalog
    has beside them was edited since."""
    body: int | None = None
    """Where the article's body begins; None where the format's own rule tells it."""
    last_merged: int = field(default=0, compare=False)
    """Highest number of a merged unit the record has, of those that are lost too."""
