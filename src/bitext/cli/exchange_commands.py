"""``bitext export`` and ``import`` of XLIFF, TMX and CSV: one command for each."""

from collections.abc import Sequence
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.project import chosen, open_project
from bitext.exchange.formats import FORMATS
from bitext.exchange.intake import Intake, Outcome, Refused
from bitext.site.exchange import export_files, import_files

__all__ = ["export_to", "import_from"]

_LISTED = 20


def export_to(name: str) -> click.Command:
    """The command that exports to the format called ``name``."""
    form = FORMATS[name]

    @click.command(
        name,
        short_help=f"Write {form.title} files.",
        help=f"Write the messages of LOCALE to {form.title}.\n\n"
        "PATHS are articles below docs/, such as guides/write.md or 'guides/*'; by "
        "default all. Nothing changes below locales/.",
    )
    @click.argument("code", metavar="LOCALE")
    @click.argument("paths", nargs=-1)
    @click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        help=f"A file that ends in {form.suffixes[0]}, or a folder that gets a file "
        f"for each article.  [default: LOCALE{form.suffixes[0]}]",
    )
    @options.config_file
    @options.json_output
    def export(
        code: str,
        paths: tuple[str, ...],
        output: Path | None,
        config_file: Path,
        *,
        as_json: bool,
    ) -> None:
        project = open_project(config_file)
        item = chosen(project, [code])[0]
        target = output or Path(f"{code}{form.suffixes[0]}")
        with progress("Reading articles", len(project.translated)) as bar:
            exported = export_files(
                project,
                item=item,
                form=form,
                output=target,
                patterns=paths,
                advance=bar.advance,
            )
        if as_json:
            print_json(
                {
                    "articles": exported.articles,
                    "messages": exported.messages,
                    "files_changed": exported.changed,
                }
            )
            return
        say(
            f"{target}: {plural(exported.messages, 'message')} of "
            f"{plural(exported.articles, 'article')}, "
            f"{plural(exported.changed, 'file')} changed"
        )

    return export


def import_from(name: str) -> click.Command:
    """The command that imports from the format called ``name``."""
    form = FORMATS[name]

    @click.command(
        name,
        short_help=f"Read {form.title} files.",
        help=f"Take the translations of {form.title} files into LOCALE.\n\n"
        "PATHS are files, or folders of them. What does not fit the articles is "
        "refused unit by unit, with the reason, and the exit code is 1 then; the rest "
        "is imported.",
    )
    @click.argument("code", metavar="LOCALE")
    @click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option(
        "--fuzzy", "as_fuzzy", is_flag=True, help="Mark all that changes as fuzzy."
    )
    @options.config_file
    @options.json_output
    def import_(
        code: str,
        paths: tuple[Path, ...],
        config_file: Path,
        *,
        as_fuzzy: bool,
        as_json: bool,
    ) -> int:
        project = open_project(config_file)
        item = chosen(project, [code])[0]
        with progress("Reading articles", len(project.translated)) as bar:
            imported = import_files(
                project,
                item=item,
                form=form,
                paths=paths,
                as_fuzzy=as_fuzzy,
                advance=bar.advance,
            )
        if as_json:
            print_json(_intake_json(imported.intake, changed=imported.changed))
        else:
            _say_intake(imported.intake, changed=imported.changed)
        return EXIT_FINDINGS if imported.intake.refused else EXIT_OK

    return import_


def _intake_json(intake: Intake, *, changed: int) -> dict[str, object]:
    """What an import did, for ``--json``."""
    return {
        "files_changed": changed,
        "units": {str(one): intake.outcomes[one] for one in Outcome},
        "refused": [_as_json(one) for one in intake.refused],
        "as_fuzzy": [_as_json(one) for one in intake.doubtful],
    }


def _as_json(one: Refused) -> dict[str, str]:
    return {"place": one.place, "source": one.source, "reason": one.reason}


def _say_intake(intake: Intake, *, changed: int) -> None:
    """Print what an import did, and why not all of it."""
    counts = ", ".join(
        f"{count:,} {outcome}"
        for outcome in Outcome
        if (count := intake.outcomes[outcome])
    )
    say(f"units: {counts or 'none'}")
    _list(intake.refused, "refused")
    _list(intake.doubtful, "imported as fuzzy")
    say(f"{plural(changed, 'file')} changed")


def _list(items: Sequence[Refused], what: str) -> None:
    if not items:
        return
    note(f"{plural(len(items), 'unit')} {what}:")
    for one in items[:_LISTED]:
        source = f" {one.source!r}:" if one.source else ""
        note(f"  {one.place}:{source} {one.reason}")
    if len(items) > _LISTED:
        note(f"  and {len(items) - _LISTED:,} more; --json lists all")
