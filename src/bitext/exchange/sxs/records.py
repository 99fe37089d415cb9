"""Records of a project: made by an import, kept true when articles change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bitext.catalog import Catalog, Message
from bitext.exchange.sxs.compare import compare
from bitext.exchange.sxs.facts import key_lines
from bitext.exchange.sxs.record import read_record, record_bytes, record_path
from bitext.exchange.sxs.translated import Translations, handed
from bitext.exchange.sxs.write import write
from bitext.locales import Locale
from bitext.markdown.article import Article

__all__ = ["Edited", "Records"]


@dataclass(frozen=True, slots=True)
class Edited:
    """What a catalog has beside the translations of its last hand-off."""

    sources: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()
    """Fingerprints of the hand-off's translations."""

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
        """Return what of ``catalog`` is not what the hand-off brought.

        ``text`` is the article. Raises RecordError.
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
        return Edited(sources, frozenset(brought))

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
