"""Where the pages lie that say how much of a site is translated."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from bitext.errors import BitextError
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.file_states import FileStates, are_unchanged
from bitext.site.project import Project

__all__ = [
    "StatusFolderError",
    "clean_status",
    "note_written",
    "publish_status",
    "read_written",
    "require_status_folder",
    "status_url",
]

_FORMAT: Final = "status 2"


class StatusFolderError(BitextError):
    """The pages would lie where something else goes."""


def require_status_folder(project: Project) -> None:
    """Raise StatusFolderError where an article or a language has the pages' address."""
    name = project.config.reader.status
    if not name:
        return
    languages = (project.config.source, *project.config.locales)
    taken = [one.path for one in languages if one.path == name]
    taken += [
        one for one in project.articles if one.split("/")[0].removesuffix(".md") == name
    ]
    taken += [f"{name}/"] if (project.docs_dir / name).is_dir() else []
    if taken:
        raise StatusFolderError(
            f"{project.config_file}: plugins: bitext: reader.status: {taken[0]} has "
            f"the address {name}/ already; write another name, such as status: coverage"
        )


def status_url(status: str, code: str, *, source: str, has_folders: bool) -> str:
    """Where the page in the language ``code`` lies, from the root of the site."""
    folder = f"{status}/" if code == source else f"{status}/{code}/"
    return folder if has_folders else f"{folder}index.html"


def publish_status(project: Project) -> None:
    """Write the pages, where the site has them and they are not as they must be.

    Those of a site that has them no more, or elsewhere, go.
    """
    # With one language there is nothing to say.
    if project.config.reader.status and project.config.locales:
        from bitext.site.status_page import write_status  # noqa: PLC0415 - it takes a while, and few sites have it

        write_status(project)
    elif _record(project).is_file():
        clean_status(project, kept=())
        _record(project).unlink()


def read_written(project: Project) -> tuple[str, FileStates]:
    """What ``note_written`` kept; nothing if there is nothing."""
    known = read_cached(_record(project), version=_FORMAT)
    return known or ("", ())


def note_written(project: Project, key: str, files: FileStates) -> None:
    """Keep of what the pages were made, by its ``key``, and how they lie there."""
    write_cached(_record(project), (key, files), version=_FORMAT)


def clean_status(project: Project, *, kept: Collection[str]) -> None:
    """Remove the files written before but for ``kept``, by their paths.

    What another site has, or has been changed since, is left alone: it is not ours.
    """
    for state in read_written(project)[1]:
        path = Path(state[0])
        is_ours = path.is_relative_to(project.site_dir) and are_unchanged((state,))
        if state[0] in kept or not is_ours:
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == project.site_dir or not folder.is_dir():
                break
            if any(folder.iterdir()):
                break
            folder.rmdir()


def _record(project: Project) -> Path:
    return project.stage_dir / "status.record"
