"""``bitext stats``: how much is translated."""

from dataclasses import asdict
from pathlib import Path

import click

from bitext.catalog import Statistics, count
from bitext.cli import options
from bitext.cli.console import print_json, progress
from bitext.cli.project import chosen, open_project
from bitext.site.catalogs import update_catalogs

__all__ = ["command"]


@click.command("stats")
@options.config_file
@options.locales
@options.json_output
def command(config_file: Path, codes: tuple[str, ...], *, as_json: bool) -> None:
    """Show how many messages and words of each language are translated.

    Counted as the next update would leave the catalogs; nothing is written.
    """
    project = open_project(config_file)
    with progress("Reading articles", len(project.translated)) as bar:
        updates = update_catalogs(
            project, locales=chosen(project, codes), advance=bar.advance
        )
    statistics = {
        code: sum(map(count, update.catalogs.values()), Statistics())
        for code, update in updates.items()
    }
    if as_json:
        print_json(
            {
                code: {**asdict(one), "coverage": round(one.coverage, 4)}
                for code, one in statistics.items()
            }
        )
    else:
        _print_table(statistics)


def _print_table(statistics: dict[str, Statistics]) -> None:
    # rich takes a tenth of a second to import: only a table needs it.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.table import Table  # noqa: PLC0415 - see above

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("locale")
    for name in ("messages", "words", "translated", "fuzzy", "untranslated", "percent"):
        table.add_column(name, justify="right")
    for code, one in statistics.items():
        table.add_row(
            code,
            f"{one.total.messages:,}",
            f"{one.total.words:,}",
            f"{one.translated.messages:,}",
            f"{one.fuzzy.messages:,}",
            f"{one.untranslated.messages:,}",
            # Never rounded up to a hundred: a hundred means all.
            f"{int(one.coverage * 1000) / 10:.1f}",
        )
    Console(soft_wrap=True).print(table)
