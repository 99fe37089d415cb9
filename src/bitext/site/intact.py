"""Whether a built site is as its build left it."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

__all__ = ["is_intact", "state_of"]

# There a folder's time does not tell that a file came or went.
_TELLS_FOLDERS: Final = os.name == "posix"

_Files = dict[str, tuple[int, int]]
_Folders = dict[str, int]


def state_of(folder: Path, *, without: Iterable[Path] = ()) -> tuple[_Files, _Folders]:
    """Sizes in bytes and times in nanoseconds of a folder's files; times of folders.

    Paths begin with a slash, that of ``folder`` itself is empty. The folders
    ``without`` are left out, and what is hidden at the top. Raises OSError.
    """
    files: _Files = {}
    folders: _Folders = {}
    left_out = _below(folder, without)
    waiting = [""]
    while waiting:
        below = waiting.pop()
        place = f"{folder}{below}"
        folders[below] = os.stat(place).st_mtime_ns  # noqa: PTH116 - 15,000 times
        with os.scandir(place) as entries:
            for entry in entries:
                path = f"{below}/{entry.name}"
                if path in left_out or (not below and entry.name.startswith(".")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                else:
                    state = entry.stat()
                    files[path] = (state.st_size, state.st_mtime_ns)
    return files, folders


def is_intact(
    folder: Path, state: tuple[_Files, _Folders], *, without: Iterable[Path] = ()
) -> bool:
    """Whether a folder is as it was when ``state_of`` gave ``state``."""
    files, folders = state
    if not _TELLS_FOLDERS:
        return bool(state_of(folder, without=without)[0] == files)
    try:
        for path, (size, changed) in files.items():
            now = os.stat(f"{folder}{path}")  # noqa: PTH116 - 15,000 times
            if now.st_mtime_ns != changed or now.st_size != size:
                return False
        touched = [
            path
            for path, changed in folders.items()
            if os.stat(f"{folder}{path}").st_mtime_ns != changed  # noqa: PTH116 - as above
        ]
    except OSError:
        return False
    known = {*files, *folders}
    left_out = _below(folder, without)
    return all(
        f"{path}/{name}" in known or f"{path}/{name}" in left_out
        for path in touched
        for name in os.listdir(f"{folder}{path}")  # noqa: PTH208 - their names
        if path or not name.startswith(".")
    )


def _below(folder: Path, others: Iterable[Path]) -> Collection[str]:
    return {f"/{other.relative_to(folder).as_posix()}" for other in others}
