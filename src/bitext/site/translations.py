"""The translations of one locale, as an update would leave them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bitext.catalog import (
    SITE_ARTICLE,
    Catalog,
    CatalogError,
    Key,
    Memory,
    Message,
    Remembered,
    catalog_path,
    catalogs_folder,
    memory_path,
    read_catalog,
    template,
)
from bitext.catalog.header import revised
from bitext.catalog.memory import remembered
from bitext.check.guard import refuse_text
from bitext.locales import Locale
from bitext.markdown.article import Article, Kind

__all__ = ["Found", "Translations", "refuse_site_text", "translated_nav"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a locale has for one article."""

    published: Mapping[Key, str]
    """Context and source to the translation; not fuzzy, not empty."""
    lines: Mapping[Key, int]
    """Context and source to the line of the message in the catalog, 1-based."""
    is_complete: bool
    """Whether the article's own catalog holds a translation of every segment."""
    fault: CatalogError | None = None
    """Why the catalog could not be read."""


class Translations:
    """Looks translations up: in the article's catalog, then in the whole memory.

    Text that moved, or whose page was renamed, is found before anyone updates the
    catalogs; nothing is written.
    """

    def __init__(self, locales_dir: Path, *, locale: Locale) -> None:
        self._locales_dir = locales_dir
        self._locale = locale
        self._read: dict[Path, Catalog] = {}

    def path(self, article: str) -> Path:
        """The catalog of ``article``, which need not exist."""
        gettext = self._locale.gettext
        return catalog_path(self._locales_dir, gettext=gettext, article=article)

    def find(self, path: str, article: Article) -> Found:
        """Translations of the segments of the article at ``path``."""
        fault = None
        catalog = Catalog(str(self.path(path)))
        try:
            catalog = self._catalog(self.path(path))
        except CatalogError as error:
            fault = error
        published: dict[Key, str] = {}
        is_complete = True
        held = {message.key: message for message in catalog.messages}
        retired = {message.key: message for message in catalog.obsolete}
        for wanted in template(article.blocks, reference=path):
            message = held.get(wanted.key)
            if message is None or not message.has_target:
                is_complete = False
                message = retired.get(wanted.key) or self._elsewhere(wanted, path)
            if message and message.target and not message.is_fuzzy:
                published[wanted.key] = message.target
        lines = {message.key: message.line for message in catalog.messages}
        return Found(published, lines, is_complete, fault)

    def site_texts(self) -> Found:
        """Translations of nav titles and of the site's name and description."""
        path = self.path(SITE_ARTICLE)
        try:
            catalog = self._catalog(path)
        except CatalogError as error:
            return Found({}, {}, is_complete=False, fault=error)
        lines = {message.key: message.line for message in catalog.messages}
        return Found(catalog.translations, lines, is_complete=True)

    def _elsewhere(self, wanted: Message, article: str) -> Message | None:
        found = self._memory.exact(wanted, article=article, is_fuzzy=False)
        return found.message if found else None

    def _catalog(self, path: Path) -> Catalog:
        """The catalog at ``path``, an empty one without a file. Raises CatalogError."""
        if path not in self._read:
            exists = path.exists()
            self._read[path] = read_catalog(path) if exists else Catalog(str(path))
        return self._read[path]

    def _readable(self, path: Path) -> Catalog:
        """An empty catalog where it cannot be read, which its own page reports."""
        try:
            return self._catalog(path)
        except CatalogError:
            return Catalog(str(path))

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self._remembered())

    def _remembered(self) -> Iterator[Remembered]:
        folder = catalogs_folder(self._locales_dir, gettext=self._locale.gettext)
        for path in sorted(folder.rglob("*.po")):
            article = path.relative_to(folder).as_posix().removesuffix(".po")
            catalog = self._readable(path)
            date = revised(catalog.header)
            for message in (*catalog.messages, *catalog.obsolete):
                places = frozenset(message.extracted)
                yield Remembered(message, article, date, places)
        memory = memory_path(self._locales_dir, gettext=self._locale.gettext)
        yield from remembered(self._readable(memory))


def translated_nav(nav: object, translate: Callable[[str], str]) -> object:
    """``nav`` with its titles translated; paths and addresses stay."""
    if isinstance(nav, list):
        return [translated_nav(item, translate) for item in nav]
    if isinstance(nav, Mapping):
        return {
            translate(str(title)): translated_nav(item, translate)
            for title, item in nav.items()
        }
    return nav


def refuse_site_text(source: str, translation: str, *, locale: Locale) -> str | None:
    """Why the translation of a nav title or the site's name is not published."""
    return refuse_text(source, translation, kind=Kind.NAV, locale=locale)
