"""Reading text and replacing files so that nothing is ever half written."""

import os
import tempfile
from pathlib import Path

from bitext.errors import BitextError, EncodingError

__all__ = [
    "ReadError",
    "WriteError",
    "decode",
    "read_bytes",
    "read_text",
    "write_atomic",
]


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


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at ``path``. Raises ReadError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(path, error) from error


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
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise WriteError(path, error) from error
    return True


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes private files: give the new one the mode of the old, or
        # the one the process would have given it.
        temporary.chmod(path.stat().st_mode if path.exists() else _new_mode())
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def _new_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
