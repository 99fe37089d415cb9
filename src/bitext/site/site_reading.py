"""Reads and judges the built pages of one language, in a process of its own.

It imports nothing that takes long: no MkDocs, no Markdown.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from bitext.check.site.engine import Fault, judge_language
from bitext.check.site.facts import PageFacts, alternates_of, packed, unpacked
from bitext.check.site.language import (
    Alternates,
    BuiltPage,
    LanguageSite,
    Layout,
    Wanted,
)
from bitext.check.site.reading import read_page
from bitext.locales import Locale, parse_locale
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.manifest import PageManifest, read_manifest, read_titles

__all__ = ["LanguagePages", "judge_pages", "outer_links", "read_pages"]

_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class LanguagePages:
    """Where one language lies."""

    code: str
    site_dir: Path
    staged: Path
    """The folder that keeps what its pages must carry."""
    pages: tuple[str, ...]
    """All HTML files of it, by paths below ``site_dir``."""
    articles: Mapping[str, str]
    """Paths of the pages there must be, by article."""
    own: frozenset[str]
    """Articles that were written in the language."""
    version: str
    """Of the code that reads pages."""

    @property
    def facts(self) -> Path:
        """Where what is known of its pages is kept."""
        return self.staged / "pages.facts"


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no garbage: the millions of values that are made all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collection()
def read_pages(language: LanguagePages) -> dict[str, Alternates]:
    """Read the pages of a language, and keep what rules need to know of them.

    A page whose bytes are known is not parsed again. What is given is what pages say
    of their others.
    """
    before: dict[str, tuple[bytes, tuple[Any, ...]]]
    before = read_cached(language.facts, version=language.version) or {}
    after = {}
    alternates = {}
    for path in language.pages:
        content = (language.site_dir / path).read_bytes()
        digest = sha256(content).digest()
        known = before.get(path)
        if known is None or known[0] != digest:
            known = (digest, packed(read_page(content)))
        after[path] = known
        alternates[path] = alternates_of(known[1])
    if after != before:
        write_cached(language.facts, after, version=language.version)
    return alternates


@_without_collection()
def judge_pages(
    language: LanguagePages,
    source: LanguagePages | None,
    *,
    layout: Layout,
    alternates: Mapping[str, Alternates],
) -> list[Fault]:
    """What is wrong with the pages of ``language``, which have been read.

    ``source`` is where the source language lies; None for that itself.
    """
    site = LanguageSite(
        _locale(language),
        layout,
        _pages(language, is_translated=source is not None),
        language.articles,
        None if source is None else _source(source, layout),
        alternates,
        read_titles(language.staged) if source is not None else {},
    )
    return judge_language(site)


def outer_links(
    language: LanguagePages, *, layout: Layout
) -> dict[str, list[tuple[str, str, int]]]:
    """Addresses of other sites on pages that have been read.

    Of each the places: the article, or the path below the folder of the language; the
    page's path below the site; the line in it.
    """
    folder = layout.folders[language.code]
    found: dict[str, list[tuple[str, str, int]]] = {}
    for path, page in _pages(language, is_translated=False).items():
        for link in page.facts.links:
            href = link.href.strip()
            if href.startswith(("http://", "https://")) and not (
                layout.site_url and href.startswith(layout.site_url)
            ):
                place = page.article or path.removeprefix(folder)
                found.setdefault(href, []).append((place, path, link.line))
    return found


def _source(language: LanguagePages, layout: Layout) -> LanguageSite:
    pages = _pages(language, is_translated=False)
    return LanguageSite(_locale(language), layout, pages, language.articles)


def _locale(language: LanguagePages) -> Locale:
    return parse_locale(language.code)


def _pages(language: LanguagePages, *, is_translated: bool) -> dict[str, BuiltPage]:
    article_of = {path: article for article, path in language.articles.items()}
    manifest = read_manifest(language.staged) if is_translated else {}
    known = read_cached(language.facts, version=language.version) or {}
    return {
        path: _page(
            path, unpacked(values), article_of.get(path, ""), manifest, language.own
        )
        for path, (_, values) in known.items()
    }


def _page(
    path: str,
    facts: PageFacts,
    article: str,
    manifest: Mapping[str, PageManifest],
    own: frozenset[str],
) -> BuiltPage:
    known = manifest.get(article)
    if known is None:
        return BuiltPage(path, facts, article, is_own=article in own)
    return BuiltPage(
        path,
        facts,
        article,
        Wanted(known.numbers, frozenset(known.included), known.texts),
        is_own=article in own,
        share=known.percent / _WHOLE,
    )
