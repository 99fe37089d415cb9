"""What a change did to translations, between a git revision and the working tree."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bitext.report.effects import MOST_CHARACTERS
from tests.cli.conftest import ARTICLE, CONFIG, Run, tree
from tests.cli.test_commands import translate

TRANSLATIONS = {
    "Before you leave": "Før du drar",
    "Bail the boat.": "Øs båten.",
    "Check the **oars**.": "Se over **årene**.",
    "Read [more](a.md).": "Les [mer](a.md).",
}
EDITED = (
    ARTICLE.replace("Bail the boat.", "Bail the small boat.")
    + "\nRead [more](b.md). All is well here.\n"
)

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


def git(folder: Path, *arguments: str) -> None:
    program = shutil.which("git") or "git"
    settings = ("user.name=A", "user.email=a@b.example", "commit.gpgsign=false")
    options = [word for setting in settings for word in ("-c", setting)]
    subprocess.run(
        (program, *options, "-C", str(folder), *arguments),
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(project: Path, run: Run) -> Path:
    """The project below the top of a repository, translated and committed."""
    page = project / "docs/index.md"
    page.write_text(f"{ARTICLE}\nRead [more](a.md).\n")
    run("update")
    translate(project / "locales/nb/LC_MESSAGES/index.md.po", TRANSLATIONS)
    git(project.parent, "init")
    git(project.parent, "add", ".")
    git(project.parent, "commit", "-m", "Translated")
    page.write_text(EDITED)
    return project


def affected(run: Run, *arguments: str) -> list[tuple[str, str, str]]:
    report = json.loads(run("stats", "--since", "HEAD", "--json", *arguments).out)
    return [(one["effect"], one["before"], one["source"]) for one in report["affected"]]


WHAT_HAPPENED = [
    ("stale", "Bail the boat.", "Bail the small boat."),
    ("carried", "Read [more](a.md).", "Read [more](b.md)."),
    ("new", "", "All is well here."),
]


@needs_git
def test_edit_is_told_by_what_it_did(run: Run, repository: Path) -> None:
    before = tree(repository)
    assert affected(run) == WHAT_HAPPENED
    assert tree(repository) == before


@needs_git
def test_running_the_update_changes_nothing_of_it(run: Run, repository: Path) -> None:
    run("update")
    assert affected(run) == WHAT_HAPPENED
    translate(
        repository / "locales/nb/LC_MESSAGES/index.md.po",
        {"All is well here.": "Alt er vel her."},
    )
    assert affected(run) == WHAT_HAPPENED[:2]


@needs_git
def test_moved_text_and_what_was_stale_before_are_not_told(
    run: Run, repository: Path
) -> None:
    git(repository, "commit", "-am", "Edited, not updated")
    (repository / "docs/index.md").rename(repository / "docs/start.md")
    assert affected(run) == []
    assert "no translation is affected" in run("stats", "--since", "HEAD").out


@needs_git
def test_languages_and_pages_can_be_chosen(run: Run, repository: Path) -> None:
    assert affected(run, "--page", "other*") == []
    (repository / "mkdocs.yml").write_text(CONFIG.replace("[nb]", "[nb, ja]"))
    outcome = run("stats", "--since", "HEAD")
    assert "ja: was added since HEAD" in outcome.err
    assert "1 stale (4 words), 1 carried (2 words), 1 new (4 words)" in outcome.out


@needs_git
def test_comment_shows_sentences_as_code_and_fits(run: Run, repository: Path) -> None:
    page = repository / "docs/index.md"
    page.write_text(page.read_text().replace("All is well", "@all ```is``` well"))
    shown = run("stats", "--since", "HEAD", "--format", "markdown").out
    assert "| Norsk bokmål (nb) | 1 | 1 | 1 |" in shown
    assert "```diff\n- Bail the boat.\n+ Bail the small boat.\n```" in shown
    assert "````diff\n+ @all ```is``` well here.\n````" in shown
    for number in range(40):
        sentences = [f"Row {line} of {number} is far." for line in range(60)]
        (repository / f"docs/{number}.md").write_text(" ".join(sentences))
    shown = run("stats", "--since", "HEAD", "--format", "markdown").out
    assert len(shown) < MOST_CHARACTERS + 100
    assert shown.rstrip().endswith("more pages are affected.")


@needs_git
def test_cells_of_a_spreadsheet_are_defused(run: Run, repository: Path) -> None:
    (repository / "docs/index.md").write_text("Hi there, =cmd\n\n= 1 + 1\n\n@sum\n")
    shown = run("stats", "--since", "HEAD", "--format", "csv").out
    cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
    assert "'@sum" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@needs_git
def test_errors_name_the_revision_and_a_cure(run: Run, repository: Path) -> None:
    outcome = run("stats", "--since", "nowhere")
    assert (outcome.code, "knows no such revision" in outcome.err) == (2, True)
    outcome = run("stats", "--since", "--upload-pack=x")
    assert (outcome.code, "knows no such revision" in outcome.err) == (2, True)
    (repository / "mkdocs.yml").rename(repository / "site.yml")
    outcome = run("stats", "-f", "site.yml", "--since", "HEAD")
    assert outcome.code == 2
    assert "there was no boats/site.yml then" in outcome.err
    assert (
        run("stats", "-f", "site.yml", "--since", "HEAD", "--format", "badge").code == 2
    )


@needs_git
def test_old_configuration_that_is_broken_is_named_by_revision(
    run: Run, repository: Path
) -> None:
    (repository / "mkdocs.yml").write_text("site_name: x\nplugins: [search]\n")
    git(repository, "commit", "-am", "Without bitext")
    (repository / "mkdocs.yml").write_text(CONFIG)
    outcome = run("stats", "--since", "HEAD")
    assert outcome.code == 2
    assert (
        "--since HEAD: boats/mkdocs.yml: plugins: bitext is not listed" in outcome.err
    )


def test_folder_without_git_is_an_error(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent.parent))
    if shutil.which("git"):
        outcome = run("stats", "--since", "HEAD")
        assert "is not in a git repository" in outcome.err
    monkeypatch.setenv("PATH", "")
    outcome = run("stats", "--since", "HEAD")
    assert outcome.code == 2
    assert "git is not installed" in outcome.err
