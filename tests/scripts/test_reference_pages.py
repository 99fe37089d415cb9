"""The documentation of commands and settings says what the code takes."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields

import click
import pytest

from bitext.cli.main import bitext
from bitext.config import Config
from bitext.guard_config import Danger
from bitext.reader_config import ReaderConfig
from reference_pages import DOCS, pages
from reference_pages.commands import commands

CONSOLE = re.compile(r"^ *```console\n(?P<lines>.*?)^ *```$", re.MULTILINE | re.DOTALL)
KNOWN = {name: command for group in commands().values() for name, command in group}


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every line of the help site and the README that runs bitext, and its file."""
    files = [*sorted(DOCS.rglob("*.md")), DOCS.parent / "README.md"]
    for file in files:
        for block in CONSOLE.finditer(file.read_text(encoding="utf-8")):
            for line in block["lines"].splitlines():
                found = re.match(r"\s*\$ (bitext .*)", line)
                if found:
                    yield file.relative_to(DOCS.parent).as_posix(), found[1]


@pytest.mark.parametrize(("path", "text"), sorted(pages().items()))
def test_a_page_has_what_the_code_says(path: str, text: str) -> None:
    # To bring them up to date: scripts/reference
    assert (DOCS / path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("commands", {name.replace(" ", "-") for name in commands()}),
        ("configuration", {one.name for one in fields(Config)}),
    ],
)
def test_there_is_a_page_for_each_and_no_other(folder: str, names: set[str]) -> None:
    there = {path.stem for path in (DOCS / "reference" / folder).glob("*.md")}
    assert there - {"index"} == names


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("reader", [one.name for one in fields(ReaderConfig)]),
        ("guard", [str(danger) for danger in Danger]),
    ],
)
def test_a_page_names_all_that_is_below_its_setting(
    setting: str, names: list[str]
) -> None:
    text = (DOCS / f"reference/configuration/{setting}.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize(("file", "line"), sorted(set(shown_commands())))
def test_a_command_that_is_shown_is_one(file: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    name = next(
        " ".join(words[:count])
        for count in (2, 1)
        if " ".join(words[:count]) in KNOWN or count == 1
    )
    if name in {"--version", "--help"}:
        return
    assert name in KNOWN, file
    command = KNOWN[name]
    parser = command.make_parser(click.Context(command, parent=click.Context(bitext)))
    try:
        parser.parse_args(words[len(name.split()) :])
    except click.UsageError as error:
        pytest.fail(f"{file}: {line}: {error}")
