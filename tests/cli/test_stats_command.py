"""What ``bitext stats`` prints of a project."""

import json
from pathlib import Path

from tests.cli.conftest import CONFIG, Run, tree
from tests.cli.test_commands import translate


def test_statistics_count_messages_and_words(run: Run, project: Path) -> None:
    run("update")
    translate(
        project / "locales/nb/LC_MESSAGES/index.md.po",
        {"Bail the boat.": "Øs båten."},
    )
    (language,) = json.loads(run("stats", "--json").out)["languages"]
    assert language["locale"] == "nb"
    assert language["translated"] == {"messages": 1, "words": 3}
    assert language["untranslated"] == {"messages": 3, "words": 7}
    assert language["percent"] == 30.0
    assert "30.0 %" in run("stats").out


def test_statistics_need_no_update_and_write_nothing(run: Run, project: Path) -> None:
    before = tree(project)
    assert "0.0 %" in run("stats").out
    assert tree(project) == before


def test_rows_are_languages_sections_or_pages(run: Run, project: Path) -> None:
    nav = "nav:\n  - index.md\n  - At sea:\n    - Oars: boats/oars.md\n"
    (project / "mkdocs.yml").write_text(CONFIG + nav)
    (project / "docs/boats").mkdir()
    (project / "docs/boats/oars.md").write_text("# Oars\n\nThey float.\n")
    (project / "docs/boats/alone.md").write_text("# Alone\n")
    sections = run("stats", "--by", "section", "--format", "csv").out.splitlines()
    assert [line.split(",")[2] for line in sections] == [
        "section",
        "",
        "At sea",
        "boats",
    ]
    pages = run("stats", "--by", "page", "--page", "boats/*", "--format", "csv").out
    assert [line.split(",")[3] for line in pages.splitlines()] == [
        *("page", "boats/oars.md", "boats/alone.md")
    ]
    markdown = run("stats", "--by", "page", "--format", "markdown").out
    assert "| boats/oars.md | 2 | 3 |" in markdown


def test_page_that_does_not_exist_is_an_error(run: Run, project: Path) -> None:
    assert (project / "docs/index.md").is_file()
    outcome = run("stats", "--page", "oars.md")
    assert outcome.code == 2
    assert "--page oars.md: there is no such article" in outcome.err


def test_badge_stands_for_one_language_or_all(run: Run, project: Path) -> None:
    assert "Norsk bokmål: 0%" in run("stats", "--format", "badge").out
    config = CONFIG.replace("[nb]", "[nb, ja]")
    (project / "mkdocs.yml").write_text(config)
    assert "translated: 0%" in run("stats", "--format", "badge").out
    assert "日本語: 0%" in run("stats", "--format", "badge", "-l", "ja").out
