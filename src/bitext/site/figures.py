"""Statistics of a project as an update would leave it; nothing is written."""

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from bitext.catalog import (
    Catalog,
    LanguageStatistics,
    PageStatistics,
    Statistics,
    count,
)
from bitext.config import LocaleConfig
from bitext.errors import BitextError
from bitext.exchange.sxs import catalog_facts
from bitext.site.catalogs import update_catalogs
from bitext.site.lock import unmixed
from bitext.site.project import Project
from bitext.site.sections import Sections

__all__ = ["NoSuchPageError", "read_statistics"]


class NoSuchPageError(BitextError):
    """A pattern fits no article."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        super().__init__(
            f"--page {pattern}: there is no such article; write paths as in docs/, "
            f"such as guides/*.md"
        )


def read_statistics(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    pages: Sequence[str] = (),
    advance: Callable[[int], None] | None = None,
) -> tuple[LanguageStatistics, ...]:
    """Figures of ``locales``, in their order.

    ``pages`` are patterns of article paths, ``*`` for any characters; all articles
    and the texts of the site without one. Raises UnreadableCatalogsError,
    NoSuchPageError.
    """
    updates = unmixed(
        project, lambda: update_catalogs(project, locales=locales, advance=advance)
    )
    sections = Sections(project)
    found = {path for update in updates.values() for path in update.catalogs}
    for pattern in pages:
        if not any(fnmatchcase(path, pattern) for path in found):
            raise NoSuchPageError(pattern)
    return tuple(
        LanguageStatistics(
            item.locale.code,
            item.name,
            tuple(
                PageStatistics(path, sections.section(path), _counted(catalog))
                for path, catalog in sorted(
                    updates[item.locale.code].catalogs.items(),
                    key=lambda pair: sections.position(pair[0]),
                )
                if not pages or any(fnmatchcase(path, one) for one in pages)
            ),
        )
        for item in locales
    )


def _counted(catalog: Catalog) -> Statistics:
    facts = catalog_facts(catalog.header)
    return count(catalog, is_machine=bool(facts and facts.is_machine))
