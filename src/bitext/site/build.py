"""Build a site: each language in a process of its own, those with a change alone."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.errors import BitextError
from bitext.site.buildable import require_buildable
from bitext.site.built_of import note_built
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.coverage import has_coverage, publish_index
from bitext.site.head_start import HeadStart, can_copy
from bitext.site.inputs import FileDigests, Inputs
from bitext.site.job import Job, SplitJob, output_record, result_from_json
from bitext.site.language_jobs import folder_of, folders_below, language_job
from bitext.site.language_part import supplied_parts
from bitext.site.leftovers import sweep_cache
from bitext.site.lock import locked, unmixed
from bitext.site.output import SiteFolder
from bitext.site.process import WorkerError, Workers
from bitext.site.project import Project
from bitext.site.result import BuildResult, Progress, ProgressCallback, SiteResult
from bitext.site.root import write_root
from bitext.site.site_parts import supplied
from bitext.site.status_place import publish_status

__all__ = [
    "LanguageChoiceError",
    "build_languages",
    "build_site",
    "chosen_languages",
    "stage_languages",
]

# Below this a second process costs more than it saves.
_ARTICLES_A_PROCESS = 100


class LanguageChoiceError(BitextError):
    """A language was asked for that the site does not have."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One language and where it stands."""

    language: LocaleConfig
    target: Path
    others: tuple[Path, ...]
    content: str
    fingerprint: str
    state: Path


def build_site(  # noqa: PLR0913 - each is another thing
    project: Project,
    *,
    locales: Sequence[str] | None = None,
    jobs: int | None = None,
    strict: bool = False,
    parts: Sequence[Path] = (),
    progress: ProgressCallback | None = None,
    head_start: HeadStart | None = None,
) -> SiteResult:
    """Build the languages whose input has changed; the others are left as they are.

    ``locales`` are codes to build, None for all. At most ``jobs`` processes run, one
    for each processor by default. Pages are taken from ``parts`` that other machines
    made of the same input, as far as these agree with it. Processes are copies of
    ``head_start`` if there is one. A language that fails keeps the site it had, and the
    others are built. Raises LanguageChoiceError for a code
    the site does not have, and what ``build_languages`` raises.
    """
    started = time.monotonic()
    project = replace(project, is_strict=project.is_strict or strict)
    languages = chosen_languages(project, locales)
    # MkDocs has not built in this process: a copy of it is as good as a new one.
    workers = Workers(jobs, host="mkdocs", may_copy=can_copy(), head_start=head_start)
    results = build_languages(
        project, languages, workers=workers, parts=parts, progress=progress
    )
    write_root(project)
    publish_status(project)
    return SiteResult(tuple(results), time.monotonic() - started)


def chosen_languages(
    project: Project, locales: Sequence[str] | None
) -> tuple[LocaleConfig, ...]:
    """Languages by their codes, in the order of the configuration; None for all."""
    languages = (project.config.source, *project.config.locales)
    if locales is None:
        return languages
    known = [language.locale.code for language in languages]
    if unknown := [code for code in locales if code not in known]:
        raise LanguageChoiceError(
            f"{project.config_file}: no language {', '.join(unknown)}; there are "
            f"{', '.join(known)}"
        )
    return tuple(one for one in languages if one.locale.code in locales)


def build_languages(
    project: Project,
    languages: Sequence[LocaleConfig],
    *,
    workers: Workers,
    parts: Sequence[Path] = (),
    progress: ProgressCallback | None = None,
) -> list[BuildResult]:
    """Results in the order of ``languages``, built by ``workers`` and from ``parts``.

    A command that writes catalogs is waited for. Raises UnknownFolderError for catalogs
    of a language that is not configured, NotAFolderError where a file stands in the
    place of the site, UnfitPluginError, CatalogsHeldError when that command does
    not end, and what ``supplied`` raises.
    """
    require_buildable(project)
    report = progress or _unheard
    with locked(project.stage_dir):
        sweep_cache(project)
        with supplied(project, parts):
            return unmixed(
                project,
                lambda: _build_in_rounds(
                    project, languages, workers=workers, report=report
                ),
            )


