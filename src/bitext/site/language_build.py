"""Stages and builds one language, in a process that does nothing else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.files import read_text
from bitext.site.articles import ArticleReader
from bitext.site.inputs import FileDigests
from bitext.site.job import LanguageJob, build_folder, output_record
from bitext.site.language_part import LanguagePart, part_of, supplied_parts
from bitext.site.output import SiteFolder
from bitext.site.places import Places
from bitext.site.project import Project, load_project
from bitext.site.refused import why_not_built
from bitext.site.result import BuildResult, Progress
from bitext.site.site_builder import SiteBuilder
from bitext.site.stage import Stager
from bitext.site.staged_config import SiteTexts, write_config

__all__ = ["build_language", "language_of", "places_of", "project_of_job"]


def build_language(
    job: LanguageJob,
    result: BuildResult,
    *,
    progress: Callable[[Progress], None],
    project: Project | None,
) -> BuildResult:
    """``result`` with what building the language of ``job`` gave.

    ``project`` is that of the job, if it was loaded.
    """
    project = project_of_job(job, project)
    language = language_of(job, project)
    output = build_folder(project.stage_dir, job.locale)
    part = LanguagePart(part_of(project.stage_dir, job.locale))
    if language == project.config.source:
        config = write_config(project, language, output=output, texts=SiteTexts())
        if job.pages is not None:
            part.write_staged({}, (), version="")
    else:
        digests = FileDigests(project.cache_dir / "files.digests")
        stager = Stager(
            project, language, reader=ArticleReader(project), digests=digests
        )
        config, unpublished = stager.stage(
            output=output, progress=progress, only=job.pages
        )
        reason = why_not_built(unpublished, guard=project.config.guard)
        result = replace(result, unpublished=unpublished, error=reason)
        if reason is not None or job.is_staged_only:
            return result
        if job.pages is not None:
            stager.hand_over(frozenset(job.pages), part)
    site = SiteBuilder(
        project,
        config,
        locale=job.locale,
        places=places_of(job, project, built=output),
        progress=progress,
        jobs=job.jobs,
    )
    if job.pages is not None:
        return site.build_part(result, part, frozenset(job.pages))
    result = site.build(result)
    if result.error is not None and language == project.config.source:
        # MkDocs does not say where in an article it could not be read.
        for path in project.articles:
            read_text(project.docs_dir / path)
    return result


def project_of_job(job: LanguageJob, project: Project | None = None) -> Project:
    """The project of ``job``, loaded if need be, with what the job says of it."""
    return replace(
        project or _loaded(job),
        site_dir=Path(job.site_dir),
        site_url=job.site_url,
        use_directory_urls=job.use_directory_urls,
        is_strict=job.is_strict,
        stage_dir=Path(job.stage_dir),
    )


def language_of(job: LanguageJob, project: Project) -> LocaleConfig:
    """The language of ``job``."""
    languages = (project.config.source, *project.config.locales)
    return next(one for one in languages if one.locale.code == job.locale)


def places_of(job: LanguageJob, project: Project, *, built: Path) -> Places:
    """Where the build of ``job`` reads and writes, first into ``built``."""
    folder = project.stage_dir / job.locale
    return Places(
        built=built,
        folder=SiteFolder(
            Path(job.target),
            others=map(Path, job.others),
            record=output_record(folder),
        ),
        records=folder / "pages.records",
        templates=project.cache_dir / "templates",
        digests=folder / "files.digests",
        theme=folder / "theme.files",
        parts=supplied_parts(project.stage_dir, job.locale),
    )


def _loaded(job: LanguageJob) -> Project:
    project = load_project(Path(job.config_file))
    if not job.is_pseudo:
        return project
    from bitext.site.pseudo import pseudo_project  # noqa: PLC0415 - it takes a while, and few need it

    return pseudo_project(project)
