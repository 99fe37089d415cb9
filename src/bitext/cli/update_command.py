"""``bitext update``: bring the catalogs up to date with the articles."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from bitext.catalog import Counts, LocaleUpdate
from bitext.cli import options
from bitext.cli.console import plural, print_json, progress, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.outlook import relative, would_change
from bitext.cli.project import chosen, open_project
from bitext.site.catalogs import update_catalogs
from bitext.site.lock import unmixed
from bitext.site.updating import write_updates

__all__ = ["command", "describe"]


@click.command("update")
@options.config_file
@options.locales
@options.only_check
@options.json_output
def command(
    config_file: Path, codes: tuple[str, ...], *, only_check: bool, as_json: bool
) -> int:
    """Bring the catalogs up to date with the articles.

    Translations of text that did not change are kept, of text that moved are moved,
    of text that changed are kept as fuzzy. Nothing is lost: what no article needs any
    more stays as obsolete or goes to memory.po. Running it again changes nothing.
    """
    project = open_project(config_file)
    locales = chosen(project, codes)
    with progress("Reading articles", len(project.translated)) as bar:
        if only_check:
            updates = unmixed(
                project,
                lambda: update_catalogs(project, locales=locales, advance=bar.advance),
            )
        else:
            updated = write_updates(project, locales=locales, advance=bar.advance)
    if only_check:
        return _tell(updates, root=project.root, as_json=as_json)
    if as_json:
        print_json(
            {
                code: {"files_changed": one.files, **asdict(one.update.counts)}
                for code, one in updated.items()
            }
        )
        return EXIT_OK
    for code, one in updated.items():
        files = plural(one.files, "file") if one.files else "no file"
        say(f"{code}: {files} changed; {describe(one.update.counts)}")
    return EXIT_OK


def _tell(updates: Mapping[str, LocaleUpdate], *, root: Path, as_json: bool) -> int:
    """List what ``updates`` would change; the exit code."""
    files = {code: would_change(update.changes) for code, update in updates.items()}
    if as_json:
        print_json(
            {
                code: {
                    "files": relative(files[code], root=root),
                    **asdict(update.counts),
                }
                for code, update in updates.items()
            }
        )
    else:
        for code, update in updates.items():
            count = plural(len(files[code]), "file") if files[code] else "no file"
            say(f"{code}: {count} would change; {describe(update.counts)}")
            said = _reasons(update)
            for path, shown in zip(
                files[code], relative(files[code], root=root), strict=True
            ):
                say(f"  {shown}{said.get(path, '')}")
    return EXIT_FINDINGS if any(files.values()) else EXIT_OK


def _reasons(update: LocaleUpdate) -> dict[Path, str]:
    """What would become of files, by their paths, to be said behind them."""
    said = {}
    for article, catalog in update.catalogs.items():
        changes = update.counts_by_article[article].changes
        what = [f"{number:,} {name}" for name, number in changes.items()]
        is_new = [] if article in update.before else ["new"]
        parts = is_new + what or ["header, comments or order only"]
        said[Path(catalog.path)] = f": {', '.join(parts)}"
    return {**said, **dict.fromkeys(update.changes.deletions, ": deleted")}


def describe(counts: Counts) -> str:
    """What became of the messages, in a line without zeros."""
    parts = [f"{number:,} {name}" for name, number in asdict(counts).items() if number]
    return ", ".join(parts) or "no messages"
