"""``bitext pseudo``: a site of text that is told from its source at a glance."""

import os
from dataclasses import asdict
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.project import open_project
from bitext.site.build import build_site
from bitext.site.plain_texts import PlainText, find_plain_texts
from bitext.site.project import Project
from bitext.site.pseudo import pseudo_project, write_pseudo_catalogs
from bitext.site.result import SiteResult, Unpublished

__all__ = ["command"]


@click.command("pseudo")
@options.config_file
@options.jobs
@click.option("--find", is_flag=True, help="List text that never became a segment.")
@options.json_output
def command(config_file: Path, jobs: int | None, *, find: bool, as_json: bool) -> int:
    """Build the site in two pseudo-locales, to find text that never became a segment.

    en-XA has accents and is longer, ar-XB is written from right to left. They lie in
    the cache, and no build publishes them. The exit code is 1 when a language could
    not be built, and with --find when there is such text.
    """
    project = pseudo_project(open_project(config_file))
    with progress("Reading articles", len(project.translated)) as bar:
        write_pseudo_catalogs(project, advance=bar.advance)
    with progress("Building") as bar:
        result = build_site(
            project,
            jobs=jobs,
            progress=lambda step: bar.set(step.done, total=step.total),
        )
    accented = project.config.locales[0]
    texts: tuple[PlainText, ...] = ()
    if find and not result.errors:
        texts = find_plain_texts(
            project.site_dir / accented.path, theme_language=accented.locale.theme
        )
    if as_json:
        print_json(
            {
                "site": _shown(project, project.site_dir),
                "errors": list(result.errors),
                "refused": [asdict(one) for one in _refused(result)],
                "plain_texts": [asdict(one) for one in texts],
            }
        )
    else:
        _print_result(project, result)
        if find and not result.errors:
            _print_texts(texts)
    return EXIT_FINDINGS if result.errors or texts else EXIT_OK


def _print_result(project: Project, result: SiteResult) -> None:
    for error in result.errors:
        note(f"error: {error}")
    for one in _refused(result):
        note(f"{one.locale}: {one.source!r} is shown as it is: {one.reason}")
    if not result.errors:
        for item in project.config.locales:
            home = project.site_dir / item.path / "index.html"
            say(f"{item.locale.code}: {_shown(project, home)}")


def _print_texts(texts: tuple[PlainText, ...]) -> None:
    for one in texts:
        more = len(one.pages) - 1
        others = f" and {plural(more, 'more page')}" if more else ""
        say(f"{one.pages[0]}{others}: {one.place}: {one.text}")
    if texts:
        say(f"{plural(len(texts), 'text')} never became a segment")
    else:
        say("all text became segments")


def _refused(result: SiteResult) -> list[Unpublished]:
    return [one for one in result.unpublished if one.source]


def _shown(project: Project, path: Path) -> str:
    return os.path.relpath(path, project.root).replace(os.sep, "/")
