"""One writer at a time: in a folder of staged trees, and in a project's catalogs."""

import importlib
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bitext.errors import BitextError
from bitext.files import WriteError, remove_leftovers
from bitext.site.project import Project

__all__ = [
    "CacheHeldError",
    "CatalogsHeldError",
    "cache_held",
    "catalogs_held",
    "locked",
    "unmixed",
]

_WAIT_S = 10.0
_PAUSE_S = 0.05
_NAME = "catalogs.lock"
_FOLDER_NAME = ".lock"
_READINGS = 3
Result = TypeVar("Result")


class CatalogsHeldError(BitextError):
    """Another command works on the catalogs and has not ended while this one waited."""

    def __init__(self, locales_dir: Path, *, holder: str, waited_s: float) -> None:
        self.holder = holder
        super().__init__(
            f"{locales_dir}: {holder} is writing here and has not ended within "
            f"{waited_s:.0f} seconds; wait for it, or end it, and run the command again"
        )


class CacheHeldError(BitextError):
    """Another command works in the cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: a build is at work here; wait for it, or end it, and run the "
            f"command again"
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder``, which is made if need be, until the block ends.

    The system lets go of it when the process dies, however it dies. Where the system
    has no such locks nothing is held. Raises WriteError.
    """
    path = folder / _FOLDER_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    except OSError as error:
        raise WriteError(path, error) from error
    with stream:
        if fcntl := _locks():
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


@contextmanager
def catalogs_held(project: Project, *, wait_s: float = _WAIT_S) -> Iterator[None]:
    """Keep other commands from writing catalogs of ``project`` until the block ends.

    Temporary files of commands that were killed are removed. The lock lies in the
    cache, or where that cannot be written it is the project's own folder; the system
    lets go of it when the process dies. Where the system has no such locks nothing is
    held.

    Raises CatalogsHeldError when another command has not ended after ``wait_s``
    seconds, WriteError.
    """
    fcntl = _locks()
    if fcntl is None:
        yield
        return
    handle = _opened(project)
    try:
        _wait(handle, fcntl, fcntl.LOCK_EX, project=project, wait_s=wait_s)
        _note(handle, _description())
        for folder in (project.locales_dir, project.docs_dir):
            remove_leftovers(folder)
        yield
        _note(handle, b"")
    finally:
        os.close(handle)


def unmixed(
    project: Project, read: Callable[[], Result], *, wait_s: float = _WAIT_S
) -> Result:
    """What ``read`` makes of the catalogs of ``project``, none of them half updated.

    Each catalog is whole at any moment, but one command may have moved a translation
    from one that was read to one that was not. So a command that writes catalogs is
    waited for, and where another has begun since, ``read`` is called once more; where
    they come too often, what it gave last counts. Nobody is kept from writing.

    Raises CatalogsHeldError when a command has not ended after ``wait_s`` seconds.
    """
    for _ in range(_READINGS - 1):
        turn = _turn(project, wait_s=wait_s)
        result = read()
        if _last_turn(project) == turn:
            return result
    _turn(project, wait_s=wait_s)
    return read()


@contextmanager
def cache_held(project: Project) -> Iterator[tuple[Path, ...]]:
    """Hold every folder of the cache, and the catalogs; the files that do so.

    They are to stay: a command that waits for one waits for that very file. Raises
    CacheHeldError at once while a build has any of them, and what catalogs_held raises.
    """
    with ExitStack() as stack:
        stack.enter_context(catalogs_held(project))
        paths = sorted(project.cache_dir.rglob(_FOLDER_NAME))
        fcntl = _locks()
        for path in paths if fcntl else ():
            try:
                handle = os.open(path, os.O_RDWR)
            except OSError as error:
                raise WriteError(path, error) from error
            stack.callback(os.close, handle)
            if not _taken(handle, fcntl, fcntl.LOCK_EX):
                raise CacheHeldError(path.parent)
        yield (project.cache_dir / _NAME, *paths)


def _locks() -> Any:  # noqa: ANN401 - a module that some systems lack
    try:
        return importlib.import_module("fcntl")
    except ImportError:
        return None


def _opened(project: Project) -> int:
    path = project.cache_dir / _NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        try:
            return os.open(project.root, os.O_RDONLY)
        except OSError as error:
            raise WriteError(project.root, error) from error


def _turn(project: Project, *, wait_s: float) -> int | None:
    """When a command last began to write catalogs, once it has ended; None for never.

    Where the project's folder is the lock, since the cache cannot be written, nothing
    tells when.
    """
    fcntl = _locks()
    try:
        handle = os.open(project.cache_dir / _NAME, os.O_RDONLY)
    except OSError:
        return None
    try:
        if fcntl:
            _wait(handle, fcntl, fcntl.LOCK_SH, project=project, wait_s=wait_s)
        return os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)


def _last_turn(project: Project) -> int | None:
    try:
        return (project.cache_dir / _NAME).stat().st_mtime_ns
    except OSError:
        return None


def _wait(
    handle: int,
    fcntl: Any,  # noqa: ANN401 - see _locks
    kind: int,
    *,
    project: Project,
    wait_s: float,
) -> None:
    until = time.monotonic() + wait_s
    while not _taken(handle, fcntl, kind):
        if time.monotonic() >= until:
            raise CatalogsHeldError(
                project.locales_dir, holder=_holder(handle), waited_s=wait_s
            )
        time.sleep(_PAUSE_S)


def _taken(handle: int, fcntl: Any, kind: int) -> bool:  # noqa: ANN401 - see _locks
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks; files are still compared before each is replaced.
        return True
    return True


def _description() -> bytes:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    since = datetime.now(UTC).astimezone().isoformat(sep=" ", timespec="seconds")
    holder = {
        "process": os.getpid(),
        "host": platform.node(),
        "command": command,
        "since": since,
    }
    return json.dumps(holder, ensure_ascii=False).encode("utf-8", "replace")


def _note(handle: int, text: bytes) -> None:
    """Say who holds the lock; a folder or a full disk takes no notes."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, text, 0)


def _holder(handle: int) -> str:
    try:
        said = json.loads(os.pread(handle, 2**16, 0))
        return (
            f"process {said['process']} on {said['host']} ({said['command']}, since "
            f"{said['since']})"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "another bitext command"
