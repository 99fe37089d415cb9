"""Records of a project: made by an import, kept true when articles change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from bitext.catalog import Catalog, Changes, Message
from bitext.catalog.changes import digest
from bitext.exchange.sxs.compare import compare
from bitext.exchange.sxs.facts import key_lines
from bitext.exchange.sxs.record import (
    RecordError,
    read_record,
    record_bytes,
    record_path,
)
from bitext.exchange.sxs.translated import Translations, handed
from bitext.exchange.sxs.write import write
from bitext.files import read_text
from bitext.locales import Locale
from bitext.markdown.article import Article

__all__ = ["Edited", "Records", "orphans", "records_followed"]


def orphans(locales_root: Path, *, locale: Locale, docs: Path) -> Iterator[str]:
    """Yield articles that have a record in ``locale`` and are not below ``docs``."""
    folder = record_path(locales_root, gettext=locale.gettext, article="").parent
    for path in sorted(folder.rglob("*.json")):
        article = path.relative_to(folder).as_posix().removesuffix(".json")
        if not (docs / PurePosixPath(article)).is_file():
            yield article


def records_followed(
    locales_root: Path, *, locale: Locale, docs: Path, renamed: Mapping[str, str]
) -> Changes:
    """Return what becomes of records whose articles are gone.

    A record goes where its catalog went: ``renamed`` has the old paths of articles.
    Without one it goes to an article of the same text, or else is deleted: what it
    has of translations stands in ``memory.po`` since the import.

    Raises EncodingError.
    """
    gone = list(orphans(locales_root, locale=locale, docs=docs))
    if not gone:
        return Changes((), ())
    new_path_of = {old: new for new, old in renamed.items()}
    free = {
        article: read_text(path)
        for path in sorted(docs.rglob("*.md"))
        if not record_path(
            locales_root,
            gettext=locale.gettext,
            article=(article := path.relative_to(docs).as_posix()),
        ).is_file()
    }
    writes: list[tuple[Path, bytes]] = []
    deletions: list[Path] = []
    known: dict[Path, bytes | None] = {}
    for old in gone:
        path = record_path(locales_root, gettext=locale.gettext, article=old)
        content = path.read_bytes()
        known[path] = digest(content)
        new = new_path_of.get(old) or _of_same_text(content, free)
        deletions.append(path)
        if new in free:
            del free[new]
            there = record_path(locales_root, gettext=locale.gettext, article=new)
            writes.append((there, content))
            known[there] = None
    return Changes(tuple(writes), tuple(deletions), known)


def _of_same_text(record: bytes, texts: Mapping[str, str]) -> str | None:
    """Return the first article that reads as the one ``record`` was made for."""
    for article, text in texts.items():
        try:
            if read_record(record, text=text, path=article).is_current:
                return article
        except RecordError:
            # What no catalog leads to and nobody can read is of no use.
            return None
    return None


@dataclass(frozen=True, slots=True)
class Edited:
    """What article and catalog have beside what their last hand-off brought."""

    sources: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()
    """Fingerprints of the hand-off's translations."""
    is_article_edited: bool = False

    def contests(self, message: Message) -> bool:
        """Whether ``message`` is new in a hand-off, while its source was edited."""
        is_new = self.brought.isdisjoint(handed([message.target]))
        return message.source in self.sources and is_new


class Records:
    """The records below ``locales/``; ``keys`` name translated front matter values."""

    def __init__(self, locales_root: Path, *, keys: tuple[str, ...]) -> None:
        self._root = locales_root
        self._keys = keys

    def path(self, article: str, *, locale: Locale) -> Path:
        """File of the record of ``article``."""
        return record_path(self._root, gettext=locale.gettext, article=article)

    def made(
        self,
        file: str,
        article: Article,
        catalog: Catalog,
        *,
        proposed: Mapping[str, str],
    ) -> bytes:
        """Return the record of ``file`` for its article and catalog.

        Where the catalog's translations are not those ``proposed`` by the file,
        somebody edited them, and the file's are not recorded.
        """
        layout = compare(
            file,
            article,
            keys=self._keys,
            pipeline=key_lines(catalog.header),
            translations=Translations(catalog.published),
            proposed=Translations(proposed),
        )
        layout = replace(layout, handed=handed(proposed.values()))
        return record_bytes(layout, text=article.text)

    def edited(
        self, article: str, catalog: Catalog, *, locale: Locale, text: str
    ) -> Edited:
        """Return what of ``text``, the article, and ``catalog`` no hand-off brought.

        Raises RecordError.
        """
        path = self.path(article, locale=locale)
        if not path.is_file():
            return Edited()
        recalled = read_record(path.read_bytes(), text=text, path=str(path))
        brought = set(recalled.layout.handed)
        sources = frozenset(
            message.source
            for message in catalog.messages
            if message.is_translated
            and not brought.issuperset(handed([message.target]))
        )
        return Edited(
            sources, frozenset(brought), is_article_edited=not recalled.is_current
        )

    def moved(
        self,
        path: Path,
        *,
        before: tuple[str, Catalog],
        after: tuple[Article, Catalog],
    ) -> bytes:
        """Return the record at ``path`` for an article that was replaced.

        ``before`` and ``after`` are the article and its catalog. Raises RecordError.
        """
        text, held = before
        recalled = read_record(path.read_bytes(), text=text, path=str(path))
        file = write(
            text,
            recalled.layout,
            keys=self._keys,
            pipeline=key_lines(held.header),
            translations=Translations(held.published),
        )
        article, catalog = after
        layout = compare(
            file,
            article,
            keys=self._keys,
            pipeline=key_lines(catalog.header),
            translations=Translations(catalog.published),
        )
        layout = replace(layout, handed=recalled.layout.handed)
        return record_bytes(layout, text=article.text)
