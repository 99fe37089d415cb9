"""The catalogs of a project's languages, brought up to its articles."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bitext.catalog import (
    CatalogError,
    Changes,
    Edition,
    LocaleUpdate,
    update_locale,
)
from bitext.config import LocaleConfig
from bitext.errors import BitextError
from bitext.exchange.sxs import records_followed
from bitext.locales import Locale
from bitext.markdown.sentences import RULES_VERSION
from bitext.site.carrying import carrying
from bitext.site.folders import require_known_folders
from bitext.site.project import Project
from bitext.site.sources import Sources, read_sources

__all__ = ["UnreadableCatalogsError", "edition", "locale_update", "update_catalogs"]


class UnreadableCatalogsError(BitextError):
    """Catalogs cannot be read, so none is written."""

    def __init__(self, faults: Sequence[CatalogError]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "\n".join([*map(str, faults), "nothing was written: correct these first"])
        )


def edition(project: Project) -> Edition:
    """What catalogs written now say of the project."""
    return Edition(
        project=project.site_name,
        report_bugs_to="",
        segmentation=RULES_VERSION,
        now=datetime.now(UTC),
        wrap=project.config.wrap,
    )


def locale_update(
    project: Project, *, locale: Locale, sources: Sources
) -> LocaleUpdate:
    """What an update would make of the catalogs of ``locale``; nothing is written.

    Catalogs that cannot be read are among its faults.
    """
    return update_locale(
        project.locales_dir,
        locale=locale,
        templates=sources.templates_in(locale),
        edition=edition(project),
        carrying=carrying(project.config, locale=locale),
    )


def update_catalogs(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    advance: Callable[[int], None] | None = None,
    sources: Sources | None = None,
) -> dict[str, LocaleUpdate]:
    """Updates of ``locales`` by their codes; nothing is written.

    ``sources`` saves reading the articles again. Raises UnreadableCatalogsError when a
    catalog of any of them cannot be read, UnknownFolderError for catalogs of a
    language that is not configured.
    """
    require_known_folders(
        project.locales_dir,
        locales=[item.locale for item in project.config.locales],
        config_file=project.config_file.name,
    )
    found = sources or read_sources(project, advance=advance)
    updates = {
        item.locale.code: locale_update(project, locale=item.locale, sources=found)
        for item in locales
    }
    faults = [fault for update in updates.values() for fault in update.faults]
    if faults:
        raise UnreadableCatalogsError(faults)
    return {
        item.locale.code: _with_records(updates[item.locale.code], item.locale, project)
        for item in locales
    }


def _with_records(
    update: LocaleUpdate, locale: Locale, project: Project
) -> LocaleUpdate:
    """Return an update that takes side-by-side records along."""
    followed = records_followed(
        project.locales_dir,
        locale=locale,
        docs=project.docs_dir,
        renamed=update.renamed,
    )
    changes = update.changes
    writes = (*changes.writes, *followed.writes)
    deletions = (*changes.deletions, *followed.deletions)
    known = {**followed.known, **changes.known}
    return replace(update, changes=Changes(writes, deletions, known))
