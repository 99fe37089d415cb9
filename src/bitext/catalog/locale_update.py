"""All catalogs of one locale brought up to the articles, decided before writing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from types import MappingProxyType

from bitext.catalog.catalog import (
    SITE_ARTICLE,
    Catalog,
    catalog_path,
    catalogs_folder,
    memory_path,
)
from bitext.catalog.changes import Changes, digest
from bitext.catalog.deleted import MOST, Deleted, kept_catalog
from bitext.catalog.errors import CatalogError, CatalogReadError
from bitext.catalog.header import Edition, complete_header, is_ours, revised
from bitext.catalog.memory import (
    Memory,
    Remembered,
    kept_in_memory,
    merge_memory,
    remembered,
)
from bitext.catalog.message import Key, Message
from bitext.catalog.offers import CARRY_NOTHING, Carrying
from bitext.catalog.reader import parse_catalog
from bitext.catalog.update import Counts, update
from bitext.catalog.writer import catalog_bytes
from bitext.locales import Locale

__all__ = ["LocaleUpdate", "update_locale"]


@dataclass(frozen=True, slots=True)
class LocaleUpdate:
    """The locale after an update that has not been written."""

    catalogs: Mapping[str, Catalog]
    """By article, in path order; without those in ``faults``."""
    counts: Counts
    changes: Changes
    """Memory first, then catalogs, then deletions: what moves is never nowhere."""
    faults: tuple[CatalogError, ...]
    """Files that cannot be read; they stay as they are."""
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Articles whose catalogs moved, with the paths they had before."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A catalog as it stands on disk."""

    path: Path
    content: bytes
    catalog: Catalog


def update_locale(
    locales_root: Path,
    *,
    locale: Locale,
    templates: Mapping[str, Sequence[Message]],
    edition: Edition,
    carrying: Carrying = CARRY_NOTHING,
) -> LocaleUpdate:
    """What updating all catalogs of ``locale`` gives; nothing is written.

    ``templates`` has the messages of every article there is. The catalog of an article
    that is not among them becomes that of the new article that says the same; if there
    is none, its translations go to ``memory.po`` and it is deleted. PO files that are
    no catalogs of articles are left alone. If ``memory.po`` cannot be
    read nothing is to be written, since it could not take what is displaced.
    """
    faults: list[CatalogError] = []
    held = _read_all(locales_root, locale, templates=templates, faults=faults)
    memory_file = memory_path(locales_root, gettext=locale.gettext)
    memory_held = _read(memory_file, faults=faults)
    memory_is_lost = memory_held is None and memory_file.exists()
    memory_catalog = memory_held.catalog if memory_held else Catalog(str(memory_file))
    memory = Memory(_entries(held, memory_catalog, templates=templates))

    renamed = _renamed(held, templates=templates)
    deleted = Deleted(memory_catalog)
    catalogs: dict[str, Catalog] = {}
    writes: list[tuple[Path, bytes]] = []
    displaced: list[Message] = []
    counts = Counts()
    faulty = {fault.path for fault in faults}
    for article, template in sorted(templates.items()):
        path = catalog_path(locales_root, gettext=locale.gettext, article=article)
        before = held.get(article)
        if str(path) in faulty or (before is None and not template):
            continue
        returned = None
        if before:
            old = before.catalog
        elif article in renamed:
            old = replace(held[renamed[article]].catalog, path=str(path))
        else:
            returned = deleted.catalog(article, path=path, template=template)
            old = returned or Catalog(str(path))
        result = update(
            old,
            article=article,
            template=template,
            memory=memory,
            locale=locale,
            edition=edition,
            carrying=carrying,
        )
        catalogs[article] = result.catalog
        is_moved = article in renamed or returned is not None
        counts += _moved(result.counts) if is_moved else result.counts
        displaced += _displaced(result.displaced, article=article)
        content = catalog_bytes(result.catalog)
        if before is None or content != before.content:
            writes.append((path, content))

    deletions: list[Path] = []
    for article in sorted(held.keys() - templates.keys()):
        deletions.append(held[article].path)
        if article in renamed.values():
            continue
        kept = kept_catalog(held[article].catalog, article=article)
        counts += Counts(displaced=sum(message.has_target for message in kept))
        displaced += kept

    if displaced:
        content = _memory_bytes(
            memory_catalog, displaced, locale=locale, edition=edition
        )
        if memory_held is None or content != memory_held.content:
            writes.insert(0, (memory_file, content))
    paths = {memory_file, *(path for path, _ in writes), *deletions}
    found = {one.path: one.content for one in (*held.values(), memory_held) if one}
    known = {path: digest(found[path]) if path in found else None for path in paths}
    changes = Changes(tuple(writes), tuple(deletions), known)
    return LocaleUpdate(
        catalogs,
        counts,
        Changes((), ()) if memory_is_lost else changes,
        tuple(faults),
        renamed,
    )


