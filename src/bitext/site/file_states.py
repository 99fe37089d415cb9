"""How files lie on disk: enough to see without reading them that one has changed."""

import os
from collections.abc import Iterable
from time import time_ns

__all__ = ["FileStates", "are_unchanged", "file_states"]

# A file changed this soon before it was read may change again unseen.
_RACY_NS = 2_000_000_000

FileStates = tuple[tuple[str, int, int], ...]
"""Paths of files with their sizes in bytes, -1 for none, and times in nanoseconds."""


def file_states(paths: Iterable[str], *, is_racy: bool = False) -> FileStates:
    """How files lie there; with ``is_racy`` one that changed just now has no state.

    It may change again unseen.
    """
    now = time_ns()
    states = []
    for path in paths:
        try:
            state = os.stat(path)  # noqa: PTH116 - 10,000 times
        except OSError:
            states.append((path, -1, 0))
            continue
        is_known = not is_racy or now - state.st_mtime_ns > _RACY_NS
        states.append((path, state.st_size, state.st_mtime_ns if is_known else 0))
    return tuple(states)


def are_unchanged(files: FileStates) -> bool:
    """Whether all of ``files`` still are as they were."""
    for path, size, changed in files:
        try:
            state = os.stat(path)  # noqa: PTH116 - 10,000 times
        except OSError:
            if size < 0:
                continue
            return False
        if state.st_mtime_ns != changed or state.st_size != size:
            return False
    return True
