"""What ``bitext build`` and ``bitext merge`` print."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.site.project import Project
from bitext.site.result import (
    NO_SITE_URL,
    BuildResult,
    Progress,
    ProgressCallback,
    SiteResult,
    Unpublished,
)

__all__ = ["print_site", "shown_progress"]

# More refused translations than this are counted: `bitext check` lists them all.
_LISTED = 20
_MEGABYTE = 1_000_000


def print_site(
    result: SiteResult, project: Project, *, part: Path | None = None, as_json: bool
) -> int:
    """Print what building gave; the exit code.

    ``part`` is the file that was built in the place of the site.
    """
    if as_json:
        print_json(asdict(result))
    else:
        if project.config.locales and not project.site_url:
            note(NO_SITE_URL)
        _print_result(result)
        if not result.errors:
            say(_made(result, project) if part is None else _part(result, part))
    return EXIT_FINDINGS if result.errors or _unreadable(result) else EXIT_OK


@contextmanager
def shown_progress() -> Iterator[ProgressCallback]:
    """One bar over all languages: articles cut, pages staged, pages built."""
    with progress("Building") as bar:
        latest: dict[tuple[str, str], Progress] = {}

        def show(step: Progress) -> None:
            latest[step.what, step.step] = step
            bar.set(
                sum(one.done for one in latest.values()),
                total=sum(one.total for one in latest.values()),
            )

        yield show


def _print_result(result: SiteResult) -> None:
    for language in result.languages:
        say(_line(language))
    for warning in result.warnings:
        times = f" ({warning.count:,} times)" if warning.count > 1 else ""
        note(f"warning: {', '.join(warning.locales)}: {warning.text}{times}")
    _note_refused([one for one in result.unpublished if one.source])
    for fault in _unreadable(result):
        note(f"error: {fault.path}:{fault.line}: {fault.reason}")
    for error in result.errors:
        note(f"error: {error}")


def _made(result: SiteResult, project: Project) -> str:
    shown = os.path.relpath(project.site_dir, project.root)
    if all(one.is_unchanged for one in result.languages):
        return f"site: {shown}/index.html; nothing has changed, nothing was built"
    return f"site: {shown}/index.html, built in {result.seconds:.1f} s"


def _part(result: SiteResult, part: Path) -> str:
    size = part.stat().st_size / _MEGABYTE
    return f"part: {part}, {size:,.1f} MB, built in {result.seconds:.1f} s"


def _line(language: BuildResult) -> str:
    if language.error:
        return f"{language.locale}: not built"
    pages = plural(language.pages, "page")
    if language.is_unchanged:
        return f"{language.locale}: {pages}, unchanged"
    if language.rendered < language.pages:
        pages = f"{language.rendered:,} of {pages}"
    memory = (
        f", {language.peak_bytes / _MEGABYTE:.0f} MB" if language.peak_bytes else ""
    )
    why = f"; all, since {language.reason}" if language.reason else ""
    return f"{language.locale}: {pages} in {language.seconds:.1f} s{memory}{why}"


def _unreadable(result: SiteResult) -> list[Unpublished]:
    """Whole catalogs that are not published: faults of no single message."""
    return [one for one in result.unpublished if not one.source]


def _note_refused(refused: list[Unpublished]) -> None:
    for one in refused[:_LISTED]:
        note(f"{one.path}:{one.line}: not published, the source is shown: {one.reason}")
    if len(refused) > _LISTED:
        more = plural(len(refused) - _LISTED, "translation")
        note(f"and {more} more that are not published; run: bitext check")
