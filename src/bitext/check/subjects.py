"""What rules that see a whole file are given."""

from dataclasses import dataclass
from enum import StrEnum

from bitext.catalog import Catalog, CatalogError, Counts
from bitext.locales import Locale

__all__ = ["Fate", "File", "Update"]


@dataclass(frozen=True, slots=True)
class File:
    """A PO file: what it holds, or why it cannot be read."""

    content: Catalog | CatalogError
    locale: Locale
    """Of the folder it lies in."""


class Fate(StrEnum):
    """What becomes of a catalog file in an update."""

    STAYS = "stays"
    CHANGES = "changes"
    IS_MADE = "is made"
    IS_DELETED = "is deleted"


@dataclass(frozen=True, slots=True)
class Update:
    """What an update would do to the catalog of an article."""

    fate: Fate
    counts: Counts
    """What would become of its messages."""
