"""What all changes since a revision did to the translations."""

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from bitext.catalog import LanguageEffects, effects
from bitext.config import LocaleConfig
from bitext.site.catalogs import update_catalogs
from bitext.site.project import Project
from bitext.site.revision import project_at

__all__ = ["effects_since"]


def effects_since(
    project: Project,
    revision: str,
    *,
    locales: Sequence[LocaleConfig],
    pages: Sequence[str] = (),
    advance: Callable[[int], None] | None = None,
) -> tuple[LanguageEffects, ...]:
    """Effects in ``locales``, without those that the project had not at ``revision``.

    Both sides are brought up to their articles in memory, so it does not matter whether
    somebody ran an update. ``pages`` are patterns of article paths; all without one.
    Raises RevisionError, UnreadableCatalogsError.
    """
    after = update_catalogs(project, locales=locales, advance=advance)
    with project_at(project, revision) as old:
        codes = {item.locale.code for item in locales}
        known = [item for item in old.config.locales if item.locale.code in codes]
        before = update_catalogs(old, locales=known)
    return tuple(
        LanguageEffects(
            item.locale.code,
            item.name,
            tuple(
                one
                for one in effects(
                    before[item.locale.code].catalogs, after[item.locale.code].catalogs
                )
                if not pages or any(fnmatchcase(one.page, each) for each in pages)
            ),
        )
        for item in locales
        if item.locale.code in before
    )
