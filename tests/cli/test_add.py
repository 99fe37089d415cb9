"""A new language is made ready whole, or not at all."""

from pathlib import Path

import pytest

from bitext.catalog import read_catalog
from tests.cli.conftest import CONFIG, Run, tree

CATALOG = "locales/ar/LC_MESSAGES/index.md.po"


def test_language_is_ready_to_be_translated(run: Run, project: Path) -> None:
    run("update")
    outcome = run("add", "ar")
    assert outcome.code == 0
    assert outcome.out.startswith("Arabic (ar): 4 messages, in 2 catalogs; 3 files")
    assert "next: translate locales/ar/LC_MESSAGES/, then run: bitext" in outcome.out
    assert (project / "mkdocs.yml").read_text() == CONFIG.replace("[nb]", "[nb, ar]")
    header = (project / CATALOG).read_text()
    assert "Language: ar\\n" in header
    assert "nplurals=6;" in header


def test_language_has_a_memory_that_branches_can_merge(run: Run, project: Path) -> None:
    run("add", "ar")
    memory = project / "locales/ar/memory.po"
    prepared = memory.read_bytes()
    assert b"Language: ar\\n" in prepared
    assert b"nplurals=6;" in prepared
    assert run("update", "--check", "-l", "ar").code == 0
    run("clean", "--memory", "--yes")
    assert memory.read_bytes() == prepared


def test_memory_that_was_there_is_kept(run: Run, project: Path) -> None:
    memory = project / "locales/ar/memory.po"
    memory.parent.mkdir(parents=True)
    memory.write_text('msgctxt "old.md|1"\nmsgid "Gone."\nmsgstr "ذهب."\n')
    run("add", "ar")
    (kept,) = read_catalog(memory).messages
    assert (kept.context, kept.source, kept.target) == ("old.md|1", "Gone.", "ذهب.")


def test_adding_again_changes_nothing(run: Run, project: Path) -> None:
    run("add", "ar")
    before = tree(project)
    outcome = run("add", "ar")
    assert outcome.code == 0
    assert "Arabic (ar) was there already\n" in outcome.out
    assert "0 files written" in outcome.out
    assert tree(project) == before


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "en is the source language already; add a language to translate into"),
        ("jp", 'did you mean "ja"?'),
        ("pt_br", 'did you mean "pt-BR"?'),
        ("norwegian", 'did you mean "nb"?'),
        ("xx", "names no language"),
    ],
)
def test_bad_code_changes_nothing(
    run: Run, project: Path, code: str, text: str
) -> None:
    before = tree(project)
    outcome = run("add", code)
    assert (outcome.code, text in outcome.err) == (2, True), outcome.err
    assert tree(project) == before


def test_language_that_the_site_has_no_room_for_is_not_added(
    run: Run, project: Path
) -> None:
    (project / "docs/ar").mkdir()
    (project / "docs/ar/page.md").write_text("Here already.\n")
    before = tree(project)
    outcome = run("add", "ar")
    assert outcome.code == 2
    assert "lies where the site of ar goes" in outcome.err
    assert tree(project) == before


def test_what_cannot_be_finished_is_undone(run: Run, project: Path) -> None:
    folder = project / "locales/ar/LC_MESSAGES"
    folder.mkdir(parents=True)
    # No file can be written where a folder is.
    (folder / "mkdocs.yml.po").mkdir()
    (folder / "mkdocs.yml.po/kept.txt").write_text("kept")
    before = tree(project)
    outcome = run("add", "ar")
    assert outcome.code == 2
    assert tree(project) == before


def test_catalogs_that_were_there_are_used(run: Run, project: Path) -> None:
    run("add", "ar")
    catalog = project / CATALOG
    text = catalog.read_text().replace(
        'msgid "Bail the boat."\nmsgstr ""', 'msgid "Bail the boat."\nmsgstr "انزح"'
    )
    catalog.write_text(text)
    (project / "mkdocs.yml").write_text(CONFIG)
    outcome = run("add", "ar")
    assert outcome.code == 0
    assert "4 messages, 1 translated, in 2 catalogs" in outcome.out
    assert catalog.read_text() == text
