"""What a process is told to build one language of a project."""

from pathlib import Path

from bitext.config import LocaleConfig
from bitext.site.job import LanguageJob
from bitext.site.project import Project

__all__ = ["folder_of", "folders_below", "language_job"]


def folder_of(project: Project, language: LocaleConfig) -> Path:
    """Where the site of ``language`` lies."""
    return project.site_dir / language.path if language.path else project.site_dir


def folders_below(project: Project, language: LocaleConfig) -> tuple[Path, ...]:
    """What lies within the site of ``language`` and is none of its own."""
    if language.path:
        return ()
    everyone = (project.config.source, *project.config.locales)
    paths = [one.path for one in everyone if one.path]
    if project.config.reader.status:
        paths.append(project.config.reader.status)
    return tuple(project.site_dir / path for path in paths)


def language_job(project: Project, language: LocaleConfig, *, host: str) -> LanguageJob:
    """The job of building ``language``; ``host`` is ``mkdocs`` or ``properdocs``."""
    return LanguageJob(
        config_file=str(project.config_file),
        host=host,
        locale=language.locale.code,
        target=str(folder_of(project, language)),
        others=tuple(map(str, folders_below(project, language))),
        site_dir=str(project.site_dir),
        site_url=project.site_url,
        use_directory_urls=project.use_directory_urls,
        is_strict=project.is_strict,
        stage_dir=str(project.stage_dir),
        is_pseudo=project.is_pseudo,
    )
