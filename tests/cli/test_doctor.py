"""``bitext doctor``: what it sees of a project."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, Run

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def told(run: Run) -> list[str]:
    answer = run("doctor", "--json")
    return [one["text"] for one in json.loads(answer.out)["ailments"]]


def put(path: Path, text: str = PO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_healthy_project_is_said_to_be_so(project: Path, run: Run) -> None:
    config = CONFIG + "site_url: https://boats.example/\n"
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert run("update").code == 0
    answer = run("doctor")
    assert answer.code == 0
    assert "nothing stands in the way" in answer.out
    assert "bitext " in answer.out
    assert "articles" in answer.out


def test_a_configuration_that_cannot_be_read_is_an_ailment(
    project: Path, run: Run
) -> None:
    (project / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    answer = run("doctor")
    assert answer.code == 1
    assert "not valid YAML" in answer.out
    assert "mkdocs-material" in answer.out


def no_theme(project: Path) -> None:
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    put(project / "mkdocs.yml", config.replace("material", "mkdocs"))


def no_search(project: Path) -> None:
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    put(project / "mkdocs.yml", config.replace("  - search\n", ""))


def misplaced(project: Path) -> None:
    put(project / "locales/nb/index.md.po")


def unknown(project: Path) -> None:
    put(project / "locales/pt_BR/index.md.po")


def unreadable(project: Path) -> None:
    put(project / "locales/nb/LC_MESSAGES/index.md.po", "msgid nonsense")


def no_catalogs(project: Path) -> None:
    del project


def ignored(project: Path) -> None:
    put(project / "locales/nb/LC_MESSAGES/index.md.po")
    put(project / ".gitignore", "locales/\n")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)  # noqa: S607 - the git there is


@pytest.mark.parametrize(
    ("break_", "words"),
    [
        (no_theme, "theme: the theme is mkdocs"),
        (no_search, "search is not listed"),
        (misplaced, "locales/nb/index.md.po: lies where no catalog is looked for"),
        (unknown, "no language of the site is pt_BR"),
        (unreadable, "locales/nb/LC_MESSAGES/index.md.po:1"),
        (no_catalogs, "locales/: is not there"),
        (ignored, "locales/: git ignores it"),
    ],
)
def test_common_mistakes_are_seen(
    project: Path, run: Run, break_: Callable[[Path], None], words: str
) -> None:
    break_(project)
    assert any(words in text for text in told(run)), told(run)
