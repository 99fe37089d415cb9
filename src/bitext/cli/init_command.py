"""``bitext init``: set bitext up in a MkDocs project."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import say
from bitext.files import read_text, write_atomic
from bitext.locales import parse_locale
from bitext.site.config_file import add_plugin

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


@click.command("init")
@options.config_file
@click.option(
    "--source",
    default="en",
    show_default=True,
    metavar="CODE",
    help="Language the articles are written in.",
)
@options.locales
def command(config_file: Path, source: str, codes: tuple[str, ...]) -> None:
    """Set bitext up in the MkDocs project of this folder.

    Adds the plugin to the configuration and keeps every other byte of it. Without a
    configuration a new project is started. Running it again changes nothing.
    """
    for code in (source, *codes):
        parse_locale(code)
    root = config_file.resolve().parent
    changed = []
    if config_file.exists():
        text = read_text(config_file)
    else:
        name = root.name.replace("-", " ").replace("_", " ").title()
        text = _NEW_SITE.format(name=name)
        page = root / "docs" / "index.md"
        if not page.parent.exists():
            write_atomic(page, _FIRST_PAGE.format(name=name).encode())
            changed.append("docs/index.md: a first article")
    edited = add_plugin(text, source=source, locales=codes, shown=str(config_file))
    if write_atomic(config_file, edited.encode()):
        changed.append(f"{config_file}: the plugin bitext")
    if _ignore_outputs(root / ".gitignore"):
        changed.append(f".gitignore: {', '.join(_IGNORED)}")
    for line in changed:
        say(f"added to {line}")
    if not changed:
        say("bitext is set up here already; nothing was changed")
    say(
        "next: bitext update" if codes else "next: bitext add CODE, such as: nb, ja, ar"
    )


def _ignore_outputs(path: Path) -> bool:
    """Keep what a build makes out of version control."""
    text = read_text(path) if path.exists() else ""
    present = {line.strip().strip("/") for line in text.splitlines()}
    missing = [line for line in _IGNORED if line.strip("/") not in present]
    if not missing:
        return False
    separator = "" if not text or text.endswith("\n") else "\n"
    return write_atomic(path, (text + separator + "\n".join(missing) + "\n").encode())
