"""Files of a staged tree, which are made again if need be: none is written twice."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

__all__ = ["copy_file", "files_below", "write_file"]


def write_file(path: Path, data: bytes) -> None:
    """Write ``path`` anew; an article first, then what is made of it.

    Not atomic: what a kill cuts is of no article the record knows as it lies there, and
    is made again.
    """
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def files_below(folder: Path) -> Iterator[str]:
    """Paths of all files below ``folder``, links followed, with slashes."""
    start = len(str(folder)) + 1
    for root, _, names in os.walk(folder, followlinks=True):
        for name in names:
            yield f"{root}/{name}"[start:].replace(os.sep, "/")


def copy_file(source: Path, target: Path) -> None:
    """Copy unless size and time say it has been.

    No hard link: whatever writes into a staged tree must not reach ``docs_dir``.
    """
    wanted = source.stat()
    if target.exists():
        state = target.stat()
        if (state.st_size, state.st_mtime_ns) == (wanted.st_size, wanted.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
