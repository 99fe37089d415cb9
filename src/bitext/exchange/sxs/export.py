"""Side-by-side files of a project: from articles, catalogs and records alone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path, PurePosixPath

from babel.core import get_global

from bitext.catalog import Catalog, Changes, catalog_path, parse_catalog
from bitext.exchange.sxs.carried import carried_out
from bitext.exchange.sxs.facts import Ballot, Facts, header_fields, key_lines
from bitext.exchange.sxs.record import read_record, record_path
from bitext.exchange.sxs.records import orphans
from bitext.exchange.sxs.renew import first_layout, renewed
from bitext.exchange.sxs.translated import Translations
from bitext.exchange.sxs.write import write
from bitext.files import read_text
from bitext.locales import Locale
from bitext.markdown.article import Article

__all__ = ["ExportSource", "Exported", "export_article", "export_folder"]

_UNKNOWN_COMMIT = "0" * 40
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
    changed: int = 0
    """Files that were written because their bytes changed."""

    @property
    def articles(self) -> int:
        """All of them."""
        return self.recorded + len(self.edited) + len(self.new)


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


def export_article(article: str, *, source: ExportSource, exported: Exported) -> str:
    """Return the side-by-side file of ``article`` and count it in ``exported``."""
    gettext = source.locale.gettext
    text = read_text(source.docs / PurePosixPath(article))
    catalog = _catalog(source, article)
    translations = Translations(catalog.published)
    header = catalog.header
    record = record_path(source.locales_root, gettext=gettext, article=article)
    if record.is_file():
        recalled = read_record(record.read_bytes(), text=text, path=str(record))
        layout = recalled.layout
        if recalled.is_current:
            exported.recorded += 1
        else:
            exported.edited.append(article)
            layout = renewed(
                recalled,
                source.split(text),
                keys=source.front_matter,
                pipeline=key_lines(header),
            )
    else:
        exported.new.append(article)
        cut = source.split(text)
        layout = first_layout(
            cut,
            name=f"{gettext}/{article}",
            keys=source.front_matter,
            translations=translations,
        )
        header = _first_header(catalog, text, source.locale, layout.prefix)
    return write(
        text,
        layout,
        keys=source.front_matter,
        pipeline=key_lines(header),
        translations=translations,
    )


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


def _first_header(
    catalog: Catalog, text: str, locale: Locale, prefix: str
) -> dict[str, str]:
    """Facts of an article that was in no hand-off, as a catalog's header has them.

    Nothing is known of its commit; its hand-off is the day its messages were made.
    """
    machine = [message.facts.get("origin") == "mt" for message in catalog.messages]
    facts = Facts(
        hash=sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest(),
        commit=_UNKNOWN_COMMIT,
        translation_type="MT" if machine and all(machine) else "HT",
        content_locale=_with_region(locale),
        handoff=catalog.header.get("POT-Creation-Date", "1970-01-01")[:10],
        file_id=str(int(prefix, 16)).zfill(_ID_DIGITS),
    )
    return header_fields(facts, Ballot(facts.handoff, "", is_original=False))
