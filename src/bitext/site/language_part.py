"""What one machine made of some pages of a language, for another that builds it all.

A zip file: the staged pages and the rendered ones as they are, and what is known of
both. Nothing is believed for being there: whoever takes a page compares its key with
what it is to be made from.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from bitext.site.cache_file import pack, unpack
from bitext.site.page_records import PageRecord, pages_of, plain_pages
from bitext.site.staged_pages import StagedPage, pack_staged, unpack_staged

__all__ = ["LanguagePart", "add_entry", "part_of", "supplied_folder", "supplied_parts"]

_STAGED: Final = "staged"
_PAGES: Final = "pages"
_FORMAT: Final = "part 1"
_LEVEL: Final = 1


def part_of(stage_dir: Path, locale: str) -> Path:
    """Where the part of a language is written that is made here."""
    return stage_dir / locale / "part.zip"


def supplied_folder(stage_dir: Path, locale: str) -> Path:
    """Where parts of a language lie that other machines made."""
    return stage_dir / locale / "supplied"


def supplied_parts(stage_dir: Path, locale: str) -> "list[LanguagePart]":
    """The parts of a language that other machines made; mostly none."""
    folder = supplied_folder(stage_dir, locale)
    return [LanguagePart(path) for path in sorted(folder.glob("*.zip"))]


def add_entry(archive: ZipFile, name: str, data: bytes, *, is_packed: bool) -> None:
    """Add ``data`` so that the same is the same bytes at any time.

    What is packed already is not packed again.
    """
    entry = ZipInfo(name)
    if not is_packed:
        entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, data, compresslevel=_LEVEL)


class LanguagePart:
    """The part of a language in the file at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write_staged(
        self, pages: Mapping[str, StagedPage], files: Iterable[str], *, version: str
    ) -> None:
        """Begin the part with staged pages, made as ``version``.

        ``files`` are their places, and those of what lies beside them, in the folder
        that holds the part.
        """
        folder = self.path.parent
        with ZipFile(self.path, "w") as archive:
            for name in files:
                data = (folder / name).read_bytes()
                add_entry(archive, f"tree/{name}", data, is_packed=False)
            staged = pack_staged(pages, version=version)
            add_entry(archive, _STAGED, staged, is_packed=False)

    def write_rendered(
        self,
        pages: Mapping[str, PageRecord],
        files: Mapping[str, Path],
        *,
        version: str,
    ) -> None:
        """Add rendered pages, made as ``version``; ``files`` by places in the site."""
        with ZipFile(self.path, "a") as archive:
            for name, path in files.items():
                data = path.read_bytes()
                add_entry(archive, f"site/{name}", data, is_packed=False)
            packed = pack(plain_pages(pages), version=_version(version))
            add_entry(archive, _PAGES, packed, is_packed=False)

    def staged(self, *, version: str) -> dict[str, StagedPage]:
        """Pages by their places in the staged tree; none if of another version."""
        content = self._read(_STAGED)
        if content is None:
            return {}
        return unpack_staged(content, version=version, shown=str(self.path))

    def rendered(self, *, version: str) -> dict[str, PageRecord]:
        """Pages by their articles; none if they are of another version."""
        content = self._read(_PAGES)
        if content is None:
            return {}
        shown, whole = str(self.path), _version(version)
        return pages_of(unpack(content, version=whole, shown=shown) or ())

    def staged_file(self, place: str) -> bytes | None:
        """What is to lie at ``place`` in the staged tree; None if nothing."""
        return self._read(f"tree/{place}")

    def rendered_file(self, place: str) -> bytes | None:
        """What is to lie at ``place`` in the site; None if nothing."""
        return self._read(f"site/{place}")

    def _read(self, name: str) -> bytes | None:
        if self._archive is not None:
            with suppress(KeyError, BadZipFile, OSError):
                return self._archive.read(name)
        return None

    @cached_property
    def _archive(self) -> ZipFile | None:
        with suppress(BadZipFile, OSError):
            return ZipFile(self.path)
        return None


def _version(version: str) -> str:
    return f"{_FORMAT}\0{version}"
