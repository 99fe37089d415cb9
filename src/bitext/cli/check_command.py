"""``bitext check``: whether translations are fit to publish."""

import sys
from pathlib import Path

import click

from bitext.check import Severity
from bitext.cli import options
from bitext.cli.console import progress, say_report
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.project import chosen, open_project
from bitext.report import json as json_report
from bitext.report import text as text_report
from bitext.site.checks import check_project

__all__ = ["command"]


@click.command("check")
@options.config_file
@options.locales
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.ERROR),
    show_default=True,
    help="Lowest severity that gives exit code 1.",
)
@options.json_output
def command(
    config_file: Path, codes: tuple[str, ...], fail_on: str, *, as_json: bool
) -> int:
    """Check translations against their sources.

    Nothing is built or written. The exit code is 1 when there are findings that
    count, 0 otherwise.
    """
    project = open_project(config_file)
    locales = chosen(project, codes)
    steps = len(project.translated) * len(locales)
    with progress("Checking", steps) as bar:
        findings = check_project(project, locales=locales, advance=bar.advance)
    if as_json:
        say_report(json_report.render(findings).rstrip("\n"))
    else:
        is_coloured = sys.stdout.isatty()
        say_report(text_report.render(findings, is_coloured=is_coloured).rstrip("\n"))
    threshold = Severity(fail_on)
    counts = any(finding.severity.reaches(threshold) for finding in findings)
    return EXIT_FINDINGS if counts else EXIT_OK
