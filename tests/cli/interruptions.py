"""Moments in the life of a command: where to kill it, or to save a catalog under it.

Commands run in copies of the test's process, so what they need is imported here, once.
"""

import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polib

from bitext import plugin  # noqa: F401 - see the docstring
from bitext.cli import update_command  # noqa: F401 - see the docstring
from bitext.cli.main import main

CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"}
Action = Callable[[], None]


def bitext(*arguments: str) -> Action:
    """Runs a command to its end, which raises SystemExit."""

    def action() -> None:
        sys.argv = ["bitext", *arguments]
        main()

    return action


def in_child(action: Action, *, quiet: bool = True) -> int:
    """Exit code of ``action`` in a process of its own; negative: the signal."""
    return ended(started(action, quiet=quiet))


def started(action: Action, *, quiet: bool = True) -> int:
    """The number of a process that runs ``action``."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        if quiet:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
        action()
        code = 0
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 0
    finally:
        os._exit(code)


def ended(process: int) -> int:
    """Exit code of a process that was started, once it has ended."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


class Moments:
    """Counts changes below ``folder`` for the rest of this process.

    Changes are: a file opened to be written, half of its bytes and the others, its
    confirmation by the disk, a rename, a deletion, a folder made. Just before change
    ``number``, counted from 1, ``act`` is done; where it ``lasts``, before each of the
    following too.
    """

    _open, _write, _fsync = os.open, os.write, os.fsync

    def __init__(
        self,
        folder: Path,
        *,
        number: int = 0,
        act: Action = lambda: None,
        lasts: bool = False,
    ) -> None:
        self._folder, self._number, self._act = os.fspath(folder), number, act
        self._lasts = lasts
        self._handles: set[int] = set()
        self._is_acting = False
        self.count = 0
        os.open = self.open  # type: ignore[assignment]
        os.write, os.fsync = self.write, self.fsync  # type: ignore[assignment]
        sys.addaudithook(self.audit)

    def _step(self) -> None:
        if self._is_acting:
            return
        self.count += 1
        if self.count == self._number or (self._lasts and self.count > self._number):
            self._is_acting = True
            try:
                self._act()
            finally:
                self._is_acting = False

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "ctypes.dlsym" and arguments[1] == "renameat2":
            self._step()
        elif event in EVENTS or (event == "open" and int(str(arguments[2])) & CHANGING):
            path = arguments[0]
            if isinstance(path, str | os.PathLike) and self._is_below(path):
                self._step()

    def _is_below(self, path: object) -> bool:
        return str(path).startswith(self._folder)

    def open(self, path: str | Path, flags: int, mode: int = 0o777) -> int:
        handle = Moments._open(path, flags, mode)
        if self._is_below(path):
            self._handles.add(handle)
        return handle

    def write(self, handle: int, content: bytes) -> int:
        if handle in self._handles and len(content) > 1:
            content = content[: len(content) // 2]
            done = Moments._write(handle, content)
            self._handles.remove(handle)
            self._step()
            return done
        return Moments._write(handle, content)

    def fsync(self, handle: int) -> None:
        self._step()
        Moments._fsync(handle)


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(code: int) -> Action:
    """Raises what the system says to a change it does not make, by its number."""

    def action() -> None:
        raise OSError(code, os.strerror(code))

    return action


def translations(folder: Path) -> Counter[str]:
    """Every msgstr below ``folder`` as polib reads it: valid, fuzzy and obsolete."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*.po"):
        entries = polib.pofile(path.read_text(encoding="utf-8"))
        found.update(entry.msgstr for entry in entries if entry.msgstr)
    return found


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, temporary ones among them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def restored(folder: Path, *, origin: Path) -> None:
    """Make ``folder`` a copy of ``origin``."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(origin, folder)
