"""MkDocs' own small functions, asked once for what is the same on thousands of pages.

It has a path object made for every file and every link, and for every page it asks for
the date and joins an address. Most names are written as they will come out: only others
need the functions themselves. This module touches what MkDocs declares as its own.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import urljoin

from mkdocs.structure import files, pages
from mkdocs.utils import get_build_date

__all__ = ["quick_paths"]

_PLAIN: Final = re.compile(r"(?:[\w%-][\w%.-]*/)*(?:[\w%-][\w%.-]*)?", re.ASCII)
"""Addresses that are put behind that of the site as they are."""


@contextmanager
def quick_paths() -> Iterator[None]:
    """Have files, pages and links made quickly; they are the same."""
    date = get_build_date()
    ours: list[tuple[Any, str, object, Callable[..., object]]] = [
        (files, "PurePath", PurePath, _Path.of),
        (pages, "urljoin", urljoin, _joined),
        (pages, "get_build_date", get_build_date, lambda: date),
    ]
    # In another version of MkDocs a name may mean something else.
    ours = [one for one in ours if getattr(one[0], one[1], None) is one[2]]
    for module, name, _, quick in ours:
        setattr(module, name, quick)
    try:
        yield
    finally:
        for module, name, own, _ in ours:
            setattr(module, name, own)


class _Path(str):
    """A path that is written as it is."""

    __slots__ = ()

    @classmethod
    def of(cls, path: str) -> "PurePath | _Path":
        """What ``PurePath`` gives, as far as MkDocs asks it."""
        is_plain = (
            os.sep == "/"
            and type(path) is str
            and path
            # With a point before a slash, or at the end, a part of it may be none.
            and not ("//" in path or "./" in path or path.endswith(("/", ".")))
        )
        return cls(path) if is_plain else PurePath(path)

    def as_posix(self) -> str:
        return str(self)


def _joined(base: str, url: str) -> str:
    return (
        base + url if _takes_all(base) and _PLAIN.fullmatch(url) else urljoin(base, url)
    )


@lru_cache
def _takes_all(base: str) -> bool:
    """Whether plain addresses come right behind ``base``."""
    return urljoin(base, "a/b") == f"{base}a/b"
