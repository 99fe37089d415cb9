"""Where the pages lie that say how much of a site is translated."""

from bitext.errors import BitextError
from bitext.site.project import Project

__all__ = ["StatusFolderError", "publish_status", "require_status_folder", "status_url"]


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
    """Write the pages, where the site has them and they have changed."""
    if project.config.reader.status:
        from bitext.site.status_page import write_status  # noqa: PLC0415 - it takes a while, and few sites have it

        write_status(project)
