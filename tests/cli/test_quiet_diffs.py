"""What an edit does to the history of a catalog, and to branches that are merged."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CATALOG = Path("locales/nb/LC_MESSAGES/index.md.po")
NUMBER = 200


def sentence(number: int) -> str:
    return f"Boat number {number * 7} is rowed by a crew of its own."


def edit(number: int) -> None:
    path = Path("docs/index.md")
    text = path.read_text()
    old = sentence(number)
    assert old in text
    path.write_text(text.replace(old, old.replace("is rowed by", "belongs to")))


def git(*arguments: str) -> str:
    identity = ("-c", "user.name=Kari", "-c", "user.email=kari@example.org")
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed")
    done = subprocess.run(
        [program, *identity, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def translated(run: Run, project: Path) -> Path:
    """A project under version control with an article of 200 translated messages."""
    text = "\n\n".join(sentence(number) for number in range(NUMBER))
    (project / "docs/index.md").write_text(f"{text}\n")
    (project / ".gitignore").write_text(".cache/\n")
    assert run("update").code == 0
    po = CATALOG.read_text()
    CATALOG.write_text(
        re.sub(r'msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "NB \1"', po)
    )
    assert run("update").code == 0
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=Translated")
    return project


def test_an_edited_sentence_changes_six_lines_of_its_message(
    run: Run, translated: Path
) -> None:
    before = CATALOG.read_text()
    edit(50)
    assert run("update").code == 0
    assert git("status", "--short").split() == ["M", "docs/index.md", "M", str(CATALOG)]
    after = CATALOG.read_text()
    added, removed, _ = git("diff", "--numstat", str(CATALOG)).split()
    assert int(added) + int(removed) <= 6
    (message,) = set(before.split("\n\n")) - set(after.split("\n\n"))
    assert sentence(50) in message
    assert len(before.split("\n\n")) == len(after.split("\n\n"))
    article = translated / "docs/index.md"
    article.write_text(article.read_text().replace("belongs to", "is rowed by"))
    assert run("update").code == 0
    assert CATALOG.read_text() == before


def branch(run: Run, name: str, *numbers: int) -> None:
    git("checkout", "--quiet", "-b", name, "main")
    for number in numbers:
        edit(number)
    assert run("update").code == 0
    git("commit", "--quiet", "--all", f"--message={name}")


@pytest.mark.usefixtures("translated")
def test_branches_that_edit_different_sentences_merge(run: Run) -> None:
    branch(run, "one", 50, 180)
    # One of them is the neighbour: a message has lines that its edit leaves alone.
    branch(run, "two", 51, 120)
    git("merge", "--quiet", "--no-edit", "one")
    assert CATALOG.read_text().count("#, fuzzy") == 4
    outcome = run("update", "--check")
    assert outcome.code == 0, outcome.out


@pytest.mark.usefixtures("translated")
def test_a_translator_and_a_writer_merge(run: Run) -> None:
    git("checkout", "--quiet", "-b", "translator", "main")
    po = CATALOG.read_text()
    po = po.replace(f'msgstr "NB {sentence(51)}"', 'msgstr "Båten."')
    date = "PO-Revision-Date: 2030-01-01 10:00+0000"
    CATALOG.write_text(re.sub(r"PO-Revision-Date: [^\\]*", date, po))
    git("commit", "--quiet", "--all", "--message=translator")
    branch(run, "writer", 50)
    git("merge", "--quiet", "--no-edit", "translator")
    merged = CATALOG.read_text()
    assert 'msgstr "Båten."' in merged
    assert date in merged
    outcome = run("update", "--check")
    assert outcome.code == 0, outcome.out
