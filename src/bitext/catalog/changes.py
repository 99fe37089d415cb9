"""Files to write and to delete, decided before the first of them is touched."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bitext.errors import BitextError
from bitext.files import WriteError, delete, write_all

__all__ = ["Changes", "FileChangedError", "digest", "digest_of", "until_settled"]

_SAVING_S = 0.02
"""A file written to less long ago may be in the hands of an editor that saves it in
place: cut off first, filled next."""
_TRIES = 5
Decided = TypeVar("Decided")


class FileChangedError(BitextError):
    """Another program changed a file that was about to be replaced or deleted."""

    def __init__(self, path: Path, *, done: int) -> None:
        self.path = path
        self.done = done
        """Files that had been changed before."""
        super().__init__(
            f"{path}: was changed by another program while it was being updated; it "
            f"stays as that program left it: end its work on the file, then run the "
            f"command again"
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command would do to the files; nothing happens before ``apply``."""

    writes: tuple[tuple[Path, bytes], ...]
    """In the order they are made."""
    deletions: tuple[Path, ...]
    known: Mapping[Path, bytes | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """What this was decided by: ``digest`` of files, None where there was none.

    Other files are written and deleted whatever they hold."""

    def __bool__(self) -> bool:
        return bool(self.writes or self.deletions)

    def apply(self) -> int:
        """Number of files that changed: all writes in order, then the deletions.

        Each file is replaced atomically, so a run that is killed leaves old and new
        files, and the next run completes it. Raises WriteError, and FileChangedError
        before a file is touched that is not what it was when this was decided: what
        has been done by then is complete in itself, and to decide anew goes on from
        there.
        """
        turn = _Turn(self.known)
        write_all(self.writes, require=turn.require)
        if self.deletions:
            self._require_written(turn)
        for path in self.deletions:
            delete(path, require=turn.require)
            _prune(path.parent)
        return len(turn.taken)

    def _require_written(self, turn: "_Turn") -> None:
        """What takes the place of deleted files must still stand where it was put."""
        written = {path: digest(content) for path, content in self.writes}
        for path, expected in {**self.known, **written}.items():
            if path not in self.deletions:
                turn.compare(path, expected)


class _Turn:
    """Notes files as they are changed and stops before one that is not as known."""

    def __init__(self, known: Mapping[Path, bytes | None]) -> None:
        self._known = known
        self.taken: set[Path] = set()

    def require(self, path: Path, place: Path) -> None:
        self.taken.discard(path)
        if path in self._known:
            self.compare(path, self._known[path], place=place)
        self.taken.add(path)

    def compare(
        self, path: Path, expected: bytes | None, *, place: Path | None = None
    ) -> None:
        _let_settle(place or path)
        if digest_of(place or path) != expected:
            raise FileChangedError(path, done=len(self.taken))


def digest(content: bytes) -> bytes:
    """What tells contents of files apart: SHA-256."""
    return sha256(content).digest()


def digest_of(path: Path) -> bytes | None:
    """``digest`` of the file at ``path``; None where there is none.

    Raises WriteError where it cannot be read, since it is asked for to be replaced.
    """
    try:
        return digest(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WriteError(path, error) from error


def until_settled(
    decide: Callable[[], Decided], write: Callable[[Decided], int]
) -> tuple[Decided, int]:
    """What was decided last, and how many files changed since the first time.

    Where another program changes a file between ``decide`` and ``write``, both are
    done again with what it made of it. Raises FileChangedError when it does not cease.
    """
    done = 0
    for _ in range(_TRIES - 1):
        decided = decide()
        try:
            return decided, done + write(decided)
        except FileChangedError as error:
            done += error.done
    decided = decide()
    return decided, done + write(decided)


def _let_settle(path: Path) -> None:
    try:
        age_s = time.time() - path.stat().st_mtime
    except OSError:
        return
    # A clock of another machine may be ahead: that is no reason to wait.
    if 0 <= age_s < _SAVING_S:
        time.sleep(_SAVING_S - age_s)


def _prune(folder: Path) -> None:
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
