"""Cut articles in one file, by the hash of what was cut; several processes share it."""

import contextlib
import logging
import os
from io import FileIO
from pathlib import Path
from struct import Struct
from typing import BinaryIO, Final
from weakref import finalize
from zlib import crc32

from bitext.files import WriteError
from bitext.site.cache_file import LOGGER
from bitext.site.lock import locked

__all__ = ["ArticlePack"]

_HEAD: Final = Struct("<32sII")
"""Before each entry: its key, its length in bytes, the CRC-32 of key and entry."""
_BUFFER_BYTES = 1 << 20
_KEPT_PACKS = 3
_LARGEST_BYTES = 1 << 30


class ArticlePack:
    """Entries of one kind, added to the end of the file at ``path`` and never changed.

    An entry that a killed process left unfinished is cut off by the next that adds
    one; an entry that was damaged is none, and one line says so. Only places are held
    in memory. A new pack outlives but the last few of its folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: FileIO | None = None
        self._end = 0
        """Where the entries known end."""
        self._places: dict[bytes, tuple[int, int, int]] = {}
        """Key of each entry to its offset, length and CRC."""
        self._is_told = False
        """Whether damage was told of."""

    def get(self, key: bytes) -> bytes | None:
        """The entry of ``key``, a SHA-256 digest; None when there is none."""
        place = self._places.get(key)
        if place is None:
            self._read_on()
            place = self._places.get(key)
        if place is None or self._file is None:
            return None
        offset, length, checksum = place
        self._file.seek(offset)
        entry = self._file.read(length)
        if crc32(entry, crc32(key)) == checksum:
            return entry
        if not self._is_told:
            self._is_told = True
            text = "'%s' was damaged; what is lost of it is made anew"
            logging.getLogger(LOGGER).warning(text, self._path)
        return None

    def add(self, key: bytes, entry: bytes) -> None:
        """Keep ``entry`` for all who ask for ``key``. Raises WriteError."""
        with locked(self._path.parent):
            try:
                self._make_room()
                self._append(key, entry)
            except OSError as error:
                raise WriteError(self._path, error) from error

    def _append(self, key: bytes, entry: bytes) -> None:
        checksum = crc32(entry, crc32(key))
        with self._path.open("ab") as stream:
            if self._file is None or not os.path.sameopenfile(
                stream.fileno(), self._file.fileno()
            ):
                # Another process removed the pack that was read until now.
                self._open()
                self._end = 0
                self._places.clear()
            if os.fstat(stream.fileno()).st_size > self._end:
                self._read_on()
                stream.truncate(self._end)
            stream.write(_HEAD.pack(key, len(entry), checksum) + entry)
        offset = self._end + _HEAD.size
        self._places[key] = (offset, len(entry), checksum)
        self._end = offset + len(entry)

    def _make_room(self) -> None:
        """Remove a pack that grew too large; for a new one those of long ago."""
        if self._path.exists():
            if self._path.stat().st_size > _LARGEST_BYTES:
                self._path.unlink()
            return
        packs = list(self._path.parent.glob(f"*{self._path.suffix}"))
        packs.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in packs[_KEPT_PACKS - 1 :]:
            path.unlink(missing_ok=True)

    def _read_on(self) -> None:
        """Note the entries that were added since the last time."""
        if self._file is None:
            # Without a file there is no entry yet; the first one makes it.
            with contextlib.suppress(OSError):
                self._open()
            if self._file is None:
                return
        size = os.fstat(self._file.fileno()).st_size
        if size < self._end + _HEAD.size:
            return
        # A buffer of its own: it may hold what was not whole yet.
        with os.fdopen(os.dup(self._file.fileno()), "rb", _BUFFER_BYTES) as own:
            self._note(own, size)

    def _open(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = FileIO(self._path)
        finalize(self, self._file.close)

    def _note(self, stream: BinaryIO, size: int) -> None:
        stream.seek(self._end)
        while len(head := stream.read(_HEAD.size)) == _HEAD.size:
            key, length, checksum = _HEAD.unpack(head)
            offset = self._end + _HEAD.size
            if offset + length > size:
                break
            self._places[key] = (offset, length, checksum)
            self._end = offset + length
            stream.seek(self._end)
