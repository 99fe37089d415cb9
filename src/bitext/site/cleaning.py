"""Dropping what nothing needs: leftovers of catalogs, and the cache."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from bitext.catalog import (
    Leftovers,
    LocaleUpdate,
    find_leftovers,
    until_settled,
    without_leftovers,
)
from bitext.config import LocaleConfig
from bitext.files import WriteError
from bitext.site.catalogs import update_catalogs
from bitext.site.listing import listing_path
from bitext.site.lock import cache_held, catalogs_held
from bitext.site.project import Project
from bitext.site.sources import read_sources

__all__ = ["cache_bytes", "drop_cache", "drop_leftovers", "read_leftovers"]


def read_leftovers(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    advance: Callable[[int], None] | None = None,
) -> dict[str, Leftovers]:
    """Leftovers of ``locales`` by their codes, as the next update would leave them.

    Nothing is written. Raises what update_catalogs raises, CatalogError.
    """
    updates = update_catalogs(project, locales=locales, advance=advance)
    return {
        item.locale.code: find_leftovers(
            project.locales_dir,
            updates[item.locale.code].catalogs,
            locale=item.locale,
        )
        for item in locales
    }


def drop_leftovers(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    obsolete: bool,
    memory: bool,
) -> int:
    """Number of files written or deleted to drop the leftovers of ``locales``.

    Catalogs are brought up to their articles first: a sentence that came back has its
    translation again, and is no leftover. Raises what write_updates raises.
    """
    with catalogs_held(project):
        sources = read_sources(project)
        # All are decided before the first is touched: one may be unreadable.
        update_catalogs(project, locales=locales, sources=sources)

        def decide(item: LocaleConfig) -> LocaleUpdate:
            updates = update_catalogs(project, locales=[item], sources=sources)
            return updates[item.locale.code]

        def write(item: LocaleConfig, update: LocaleUpdate) -> int:
            done = update.changes.apply()
            dropped = without_leftovers(
                project.locales_dir,
                update.catalogs,
                locale=item.locale,
                obsolete=obsolete,
                memory=memory,
            )
            return done + dropped.apply()

        return sum(
            until_settled(partial(decide, item), partial(write, item))[1]
            for item in locales
        )


def cache_bytes(project: Project) -> int:
    """Size of the cache in bytes, without what opening a project makes."""
    size = 0
    for path in _files(project.cache_dir):
        if path == listing_path(project.cache_dir):
            continue
        with suppress(FileNotFoundError):
            size += path.lstat().st_size
    return size


def drop_cache(project: Project) -> None:
    """Empty the cache. Raises CacheHeldError while a build is at work, WriteError."""
    with cache_held(project) as kept:
        folders: set[Path] = set()
        for path in _files(project.cache_dir):
            if path in kept:
                continue
            folders.update(path.parents)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise WriteError(path, error) from error
        for folder in sorted(folders, reverse=True):
            is_inside = folder.is_relative_to(project.cache_dir)
            if is_inside and folder != project.cache_dir:
                # One that holds a lock stays.
                with suppress(OSError):
                    folder.rmdir()


def _files(folder: Path) -> Iterator[Path]:
    """Files and links below ``folder``; what links lead to is not ours."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path
