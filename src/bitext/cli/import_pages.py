"""``bitext import markdown``: translated pages into catalogs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from bitext.cli import options
from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.project import chosen, open_project
from bitext.site.page_import import Fate, ImportedPages, import_pages

__all__ = ["markdown"]

_LISTED = 10
Item = TypeVar("Item")


@click.command("markdown", short_help="Read translated Markdown pages.")
@click.argument(
    "folder",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@options.one_locale
@click.option("--fuzzy", "as_fuzzy", is_flag=True, help="Mark all of it as fuzzy.")
@options.config_file
@options.json_output
def markdown(
    folder: Path | None,
    code: str,
    config_file: Path,
    *,
    as_fuzzy: bool,
    as_json: bool,
) -> None:
    """Take pages that were translated as wholes into the catalogs of a language.

    The pages of FOLDER have the names of their articles. Without it, pages beside the
    articles are read: start.nb.md beside start.md. Sentences are aligned by order,
    length and what translations keep; what is doubtful becomes fuzzy. What the catalogs
    have stays.
    """
    project = open_project(config_file)
    item = chosen(project, [code])[0]
    with progress("Aligning pages", len(project.articles)) as bar:
        done = import_pages(
            project, item=item, folder=folder, as_fuzzy=as_fuzzy, advance=bar.advance
        )
    if as_json:
        print_json(_as_json(done))
        return
    counts = ", ".join(f"{done.sentences[one]:,} {one}" for one in Fate)
    say(f"{plural(done.pages, 'page')}; sentences: {counts}")
    _list(
        done.unplaced,
        "sentences of pages have no place in their articles and were not imported",
        lambda one: f"{one.path}:{one.line}: {one.text}",
    )
    _list(
        done.intake.doubtful,
        "translations are fuzzy since they have faults",
        lambda one: f"{one.place}: {one.reason}",
    )
    _list(
        done.intake.refused,
        "translations were not imported",
        lambda one: f"{one.place}: {one.reason}",
    )
    _list(done.strangers, "files are pages of no article", str)
    if done.beside:
        note(
            f"{plural(len(done.beside), 'page')} beside their articles still stand in "
            f"the place of the translations; once you have looked at them, delete them:"
        )
        for path in done.beside[:_LISTED]:
            note(f"  {path}")
        if len(done.beside) > _LISTED:
            note(f"  and {len(done.beside) - _LISTED:,} more")
    say(f"{plural(done.changed, 'file')} changed")


def _as_json(done: ImportedPages) -> dict[str, object]:
    return {
        "pages": done.pages,
        "sentences": {str(one): done.sentences[one] for one in Fate},
        "unplaced": [[one.path, one.line, one.text] for one in done.unplaced],
        "as_fuzzy": [[one.place, one.reason] for one in done.intake.doubtful],
        "refused": [[one.place, one.reason] for one in done.intake.refused],
        "strangers": done.strangers,
        "beside": done.beside,
        "files_changed": done.changed,
    }


def _list(items: Sequence[Item], what: str, line: Callable[[Item], str]) -> None:
    if not items:
        return
    note(f"{len(items):,} {what}:")
    for one in items[:_LISTED]:
        note(f"  {line(one)}")
    if len(items) > _LISTED:
        note(f"  and {len(items) - _LISTED:,} more; --json lists all")
