"""``bitext import markdown``: pages that were translated as wholes."""

import json
from pathlib import Path

import polib

from tests.cli.conftest import Run

PAGE = "# Før du drar\n\nØs båten. Se etter **årene**.\n"
CATALOG = "locales/nb/LC_MESSAGES/index.md.po"


def targets(project: Path) -> dict[str, str]:
    return {one.msgid: one.msgstr for one in polib.pofile(str(project / CATALOG))}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_pages_beside_their_articles_are_imported(project: Path, run: Run) -> None:
    write(project / "docs/index.nb.md", PAGE)
    answer = run("import", "markdown", "--locale", "nb")
    assert answer.code == 0
    assert "1 page; sentences: 3 valid, 0 fuzzy" in answer.out
    assert "docs/index.nb.md" in answer.err
    assert targets(project) == {
        "Before you leave": "Før du drar",
        "Bail the boat.": "Øs båten.",
        "Check the **oars**.": "Se etter **årene**.",
    }


def test_pages_of_a_folder_are_imported(project: Path, run: Run) -> None:
    folder = project / "i18n/nb"
    write(folder / "index.md", PAGE)
    write(folder / "gone.md", "# Borte\n")
    answer = run("import", "markdown", str(folder), "-l", "nb")
    assert answer.code == 0
    assert "gone.md" in answer.err
    assert targets(project)["Bail the boat."] == "Øs båten."


def test_what_has_no_place_is_listed_with_its_line(project: Path, run: Run) -> None:
    write(project / "docs/index.nb.md", f"{PAGE}\nHusk redningsvest og varme klær.\n")
    answer = run("import", "markdown", "-l", "nb", "--json")
    report = json.loads(answer.out)
    wanted = ["docs/index.nb.md", 5, "Husk redningsvest og varme klær."]
    assert report["unplaced"] == [wanted]
    assert report["sentences"]["without a place in the article"] == 1


def test_translations_that_are_there_stay(project: Path, run: Run) -> None:
    run("update")
    path = project / CATALOG
    text = path.read_text(encoding="utf-8")
    own = 'msgid "Bail the boat."\nmsgstr "Tøm båten."'
    write(path, text.replace('msgid "Bail the boat."\nmsgstr ""', own))
    write(project / "docs/index.nb.md", PAGE)
    answer = run("import", "markdown", "-l", "nb")
    assert "2 valid" in answer.out
    assert "1 translated before" in answer.out
    assert targets(project)["Bail the boat."] == "Tøm båten."
    again = run("import", "markdown", "-l", "nb")
    assert "0 valid" in again.out
    assert "0 files changed" in again.out


def test_faulty_translations_are_fuzzy(project: Path, run: Run) -> None:
    write(project / "docs/index.nb.md", PAGE.replace("Øs båten.", "Øs 3 båter."))
    answer = run("import", "markdown", "-l", "nb")
    assert "2 valid, 1 fuzzy" in answer.out
    assert "number-mismatch" in answer.err


def test_translations_that_lead_elsewhere_are_not_imported(
    project: Path, run: Run
) -> None:
    write(project / "docs/index.nb.md", PAGE.replace("Øs båten.", "Øs [båten](x.md)."))
    answer = run("import", "markdown", "-l", "nb")
    assert "2 valid, 0 fuzzy" in answer.out
    assert "docs/index.nb.md:3" in answer.err


def test_a_page_in_the_source_language_translates_nothing(
    project: Path, run: Run
) -> None:
    article = (project / "docs/index.md").read_text(encoding="utf-8")
    write(project / "docs/index.nb.md", article)
    answer = run("import", "markdown", "-l", "nb")
    assert "3 left in the source language" in answer.out
    assert not any(targets(project).values())


def test_without_pages_it_says_where_they_belong(project: Path, run: Run) -> None:
    answer = run("import", "markdown", "-l", "nb")
    assert answer.code == 2
    assert "start.nb.md beside it" in answer.err
    (project / "empty").mkdir()
    assert run("import", "markdown", "empty", "-l", "nb").code == 2