def _build_in_rounds(
    project: Project,
    languages: Sequence[LocaleConfig],
    *,
    workers: Workers,
    report: ProgressCallback,
) -> list[BuildResult]:
    _stage_unknown(project, languages, workers=workers, report=report)
    index = publish_index(project)
    results = _build_languages(
        project, languages, workers=workers, report=report, index=index
    )
    after = publish_index(project)
    if after == index:
        return results
    # A page has come to search engines in one language, or gone from them: the
    # same page in the others says so.
    fit = [
        one for one, result in zip(languages, results, strict=True) if not result.error
    ]
    again = _build_languages(project, fit, workers=workers, report=report, index=after)
    second = {result.locale: result for result in again}
    return [_together(one, second.get(one.locale)) for one in results]


def stage_languages(
    project: Project, languages: Sequence[LocaleConfig], *, workers: Workers
) -> None:
    """Make the staged trees of translations whose input has changed.

    So what one language shows of the others is known before any is built. Raises what
    ``build_languages`` raises; faults of a language are told when it is built.
    """
    require_buildable(project)
    with locked(project.stage_dir):
        digests = FileDigests(project.cache_dir / "files.digests")
        inputs = Inputs(project, digests=digests, host=workers.host)
        index = publish_index(project)
        plans = [_plan(project, one, inputs=inputs, index=index) for one in languages]
        stale = [plan.language for plan in plans if _current(plan) is None]
        digests.save()
        if stale:
            _stage(project, stale, workers=workers, report=_unheard)
            publish_index(project)


def _stage_unknown(
    project: Project,
    languages: Sequence[LocaleConfig],
    *,
    workers: Workers,
    report: ProgressCallback,
) -> None:
    """Stage first what was never staged: else all would be built twice."""
    unknown = [
        one
        for one in languages
        if one != project.config.source
        and not has_coverage(project.stage_dir / one.locale.code)
    ]
    # With one language more, its own pages alone say what is known of it.
    if unknown and len(languages) > 1:
        _stage(project, unknown, workers=workers, report=report)


def _stage(
    project: Project,
    languages: Sequence[LocaleConfig],
    *,
    workers: Workers,
    report: ProgressCallback,
) -> None:
    workers.prepare()
    digests = FileDigests(project.cache_dir / "files.digests")
    _split_articles(project, digests=digests, workers=workers, progress=report)
    digests.save()
    jobs = [
        replace(
            language_job(project, one, host=workers.host),
            is_staged_only=True,
        )
        for one in languages
    ]
    # What goes wrong goes wrong again, and is told, when the language is built.
    for _ in workers.run(jobs, project=project, progress=lambda _, step: report(step)):
        pass


def _together(first: BuildResult, second: BuildResult | None) -> BuildResult:
    """What both rounds of building a language gave."""
    if second is None or second.is_unchanged:
        return first
    if first.is_unchanged:
        return second
    return replace(
        second,
        rendered=min(first.rendered + second.rendered, second.pages),
        reason=first.reason or second.reason,
        seconds=first.seconds + second.seconds,
        peak_bytes=max(first.peak_bytes, second.peak_bytes),
    )


def _unheard(_: Progress) -> None:
    """Nobody asked for progress."""


