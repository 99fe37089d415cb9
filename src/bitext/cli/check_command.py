"""``bitext check``: whether translations are fit to publish."""

import os
import sys
from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from bitext.check import Finding, Severity
from bitext.check.acceptance import baseline_text
from bitext.check.manual import judged_rules, manuals
from bitext.check.other_findings import REFUSED
from bitext.cli import options
from bitext.cli.console import note, plural, progress, say, say_report
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.fixing import fix
from bitext.cli.project import chosen, open_project
from bitext.cli.site_checking import built_findings
from bitext.files import write_atomic
from bitext.report import github, gitlab, html, junit, manual, sarif
from bitext.report import json as json_report
from bitext.report import text as text_report
from bitext.site.accepting import (
    accept_baseline,
    baseline_entries,
    baseline_path,
    changed_since,
)
from bitext.site.checks import check_project
from bitext.site.project import Project

__all__ = ["command"]

_TEXT, _JSON = "text", "json"
_FORMATS = (_TEXT, _JSON, "sarif", "junit", "github", "gitlab", "html")
_SEVERITIES = [str(severity) for severity in Severity]


def _known_rules(
    context: click.Context, parameter: click.Parameter, rules: tuple[str, ...]
) -> tuple[str, ...]:
    del context, parameter
    for rule in rules:
        if rule not in manuals():
            like = get_close_matches(rule, manuals(), n=1)
            hint = f"did you mean {like[0]}?" if like else "see: bitext check --explain"
            raise click.BadParameter(f"there is no rule {rule}; {hint}")
    return rules


@click.command("check")
@options.config_file
@options.locales
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    callback=_known_rules,
    help="Only findings of this rule; may be given several times.",
)
@click.option(
    "--severity",
    type=click.Choice(_SEVERITIES),
    default=str(Severity.INFO),
    show_default=True,
    help="Lowest severity that is reported.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default=str(Severity.ERROR),
    show_default=True,
    help="Lowest severity that gives exit code 1.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(_FORMATS),
    default=_TEXT,
    show_default=True,
    help="What to report in; the exit code is the same.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file.",
)
@click.option(
    "--site",
    "has_site",
    is_flag=True,
    help="Check the built HTML of all languages too.",
)
@click.option(
    "--external",
    "has_external",
    is_flag=True,
    help="As --site, and ask other sites whether the pages linked to are there.",
)
@click.option(
    "--changed-since",
    "since",
    metavar="REVISION",
    help="Only findings of messages that a git revision did not have.",
)
@click.option(
    "--baseline/--no-baseline",
    "has_baseline",
    default=True,
    show_default=True,
    help="Whether findings of the baseline are accepted.",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write the baseline anew: accept, for now, all there is.",
)
@click.option(
    "--fix",
    "fixes",
    is_flag=True,
    help="Mend blanks where that is safe; what changes is shown first.",
)
@click.option("-y", "--yes", is_flag=True, help="Mend without asking.")
@click.option(
    "--explain",
    is_flag=False,
    flag_value="",
    metavar="[RULE]",
    help="Print what a rule is about; all rules without its name.",
)
@options.json_output
def command(  # noqa: PLR0913 - one parameter for each option
    config_file: Path,
    codes: tuple[str, ...],
    *,
    rules: tuple[str, ...],
    severity: str,
    fail_on: str,
    shape: str,
    output: Path | None,
    has_site: bool,
    has_external: bool,
    since: str | None,
    has_baseline: bool,
    write_baseline: bool,
    fixes: bool,
    yes: bool,
    explain: str | None,
    as_json: bool,
) -> int:
    """Check translations against their sources.

    Nothing is built, and no catalog is written. The exit code is 1 when there are
    findings that count, 0 otherwise.
    """
    if explain is not None:
        _explain(explain)
        return EXIT_OK
    project = open_project(config_file)
    locales = chosen(project, codes)
    if fixes:
        _require_catalogs_alone(has_site or has_external)
        return fix(project, locales=locales, rules=rules, is_agreed=yes)
    steps = len(project.translated) * len(locales)
    with progress("Checking", steps) as bar:
        findings = list(check_project(project, locales=locales, advance=bar.advance))
    has_site = has_site or has_external
    if has_site:
        built = built_findings(project, locales, with_external=has_external)
        findings = sorted([*findings, *built])
    judged = judged_rules(with_site=has_site, with_external=has_external)
    if write_baseline:
        if codes or rules or since:
            raise click.UsageError(
                "--write-baseline accepts all there is; leave the other options out"
            )
        _write_baseline(project, findings, judged=judged)
        return EXIT_OK
    if has_baseline:
        findings = accept_baseline(findings, project, locales=locales, judged=judged)
    if since is not None:
        findings = changed_since(findings, project, since, locales=locales)
    findings = [
        one
        for one in findings
        if one.severity.reaches(Severity(severity)) and (not rules or one.rule in rules)
    ]
    threshold = Severity(fail_on)
    shape = _JSON if as_json else shape
    if shape == _TEXT and output is None and sys.stdout.isatty():
        report = text_report.render(findings, is_coloured=True)
    else:
        name = project.site_name
        report = _rendered(findings, shape=shape, fail_on=threshold, site_name=name)
    if output is None:
        say_report(report.removesuffix("\n"))
    else:
        write_atomic(output, report.encode())
        note(f"{text_report.summary(findings)}: see {output}")
    counts = any(finding.severity.reaches(threshold) for finding in findings)
    return EXIT_FINDINGS if counts else EXIT_OK


def _require_catalogs_alone(has_more: bool) -> None:  # noqa: FBT001 - a question
    if has_more:
        raise click.UsageError("--fix repairs catalogs; leave --site out")


def _write_baseline(
    project: Project, findings: Sequence[Finding], *, judged: Collection[str]
) -> None:
    path = baseline_path(project)
    # What rules find that were not asked, such as those of the built site, stays.
    kept = [one for one in baseline_entries(project) if one["rule"] not in judged]
    write_atomic(path, baseline_text(findings, kept=kept).encode())
    refused = sum(one.rule == REFUSED for one in findings)
    count = plural(len(findings) - refused, "finding")
    say(f"{os.path.relpath(path)}: accepts {count}")
    if refused:
        note(f"{refused:,} of the guard are left: the source is shown in their place")


def _rendered(
    findings: Sequence[Finding], *, shape: str, fail_on: Severity, site_name: str
) -> str:
    renderers: dict[str, Callable[[], str]] = {
        _TEXT: lambda: text_report.render(findings),
        _JSON: lambda: json_report.render(findings),
        "sarif": lambda: sarif.render(findings, manuals=manuals()),
        "junit": lambda: junit.render(findings, fail_on=fail_on),
        "github": lambda: github.render(findings),
        "gitlab": lambda: gitlab.render(findings),
        "html": lambda: html.render(findings, site_name=site_name, manuals=manuals()),
    }
    return renderers[shape]()


def _explain(rule: str) -> None:
    if not rule:
        width = max(map(len, manuals()))
        for one in manuals().values():
            say_report(f"{one.id:{width}}  {one.severity:7}  {one.summary}")
        return
    _known_rules(click.get_current_context(), click.Option(["--explain"]), (rule,))
    text = manual.render(manuals()[rule], is_coloured=sys.stdout.isatty())
    say_report(text.removesuffix("\n"))
