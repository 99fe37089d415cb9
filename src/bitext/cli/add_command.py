"""``bitext add``: add a language."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import plural, progress, say
from bitext.cli.project import chosen, open_project
from bitext.errors import BitextError
from bitext.files import read_text, write_atomic
from bitext.locales import parse_locale
from bitext.site.config_file import add_locale
from bitext.site.lock import catalogs_held
from bitext.site.updating import write_updates

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
    """Add a language to the configuration and make its catalogs.

    LOCALE is a BCP 47 tag, such as nb, ja or pt-BR.
    """
    locale = parse_locale(code)
    project = open_project(config_file)
    if code == project.config.source.locale.code:
        raise SourceLanguageError(config_file, code)
    with catalogs_held(project):
        # Only now: another command may have added a language a moment ago.
        project = open_project(config_file)
        known = {item.locale.code for item in project.config.locales}
        if code not in known:
            text = read_text(config_file)
            edited = add_locale(text, code, shown=str(config_file))
            write_atomic(config_file, edited.encode())
            project = open_project(config_file)
    with progress("Reading articles", len(project.translated)) as bar:
        updated = write_updates(
            project, locales=chosen(project, [code]), advance=bar.advance
        )[code]
    catalogs = updated.update.catalogs
    messages = sum(len(catalog.messages) for catalog in catalogs.values())
    say(
        f"{locale.english_name} ({code}): {plural(messages, 'message')} to translate "
        f"in {plural(len(catalogs), 'catalog')}, "
        f"{plural(updated.files, 'file')} written"
    )
    say(f"next: translate {project.locales_dir.name}/{locale.gettext}/LC_MESSAGES/")