def _build_languages(
    project: Project,
    languages: Sequence[LocaleConfig],
    *,
    workers: Workers,
    report: ProgressCallback,
    index: str,
) -> list[BuildResult]:
    """One round; ``index`` stands for what the languages show of each other."""
    digests = FileDigests(project.cache_dir / "files.digests")
    inputs = Inputs(project, digests=digests, host=workers.host)
    done: dict[str, BuildResult] = {}
    source = project.config.source
    first = _plan(project, source, inputs=inputs, index=index)
    result = _current(first)
    if result is None:
        # What all languages are made from has changed: most will wait.
        workers.prepare()
        if any(language != source for language in languages):
            _split_articles(project, digests=digests, workers=workers, progress=report)

    def waiting() -> Iterator[_Plan]:
        """Languages to build; those before are being built when one is looked at."""
        for language in languages:
            is_source = language == source
            plan = (
                first
                if is_source
                else _plan(project, language, inputs=inputs, index=index)
            )
            current = result if is_source else _current(plan)
            if current is None:
                yield plan
            else:
                done[current.locale] = current
        digests.save()

    # Processes that no language needs help the others.
    share = max(1, workers.number // len(languages)) if languages else 1
    for plan, built in _built(
        project, waiting(), workers=workers, share=share, progress=report
    ):
        done[built.locale] = built
        if built.error is None:
            _record(plan, built)
    return [done[language.locale.code] for language in languages]


def _plan(
    project: Project, language: LocaleConfig, *, inputs: Inputs, index: str
) -> _Plan:
    target, others = folder_of(project, language), folders_below(project, language)
    code = language.locale.code
    content = inputs.content(language, target=target)
    return _Plan(
        language,
        target,
        others,
        content,
        f"{inputs.fingerprint(content)} {index}",
        project.stage_dir / code / "built.state",
    )


def _current(plan: _Plan) -> BuildResult | None:
    """The result of the last build, if nothing has changed since on either side."""
    result = read_cached(plan.state, version=plan.fingerprint)
    record = output_record(plan.state.parent)
    folder = SiteFolder(plan.target, others=plan.others, record=record)
    if result is None or not folder.is_intact:
        return None
    return replace(
        result_from_json(result), is_unchanged=True, seconds=0.0, peak_bytes=0
    )


def _record(plan: _Plan, result: BuildResult) -> None:
    write_cached(plan.state, asdict(result), version=plan.fingerprint)
    note_built(plan.state.parent, plan.content)


def _split_articles(
    project: Project,
    *,
    digests: FileDigests,
    workers: Workers,
    progress: ProgressCallback,
) -> None:
    """Fill the cache of articles, which every language then reads."""
    if any(supplied_parts(project.stage_dir, code) for code in _codes(project)):
        # Other machines have cut them.
        return
    from bitext.site.articles import pack_of  # noqa: PLC0415 - it takes long, and most builds find nothing to do

    pack = pack_of(project)
    record = pack.with_suffix(".split")
    version = str(pack.stat().st_ino) if pack.exists() else ""
    before: dict[str, str] = read_cached(record, version=version) or {}
    after = {path: digests.digest(project.file(path)) for path in project.translated}
    articles = tuple(path for path in after if after[path] != before.get(path))
    count = min(workers.number, len(articles) // _ARTICLES_A_PROCESS)
    if count < 1:
        # Those few each language can split for itself, should it need them.
        return
    jobs = [
        SplitJob(str(project.config_file), workers.host, articles[start::count])
        for start in range(count)
    ]
    done: dict[Job, int] = {}

    def report(job: Job, step: Progress) -> None:
        done[job] = step.done
        progress(Progress(step.what, step.step, sum(done.values()), len(articles)))

    for _, answer in workers.run(jobs, project=project, progress=report):
        if isinstance(answer, WorkerError):
            raise answer
    if pack.exists():
        write_cached(record, after, version=str(pack.stat().st_ino))


def _codes(project: Project) -> list[str]:
    return [language.locale.code for language in project.config.locales]


def _built(
    project: Project,
    plans: Iterable[_Plan],
    *,
    workers: Workers,
    share: int,
    progress: ProgressCallback,
) -> Iterator[tuple[_Plan, BuildResult]]:
    plan_of: dict[Job, _Plan] = {}

    def jobs() -> Iterator[Job]:
        for plan in plans:
            job = language_job(project, plan.language, host=workers.host)
            job = replace(job, jobs=share)
            plan_of[job] = plan
            yield job

    for job, answer in workers.run(
        jobs(), project=project, progress=lambda _, step: progress(step)
    ):
        plan = plan_of[job]
        if isinstance(answer, WorkerError):
            code = plan.language.locale.code
            yield plan, BuildResult(code, str(plan.target), error=str(answer))
        else:
            yield plan, result_from_json(answer)
