"""The catalogs of one locale as they stand on disk, each read when it is asked for."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath

from bitext.catalog.catalog import (
    SITE_ARTICLE,
    Catalog,
)
from bitext.catalog.deleted import MOST, Deleted
from bitext.catalog.errors import CatalogError, CatalogReadError
from bitext.catalog.header import is_ours, revised
from bitext.catalog.memory import Remembered, remembered
from bitext.catalog.message import Key, Message
from bitext.catalog.reader import parse_catalog
from bitext.layout import catalog_path, catalogs_folder, memory_path
from bitext.locales import Locale

__all__ = ["Held", "Old", "Standing"]


@dataclass(frozen=True, slots=True)
class Held:
    """A catalog as it stands on disk."""

    path: Path
    content: bytes
    catalog: Catalog


@dataclass(frozen=True, slots=True)
class Old:
    """What an update makes the catalog of an article from."""

    catalog: Catalog
    is_moved: bool = False
    """Whether it stood elsewhere: under the article's former name, or in memory.po."""


class Standing:
    """Files of one locale; what cannot be read is among ``faults`` once it was tried.

    ``templates`` has the messages of every article there is; the messages themselves
    are asked for only where they matter.
    """

    def __init__(
        self,
        locales_root: Path,
        *,
        locale: Locale,
        templates: Mapping[str, Sequence[Message]],
    ) -> None:
        self._root = locales_root
        self._gettext = locale.gettext
        self._templates = templates
        self._read: dict[Path, Held | None] = {}
        self.faults: dict[Path, CatalogError] = {}
        self.memory_file = memory_path(locales_root, gettext=locale.gettext)

    def path(self, article: str) -> Path:
        """Where the catalog of ``article`` is, or would be."""
        return catalog_path(self._root, gettext=self._gettext, article=article)

    @cached_property
    def paths(self) -> dict[str, str]:
        """All PO files where catalogs are, by the articles they would belong to.

        Plain text: there are thousands, of which few are opened.
        """
        folder = str(catalogs_folder(self._root, gettext=self._gettext))
        found: dict[str, str] = {}
        for root, folders, names in os.walk(folder):
            below = root[len(folder) + 1 :].replace(os.sep, "/")
            prefix = f"{below}/" if below else ""
            # A folder may be named so, but not where a catalog is to be.
            names += [
                one for one in folders if f"{prefix}{one}"[:-3] in self._templates
            ]
            for name in names:
                if name.endswith(".po"):
                    found[f"{prefix}{name}"[:-3]] = f"{root}/{name}"
        return dict(sorted(found.items(), key=lambda one: one[0].split("/")))

    def held(self, article: str) -> Held | None:
        """The catalog of ``article``; None without one and for somebody else's PO."""
        path = self.paths.get(article)
        found = self.file(Path(path)) if path else None
        if found and (article in self._templates or is_ours(found.catalog.header)):
            return found
        return None

    def all_held(self) -> dict[str, Held]:
        """All catalogs, in path order, those of vanished articles included."""
        each = ((article, self.held(article)) for article in self.paths)
        return {article: found for article, found in each if found}

    @cached_property
    def memory_held(self) -> Held | None:
        """The file ``memory.po``; None without one."""
        return self.file(self.memory_file)

    @property
    def memory_catalog(self) -> Catalog:
        """What ``memory.po`` holds; empty without one."""
        held = self.memory_held
        return held.catalog if held else Catalog(str(self.memory_file))

    def entries(self, files: Collection[str] | None = None) -> Iterator[Remembered]:
        """Every translation of the locale, or of its ``files``; reads all of them."""
        for article, path in self.paths.items():
            if files is not None and path not in files:
                continue
            found = self.held(article)
            if found is None:
                continue
            places: dict[Key, frozenset[str]] = {
                message.key: frozenset(message.extracted)
                for message in self._templates.get(article, ())
            }
            date = revised(found.catalog.header)
            for message in (*found.catalog.messages, *found.catalog.obsolete):
                where = places.get(message.key, frozenset())
                yield Remembered(message, article, date, where)
        if files is None or str(self.memory_file) in files:
            yield from remembered(self.memory_catalog)

    def old(self, article: str, *, template: Sequence[Message]) -> Old | None:
        """What an update makes the catalog of ``article`` from.

        Without a catalog of its own it is that of the vanished article that says the
        same, else its own from when the article was deleted, else an empty one. None
        where it stays without: its own cannot be read, or it has no text.
        """
        path = self.path(article)
        if article in self.paths:
            before = self.held(article)
            return Old(before.catalog) if before else None
        if not template:
            return None
        if article in self.renamed and (origin := self.held(self.renamed[article])):
            return Old(replace(origin.catalog, path=str(path)), is_moved=True)
        returned = self._deleted.catalog(article, path=path, template=template)
        if returned:
            return Old(returned, is_moved=True)
        return Old(Catalog(str(path)))

    @cached_property
    def unclaimed(self) -> tuple[str, ...]:
        """PO files of no article there is, by the articles they would belong to."""
        return tuple(
            article for article in self.paths if article not in self._templates
        )

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Articles without a catalog, with the vanished ones they most likely were.

        They share most of their messages. Ties fall to the same file name, then to
        paths.
        """
        found = ((one, self.held(one)) for one in self.unclaimed if one != SITE_ARTICLE)
        gone = {
            article: {message.key for message in held.catalog.messages}
            for article, held in found
            if held
        }
        if not gone:
            return {}
        new = {
            article: {message.key for message in self._templates[article]}
            for article in self._templates
            if article not in self.paths and article != SITE_ARTICLE
        }
        pairs = sorted(
            (
                -len(here & there),
                PurePath(article).name != PurePath(old).name,
                article,
                old,
            )
            for article, here in new.items()
            for old, there in gone.items()
            if here and len(here & there) >= MOST * len(here | there)
        )
        renamed: dict[str, str] = {}
        for _, _, article, old in pairs:
            if article not in renamed and old not in renamed.values():
                renamed[article] = old
        return renamed

    @cached_property
    def _deleted(self) -> Deleted:
        return Deleted(self.memory_catalog)

    def file(self, path: Path) -> Held | None:
        """A PO file of this locale; None without one and where it cannot be read."""
        if path not in self._read:
            self._read[path] = self._parsed(path)
        return self._read[path]

    def _parsed(self, path: Path) -> Held | None:
        try:
            content = path.read_bytes()
            return Held(path, content, parse_catalog(content, path=str(path)))
        except FileNotFoundError:
            return None
        except OSError as error:
            self.faults[path] = CatalogReadError(str(path), error)
        except CatalogError as error:
            self.faults[path] = error
        return None
