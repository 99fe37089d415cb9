"""What a language's last build learnt of each page, kept for the next one.

One file for a language, replaced whole. A record is used only where its key and the
page that lies in the site still agree with it, so an old one does no harm; a file that
was cut, swapped or made by other code is none.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from bitext.site.cache_file import read_cached, write_cached

__all__ = [
    "PageRecord",
    "PageRecords",
    "Said",
    "Stat",
    "Targets",
    "around_all",
    "packed_meta",
    "pages_of",
    "plain_pages",
    "stat_of",
    "unpacked_meta",
]

Stat = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""
Targets = dict[str, tuple[str, str] | None]
"""Paths that links named, to address and inclusion of the files found there."""
Said = tuple[tuple[str, int, str], ...]
"""Messages: logger, level, text."""

_DATE: Final = "\ufdd0date"


class PageRecord(NamedTuple):
    """One page as it was built."""

    key: bytes
    """A digest of what its body depends on."""
    around: bytes
    """A digest of what its template shows of other pages."""
    title: str | None
    """Its title where the navigation gives none."""
    meta: dict[str, Any]
    anchors: tuple[str | None, ...]
    links: dict[str, dict[str, str]]
    """Anchors in other pages that it leads to, by their articles."""
    targets: Targets
    said: Said
    entries: tuple[dict[str, Any], ...]
    """What search finds there."""


class PageRecords:
    """Records of one language by article, and what else lies in its site."""

    def __init__(self, path: Path, *, version: str) -> None:
        self._path = path
        known = read_cached(path, version=version)
        pages, copies, templates = known or ((), {}, {})
        self.pages = pages_of(pages)
        self.copies: dict[str, Stat] = copies
        """Static files by their place in the site: what was copied."""
        self.templates: dict[str, tuple[bytes, tuple[str, ...]]] = templates
        """Templates that make no page: a digest of what they showed, and their files.
        """

    def forget(self) -> None:
        """Know no page and no template any more."""
        self.pages = {}
        self.templates = {}

    def save(self, *, version: str) -> None:
        """Keep what is known now for who asks for ``version``. Raises WriteError."""
        known = (plain_pages(self.pages), self.copies, self.templates)
        write_cached(self._path, known, version=version)


def around_all(pages: Mapping[str, PageRecord], around: bytes) -> dict[str, PageRecord]:
    """``pages`` that show what ``around`` is a digest of."""
    return {
        path: page if page.around == around else page._replace(around=around)
        for path, page in pages.items()
    }


def plain_pages(pages: Mapping[str, PageRecord]) -> list[tuple[str, tuple[Any, ...]]]:
    """``pages`` by their articles, as values of built-in types."""
    return [(path, tuple(page)) for path, page in pages.items()]


def pages_of(plain: Iterable[tuple[str, tuple[Any, ...]]]) -> dict[str, PageRecord]:
    """The pages that ``plain_pages`` made plain."""
    return {path: PageRecord._make(values) for path, values in plain}


def stat_of(path: str | Path) -> Stat | None:
    """Size and time of a file; None where there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116 - 3,000 times
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def packed_meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Front matter as values that a record can hold.

    Raises TypeError for a value that YAML made of a tag.
    """
    return {str(key): _packed(value) for key, value in meta.items()}


def unpacked_meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The front matter that was packed."""
    return {
        key: value if isinstance(value, str) else _unpacked(value)
        for key, value in meta.items()
    }


def _packed(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return (_DATE, "datetime", value.isoformat())
    if isinstance(value, date):
        return (_DATE, "date", value.isoformat())
    if isinstance(value, list):
        return [_packed(item) for item in value]
    if isinstance(value, dict):
        return {_packed_key(key): _packed(item) for key, item in value.items()}
    raise TypeError(type(value))


def _packed_key(key: object) -> object:
    packed = _packed(key)
    if isinstance(packed, Iterable) and not isinstance(packed, str):
        raise TypeError(type(key))
    return packed


def _unpacked(value: Any) -> Any:  # noqa: ANN401 - what YAML gives
    if isinstance(value, tuple):
        _, kind, text = value
        return (datetime if kind == "datetime" else date).fromisoformat(text)
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    if isinstance(value, dict):
        return {key: _unpacked(item) for key, item in value.items()}
    return value
