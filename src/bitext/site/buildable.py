"""Whether a project can be built at all: its plugins and folders."""

from bitext.site.folders import NotAFolderError, require_known_folders
from bitext.site.project import Project
from bitext.site.status_place import require_status_folder
from bitext.site.unfit_plugins import require_fit_plugins

__all__ = ["require_buildable"]


def require_buildable(project: Project) -> None:
    """Raise an UnfitPluginError, or what is wrong with folders, where it cannot."""
    require_fit_plugins(project)
    require_status_folder(project)
    require_known_folders(
        project.locales_dir,
        locales=[one.locale for one in project.config.locales],
        config_file=project.config_file.name,
    )
    if project.site_dir.exists() and not project.site_dir.is_dir():
        raise NotAFolderError(project.site_dir)
