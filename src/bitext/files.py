"""Reading text and replacing files so that nothing is ever half written."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bitext.errors import BitextError, EncodingError

__all__ = [
    "ReadError",
    "WriteError",
    "decode",
    "read_bytes",
    "read_text",
    "write_all",
    "write_atomic",
]

_AT_ONCE = 8
"""Files on their way to the disk: it confirms several almost as fast as one."""
_BATCH = 128
"""A killed process leaves at most so many temporary files."""
_BATCH_BYTES = 2**26
"""Videos are not held in memory by the hundred."""


class WriteError(BitextError):
    """A file could not be written; the old file, if any, is untouched."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path = path
        super().__init__(
            f"{path}: cannot be written ({cause.strerror or cause}); "
            f"the old file is unchanged: check permissions and free space"
        )


class ReadError(BitextError):
    """A file is there, by its name at least, and cannot be read."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path = path
        super().__init__(
            f"{path}: cannot be read ({cause.strerror or cause}); "
            f"check where it leads and its permissions, or remove it"
        )


def read_bytes(path: Path | str) -> bytes:
    """The bytes of the file at ``path``. Raises ReadError."""
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a Path takes longer
            return stream.read()
    except OSError as error:
        raise ReadError(Path(path), error) from error


def decode(data: bytes, *, shown: str) -> str:
    """Text of UTF-8 ``data``, byte order mark and line ends kept.

    ``shown`` names the file in the EncodingError raised for invalid bytes.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        raise EncodingError(
            shown,
            before.count(b"\n") + 1,
            column=len(before[line_start:].decode("utf-8")) + 1,
            byte=data[error.start],
        ) from error


def read_text(path: Path, *, shown: str | None = None) -> str:
    """Text of the UTF-8 file at ``path``, byte order mark and line ends kept.

    ``shown`` replaces the path in the EncodingError raised for invalid bytes. Raises
    ReadError when there is nothing to read.
    """
    return decode(read_bytes(path), shown=shown or str(path))


def write_atomic(path: Path, data: bytes) -> bool:
    """Make ``path`` hold ``data``; False when it already did.

    Missing folders are made. Readers see the old file or the new one, never a part;
    a killed process leaves the old file. Raises WriteError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(path, error) from error
    temporary = _staged(path, data, new_mode=_new_mode())
    if temporary:
        _replace(path, temporary)
    return temporary is not None


def write_all(files: Iterable[tuple[Path, bytes]]) -> int:
    """Make each path, which is given once, hold its bytes; how many changed.

    Does what ``write_atomic`` does for one file after the other, in less time for
    many. They are replaced in their order. Raises WriteError.
    """
    changed = 0
    batch: list[tuple[Path, bytes]] = []
    size = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for path, data in files:
            batch.append((path, data))
            size += len(data)
            if len(batch) == _BATCH or size > _BATCH_BYTES:
                changed += _write_batch(batch, pool)
                batch, size = [], 0
        return changed + _write_batch(batch, pool)


def _write_batch(files: Sequence[tuple[Path, bytes]], pool: ThreadPoolExecutor) -> int:
    # Umask and folders are no thread's own.
    mode = _new_mode()
    for folder, path in {path.parent: path for path, _ in files}.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(path, error) from error
    jobs = [
        (path, pool.submit(_staged, path, data, new_mode=mode)) for path, data in files
    ]
    changed = 0
    try:
        for _, job in jobs:
            job.result()
        for path, job in jobs:
            if temporary := job.result():
                _replace(path, temporary)
                changed += 1
    except BaseException:
        for _, job in jobs:
            if not job.exception() and (temporary := job.result()):
                temporary.unlink(missing_ok=True)
        raise
    return changed


def _replace(path: Path, temporary: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink()
        raise WriteError(path, error) from error


def _staged(path: Path, data: bytes, *, new_mode: int) -> Path | None:
    """Return a file beside ``path`` that holds ``data``; None where it does itself.

    A file that is new gets ``new_mode``. Raises WriteError.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return None
        return _written(path, data, new_mode=new_mode)
    except OSError as error:
        raise WriteError(path, error) from error


def _written(path: Path, data: bytes, *, new_mode: int) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes private files: give the new one the mode of the old, or
        # the one the process would have given it.
        temporary.chmod(path.stat().st_mode if path.exists() else new_mode)
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def _new_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
