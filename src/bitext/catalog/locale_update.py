"""All catalogs of one locale brought up to the articles, decided before writing."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from bitext.catalog.catalog import Catalog
from bitext.catalog.changes import Changes, digest
from bitext.catalog.conflicts import Conflict, conflicts
from bitext.catalog.deleted import kept_catalog
from bitext.catalog.errors import CatalogError
from bitext.catalog.header import Edition, complete_header
from bitext.catalog.memory import Memory, kept_in_memory, merge_memory
from bitext.catalog.message import Message
from bitext.catalog.offers import CARRY_NOTHING, Carrying
from bitext.catalog.standing import Standing
from bitext.catalog.update import Counts, update
from bitext.catalog.writer import catalog_bytes
from bitext.locales import Locale

__all__ = ["LocaleUpdate", "update_locale"]


@dataclass(frozen=True, slots=True)
class LocaleUpdate:
    """The locale after an update that has not been written."""

    catalogs: Mapping[str, Catalog]
    """By article, in path order; without those in ``faults``."""
    counts_by_article: Mapping[str, Counts]
    """Of ``catalogs``, and of vanished articles whose translations are displaced."""
    changes: Changes
    """Memory first, then catalogs, then deletions: what moves is never nowhere."""
    faults: tuple[CatalogError, ...]
    """Files that cannot be read; they stay as they are."""
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Articles whose catalogs moved, with the paths they had before."""
    before: Mapping[str, Catalog] = field(default_factory=lambda: MappingProxyType({}))
    """Catalogs as they stand, by article."""
    conflicts: tuple[Conflict, ...] = ()
    """Texts of which an article has, or had, two translations."""

    @property
    def counts(self) -> Counts:
        """What became of all messages."""
        return sum(self.counts_by_article.values(), Counts())


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: what an update makes, it holds to its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_without_collection()
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
    standing = Standing(locales_root, locale=locale, templates=templates)
    held = standing.all_held()
    memory_held = standing.memory_held
    memory = Memory(standing.entries())
    catalogs: dict[str, Catalog] = {}
    counts: dict[str, Counts] = {}
    writes: list[tuple[Path, bytes]] = []
    displaced: list[Message] = []
    for article, template in sorted(templates.items()):
        old = standing.old(article, template=template)
        if old is None:
            continue
        result = update(
            old.catalog,
            article=article,
            template=template,
            memory=memory,
            locale=locale,
            edition=edition,
            carrying=carrying,
        )
        catalogs[article] = result.catalog
        counts[article] = _moved(result.counts) if old.is_moved else result.counts
        displaced += _displaced(result.displaced, article=article)
        content = catalog_bytes(result.catalog)
        if article not in held or content != held[article].content:
            writes.append((standing.path(article), content))

    deletions: list[Path] = []
    renamed = standing.renamed
    for article in sorted(held.keys() - templates.keys()):
        deletions.append(held[article].path)
        if article in renamed.values():
            continue
        kept = kept_catalog(held[article].catalog, article=article)
        gone = sum(message.has_target for message in kept)
        counts[article] = Counts(displaced=gone)
        displaced += kept

    memory_catalog = standing.memory_catalog
    if displaced or memory_held:
        memory_catalog = _merged(
            memory_catalog, displaced, locale=locale, edition=edition
        )
        content = catalog_bytes(memory_catalog)
        if memory_held is None or content != memory_held.content:
            writes.insert(0, (standing.memory_file, content))
    paths = {standing.memory_file, *(path for path, _ in writes), *deletions}
    found = {one.path: one.content for one in (*held.values(), memory_held) if one}
    known = {path: digest(found[path]) if path in found else None for path in paths}
    changes = Changes(tuple(writes), tuple(deletions), known)
    return LocaleUpdate(
        catalogs,
        counts,
        Changes((), ()) if standing.memory_file in standing.faults else changes,
        tuple(fault for _, fault in sorted(standing.faults.items())),
        renamed,
        {article: one.catalog for article, one in held.items()},
        tuple(conflicts(memory_catalog, catalogs=catalogs)),
    )


def _moved(counts: Counts) -> Counts:
    return replace(counts, moved=counts.moved + counts.kept, kept=0)


def _displaced(messages: Sequence[Message], *, article: str) -> list[Message]:
    return [
        kept_in_memory(message, article=article)
        for message in messages
        if message.has_target
    ]


def _merged(
    memory: Catalog, displaced: Sequence[Message], *, locale: Locale, edition: Edition
) -> Catalog:
    header = complete_header(
        memory.header, locale=locale, edition=edition, is_new_set=False
    )
    messages = merge_memory(memory, displaced)
    return replace(memory, header=header, messages=messages, wrap=edition.wrap)
