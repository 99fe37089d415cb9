"""``bitext update``: bring the catalogs up to date with the articles."""

from dataclasses import asdict
from pathlib import Path

import click

from bitext.catalog import Counts
from bitext.cli import options
from bitext.cli.console import plural, print_json, progress, say
from bitext.cli.project import chosen, open_project
from bitext.site.updating import write_updates

__all__ = ["command", "describe"]


@click.command("update")
@options.config_file
@options.locales
@options.json_output
def command(config_file: Path, codes: tuple[str, ...], *, as_json: bool) -> None:
    """Bring the catalogs up to date with the articles.

    Translations of text that did not change are kept, of text that moved are moved,
    of text that changed are kept as fuzzy. Nothing is lost: what no article needs any
    more stays as obsolete or goes to memory.po. Running it again changes nothing.
    """
    project = open_project(config_file)
    with progress("Reading articles", len(project.translated)) as bar:
        updated = write_updates(
            project, locales=chosen(project, codes), advance=bar.advance
        )
    if as_json:
        print_json(
            {
                code: {"files_changed": one.files, **asdict(one.update.counts)}
                for code, one in updated.items()
            }
        )
        return
    for code, one in updated.items():
        files = plural(one.files, "file") if one.files else "no file"
        say(f"{code}: {files} changed; {describe(one.update.counts)}")


def describe(counts: Counts) -> str:
    """What became of the messages, in a line without zeros."""
    parts = [f"{number:,} {name}" for name, number in asdict(counts).items() if number]
    return ", ".join(parts) or "no messages"
