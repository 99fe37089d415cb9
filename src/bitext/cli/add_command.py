"""``bitext add``: add a language."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bitext.catalog import Changes
from bitext.cli import options
from bitext.cli.console import plural, progress, say
from bitext.cli.project import chosen, open_project
from bitext.errors import BitextError
from bitext.files import read_text, write_atomic
from bitext.locales import parse_locale
from bitext.site.config_file import add_locale
from bitext.site.lock import catalogs_held
from bitext.site.project import Project
from bitext.site.updating import prepare_memory, write_updates

__all__ = ["SourceLanguageError", "command"]


class SourceLanguageError(BitextError):
    """The language to add is the one the articles are written in."""

    def __init__(self, config_file: Path, code: str) -> None:
        self.code = code
        super().__init__(
            f"{config_file}: {code} is the source language already; "
            f"add a language to translate into"
        )


@click.command("add")
@click.argument("code", metavar="LOCALE")
@options.config_file
def command(code: str, config_file: Path) -> None:
    """Add a language to the configuration and make its catalogs and its memory.

    LOCALE is a BCP 47 tag, such as nb, ja or pt-BR.
    """
    locale = parse_locale(code)
    project = open_project(config_file)
    if code == project.config.source.locale.code:
        raise SourceLanguageError(config_file, code)
    with (
        _configured(project, code) as (project, is_new),
        progress("Reading articles", len(project.translated)) as bar,
    ):
        locales = chosen(project, [code])
        updated = write_updates(project, locales=locales, advance=bar.advance)[code]
        files = updated.files + prepare_memory(project, item=locales[0])
    catalogs = updated.update.catalogs.values()
    messages = [message for catalog in catalogs for message in catalog.messages]
    done = sum(message.is_translated for message in messages)
    if not is_new:
        say(f"{locale.english_name} ({code}) was there already")
    translated = f", {done:,} translated" if done else ""
    say(
        f"{locale.english_name} ({code}): {plural(len(messages), 'message')}"
        f"{translated}, in {plural(len(catalogs), 'catalog')}; "
        f"{plural(files, 'file')} written"
    )
    folder = f"{project.locales_dir.name}/{locale.gettext}/LC_MESSAGES/"
    say(f"next: translate {folder}, then run: bitext build")


@contextmanager
def _configured(project: Project, code: str) -> Iterator[tuple[Project, bool]]:
    """The project with the language in it, and whether it is new to it.

    If the language cannot be made ready, the configuration is as it was, and so is
    the folder of its catalogs.
    """
    config_file = project.config_file
    with catalogs_held(project):
        # Only now: another command may have added a language a moment ago.
        project = open_project(config_file)
        if code in {item.locale.code for item in project.config.locales}:
            before = edited = None
        else:
            before = read_text(config_file)
            edited = add_locale(before, code, shown=str(config_file))
            write_atomic(config_file, edited.encode())
    held = _files(project, code)
    try:
        yield (open_project(config_file) if edited else project), bool(edited)
    except BaseException:
        if before is not None and read_text(config_file) == edited:
            write_atomic(config_file, before.encode())
            Changes((), tuple(sorted(_files(project, code) - held))).apply()
        raise


def _files(project: Project, code: str) -> set[Path]:
    """What lies in the folder of a language."""
    folder = project.locales_dir / parse_locale(code).gettext
    return {path for path in folder.rglob("*") if path.is_file()}