def _renamed(
    held: Mapping[str, _Held], *, templates: Mapping[str, Sequence[Message]]
) -> dict[str, str]:
    """Articles without a catalog, with the vanished ones they most likely were.

    They share most of their messages. Ties fall to the same file name, then to paths.
    """
    new = {
        article: {message.key for message in template}
        for article, template in templates.items()
        if template and article not in held and article != SITE_ARTICLE
    }
    gone = {
        article: {message.key for message in found.catalog.messages}
        for article, found in held.items()
        if article not in templates and article != SITE_ARTICLE
    }
    pairs = sorted(
        (-len(here & there), PurePath(article).name != PurePath(old).name, article, old)
        for article, here in new.items()
        for old, there in gone.items()
        if len(here & there) >= MOST * len(here | there)
    )
    renamed: dict[str, str] = {}
    for _, _, article, old in pairs:
        if article not in renamed and old not in renamed.values():
            renamed[article] = old
    return renamed


def _moved(counts: Counts) -> Counts:
    return replace(counts, moved=counts.moved + counts.kept, kept=0)


def _read_all(
    locales_root: Path,
    locale: Locale,
    *,
    templates: Mapping[str, Sequence[Message]],
    faults: list[CatalogError],
) -> dict[str, _Held]:
    folder = catalogs_folder(locales_root, gettext=locale.gettext)
    held: dict[str, _Held] = {}
    for path in sorted(folder.rglob("*.po")):
        article = path.relative_to(folder).as_posix().removesuffix(".po")
        found = _read(path, faults=faults)
        if found and (article in templates or is_ours(found.catalog.header)):
            held[article] = found
    return held


def _read(path: Path, *, faults: list[CatalogError]) -> _Held | None:
    try:
        content = path.read_bytes()
        return _Held(path, content, parse_catalog(content, path=str(path)))
    except FileNotFoundError:
        return None
    except OSError as error:
        faults.append(CatalogReadError(str(path), error))
    except CatalogError as error:
        faults.append(error)
    return None


def _entries(
    held: Mapping[str, _Held],
    memory: Catalog,
    *,
    templates: Mapping[str, Sequence[Message]],
) -> Iterator[Remembered]:
    for article, found in held.items():
        places: dict[Key, frozenset[str]] = {
            message.key: frozenset(message.extracted)
            for message in templates.get(article, ())
        }
        date = revised(found.catalog.header)
        for message in (*found.catalog.messages, *found.catalog.obsolete):
            where = places.get(message.key, frozenset())
            yield Remembered(message, article, date, where)
    yield from remembered(memory)


def _displaced(messages: Sequence[Message], *, article: str) -> list[Message]:
    return [
        kept_in_memory(message, article=article)
        for message in messages
        if message.has_target
    ]


def _memory_bytes(
    memory: Catalog, displaced: Sequence[Message], *, locale: Locale, edition: Edition
) -> bytes:
    header = complete_header(
        memory.header, locale=locale, edition=edition, is_new_set=False
    )
    return catalog_bytes(
        Catalog(
            memory.path,
            header,
            merge_memory(memory, displaced),
            memory.obsolete,
            comments=memory.comments,
            header_flags=memory.header_flags,
            trailer=memory.trailer,
        )
    )
