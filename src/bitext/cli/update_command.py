"""``bitext update``: bring the catalogs up to date with the articles."""

from dataclasses import asdict
from pathlib import Path

import click

from bitext.catalog import Counts
from bitext.cli import options
from bitext.cli.console import plural, print_json, progress, say
from bitext.cli.project import chosen, open_project
from bitext.site.catalogs import update_catalogs

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
        updates = update_catalogs(
            project, locales=chosen(project, codes), advance=bar.advance
        )
    # Every locale has been decided: only now the first file is touched.
    changed = {code: update.changes.apply() for code, update in updates.items()}
    if as_json:
        print_json(
            {
                code: {"files_changed": changed[code], **asdict(update.counts)}
                for code, update in updates.items()
            }
        )
        return
    for code, update in updates.items():
        files = plural(changed[code], "file") if changed[code] else "no file"
        say(f"{code}: {files} changed; {describe(update.counts)}")


def describe(counts: Counts) -> str:
    """What became of the messages, in a line without zeros."""
    parts = [f"{number:,} {name}" for name, number in asdict(counts).items() if number]
    return ", ".join(parts) or "no messages"
