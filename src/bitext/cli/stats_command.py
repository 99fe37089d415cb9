"""``bitext stats``: how much is translated."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bitext.catalog import LanguageEffects, LanguageStatistics, Statistics
from bitext.cli import options
from bitext.cli.console import note, progress, say_report
from bitext.cli.project import chosen, open_project
from bitext.report import effects
from bitext.report.statistics import badge, csv, json, markdown, table
from bitext.report.statistics.rows import By
from bitext.site.figures import read_statistics
from bitext.site.since import effects_since

__all__ = ["command"]

_TABLE, _JSON, _CSV, _MARKDOWN, _BADGE = "table", "json", "csv", "markdown", "badge"
_FORMATS = (_TABLE, _JSON, _CSV, _MARKDOWN, _BADGE)
_OVERALL = "translated"


@click.command("stats")
@options.config_file
@options.locales
@click.option(
    "-p",
    "--page",
    "pages",
    multiple=True,
    metavar="PATTERN",
    help="Only articles with such a path; may be given several times.",
)
@click.option(
    "--by",
    type=click.Choice([str(one) for one in By]),
    default=str(By.LOCALE),
    show_default=True,
    help="What a row is about.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(_FORMATS),
    default=_TABLE,
    show_default=True,
    help="What to print.",
)
@click.option(
    "--since",
    metavar="REVISION",
    help="What changes since a git revision did to translations.",
)
@options.json_output
def command(  # noqa: PLR0913 - one parameter for each option
    config_file: Path,
    codes: tuple[str, ...],
    *,
    pages: tuple[str, ...],
    by: str,
    shape: str,
    since: str | None,
    as_json: bool,
) -> None:
    """Show how many messages and words of each language are translated.

    Counted as the next update would leave the catalogs; nothing is written. With
    --since it lists the sentences whose translations were made stale or carried, and
    new ones.
    """
    shape = _JSON if as_json else shape
    if since is not None and shape == _BADGE:
        raise click.UsageError("--since lists sentences: a badge cannot show them")
    project = open_project(config_file)
    locales = chosen(project, codes)
    if since is not None:
        with progress("Reading articles", len(project.translated)) as bar:
            affected = effects_since(
                project, since, locales=locales, pages=pages, advance=bar.advance
            )
        compared = {one.locale for one in affected}
        for item in locales:
            if item.locale.code not in compared:
                note(f"{item.locale.code}: was added since {since}; not compared")
        say_report(_effects(affected, shape=shape, since=since).removesuffix("\n"))
        return
    with progress("Reading articles", len(project.translated)) as bar:
        languages = read_statistics(
            project, locales=locales, pages=pages, advance=bar.advance
        )
    say_report(_rendered(languages, shape=shape, by=By(by)).removesuffix("\n"))


def _effects(languages: Sequence[LanguageEffects], *, shape: str, since: str) -> str:
    if shape == _JSON:
        return effects.render_json(languages, since=since)
    if shape == _CSV:
        return effects.render_csv(languages)
    if shape == _MARKDOWN:
        return effects.render_markdown(languages, since=since)
    is_coloured = sys.stdout.isatty()
    return effects.render_text(languages, since=since, is_coloured=is_coloured)


def _rendered(languages: Sequence[LanguageStatistics], *, shape: str, by: By) -> str:
    if shape == _JSON:
        return json.render(languages)
    if shape == _CSV:
        return csv.render(languages, by=by)
    if shape == _MARKDOWN:
        return markdown.render(languages, by=by)
    if shape == _BADGE:
        label = languages[0].name if len(languages) == 1 else _OVERALL
        figures = sum((one.total for one in languages), Statistics())
        return badge.render(figures, label=label)
    if not sys.stdout.isatty():
        return table.render(languages, by=by)
    width = shutil.get_terminal_size().columns
    return table.render(languages, by=by, is_coloured=True, width=width)
