"""Catalogs brought up to their articles on disk, whoever else writes there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bitext.catalog import Catalog, LocaleUpdate, catalog_bytes, until_settled
from bitext.catalog.header import complete_header
from bitext.config import LocaleConfig
from bitext.files import write_atomic
from bitext.layout import memory_path
from bitext.site.catalogs import edition, update_catalogs
from bitext.site.lock import catalogs_held
from bitext.site.project import Project
from bitext.site.sources import read_sources

__all__ = ["Updated", "prepare_memory", "write_updates"]


@dataclass(frozen=True, slots=True)
class Updated:
    """A locale whose catalogs are up to date."""

    update: LocaleUpdate
    """What was decided last."""
    files: int
    """Written or deleted."""


def write_updates(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    advance: Callable[[int], None] | None = None,
) -> dict[str, Updated]:
    """Bring the catalogs of ``locales`` up to date; what was done by their codes.

    All are decided before the first file is touched. A catalog that another program
    changes in the meantime is read again and updated as that program left it. Raises
    what update_catalogs raises, CatalogsHeldError while another command writes
    catalogs, FileChangedError for a file that another program keeps changing.
    """
    with catalogs_held(project):
        sources = read_sources(project, advance=advance)
        first = update_catalogs(project, locales=locales, sources=sources)

        def decide(item: LocaleConfig) -> LocaleUpdate:
            code = item.locale.code
            if code in first:
                return first.pop(code)
            again = update_catalogs(project, locales=[item], sources=sources)
            return again[code]

        written: dict[str, Updated] = {}
        for item in locales:
            update, files = until_settled(partial(decide, item), _write)
            written[item.locale.code] = Updated(update, files)
        return written


def prepare_memory(project: Project, *, item: LocaleConfig) -> bool:
    """Whether ``memory.po`` of ``item`` was missing; an empty one is there now.

    Branches that each put something into it merge, as they would not if each had made
    it. Raises CatalogsHeldError while another command writes catalogs, WriteError.
    """
    path = memory_path(project.locales_dir, gettext=item.locale.gettext)
    with catalogs_held(project):
        if path.exists():
            return False
        header = complete_header(
            {}, locale=item.locale, edition=edition(project), is_new_set=True
        )
        empty = Catalog(str(path), header=header, wrap=project.config.wrap)
        write_atomic(path, catalog_bytes(empty))
        return True


def _write(update: LocaleUpdate) -> int:
    return update.changes.apply()
