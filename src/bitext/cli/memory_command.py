"""``bitext memory``: every translation a language has, as its memory."""

from pathlib import Path

import click

from bitext.catalog import Amount, Remembered
from bitext.cli import options
from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.project import chosen, open_project
from bitext.report.terminal import safe
from bitext.site.memories import (
    Held,
    export_memory,
    import_memory,
    pretranslate,
    read_memory,
)

__all__ = ["command"]

_LISTED = 20
_EXACT = click.option(
    "--exact",
    type=click.Choice(["valid", "fuzzy"]),
    default="valid",
    show_default=True,
    help="What a translation of the very same text is.",
)


@click.group("memory")
def command() -> None:
    """Show, export, import and use the translation memory.

    The memory of a language is every translation in its catalogs and in memory.po,
    those of texts that no article has any more included.
    """


@command.command("show")
@options.config_file
@options.locales
@click.option("--find", metavar="TEXT", help="List the translations with this text.")
@options.json_output
def show(
    config_file: Path, codes: tuple[str, ...], find: str | None, *, as_json: bool
) -> None:
    """Show how much each language's memory holds, or what it has of a text."""
    project = open_project(config_file)
    held = {
        item.locale.code: read_memory(project, locale=item.locale)
        for item in chosen(project, codes)
    }
    if as_json:
        print_json({code: _as_json(one, find=find) for code, one in held.items()})
        return
    for code, one in held.items():
        if find is None:
            say(
                f"{code}: {plural(one.valid.messages, 'translation')}, "
                f"{one.fuzzy.messages:,} fuzzy"
            )
            continue
        found = one.found(find)
        for entry in found[:_LISTED]:
            say(f"{code}: {safe(entry.message.source)}")
            say(f"    {safe(entry.message.target)}")
            say(f"    {safe(_described(entry))}")
        if len(found) > _LISTED:
            note(f"{code}: and {len(found) - _LISTED:,} more; --json lists all")
        if not found:
            note(f"{code}: nothing found")


def _described(entry: Remembered) -> str:
    facts = ["fuzzy"] if entry.message.is_fuzzy else []
    if origin := entry.message.facts.get("origin"):
        facts.append(f"origin={origin}")
    if entry.message.is_obsolete:
        facts.append("obsolete")
    return ", ".join([entry.article or "memory.po", *facts])


def _as_json(held: Held, *, find: str | None) -> dict[str, object]:
    found: dict[str, object] = {
        "valid": _amount(held.valid),
        "fuzzy": _amount(held.fuzzy),
    }
    if find is not None:
        found["found"] = [
            {
                "source": one.message.source,
                "target": one.message.target,
                "article": one.article,
                "fuzzy": one.message.is_fuzzy,
                "origin": one.message.facts.get("origin"),
            }
            for one in held.found(find)
        ]
    return found


def _amount(amount: Amount) -> dict[str, int]:
    return {"messages": amount.messages, "words": amount.words}


@command.command("export")
@click.argument("code", metavar="LOCALE")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.  [default: LOCALE.tmx]",
)
@options.config_file
def export(code: str, output: Path | None, config_file: Path) -> None:
    """Write the memory of LOCALE as a TMX file."""
    project = open_project(config_file)
    target = output or Path(f"{code}.tmx")
    count = export_memory(project, item=chosen(project, [code])[0], output=target)
    say(f"{target}: {plural(count, 'translation')}")


@command.command("import")
@click.argument("code", metavar="LOCALE")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_EXACT
@options.config_file
@options.json_output
def import_(
    code: str,
    paths: tuple[Path, ...],
    exact: str,
    config_file: Path,
    *,
    as_json: bool,
) -> int:
    """Take TMX files into the memory of LOCALE.

    They go to memory.po. The next update gives their translations to the same texts
    and offers them for similar ones.
    """
    project = open_project(config_file)
    learned = import_memory(
        project,
        item=chosen(project, [code])[0],
        paths=paths,
        exact_is_fuzzy=exact == "fuzzy",
    )
    if as_json:
        print_json(
            {
                "added": learned.added,
                "known": learned.known,
                "refused": [
                    {"place": one.place, "reason": one.reason}
                    for one in learned.refused
                ],
                "files_changed": learned.changed,
            }
        )
    else:
        say(
            f"{plural(learned.added, 'translation')} added, {learned.known:,} known, "
            f"{len(learned.refused):,} refused"
        )
        for one in learned.refused[:_LISTED]:
            note(f"  {one.place}: {one.reason}")
    return EXIT_FINDINGS if learned.refused else EXIT_OK


@command.command("pretranslate")
@click.argument("code", metavar="LOCALE")
@click.argument("paths", nargs=-1)
@_EXACT
@options.config_file
@options.json_output
def pretranslate_(
    code: str,
    paths: tuple[str, ...],
    exact: str,
    config_file: Path,
    *,
    as_json: bool,
) -> None:
    """Update the catalogs of LOCALE and mark what came from the memory.

    PATHS are articles below docs/, such as guides/write.md or 'guides/*'; by default
    all are marked.
    """
    project = open_project(config_file)
    with progress("Reading articles", len(project.translated)) as bar:
        done = pretranslate(
            project,
            item=chosen(project, [code])[0],
            patterns=paths,
            exact_is_fuzzy=exact == "fuzzy",
            advance=bar.advance,
        )
    if as_json:
        print_json(
            {
                "messages": done.messages,
                "articles": done.articles,
                "files_changed": done.changed,
            }
        )
        return
    say(
        f"{plural(done.messages, 'message')} of {plural(done.articles, 'article')} "
        f"from the memory as {exact}, {plural(done.changed, 'file')} changed"
    )
