"""A locale's register of translations, kept between builds."""

import sys
from array import array
from collections import defaultdict
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from bitext.catalog.register import catalog_marks, memory_marks
from bitext.catalog.standing import Held, Standing
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.inputs import FileDigests, code_digest

__all__ = ["RegisterFile"]

_WORD = "Q"
_WORD_BYTES = 8
_MOST_SEARCHES = 50
"""Most builds ask for a few marks; a table of all takes as long as this many searches.
"""


class RegisterFile:
    """Marks of all catalogs of one locale, file by file, in the cache at ``path``.

    Of a file that has not changed since they were made nothing but its digest is asked
    for. A cache that is damaged or of another bitext is made anew.
    """

    def __init__(self, path: Path, *, standing: Standing, digests: FileDigests) -> None:
        self._path = path
        self._standing = standing
        self._digests = digests
        self._searches = 0

    def __contains__(self, mark: int, /) -> bool:
        """Whether a file gave ``mark``."""
        return mark in self.marks

    def files(self, mark: int) -> tuple[str, ...]:
        """The files that gave ``mark``, in path order."""
        if self._searches < _MOST_SEARCHES:
            self._searches += 1
            given = self._given.items()
            return tuple(path for path, marks in given if _holds(marks, mark))
        return tuple(self._files.get(mark, ()))

    @cached_property
    def marks(self) -> frozenset[int]:
        """All marks, as the files are now."""
        return frozenset(array(_WORD, b"".join(self._given.values())))

    @cached_property
    def _files(self) -> dict[int, list[str]]:
        files: defaultdict[int, list[str]] = defaultdict(list)
        for path, given in self._given.items():
            for mark in array(_WORD, given):
                files[mark].append(path)
        return files

    @cached_property
    def _given(self) -> dict[str, bytes]:
        """Marks of each file as they are kept, in path order."""
        before: dict[str, tuple[str, bytes]]
        before = read_cached(self._path, version=_version()) or {}
        after: dict[str, tuple[str, bytes]] = {}
        for path in (*self._standing.paths.values(), str(self._standing.memory_file)):
            known = before.get(path)
            if known is None or known[0] != self._digests.digest(path):
                known = self._made(Path(path))
            after[path] = known
        if after != before:
            write_cached(self._path, after, version=_version())
        return {path: marks for path, (_, marks) in after.items()}

    def _made(self, path: Path) -> tuple[str, bytes]:
        held: Held | None = self._standing.file(path)
        if held is None:
            return "", b""
        is_memory = path == self._standing.memory_file
        marks = (memory_marks if is_memory else catalog_marks)(held.catalog)
        # Of what was read: the file may have changed since it was asked for.
        digest = sha256(held.content).hexdigest()
        return digest, array(_WORD, sorted(set(marks))).tobytes()


def _holds(marks: bytes, mark: int) -> bool:
    """Whether ``mark`` is one of ``marks``, as they are kept."""
    wanted = mark.to_bytes(_WORD_BYTES, sys.byteorder)
    place = marks.find(wanted)
    while place % _WORD_BYTES and place >= 0:
        # Parts of two others.
        place = marks.find(wanted, place + 1)
    return place >= 0


def _version() -> str:
    return f"{code_digest()} {sys.byteorder}"
