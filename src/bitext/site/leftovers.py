"""What builds that were killed have left in the cache."""

import os
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import Final

from bitext.files import WriteError, remove_leftovers
from bitext.site.job import build_folder
from bitext.site.language_part import part_of, supplied_folder
from bitext.site.project import Project
from bitext.site.site_parts import remove_unfinished

__all__ = ["sweep_cache"]

# Trees of thousands of files, none of which was ever a temporary one.
_TREES: Final = frozenset({"docs", "served", "site", "snippets"})


def sweep_cache(project: Project) -> None:
    """Remove temporary files and half-built sites of builds that were killed.

    Ask only while no other build is at work on the staged trees. Files of living
    processes stay.
    """
    if project.stage_dir.is_dir():
        for folder in filter(Path.is_dir, project.stage_dir.iterdir()):
            rmtree(build_folder(project.stage_dir, folder.name), ignore_errors=True)
            rmtree(supplied_folder(project.stage_dir, folder.name), ignore_errors=True)
            part_of(project.stage_dir, folder.name).unlink(missing_ok=True)
    remove_unfinished(project)
    for parent, folders, _ in os.walk(project.cache_dir):
        folders[:] = [name for name in folders if name not in _TREES]
        # One that cannot be removed does no harm.
        with suppress(WriteError):
            remove_leftovers(Path(parent), is_deep=False)
    # A site whose languages all lie in folders has files of ours at its root.
    with suppress(WriteError):
        remove_leftovers(project.site_dir, is_deep=False)
