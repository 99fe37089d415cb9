"""Parts of a site that several machines make, and one puts together.

A part is a zip file: a few words on what it is a part of, and one zip file for each
language it has pages of. The machine that puts all together builds the site as ever,
and takes pages from the parts where their keys are right, so it gives the same bytes
whatever the parts hold.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copyfileobj, move, rmtree
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from bitext.errors import BitextError
from bitext.files import ReadError, WriteError
from bitext.site.language_part import add_entry, part_of, supplied_folder
from bitext.site.project import Project

__all__ = [
    "PartError",
    "Shard",
    "remove_unfinished",
    "require_all",
    "require_fit",
    "supplied",
    "write_part",
]

_ABOUT: Final = "about.json"
_SUFFIX: Final = ".zip"
_NEW: Final = "new.part"


class PartError(BitextError):
    """A file is no part of this site, or parts are missing."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of ``count`` parts; ``number`` is its own, from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        """As people write it: ``3/8``."""
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class _About:
    """What a part is a part of."""

    number: int
    count: int
    inputs: str
    """A digest of what the site is made from, and by what."""
    languages: list[str]


def write_part(
    project: Project, path: Path, *, shard: Shard, inputs: str, codes: Sequence[str]
) -> None:
    """Put the parts of the languages of ``codes``, as they were made, into one.

    ``inputs`` is a digest of all they were made from. Raises WriteError.
    """
    about = _About(shard.number, shard.count, inputs, list(codes))
    temporary = project.stage_dir / _NEW
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(temporary, "w") as archive:
            text = json.dumps(asdict(about)).encode()
            add_entry(archive, _ABOUT, text, is_packed=True)
            for code in codes:
                content = part_of(project.stage_dir, code).read_bytes()
                add_entry(archive, f"{code}{_SUFFIX}", content, is_packed=True)
        # On another disk it is copied; a part that was cut is refused.
        move(temporary, path)
    except OSError as error:
        raise WriteError(path, error) from error


def remove_unfinished(project: Project) -> None:
    """Remove the part that a killed build was writing."""
    (project.stage_dir / _NEW).unlink(missing_ok=True)


def require_all(parts: Sequence[Path], *, inputs: str) -> None:
    """Raise PartError unless ``parts`` are all of one site, made from ``inputs``.

    Raises ReadError for a file that cannot be read.
    """
    found: dict[int, Path] = {}
    counts: dict[int, Path] = {}
    for path in parts:
        about = _fitting(path, inputs)
        counts.setdefault(about.count, path)
        if len(counts) > 1:
            shown = " and ".join(f"{one} in {where}" for one, where in counts.items())
            raise PartError(
                f"{path}: the site was cut into different numbers of parts: {shown}; "
                f"build all with the same --shard NUMBER/COUNT"
            )
        if about.number in found:
            raise PartError(
                f"{path}: is part {about.number}, as {found[about.number]} is; give "
                f"each part once"
            )
        found[about.number] = path
    for count in counts:
        missing = [str(one) for one in range(1, count + 1) if one not in found]
        if missing:
            raise PartError(
                f"{parts[0].parent}: {len(missing)} of {count} parts are missing "
                f"({', '.join(missing)}); build them with --shard and give all"
            )


def require_fit(part: Path, *, inputs: str) -> None:
    """Raise PartError unless ``part`` is one, made from ``inputs``; ReadError."""
    _fitting(part, inputs)


def _fitting(path: Path, inputs: str) -> _About:
    about = _about(path)
    if about.inputs != inputs:
        raise PartError(
            f"{path}: was built from other files, settings or versions than those "
            f"here; build all parts and merge them from one commit, with the same "
            f"packages"
        )
    return about


@contextmanager
def supplied(project: Project, parts: Sequence[Path]) -> Iterator[None]:
    """Lay what is in ``parts`` where languages look for it, until the block ends.

    Raises PartError for a file that is none or was damaged, ReadError, WriteError.
    """
    languages = (project.config.source, *project.config.locales)
    codes = {language.locale.code for language in languages}
    try:
        for number, path in enumerate(parts):
            for code in codes.intersection(_about(path).languages):
                folder = supplied_folder(project.stage_dir, code)
                _take_out(path, code, folder / f"{number:06}{_SUFFIX}")
        yield
    finally:
        for code in codes if parts else ():
            rmtree(supplied_folder(project.stage_dir, code), ignore_errors=True)


def _about(path: Path) -> _About:
    try:
        with ZipFile(path) as archive:
            values: dict[str, Any] = json.loads(archive.read(_ABOUT))
            return _About(**values)
    except OSError as error:
        raise ReadError(path, error) from error
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise _not_whole(path) from error


def _take_out(path: Path, code: str, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            ZipFile(path) as archive,
            archive.open(f"{code}{_SUFFIX}") as source,
            target.open("wb") as stream,
        ):
            copyfileobj(source, stream)
    except OSError as error:
        raise WriteError(target, error) from error
    except (BadZipFile, KeyError) as error:
        raise _not_whole(path) from error


def _not_whole(path: Path) -> PartError:
    return PartError(
        f"{path}: is no part of a site, or was damaged; build it again with --shard"
    )
