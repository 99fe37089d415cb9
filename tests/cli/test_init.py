"""``bitext init``: what it finds out, changes and takes back."""

from pathlib import Path

import pytest

from bitext.site.config_file import add_plugin
from bitext.site.guessing import Guess, guess
from tests.cli.conftest import Run

PLAIN = "site_name: Boats\n\n# ours\ntheme:\n  name: material\n"
I18N = """\
site_name: Boats
theme: {name: material, language: nb}
plugins:
  - search
  - i18n:
      languages:
        - {locale: en, name: English}
        - {locale: nb, name: Norsk, default: true}
        - {locale: pt_BR, name: Português}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A MkDocs project that has not met bitext."""
    root = tmp_path / "boats"
    (root / "docs").mkdir(parents=True)
    (root / "docs/start.md").write_text("# Start\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def test_a_project_is_set_up_and_its_other_lines_stay(folder: Path, run: Run) -> None:
    answer = run("init")
    assert answer.code == 0
    assert "next: bitext add CODE" in answer.out
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert config.startswith(PLAIN)
    assert config == add_plugin(PLAIN, source="en", locales=(), shown="mkdocs.yml")
    assert ".cache/" in (folder / ".gitignore").read_text(encoding="utf-8")
    assert "nothing was changed" in run("init").out


def test_it_can_be_taken_back(folder: Path, run: Run) -> None:
    assert run("init", "--locale", "nb").code == 0
    answer = run("init", "--undo")
    assert answer.code == 0
    assert (folder / "mkdocs.yml").read_text(encoding="utf-8") == PLAIN
    assert not (folder / ".gitignore").exists()
    assert "nothing to take back" in run("init", "--undo").out


def test_what_has_changed_since_is_left_alone(folder: Path, run: Run) -> None:
    assert run("init").code == 0
    path = folder / "mkdocs.yml"
    changed = path.read_text(encoding="utf-8") + "copyright: us\n"
    path.write_text(changed, encoding="utf-8")
    answer = run("init", "--undo")
    assert answer.code == 1
    assert "has changed since" in answer.err
    assert path.read_text(encoding="utf-8") == changed


def test_languages_of_pages_are_found(folder: Path, run: Run) -> None:
    (folder / "docs/start.nb.md").write_text("# Begynn\n", encoding="utf-8")
    (folder / "docs/v1.2.md").write_text("# Version\n", encoding="utf-8")
    answer = run("init")
    assert "languages, from pages such as start.nb.md: nb" in answer.out
    assert "next: bitext import markdown -l nb" in answer.out
    assert "locales: [nb]" in (folder / "mkdocs.yml").read_text(encoding="utf-8")


def test_languages_of_another_plugin_are_found(folder: Path) -> None:
    assert guess(I18N, folder=folder) == Guess(
        "nb", ("en", "pt-BR"), "the plugin i18n", "i18n"
    )


@pytest.mark.parametrize("text", ["", "[", "- a", "theme: material", "x: !ENV [A, b]"])
def test_a_configuration_that_tells_nothing_is_no_fault(
    text: str, folder: Path
) -> None:
    assert guess(text, folder=folder) == Guess()


def test_an_empty_folder_becomes_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "-l", "nb").code == 0
    assert run("update").code == 0
    assert run("build").code == 0
    assert (tmp_path / "site/nb/index.html").is_file()
