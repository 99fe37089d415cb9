"""What is known of the pages of a staged tree: by what they were made, how they lie."""

from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final, NamedTuple

from bitext.site.cache_file import pack, read_cached, unpack, write_cached
from bitext.site.file_states import FileStates
from bitext.site.result import Unpublished

__all__ = ["StagedPage", "load_staged", "pack_staged", "save_staged", "unpack_staged"]

_FORMAT: Final = "staged 5"


class StagedPage(NamedTuple):
    """A copy as it was staged: by what, how it lies there, what it does not show."""

    key: str
    inputs: FileStates
    outputs: FileStates
    missed: tuple[int, ...]
    """What its translations were looked for in vain; see Found."""
    remembered: tuple[int, ...]
    """What was found outside its catalog."""
    words: tuple[str, ...]
    """What the renderer itself writes on the page."""
    coverage: tuple[int, ...]
    """The fields of its Coverage."""
    numbers: tuple[int, ...]
    """Of the segments that its page must carry."""
    unmarked: tuple[str, ...]
    """Translations of it that become attributes or metadata."""
    unpublished: tuple[Unpublished, ...]


def load_staged(record: Path, *, version: str) -> dict[str, StagedPage]:
    """The pages that ``save_staged`` kept, by their places in the tree."""
    return _pages(read_cached(record, version=_version(version)))


def save_staged(record: Path, pages: Mapping[str, StagedPage], *, version: str) -> None:
    """Keep ``pages`` for who asks for ``version``. Raises WriteError."""
    write_cached(record, _plain(pages), version=_version(version))


def pack_staged(pages: Mapping[str, StagedPage], *, version: str) -> bytes:
    """``pages`` for another machine."""
    return pack(_plain(pages), version=_version(version))


def unpack_staged(content: bytes, *, version: str, shown: str) -> dict[str, StagedPage]:
    """The pages that were packed; none if as another version."""
    return _pages(unpack(content, version=_version(version), shown=shown))


def _version(version: str) -> str:
    return f"{_FORMAT}\0{version}"


def _pages(plain: Mapping[str, tuple[Any, ...]] | None) -> dict[str, StagedPage]:
    return {
        path: StagedPage._make(
            (*page[:-1], tuple(Unpublished(*one) for one in page[-1]))
        )
        for path, page in (plain or {}).items()
    }


def _plain(pages: Mapping[str, StagedPage]) -> dict[str, tuple[object, ...]]:
    return {
        path: (
            *page[:-1],
            tuple(map(astuple, page.unpublished)),
        )
        for path, page in pages.items()
    }
