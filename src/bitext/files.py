"""Reading text and replacing files so that nothing is ever half written."""

import errno
import os
import re
import stat
import sys
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from bitext.errors import BitextError, EncodingError

__all__ = [
    "ReadError",
    "Require",
    "StrandedError",
    "WriteError",
    "decode",
    "delete",
    "is_alive",
    "read_bytes",
    "read_text",
    "remove_leftovers",
    "write_all",
    "write_atomic",
]

_AT_ONCE = 8
"""Files on their way to the disk: it confirms several almost as fast as one."""
_BATCH = 128
"""A killed process leaves at most so many temporary files."""
_BATCH_BYTES = 2**26
"""Videos are not held in memory by the hundred."""
_TOKEN_BYTES = 6
_ASIDE = ".aside"
"""Ends the name of a file that is being deleted."""
_TEMPORARY = re.compile(
    rf"\.(?P<name>.+)\.(?P<process>\d+)-[0-9a-f]{{{2 * _TOKEN_BYTES}}}"
    rf"(?P<aside>{re.escape(_ASIDE)})?"
)
_WORKING_FOLDER = -100
_NO_REPLACE, _EXCHANGE = 1, 2
"""AT_FDCWD, RENAME_NOREPLACE and RENAME_EXCHANGE of Linux."""
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Require = Callable[[Path, Path], None]
"""Raises unless what is known of the first path, which is about to be replaced or
deleted, is true of the file at the second: the same, or where that was put aside."""


class WriteError(BitextError):
    """A file could not be written; the old file, if any, is untouched."""

    def __init__(self, path: Path, cause: OSError) -> None:
        self.path = path
        super().__init__(
            f"{path}: cannot be written ({cause.strerror or cause}); "
            f"the old file is unchanged: check permissions and free space"
        )


