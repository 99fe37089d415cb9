"""What a command would do to the files, told without doing it."""

import os
from collections.abc import Sequence
from pathlib import Path

from bitext.catalog import Changes
from bitext.catalog.changes import digest, digest_of

__all__ = ["relative", "would_change"]


def would_change(changes: Changes) -> tuple[Path, ...]:
    """Files that ``changes`` would make, change or delete, in path order.

    Raises WriteError for a file that is there and cannot be read.
    """
    written = (
        path for path, content in changes.writes if digest_of(path) != digest(content)
    )
    deleted = (path for path in changes.deletions if path.exists())
    return tuple(sorted({*written, *deleted}))


def relative(paths: Sequence[Path], *, root: Path) -> list[str]:
    """``paths`` as seen from ``root``, with slashes."""
    return [os.path.relpath(path, root).replace(os.sep, "/") for path in paths]
