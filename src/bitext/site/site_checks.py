"""What ``bitext check --site`` looks at: the built HTML of all languages together."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from mkdocs.structure.files import File

from bitext.check.finding import Finding
from bitext.check.manual import judged_rules
from bitext.check.other_findings import EXTERNAL, REDIRECT
from bitext.check.site import Fault, Layout, told_once
from bitext.config import LocaleConfig
from bitext.errors import BitextError, EncodingError
from bitext.files import ReadError, read_text
from bitext.site.accepting import accept_by_settings
from bitext.site.built_of import outdated_languages
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.inputs import code_digest
from bitext.site.language_jobs import folder_of
from bitext.site.project import Project
from bitext.site.site_reading import (
    LanguagePages,
    judge_pages,
    outer_links,
    read_pages,
)

if TYPE_CHECKING:
    from bitext.check.site.language import Alternates

__all__ = ["SiteNotBuiltError", "check_site"]

_Given = TypeVar("_Given")
# Below this another process costs more than it saves.
_PAGES_A_PROCESS = 300
_EXTERNAL_FORMAT = "external 1"


class SiteNotBuiltError(BitextError):
    """The built site is not there, or not of what is there now."""


def check_site(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    jobs: int | None = None,
    with_external: bool = False,
    advance: Callable[[int], None] | None = None,
) -> tuple[Finding, ...]:
    """All findings of the built pages of ``locales`` and of the source language.

    What is wrong in all of them is told once, of the source. At most ``jobs``
    processes run, one for each processor by default; ``advance`` is told of languages
    that are done, twice each. ``with_external`` asks for addresses of other sites.
    Paths are relative to the project's folder. Raises SiteNotBuiltError where the site
    must be built first, ExternalError where other sites cannot be asked.
    """
    source = project.config.source
    languages = (source, *locales)
    _require_built(project, languages)
    layout = _layout(project)
    pages = {
        one.locale.code: _language_pages(project, one, layout=layout)
        for one in languages
    }
    count = sum(len(one.pages) for one in pages.values()) // _PAGES_A_PROCESS
    workers = min(jobs or os.cpu_count() or 1, count, len(pages))
    own = source.locale.code
    with _runner(workers) as run:
        read = {code: run(partial(read_pages, one)) for code, one in pages.items()}
        alternates: dict[str, Alternates] = {}
        for answer in read.values():
            alternates |= answer()
            if advance:
                advance(1)
        judged = {
            code: run(
                partial(
                    judge_pages,
                    one,
                    None if code == own else pages[own],
                    layout=layout,
                    alternates=alternates,
                )
            )
            for code, one in pages.items()
        }
        found: dict[str, Sequence[Fault]] = {}
        for code, answer_of in judged.items():
            found[code] = answer_of()
            if advance:
                advance(1)
        if with_external:
            outer = {
                code: run(partial(outer_links, one, layout=layout))
                for code, one in pages.items()
            }
            links = {code: answer_of() for code, answer_of in outer.items()}
            for code, faults in _asked(project, links).items():
                found[code] = [*found[code], *faults]
    known = judged_rules(with_site=True, with_external=with_external)
    known -= judged_rules(with_site=False, with_external=False)
    told = _told(project, found)
    return tuple(sorted(accept_by_settings(told, project, judged=known)))


def _asked(
    project: Project, links: Mapping[str, Mapping[str, list[tuple[str, str, int]]]]
) -> dict[str, list[Fault]]:
    """What is wrong with addresses of other sites, by the language of the page."""
    from bitext.check.site.external import ask  # noqa: PLC0415 - few ask, and it takes a while

    record = project.cache_dir / "external.links"
    known = read_cached(record, version=_EXTERNAL_FORMAT) or {}
    urls = dict.fromkeys(url for found in links.values() for url in found)
    try:
        answers = ask(urls, project.config.check.external, known=known)
    finally:
        write_cached(record, known, version=_EXTERNAL_FORMAT)
    faults: dict[str, list[Fault]] = {code: [] for code in links}
    for code, found in links.items():
        for url, places in found.items():
            answer = answers.get(url)
            if answer is None or not (answer.fault or answer.moved_to):
                continue
            rule = EXTERNAL if answer.fault else REDIRECT
            text = f"{url}: {answer.fault or f'has moved to {answer.moved_to}'}"
            faults[code] += [
                Fault(rule, place, text, url, path, line)
                for place, path, line in places
            ]
    return faults


def _told(project: Project, found: Mapping[str, Sequence[Fault]]) -> list[Finding]:
    shown = os.path.relpath(project.site_dir, project.root).replace(os.sep, "/")
    articles = frozenset(project.articles)
    return list(
        told_once(
            found,
            source=project.config.source.locale.code,
            shown=lambda path: f"{shown}/{path}",
            article=lambda place: project.shown(place) if place in articles else "",
            line=_Lines(project).of,
        )
    )


class _Lines:
    """Finds the line of an article that a fault comes from."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._texts: dict[str, str] = {}

    def of(self, fault: Fault) -> int:
        """1-based; 0 where nothing of the article tells."""
        if not fault.at:
            return 0
        if fault.place not in self._texts:
            self._texts[fault.place] = self._read(fault.place)
        text = self._texts[fault.place]
        address, _, fragment = fault.at.partition("#")
        # The page has another address than its article wrote.
        name = address.rstrip("/").rpartition("/")[2].removesuffix(".html")
        for part in (fault.at, f"#{fragment}" if fragment else "", name):
            if part.strip("./") and part in text:
                return text.count("\n", 0, text.index(part)) + 1
        return 0

    def _read(self, place: str) -> str:
        try:
            return read_text(self._project.file(place))
        except (ReadError, EncodingError):
            return ""


