"""A project in one value, for machines that do not see its folder."""

import os
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from bitext.site.inputs import asked_variables, input_files
from bitext.site.language_part import add_entry
from bitext.site.project import Project

__all__ = ["Bundle", "bundle_of"]

_CLOCK: Final = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Bundle:
    """Everything a site is made from."""

    files: bytes
    """A zip file."""
    config_file: str
    """Where ``mkdocs.yml`` lies in it."""
    variables: tuple[tuple[str, str], ...]
    """Variables of the environment that the configuration asks for, and the clock's."""

    @cached_property
    def digest(self) -> str:
        """Of all of it."""
        parts = f"{self.config_file}\0{self.variables}\0"
        return sha256(parts.encode() + self.files).hexdigest()

    def unpack(self, folder: Path) -> None:
        """Put the files into ``folder``."""
        with ZipFile(BytesIO(self.files)) as archive:
            archive.extractall(folder)


def bundle_of(project: Project) -> Bundle:
    """``project`` as it lies here; equal files give equal bundles."""
    names = input_files(project, with_included=True)
    base = os.path.commonpath([*names, str(project.root / "mkdocs.yml")])
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in names:
            place = os.path.relpath(name, base).replace(os.sep, "/")
            add_entry(archive, place, Path(name).read_bytes(), is_packed=False)
    variables = {**asked_variables(project.config_file), _CLOCK: os.environ.get(_CLOCK)}
    return Bundle(
        stream.getvalue(),
        os.path.relpath(project.config_file, base).replace(os.sep, "/"),
        tuple((name, value) for name, value in variables.items() if value is not None),
    )
