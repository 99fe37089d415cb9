"""Side-by-side files of a project: from articles, catalogs and records alone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path, PurePosixPath

from babel.core import get_global

from bitext.catalog import (
    Catalog,
    Changes,
    parse_catalog,
)
from bitext.exchange.sxs.carried import carried_out
from bitext.exchange.sxs.facts import Facts, header_fields, key_lines
from bitext.exchange.sxs.first import first_layout
from bitext.exchange.sxs.readable import Readable, written_readably
from bitext.exchange.sxs.record import read_record, record_path
from bitext.exchange.sxs.records import orphans
from bitext.exchange.sxs.renew import renewed
from bitext.exchange.sxs.translated import Translations
from bitext.exchange.sxs.write import write
from bitext.files import read_text
from bitext.layout import catalog_path
from bitext.locales import Locale
from bitext.markdown.article import Article

__all__ = ["ExportSource", "Exported", "export_article", "export_folder"]

_NO_COMMIT = "0" * 40
_ID_DIGITS = 8


@dataclass(frozen=True, slots=True)
class ExportSource:
    """The project that is exported from."""

    docs: Path
    locales_root: Path
    locale: Locale
    front_matter: tuple[str, ...]
    """Keys whose values are translated."""
    split: Callable[[str], Article]
    """Cuts an article; asked only for what no record tells."""


@dataclass(slots=True)
class Exported:
    """What became of the articles."""

    recorded: int = 0
    """Written as their records say."""
    edited: list[str] = field(default_factory=list)
    """Changed since the import: their new blocks got new units."""
    new: list[str] = field(default_factory=list)
    """Never side by side before."""
    gone: list[str] = field(default_factory=list)
    """Not in the project any more; their records wait for an update."""
    left_out: list[str] = field(default_factory=list)
    """Not written: they hold text that a reader would take for the format's marks."""
    bare: list[tuple[str, str]] = field(default_factory=list)
    """Article and text that stands in it without a unit, as it holds such marks."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Article and text that stands for its translation, as that holds such marks."""
    changed: int = 0
    """Files that were written because their bytes changed."""

    @property
    def articles(self) -> int:
        """All of them."""
        return self.recorded + len(self.edited) + len(self.new)

    def take(self, article: str, readable: Readable, *, among: list[str]) -> str | None:
        """Return the file of ``article``, counted ``among`` others; None to leave out.

        What of it could not be written as it should is kept.
        """
        if not readable.is_exact:
            self.left_out.append(article)
            return None
        among.append(article)
        self.bare += ((article, source) for source in readable.bare)
        self.refused += ((article, source) for source in readable.refused)
        return readable.text


def _exportable(articles: Iterable[str], source: ExportSource) -> list[str]:
    """Articles that have a catalog or a record; pages the site leaves out may."""
    gettext = source.locale.gettext
    records = source.locales_root / gettext / "sxs"
    recorded = (
        path.relative_to(records).as_posix().removesuffix(".json")
        for path in records.rglob("*.json")
    )
    found = [
        article
        for article in articles
        if catalog_path(source.locales_root, gettext=gettext, article=article).is_file()
    ]
    found += (
        article
        for article in recorded
        if (source.docs / PurePosixPath(article)).is_file()
    )
    return sorted(set(found))


def export_folder(
    out: Path,
    articles: Iterable[str],
    *,
    source: ExportSource,
    on_article: Callable[[int, int], None] = lambda _done, _all: None,
) -> Exported:
    """Write side-by-side files of ``articles`` and of all with a record below ``out``.

    Media and the like are copied. The paths of files are those of articles; what has
    neither catalog nor record is left out. ``on_article`` is told how many are done,
    of how many.

    Raises CatalogError, RecordError, EncodingError and WriteError.
    """
    gone = orphans(source.locales_root, locale=source.locale, docs=source.docs)
    exported = Exported(gone=list(gone))
    wanted = _exportable(articles, source)
    files: list[tuple[Path, bytes]] = []
    for done, article in enumerate(wanted, start=1):
        text = export_article(article, source=source, exported=exported)
        if text is not None:
            files.append((out / PurePosixPath(article), text.encode("utf-8")))
        on_article(done, len(wanted))
    files += (
        (out / name, path.read_bytes())
        for path, name in carried_out(
            source.docs, source.locales_root, gettext=source.locale.gettext
        )
    )
    # Nothing is written before everything could be read.
    exported.changed = Changes(tuple(files), ()).apply()
    return exported


