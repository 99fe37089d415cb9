"""How much of each page is in a language, and which pages search engines get.

Each language keeps a table of its pages when it is staged. What the pages of one
language say of the others comes of all tables together, as they are before any
language is built: an index, one file for the site.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from bitext.config import LocaleConfig
from bitext.layout import catalogs_folder
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.project import Project

__all__ = [
    "Coverage",
    "Index",
    "Pages",
    "has_coverage",
    "publish_index",
    "read_coverage",
    "read_index",
    "write_coverage",
]

_FORMAT: Final = "coverage 2"
_INDEX: Final = "pages.index"
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a page, in words of its source."""

    words: int = 0
    translated: int = 0
    """Shown in the reader's language."""
    machine: int = 0
    """Of these, what a machine translated and nobody has checked."""
    changed: int = 0
    """What has changed since it was translated, in whichever language it is shown."""

    def __add__(self, other: "Coverage") -> "Coverage":
        """That of a page and what it includes."""
        pairs = zip(self.values, other.values, strict=True)
        return Coverage(*(one + more for one, more in pairs))

    @property
    def values(self) -> tuple[int, int, int, int]:
        """Its fields in their order."""
        return self.words, self.translated, self.machine, self.changed

    @property
    def percent(self) -> int:
        """What is shown in the language, rounded down; 100 where there are no words."""
        return _WHOLE * self.translated // self.words if self.words else _WHOLE


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known of the pages of a language."""

    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """Of articles that are translated."""
    own: frozenset[str] = frozenset()
    """Pages that were written in the language."""


def write_coverage(
    folder: Path, pages: Mapping[str, Coverage], *, own: Iterable[str]
) -> None:
    """Keep what the pages of a language, staged in ``folder``, have by article.

    ``own`` are those written in the language.
    """
    values = ({path: one.values for path, one in sorted(pages.items())}, sorted(own))
    path = folder / "coverage"
    if values != read_cached(path, version=_FORMAT):
        write_cached(path, values, version=_FORMAT)


def read_coverage(folder: Path) -> Pages:
    """What ``write_coverage`` kept; empty if nothing."""
    pages, own = read_cached(folder / "coverage", version=_FORMAT) or ({}, ())
    coverage = {path: Coverage(*values) for path, values in pages.items()}
    return Pages(coverage, frozenset(own))


def expected(*, is_translated: bool) -> Coverage:
    """What most probably comes of staging a page that has a catalog, or has none."""
    return Coverage(1, int(is_translated))


def has_coverage(folder: Path) -> bool:
    """Whether the language staged in ``folder`` has been staged before."""
    return (folder / "coverage").is_file()


def publish_index(project: Project, *, unstaged: Collection[str] = ()) -> str:
    """Put the tables of all languages together; a digest of what they give.

    Pages of which less than ``index_from`` percent is translated are in it, and those
    that the source language lacks. Languages of the codes ``unstaged`` have no table
    here: pages without a catalog are taken for untranslated.
    """
    config, articles = project.config, frozenset(project.articles)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for language in config.locales:
        code = language.locale.code
        if code in unstaged:
            found[code] = _expected(project, language)
            continue
        pages = read_coverage(project.stage_dir / code)
        least = config.reader.index_from
        known = pages.coverage.items()
        left_out = [path for path, one in known if one.percent < least]
        found[code] = (left_out, sorted(pages.own - articles))
    path = project.stage_dir / _INDEX
    if found != read_cached(path, version=_FORMAT):
        write_cached(path, found, version=_FORMAT)
    return sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()


def _expected(project: Project, language: LocaleConfig) -> tuple[list[str], list[str]]:
    """What most probably comes of staging ``language``."""
    own = project.variants.pages(language.locale.code)
    folder = catalogs_folder(project.locales_dir, gettext=language.locale.gettext)
    left_out = [
        path
        for path in project.articles
        if path not in own and not (folder / f"{path}.po").is_file()
    ]
    is_asked = project.config.reader.index_from > 0
    return left_out if is_asked else [], sorted(own.keys() - {*project.articles})


@dataclass(frozen=True, slots=True)
class Index:
    """What the pages of one language must know of the others'."""

    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Articles that search engines do not get, by the code of the language."""
    extra: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Pages that the source language lacks, by the code of the language."""

    def has(self, page: str, code: str, *, source: str) -> bool:
        """Whether the language of ``code`` has ``page``."""
        if any(page in pages for pages in self.extra.values()):
            return code != source and page in self.extra.get(code, ())
        return True


def read_index(stage_dir: Path) -> Index:
    """What ``publish_index`` put together; empty if nothing."""
    known = read_cached(stage_dir / _INDEX, version=_FORMAT) or {}
    return Index(
        {code: frozenset(left_out) for code, (left_out, _) in known.items()},
        {code: frozenset(extra) for code, (_, extra) in known.items()},
    )
