"""``bitext init``: set bitext up in a MkDocs project."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import note, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.files import read_text, write_atomic
from bitext.locales import parse_locale
from bitext.site.config_file import add_plugin
from bitext.site.guessing import Guess, guess

__all__ = ["command"]

_NEW_SITE = """\
site_name: {name}
theme:
  name: material
"""
_FIRST_PAGE = """\
# {name}

Write your articles as Markdown files in this folder.
"""
_IGNORED = (".cache/", "/site/")
_WHAT = {
    "mkdocs.yml": "the plugin bitext",
    ".gitignore": ", ".join(_IGNORED),
}
_UNDO = ".cache/bitext/init.json"


@dataclass(frozen=True, slots=True)
class _Change:
    """A file as it is and as it would be."""

    path: Path
    before: str | None
    after: str


@click.command("init")
@options.config_file
@click.option(
    "--source",
    metavar="CODE",
    help="Language of the articles.  [default: as the project tells, or en]",
)
@options.locales
@click.option("-y", "--yes", is_flag=True, help="Make the changes without asking.")
@click.option("--undo", is_flag=True, help="Take the changes back.")
def command(
    config_file: Path,
    source: str | None,
    codes: tuple[str, ...],
    *,
    yes: bool,
    undo: bool,
) -> int:
    """Set bitext up in the MkDocs project of this folder.

    Adds the plugin to the configuration and keeps every other byte of it. Languages
    are those that the project tells of: another plugin, pages such as start.nb.md.
    Without a configuration a new project is started. Running it again changes nothing.
    """
    root = config_file.resolve().parent
    if undo:
        return _undo(root)
    for code in (*filter(None, [source]), *codes):
        parse_locale(code)
    text = read_text(config_file) if config_file.exists() else None
    told = guess(text or "", folder=root)
    locales = codes or told.locales
    changes = list(
        _changes(config_file, text, source=source or told.source, locales=locales)
    )
    if not changes:
        say("bitext is set up here already; nothing was changed")
    elif not _agreed(changes, root, yes=yes):
        say("nothing was changed")
        return EXIT_OK
    for one in changes:
        one.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(one.path, one.after.encode())
        what = _WHAT.get(one.path.name, "a first article")
        say(f"added to {os.path.relpath(one.path, root)}: {what}")
    if changes:
        _remember(changes, root)
        say("to take it back: bitext init --undo")
    if changes and not codes and told.locales:
        say(f"languages, from {told.why}: {', '.join(told.locales)}")
    _say_next(locales, told)
    return EXIT_OK


def _changes(
    config_file: Path, text: str | None, *, source: str, locales: Sequence[str]
) -> Iterator[_Change]:
    root = config_file.resolve().parent
    name = root.name.replace("-", " ").replace("_", " ").title()
    page = root / "docs" / "index.md"
    if text is None and not page.parent.exists():
        yield _Change(page, None, _FIRST_PAGE.format(name=name))
    new = _NEW_SITE.format(name=name) if text is None else text
    edited = add_plugin(new, source=source, locales=locales, shown=str(config_file))
    if edited != text:
        yield _Change(config_file.resolve(), text, edited)
    ignored = root / ".gitignore"
    before = read_text(ignored) if ignored.exists() else None
    after = _with_outputs(before or "")
    if after != (before or ""):
        yield _Change(ignored, before, after)


def _agreed(changes: Sequence[_Change], root: Path, *, yes: bool) -> bool:
    """Show the changes at a terminal, and ask."""
    if yes or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    for one in changes:
        name = os.path.relpath(one.path, root)
        lines = unified_diff(
            (one.before or "").splitlines(),
            one.after.splitlines(),
            name,
            name,
            lineterm="",
        )
        say("\n".join(lines))
    return click.confirm("Make these changes?", default=True)


def _remember(changes: Sequence[_Change], root: Path) -> None:
    """Keep what the files held, for ``--undo``."""
    kept = [[os.path.relpath(one.path, root), one.before, one.after] for one in changes]
    write_atomic(root / _UNDO, json.dumps(kept, ensure_ascii=False).encode())


def _undo(root: Path) -> int:
    """Put back what the files held; what has changed since is left alone."""
    path = root / _UNDO
    if not path.is_file():
        say("there is nothing to take back")
        return EXIT_OK
    stays = False
    for name, before, after in json.loads(read_text(path)):
        file = root / name
        if not file.is_file() or read_text(file) != after:
            note(f"{name}: has changed since; take out of it what bitext added")
            stays = True
        elif before is None:
            file.unlink()
            say(f"removed {name}")
        else:
            write_atomic(file, before.encode())
            say(f"restored {name}")
    if not stays:
        path.unlink()
    return EXIT_FINDINGS if stays else EXIT_OK


def _say_next(locales: Sequence[str], told: Guess) -> None:
    if told.other_plugin:
        say(
            f"next: take the plugin {told.other_plugin} out of mkdocs.yml, which makes "
            f"languages too; then, for each language: bitext import markdown -l "
            f"{(*told.locales, 'nb')[0]}"
        )
    elif told.locales:
        say(f"next: bitext import markdown -l {told.locales[0]}")
    elif locales:
        say("next: bitext update")
    else:
        say("next: bitext add CODE, such as: nb, ja, ar")


def _with_outputs(text: str) -> str:
    """``text`` of a .gitignore that keeps what a build makes out of version control."""
    present = {line.strip().strip("/") for line in text.splitlines()}
    missing = [line for line in _IGNORED if line.strip("/") not in present]
    if not missing:
        return text
    separator = "" if not text or text.endswith("\n") else "\n"
    return text + separator + "\n".join(missing) + "\n"