def _require_built(project: Project, languages: Sequence[LocaleConfig]) -> None:
    for language in languages:
        folder = folder_of(project, language)
        if not folder.is_dir():
            raise SiteNotBuiltError(f"{folder}: is not there; run: bitext build")
    if outdated := outdated_languages(project, languages):
        folder = folder_of(project, outdated[0])
        raise SiteNotBuiltError(
            f"{folder}: is older than what it is made from; run: bitext build"
        )


def _layout(project: Project) -> Layout:
    languages = (project.config.source, *project.config.locales)
    start = len(str(project.site_dir)) + 1
    files = {
        f"{root}/{name}"[start:].replace(os.sep, "/")
        for root, _, names in os.walk(project.site_dir)
        for name in names
    }
    base = urlsplit(project.site_url or "/").path
    return Layout(
        {one.locale.code: f"{one.path}/" if one.path else "" for one in languages},
        frozenset(files),
        project.site_url or "",
        base if base.endswith("/") else f"{base}/",
    )


def _language_pages(
    project: Project, language: LocaleConfig, *, layout: Layout
) -> LanguagePages:
    code = language.locale.code
    folder = layout.folders[code]
    own = frozenset(project.variants.pages(code))
    has_folders = project.use_directory_urls
    articles = {
        article: folder + File(article, "", "", use_directory_urls=has_folders).dest_uri
        for article in sorted({*project.articles, *own})
    }
    others = tuple(one for one in layout.folders.values() if one and one != folder)
    if status := project.config.reader.status:
        others += (f"{status}/",)
    pages = (
        path
        for path in layout.files
        if path.endswith(".html")
        and path.startswith(folder)
        and (folder or not path.startswith(others))
    )
    return LanguagePages(
        code,
        project.site_dir,
        project.stage_dir / code,
        tuple(sorted(pages)),
        articles,
        own,
        code_digest(),
    )


@contextmanager
def _runner(
    workers: int,
) -> Iterator[Callable[[partial[_Given]], Callable[[], _Given]]]:
    """Runs calls, in ``workers`` processes if more than one; each gives its answer."""
    if workers <= 1:
        yield lambda call: call
        return
    # New processes: a copy of one that has threads may wait for them for ever.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:

        def run(call: partial[_Given]) -> Callable[[], _Given]:
            future: Future[_Given] = pool.submit(call)
            return future.result

        yield run
