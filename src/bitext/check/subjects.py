"""What rules that see a whole file are given."""

from dataclasses import dataclass

from bitext.catalog import Catalog, CatalogError
from bitext.locales import Locale

__all__ = ["File"]


@dataclass(frozen=True, slots=True)
class File:
    """A PO file: what it holds, or why it cannot be read."""

    content: Catalog | CatalogError
    locale: Locale
    """Of the folder it lies in."""
