"""Records of a project: made by an import, kept true when articles change."""

from collections.abc import Mapping
from pathlib import Path

from bitext.catalog import Catalog
from bitext.exchange.sxs.compare import compare
from bitext.exchange.sxs.facts import key_lines
from bitext.exchange.sxs.record import read_record, record_bytes, record_path
from bitext.exchange.sxs.translated import Translations
from bitext.exchange.sxs.write import write
from bitext.locales import Locale
from bitext.markdown.article import Article

__all__ = ["Records"]


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
        proposed: Mapping[str, str] | None = None,
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
            proposed=None if proposed is None else Translations(proposed),
        )
        return record_bytes(layout, text=article.text)

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
        return self.made(file, *after)
