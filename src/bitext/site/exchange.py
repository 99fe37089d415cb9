"""Translations of a project out to other formats, and back into its catalogs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bitext.catalog import (
    Catalog,
    Changes,
    LocaleUpdate,
    Message,
    catalog_bytes,
    kind_of,
    until_settled,
)
from bitext.catalog.changes import digest
from bitext.check import errors_in
from bitext.check.guard import refuse_text
from bitext.config import LocaleConfig
from bitext.exchange.formats import Format
from bitext.exchange.incoming_files import find_files, read_within_bounds
from bitext.exchange.intake import Intake, Outcome, Refused, take_in
from bitext.exchange.outgoing_files import outgoing, planned
from bitext.exchange.unit import Incoming
from bitext.files import write_all
from bitext.layout import catalog_path
from bitext.locales import Locale
from bitext.site.catalogs import edition, update_catalogs
from bitext.site.lock import catalogs_held
from bitext.site.project import Project
from bitext.site.sources import read_sources

__all__ = [
    "Exported",
    "Imported",
    "export_files",
    "faults_of",
    "import_files",
    "with_catalogs",
]

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    articles: int
    messages: int
    changed: int
    """Files that are new or hold something else than before."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    intake: Intake
    changed: int
    """Files below ``locales/``."""


def export_files(  # noqa: PLR0913 - what, of what, to where
    project: Project,
    *,
    item: LocaleConfig,
    form: Format,
    output: Path,
    patterns: Sequence[str] = (),
    advance: Advance | None = None,
) -> Exported:
    """Write the messages of one language, as an update would have them now.

    Nothing changes below ``locales/``. Raises what update_catalogs raises,
    NothingToExportError, ExtraMissingError, WriteError.
    """
    updates = update_catalogs(project, locales=[item], advance=advance)
    catalogs = updates[item.locale.code].catalogs
    articles = outgoing(catalogs, patterns=patterns)
    files = planned(
        articles,
        output=output,
        suffix=form.suffixes[0],
        write=lambda messages: form.write(
            messages, source=project.config.source.locale, target=item.locale
        ),
    )
    return Exported(
        len(articles),
        sum(len(messages) for messages in articles.values()),
        write_all(files),
    )


def import_files(  # noqa: PLR0913 - what, into what, from where
    project: Project,
    *,
    item: LocaleConfig,
    form: Format,
    paths: Sequence[Path],
    as_fuzzy: bool = False,
    advance: Advance | None = None,
) -> Imported:
    """Bring the catalogs of one language up to date and take translations in.

    Every file is read before anything is written. Raises ExchangeFileError for a file
    that cannot be used, ExtraMissingError, and what write_updates raises.
    """
    with catalogs_held(project):
        units = list(_units(paths, form=form, locale=item.locale))
        sources = read_sources(project, advance=advance)

        def decide() -> tuple[Intake, Changes]:
            updates = update_catalogs(project, locales=[item], sources=sources)
            update = updates[item.locale.code]
            intake = take_in(
                (unit for unit in units if isinstance(unit, Incoming)),
                catalogs=update.catalogs,
                faults=faults_of(project, locale=item.locale),
                as_fuzzy=as_fuzzy,
            )
            unreadable = [unit for unit in units if isinstance(unit, Refused)]
            intake.refused += unreadable
            intake.outcomes[Outcome.REFUSED] += len(unreadable)
            changes = with_catalogs(
                project, update, catalogs=intake.catalogs, locale=item.locale
            )
            return intake, changes

        (intake, _), changed = until_settled(decide, lambda decided: decided[1].apply())
        return Imported(intake, changed)


def _units(
    paths: Sequence[Path], *, form: Format, locale: Locale
) -> Iterator[Incoming | Refused]:
    for path in find_files(paths, suffixes=form.suffixes):
        yield from form.read(
            read_within_bounds(path), shown_as=str(path), locale=locale
        )


def faults_of(project: Project, *, locale: Locale) -> Callable[[Message], str | None]:
    """What says why a translation must not be published; None where it may."""
    source_locale = project.config.source.locale

    def faults(message: Message) -> str | None:
        kind = kind_of(message)
        refusal = refuse_text(message.source, message.target, kind=kind, locale=locale)
        if refusal:
            return refusal
        found = errors_in(
            message, locale=locale, source_locale=source_locale, kind=kind
        )
        return "; ".join(f"{one.rule}: {one.text}" for one in found) or None

    return faults


def with_catalogs(
    project: Project,
    update: LocaleUpdate,
    *,
    catalogs: Mapping[str, Catalog],
    locale: Locale,
) -> Changes:
    """What writes ``update`` with ``catalogs``, made of its own, in their place."""
    now = edition(project).now.strftime("%Y-%m-%d %H:%M%z")
    writes = dict(update.changes.writes)
    known = dict(update.changes.known)
    for article, catalog in catalogs.items():
        path = catalog_path(
            project.locales_dir, gettext=locale.gettext, article=article
        )
        if path not in writes:
            # The update found this very content.
            known[path] = digest(catalog_bytes(update.catalogs[article]))
        header = {**catalog.header, "PO-Revision-Date": now}
        writes[path] = catalog_bytes(replace(catalog, header=header))
    return replace(update.changes, writes=tuple(writes.items()), known=known)