class StrandedError(BitextError):
    """What another program saved could not be put back where it saved it."""

    def __init__(self, path: Path, *, saved: Path, cause: OSError) -> None:
        self.path, self.saved = path, saved
        super().__init__(
            f"{path}: was changed by another program, and what it saved cannot be put "
            f"back ({cause.strerror or cause}); it is in {saved}: copy it before you "
            f"run bitext again"
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
    temporary = _staged(path, data)
    if temporary:
        _replace(path, temporary)
    return temporary is not None


def write_all(
    files: Iterable[tuple[Path, bytes]], *, require: Require | None = None
) -> int:
    """Make each path, which is given once, hold its bytes; how many changed.

    Does what ``write_atomic`` does for one file after the other, in less time for
    many. They are replaced in their order; what ``require`` raises ends the work
    before that file. Raises WriteError.
    """
    changed = 0
    batch: list[tuple[Path, bytes]] = []
    size = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for path, data in files:
            batch.append((path, data))
            size += len(data)
            if len(batch) == _BATCH or size > _BATCH_BYTES:
                changed += _write_batch(batch, pool, require)
                batch, size = [], 0
        return changed + _write_batch(batch, pool, require)


def delete(path: Path, *, require: Require) -> None:
    """Delete the file at ``path``, if there is one. Raises WriteError."""
    aside = path.with_name(f"{_temporary(path).name}{_ASIDE}")
    require(path, path)
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    except OSError as error:
        raise WriteError(path, error) from error
    try:
        require(path, aside)
    except BaseException:
        _put_back(path, aside)
        raise
    _discard(aside)


def remove_leftovers(folder: Path, *, is_deep: bool = True) -> int:
    """Number of temporary files removed below ``folder``, left by killed processes.

    Unless ``is_deep`` those directly in it.

    A file whose deletion was not completed is put back: another program may have saved
    it just before. Those of living processes stay, as do those of other machines: ask
    only while no other machine writes there. Raises WriteError.
    """
    removed = 0
    for parent, folders, names in os.walk(folder):
        if not is_deep:
            folders.clear()
        for name in names:
            if not name.startswith("."):
                continue
            found = _TEMPORARY.fullmatch(name)
            if found and not is_alive(int(found["process"])):
                path = Path(parent, name)
                try:
                    if found["aside"] and not path.with_name(found["name"]).exists():
                        path.rename(path.with_name(found["name"]))
                    else:
                        path.unlink(missing_ok=True)
                except OSError as error:
                    raise WriteError(path, error) from error
                removed += 1
    return removed


def _put_back(path: Path, aside: Path) -> None:
    """Undo a deletion, or have the next update do it; a newer file is left."""
    if path.exists():
        _discard(aside)
        return
    with suppress(OSError):
        aside.rename(path)


def _discard(temporary: Path) -> None:
    # Where even this is refused, the next update removes it: see remove_leftovers.
    with suppress(OSError):
        temporary.unlink()


def is_alive(process: int) -> bool:
    """Whether there is a process of this number on this machine."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _write_batch(
    files: Sequence[tuple[Path, bytes]],
    pool: ThreadPoolExecutor,
    require: Require | None,
) -> int:
    _make_folders(path for path, _ in files)
    jobs: deque[tuple[Path, Future[Path | None]]] = deque()
    changed = 0
    try:
        for path, data in files:
            # One by one: Ctrl-C may come between two.
            job = pool.submit(_staged, path, data)
            jobs.append((path, job))
        for _, job in jobs:
            job.result()
        while jobs:
            path, job = jobs.popleft()
            if temporary := job.result():
                if require is None:
                    _replace(path, temporary)
                else:
                    _replace_known(path, temporary, require)
                changed += 1
    except BaseException:
        _abandon(job for _, job in jobs)
        raise
    return changed


def _make_folders(paths: Iterable[Path]) -> None:
    for folder, path in {path.parent: path for path in paths}.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(path, error) from error


def _abandon(jobs: Iterable[Future[Path | None]]) -> None:
    """Remove what was made beside files that are not replaced any more."""
    for job in jobs:
        if job.cancel() or job.exception():
            continue
        if temporary := job.result():
            _discard(temporary)


def _replace(path: Path, temporary: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        _discard(temporary)
        raise WriteError(path, error) from error


def _replace_known(path: Path, temporary: Path, require: Require) -> None:
    """Replace a file that another program may be saving at this very moment."""
    is_stranded = False
    try:
        require(path, path)
        is_new = not path.exists()
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not _rename(temporary, path, _NO_REPLACE if is_new else _EXCHANGE):
            temporary.replace(path)
        elif not is_new:
            _require_replaced(path, temporary, require)
    except StrandedError:
        is_stranded = True
        raise
    except OSError as error:
        # It may have come or gone just now, which is for the caller to decide.
        require(path, path)
        raise WriteError(path, error) from error
    finally:
        if not is_stranded:
            _discard(temporary)


def _require_replaced(path: Path, replaced: Path, require: Require) -> None:
    try:
        require(path, replaced)
    except BaseException:
        try:
            _rename(replaced, path, _EXCHANGE)
        except OSError as error:
            raise StrandedError(path, saved=replaced, cause=error) from error
        raise


def _rename(source: Path, target: Path, flags: int) -> bool:
    """Rename as Linux can (renameat2, since glibc 2.28); False where it cannot."""
    if sys.platform != "linux":
        return False
    # Only updates need it; half of all commands write nothing.
    import ctypes  # noqa: PLC0415 - see above

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    names = os.fsencode(source), os.fsencode(target)
    if call(_WORKING_FOLDER, names[0], _WORKING_FOLDER, names[1], flags) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(target))


def _staged(path: Path, data: bytes) -> Path | None:
    """Return a file beside ``path`` that holds ``data``; None where it does itself.

    It has the mode of the file it is to replace. Raises WriteError.
    """
    try:
        try:
            before = path.stat()
        except FileNotFoundError:
            return _written(path, data, mode=None)
        is_same = before.st_size == len(data) and path.read_bytes() == data
        return None if is_same else _written(path, data, mode=before.st_mode)
    except OSError as error:
        raise WriteError(path, error) from error


def _temporary(path: Path) -> Path:
    """A name for a file beside ``path`` that ``remove_leftovers`` knows again."""
    return path.with_name(f".{path.name}.{os.getpid()}-{token_hex(_TOKEN_BYTES)}")


def _written(path: Path, data: bytes, *, mode: int | None) -> Path:
    # Plain descriptors: an import writes ten thousand files.
    temporary = _temporary(path)
    handle = os.open(temporary, _NEW_FILE, 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if mode is not None:
                temporary.chmod(stat.S_IMODE(mode))
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _discard(temporary)
        raise
    return temporary