def export_article(
    article: str, *, source: ExportSource, exported: Exported
) -> str | None:
    """Return the side-by-side file of ``article`` and count it in ``exported``.

    None where the format cannot hold the article.
    """
    gettext = source.locale.gettext
    text = read_text(source.docs / PurePosixPath(article))
    catalog = _catalog(source, article)
    translations = Translations(catalog.published)
    record = record_path(source.locales_root, gettext=gettext, article=article)
    if not record.is_file():
        return _first(article, text, catalog, source=source, exported=exported)
    recalled = read_record(record.read_bytes(), text=text, path=str(record))
    pipeline = key_lines(catalog.header)
    if recalled.is_current:
        exported.recorded += 1
        return write(
            text,
            recalled.layout,
            keys=source.front_matter,
            pipeline=pipeline,
            translations=translations,
        )
    readable = written_readably(
        text,
        renewed(
            recalled,
            source.split(text),
            keys=source.front_matter,
            pipeline=pipeline,
        ),
        keys=source.front_matter,
        pipeline=pipeline,
        translations=translations,
    )
    return exported.take(article, readable, among=exported.edited)


def _first(
    article: str,
    text: str,
    catalog: Catalog,
    *,
    source: ExportSource,
    exported: Exported,
) -> str | None:
    translations = Translations(catalog.published, in_context=catalog.translations)
    layout = first_layout(
        source.split(text),
        name=f"{source.locale.gettext}/{article}",
        spaced=source.locale.spaced,
        translations=translations,
    )
    facts = _first_facts(catalog, text, source.locale, layout.prefix)
    readable = written_readably(
        text,
        layout,
        keys=source.front_matter,
        pipeline=key_lines(header_fields(facts), eol=_line_end(text)),
        translations=translations,
    )
    return exported.take(article, readable, among=exported.new)


def _line_end(text: str) -> str:
    return "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"


def _catalog(source: ExportSource, article: str) -> Catalog:
    path = catalog_path(
        source.locales_root, gettext=source.locale.gettext, article=article
    )
    if not path.is_file():
        return Catalog(str(path))
    return parse_catalog(path.read_bytes(), path=str(path))


def _with_region(locale: Locale) -> str:
    """Return language and region as the pipeline names them, ``nb-NO``."""
    subtags = get_global("likely_subtags")
    likely = str(subtags.get(locale.gettext) or subtags.get(locale.language) or "")
    region = likely.rpartition("_")[2]
    has_region = re.search("-[A-Z]{2}(?:-|$)", locale.code)
    return locale.code if has_region or not region else f"{locale.language}-{region}"


def _first_facts(catalog: Catalog, text: str, locale: Locale, prefix: str) -> Facts:
    """Facts of an article that was in no hand-off.

    It has no commit, which git writes as zeros; its hand-off is the day its messages
    were made. One translation by a human makes it a human's work.
    """
    published = set(catalog.published)
    is_human = any(
        message.source in published and message.facts.get("origin") != "mt"
        for message in catalog.messages
    )
    return Facts(
        hash=sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest(),
        commit=_NO_COMMIT,
        translation_type="HT" if is_human else "MT",
        content_locale=_with_region(locale),
        handoff=catalog.header.get("POT-Creation-Date", "1970-01-01")[:10],
        file_id=str(int(prefix, 16)).zfill(_ID_DIGITS),
    )
