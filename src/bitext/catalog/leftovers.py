"""What no article needs any more: obsolete messages, and what ``memory.po`` took in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bitext.catalog.catalog import (
    Catalog,
)
from bitext.catalog.changes import Changes, digest
from bitext.catalog.memory import parted_context
from bitext.catalog.message import Message
from bitext.catalog.reader import parse_catalog
from bitext.catalog.statistics import Amount, words
from bitext.catalog.writer import catalog_bytes
from bitext.files import read_bytes
from bitext.layout import memory_path
from bitext.locales import Locale

__all__ = ["Leftovers", "find_leftovers", "without_leftovers"]


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How much of one language no article needs."""

    obsolete: Amount
    """Messages of catalogs whose text their article has no more."""
    memory: Amount
    """Translations that updates moved to ``memory.po``: of deleted articles, and
    second translations of a text."""


def find_leftovers(
    locales_root: Path, catalogs: Mapping[str, Catalog], *, locale: Locale
) -> Leftovers:
    """The leftovers in ``catalogs``, which are those of ``locale``, and in its memory.

    Entries of ``memory.po`` that no update put there are none. Raises CatalogError.
    """
    obsolete = [one for each in catalogs.values() for one in each.obsolete]
    memory, _ = _memory(locales_root, locale=locale)
    kept = [one for one in memory.messages if _is_leftover(one) and one.has_target]
    return Leftovers(_amount(obsolete), _amount(kept))


def without_leftovers(
    locales_root: Path,
    catalogs: Mapping[str, Catalog],
    *,
    locale: Locale,
    obsolete: bool,
    memory: bool,
) -> Changes:
    """What drops the obsolete messages, the memory's leftovers, or both.

    ``catalogs`` must be on disk as an update writes them. Raises CatalogError.
    """
    writes: list[tuple[Path, bytes]] = []
    deletions: list[Path] = []
    known: dict[Path, bytes | None] = {}
    for catalog in catalogs.values() if obsolete else ():
        if catalog.obsolete:
            path = Path(catalog.path)
            known[path] = digest(catalog_bytes(catalog))
            writes.append((path, catalog_bytes(replace(catalog, obsolete=[]))))
    held, content = _memory(locales_root, locale=locale)
    if memory and any(map(_is_leftover, held.messages)):
        path = Path(held.path)
        known[path] = digest(content)
        others = [one for one in held.messages if not _is_leftover(one)]
        if others or held.obsolete:
            writes.append((path, catalog_bytes(replace(held, messages=others))))
        else:
            deletions.append(path)
    return Changes(tuple(writes), tuple(deletions), known)


def _memory(locales_root: Path, *, locale: Locale) -> tuple[Catalog, bytes]:
    path = memory_path(locales_root, gettext=locale.gettext)
    if not path.is_file():
        return Catalog(str(path)), b""
    content = read_bytes(path)
    return parse_catalog(content, path=str(path)), content


def _is_leftover(message: Message) -> bool:
    return bool(parted_context(message))


def _amount(messages: Sequence[Message]) -> Amount:
    return Amount(len(messages), sum(words(message.source) for message in messages))
