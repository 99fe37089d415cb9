"""Building one part of a site, for a machine that puts all parts together."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.site.buildable import require_buildable
from bitext.site.coverage import publish_index
from bitext.site.head_start import can_copy
from bitext.site.inputs import portable_digest
from bitext.site.job import Job, result_from_json
from bitext.site.language_jobs import language_job
from bitext.site.leftovers import sweep_cache
from bitext.site.lock import locked, unmixed
from bitext.site.process import WorkerError, Workers
from bitext.site.project import Project
from bitext.site.result import BuildResult, Progress, ProgressCallback, SiteResult
from bitext.site.site_parts import Shard, require_all, write_part

__all__ = ["build_shard", "require_parts", "shares"]

_HOST = "mkdocs"


def build_shard(
    project: Project,
    shard: Shard,
    *,
    part: Path,
    jobs: int | None,
    progress: ProgressCallback,
) -> SiteResult:
    """Build the pages of one ``shard`` into the file ``part``; the site stays as it is.

    Only the languages of these pages are staged. At most ``jobs`` processes run, one
    for each processor by default. With an error there is no part. Raises what
    ``build_languages`` raises.
    """
    started = time.monotonic()
    require_buildable(project)
    workers = Workers(jobs, host=_HOST, may_copy=can_copy())
    with locked(project.stage_dir):
        sweep_cache(project)
        results = unmixed(
            project,
            lambda: _build(project, shard, workers=workers, progress=progress),
        )
        result = SiteResult(tuple(results), time.monotonic() - started)
        if not result.errors:
            inputs = portable_digest(project, host=_HOST)
            codes = [one.locale for one in results]
            write_part(project, part, shard=shard, inputs=inputs, codes=codes)
        sweep_cache(project)
    return result


def require_parts(project: Project, parts: Sequence[Path]) -> None:
    """Raise PartError unless ``parts`` are all, and of ``project`` as it is here."""
    require_all(parts, inputs=portable_digest(project, host=_HOST))


def shares(
    project: Project, shard: Shard
) -> list[tuple[LocaleConfig, tuple[str, ...]]]:
    """Languages with articles whose pages ``shard`` has to build.

    All pages of all languages, one language after the other, are cut into equal parts:
    so few languages lie in several parts.
    """
    everyone = (project.config.source, *project.config.locales)
    pages = []
    for language in everyone:
        own = project.variants.pages(language.locale.code)
        pages += [(language, path) for path in sorted({*project.articles, *own})]
    start = len(pages) * (shard.number - 1) // shard.count
    stop = len(pages) * shard.number // shard.count
    found: dict[str, tuple[LocaleConfig, list[str]]] = {}
    for language, path in pages[start:stop]:
        found.setdefault(language.locale.code, (language, []))[1].append(path)
    return [(language, tuple(paths)) for language, paths in found.values()]


def _build(
    project: Project, shard: Shard, *, workers: Workers, progress: ProgressCallback
) -> list[BuildResult]:
    share = shares(project, shard)
    workers.prepare()
    jobs = [
        replace(language_job(project, language, host=workers.host), pages=paths)
        for language, paths in share
    ]
    source = project.config.source.locale.code
    staging = [
        replace(job, is_staged_only=True) for job in jobs if job.locale != source
    ]

    def report(_: Job, step: Progress) -> None:
        progress(step)

    # What goes wrong goes wrong again, and is told, when the language is built.
    for _ in workers.run(staging, project=project, progress=report):
        pass
    here = {job.locale for job in staging}
    codes = {language.locale.code for language in project.config.locales}
    publish_index(project, unstaged=codes - here)
    results: dict[Job, BuildResult] = {
        job: BuildResult(job.locale, job.target) for job in jobs
    }
    for job, answer in workers.run(jobs, project=project, progress=report):
        if isinstance(answer, WorkerError):
            results[job] = replace(results[job], error=str(answer))
        else:
            results[job] = result_from_json(answer)
    return list(results.values())
