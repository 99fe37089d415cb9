"""The folder of a built site: what its last build left, and what a new one replaces."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from filecmp import cmp
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import Final

from bitext.files import WriteError
from bitext.site.cache_file import read_cached, write_cached

__all__ = ["SiteFolder"]

# There a folder's time tells that a file came or went.
_HAS_TIMES_OF_FOLDERS: Final = os.name == "posix"

_Stat = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""
_Files = dict[str, _Stat]
_Folders = dict[str, int]


class SiteFolder:
    """The site of one language in ``target``; ``record`` keeps its state.

    Folders of ``others`` below ``target`` and what is hidden at its top are left alone.
    Paths are relative to ``target``, with slashes.
    """

    def __init__(self, target: Path, *, others: Iterable[Path], record: Path) -> None:
        self._target = target
        self._others = {other.relative_to(target).as_posix() for other in others}
        self._record = record
        self._version = "\0".join(["site 1", *sorted(self._others)])

    @property
    def generation(self) -> str:
        """What tells the state of the site from any other; empty before the first."""
        try:
            with self._record.open("rb") as stream:
                return stream.read(64).hex()
        except OSError:
            return ""

    def is_unchanged(self, path: str) -> bool:
        """Whether the file at ``path`` is the one the last build left there."""
        left = self._left[0].get(path)
        return left is not None and (self.is_intact or left == self._stat(path))

    @cached_property
    def is_intact(self) -> bool:
        """Whether the whole folder is as the last build left it."""
        files, folders = self._left
        if not folders:
            return False
        prefix = f"{self._target}{os.sep}"
        try:
            for path, (size, changed) in files.items():
                state = os.stat(prefix + path)  # noqa: PTH116 - 15,000 times
                if state.st_mtime_ns != changed or state.st_size != size:
                    return False
            touched = [
                path
                for path, changed in folders.items()
                if not _HAS_TIMES_OF_FOLDERS
                or os.stat(prefix + path).st_mtime_ns != changed  # noqa: PTH116 - as above
            ]
        except OSError:
            return False
        return all(
            path in files or path in folders
            for folder in touched
            for path, _ in self._entries(folder)
        )

    def replace(self, built: Path, *, current: Collection[str] = ()) -> None:
        """Make the folder hold the files of ``built``, which is used up.

        Each file is replaced whole or, when its bytes are equal, not at all. Those of
        ``current`` were not built and stay too; nothing else does. Raises WriteError.
        """
        try:
            self._replace(built, kept=set(current))
        except OSError as error:
            raise WriteError(Path(error.filename or self._target), error) from error

    @cached_property
    def _left(self) -> tuple[_Files, _Folders]:
        left: tuple[_Files, _Folders] | None
        left = read_cached(self._record, version=self._version)
        return left or ({}, {})

    def _replace(self, built: Path, *, kept: set[str]) -> None:
        self._target.mkdir(parents=True, exist_ok=True)
        files, folders = self._left if self.is_intact else self._found()
        files, folders = dict(files), dict(folders)
        touched = set()
        for path, is_moved in self._placed(built):
            kept.add(path)
            if is_moved:
                touched.add(path)
                files[path] = (-1, 0)
        for path in files.keys() - kept:
            place = self._target / path
            if place.is_symlink() or (place.exists() and not place.is_dir()):
                place.unlink()
            del files[path]
            touched.add(path)
        for path in touched & files.keys():
            files[path] = self._stat(path) or (-1, 0)
        self._remove_empty(folders, files=files, touched=touched)
        rmtree(built)
        write_cached(self._record, (files, folders), version=self._version)

    def _placed(self, built: Path, folder: str = "") -> Iterator[tuple[str, bool]]:
        """Each file of ``built``, and whether it was moved; the same ones are not.

        A folder that is new is moved as a whole: at first all of them are.
        """
        with os.scandir(built / folder) as found:
            entries = list(found)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, self._put(built / path, self._target / path)
            elif os.path.lexists(self._target / path):
                yield from self._placed(built, path)
            elif inner := list(_files(built / path)):
                (built / path).rename(self._target / path)
                yield from ((f"{path}/{name}", True) for name in inner)

    def _put(self, source: Path, final: Path) -> bool:
        """Move ``source`` there unless the same lies there; whether it was moved."""
        if final.is_dir() and not final.is_symlink():
            rmtree(final)
        if final.is_file() and cmp(source, final, shallow=False):
            return False
        for folder in final.relative_to(self._target).parents:
            # What was a page may be a folder of pages now.
            if (self._target / folder).is_file():
                (self._target / folder).unlink()
        final.parent.mkdir(parents=True, exist_ok=True)
        source.replace(final)
        return True

    def _remove_empty(
        self, folders: _Folders, *, files: Iterable[str], touched: Iterable[str]
    ) -> None:
        """Remove folders without files; note the others, which may have changed."""
        needed = {folder for path in files for folder in _above(path)}
        changed = {folder for path in touched for folder in _above(path)}
        for path in sorted(folders.keys() - needed, key=len, reverse=True):
            # What is not empty has something of others in it.
            with suppress(OSError):
                (self._target / path).rmdir()
                del folders[path]
            changed.update(_above(path))
        for path in changed & {*needed, *folders}:
            folders[path] = (self._target / path).stat().st_mtime_ns

    def _found(self) -> tuple[_Files, _Folders]:
        """What lies there, whoever left it."""
        files: _Files = {}
        folders: _Folders = {}
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            place = os.path.join(self._target, folder)  # noqa: PTH118 - 15,000 times
            folders[folder] = os.stat(place).st_mtime_ns  # noqa: PTH116 - as above
            for path, entry in self._entries(folder):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    state = entry.stat(follow_symlinks=False)
                    files[path] = (state.st_size, state.st_mtime_ns)
        return files, folders

    def _entries(self, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """What lies directly in ``folder`` and is of this site."""
        with os.scandir(os.path.join(self._target, folder)) as entries:  # noqa: PTH118 - 15,000 times
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if path in self._others or (not folder and entry.name.startswith(".")):
                    continue
                yield path, entry

    def _stat(self, path: str) -> _Stat | None:
        try:
            state = (self._target / path).stat()
        except OSError:
            return None
        return state.st_size, state.st_mtime_ns


def _above(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path


def _files(folder: Path) -> Iterator[str]:
    start = len(str(folder)) + 1
    for root, _, names in os.walk(folder):
        below = root[start:].replace(os.sep, "/")
        prefix = f"{below}/" if below else ""
        for name in names:
            yield prefix + name
