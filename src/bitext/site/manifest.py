"""What each page of a language must carry: written when it is staged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bitext.site.cache_file import read_cached, write_cached

__all__ = [
    "PageManifest",
    "read_manifest",
    "read_titles",
    "write_manifest",
    "write_titles",
]

_FORMAT: Final = "manifest 1"
_NAME: Final = "manifest"
_TITLES: Final = "nav.titles"


@dataclass(frozen=True, slots=True)
class PageManifest:
    """One translated page."""

    numbers: tuple[int, ...]
    """Of the segments its body must carry, each in one place."""
    included: tuple[int, ...]
    """Of segments that may be there besides: those of what it includes."""
    texts: tuple[str, ...]
    """Translations that become attributes or metadata."""
    percent: int
    """How much of it is translated."""


def write_manifest(folder: Path, pages: Mapping[str, PageManifest]) -> None:
    """Keep what the pages of the language staged in ``folder`` must carry."""
    values = {
        article: (one.numbers, one.included, one.texts, one.percent)
        for article, one in sorted(pages.items())
    }
    path = folder / _NAME
    if values != read_cached(path, version=_FORMAT):
        write_cached(path, values, version=_FORMAT)


def read_manifest(folder: Path) -> Mapping[str, PageManifest]:
    """What ``write_manifest`` kept, by article; empty if nothing."""
    known = read_cached(folder / _NAME, version=_FORMAT) or {}
    return {article: PageManifest(*values) for article, values in known.items()}


def write_titles(folder: Path, titles: Mapping[str, str]) -> None:
    """Keep the titles that the navigation of a language shows, by the source's."""
    write_cached(folder / _TITLES, dict(titles), version=_FORMAT)


def read_titles(folder: Path) -> Mapping[str, str]:
    """What ``write_titles`` kept; empty if nothing."""
    return read_cached(folder / _TITLES, version=_FORMAT) or {}
