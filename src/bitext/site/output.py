"""Built sites put in place: only what differs is replaced, nothing stale stays."""

import os
from collections.abc import Collection, Iterator
from filecmp import cmp
from pathlib import Path
from shutil import rmtree

from bitext.files import WriteError

__all__ = ["put_in_place"]


def put_in_place(
    built: Path,
    target: Path,
    *,
    without: Collection[Path],
    current: Collection[str] = (),
) -> None:
    """Make ``target`` hold the files of ``built``, which is used up.

    Each file is replaced whole or, when its bytes are equal, not at all. Those of
    ``current``, paths below ``target``, were not built and stay too. Folders
    ``without`` below ``target`` belong to others; what is hidden at its top stays.
    Raises WriteError.
    """
    try:
        _put_in_place(built, target, without=without, kept=set(current))
    except OSError as error:
        raise WriteError(Path(error.filename or target), error) from error


def _put_in_place(
    built: Path, target: Path, *, without: Collection[Path], kept: set[str]
) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in _files(built):
        kept.add(path)
        source, final = built / path, target / path
        if final.is_dir() and not final.is_symlink():
            rmtree(final)
        if final.is_file() and cmp(source, final, shallow=False):
            continue
        for folder in final.relative_to(target).parents:
            # What was a page may be a folder of pages now.
            if (target / folder).is_file():
                (target / folder).unlink()
        final.parent.mkdir(parents=True, exist_ok=True)
        source.replace(final)
    left_out = {path.relative_to(target).as_posix() for path in without}
    for path in list(_files(target, left_out=left_out, skips_hidden=True)):
        if path not in kept:
            (target / path).unlink()
    _remove_empty(target, left_out=left_out)
    rmtree(built)


def _files(
    folder: Path, *, left_out: Collection[str] = (), skips_hidden: bool = False
) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        below = Path(root).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        hides = skips_hidden and not prefix
        folders[:] = [
            name
            for name in folders
            if prefix + name not in left_out and not (hides and name.startswith("."))
        ]
        for name in names:
            if not (hides and name.startswith(".")):
                yield prefix + name


def _remove_empty(folder: Path, *, left_out: Collection[str]) -> None:
    for root, _, _ in os.walk(folder, topdown=False):
        path = Path(root)
        below = path.relative_to(folder).as_posix()
        is_others = any(
            below == other or below.startswith(f"{other}/") for other in left_out
        )
        hidden = below.startswith(".")
        if not is_others and not hidden and not any(path.iterdir()):
            path.rmdir()
