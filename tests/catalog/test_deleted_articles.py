"""The catalog of an article that was deleted and comes back, as it was."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from bitext.catalog import Edition, read_catalog, write_catalog
from bitext.locales import Locale
from tests.catalog.test_locale_updates import Project

TEXTS = {
    "a.md": ["One.", "Two.", "Three.", "Four.", "Five.", "Six."],
    "b.md": ["One.", "Seven."],
}


@pytest.fixture
def project(tmp_path: Path, nb: Locale, edition: Edition) -> Project:
    """Catalogs with all that catalogs can hold."""
    project = Project(tmp_path / "locales", nb, edition)
    project.update({**TEXTS, "a.md": [*TEXTS["a.md"], "Old."]})
    project.translate("a.md", numbered="1")
    project.translate("b.md", numbered="2")
    project.update(TEXTS)
    catalog = project.read("a.md")
    catalog.header |= {
        "PO-Revision-Date": "2025-05-05 05:05+0200",
        "Last-Translator": "Kari <kari@example.org>",
        "X-Page": "a: b",
        "X-Empty": "",
    }
    catalog.comments = ("Our boats.", "", "  Indented.")
    catalog.trailer = ("# the end",)
    messages = catalog.messages
    messages[1] = replace(messages[1], comments=("Ask.", ""), facts={"origin": "mt"})
    messages[2] = replace(messages[2], is_fuzzy=True, previous="Thrice.")
    messages[3] = replace(messages[3], target="", comments=("Left for Ola.",))
    messages[4] = replace(messages[4], target="")
    messages[5] = replace(messages[5], flags=(*messages[5].flags, "no-wrap"))
    write_catalog(project.path("a.md"), catalog)
    project.update(TEXTS)
    assert read_catalog(project.path("a.md")).obsolete
    return project


def test_a_deleted_article_that_comes_back_has_its_catalog_to_the_byte(
    project: Project, later: Edition
) -> None:
    before = project.path("a.md").read_bytes()
    project.edition = later
    for _ in range(2):
        project.update({"b.md": TEXTS["b.md"]})
        assert not project.path("a.md").exists()
        assert not project.plan({"b.md": TEXTS["b.md"]}).changes
        project.update(TEXTS)
        assert project.path("a.md").read_bytes() == before
        assert not project.plan(TEXTS).changes


def test_an_untranslated_catalog_comes_back_to_the_byte(
    tmp_path: Path, nb: Locale, edition: Edition, later: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update(TEXTS)
    before = project.path("a.md").read_bytes()
    project.edition = later
    project.update({"b.md": TEXTS["b.md"]})
    project.update(TEXTS)
    assert project.path("a.md").read_bytes() == before


def test_what_changed_since_the_last_deletion_comes_back_changed(
    project: Project,
) -> None:
    project.update({"b.md": TEXTS["b.md"]})
    project.update(TEXTS)
    catalog = project.read("a.md")
    first = catalog.messages[0]
    catalog.messages[0] = replace(first, target="En.", comments=("New.",))
    catalog.messages[1] = replace(catalog.messages[1], is_fuzzy=True)
    catalog.header["X-Page"] = "c"
    write_catalog(project.path("a.md"), catalog)
    before = project.path("a.md").read_bytes()
    had = project.targets()
    project.update({"b.md": TEXTS["b.md"]})
    assert not had.keys() - project.targets().keys()
    project.update(TEXTS)
    assert project.path("a.md").read_bytes() == before


def test_an_article_that_comes_back_edited_has_its_catalog_brought_up(
    project: Project, later: Edition
) -> None:
    header = project.read("a.md").header
    project.edition = later
    project.update({"b.md": TEXTS["b.md"]})
    project.update({**TEXTS, "a.md": [*TEXTS["a.md"], "Quite another text."]})
    catalog = project.read("a.md")
    assert catalog.header == {**header, "POT-Creation-Date": "2027-08-09 10:11+0000"}
    assert catalog.messages[1].comments == ("Ask.", "")


def test_another_article_of_the_same_name_gets_a_catalog_of_its_own(
    project: Project,
) -> None:
    project.update({"b.md": TEXTS["b.md"]})
    project.update({**TEXTS, "a.md": ["One.", "Eight.", "Nine.", "Ten."]})
    catalog = project.read("a.md")
    assert "X-Page" not in catalog.header
    assert not catalog.obsolete
    assert catalog.published == {"One.": ".enO1"}


def test_marks_of_deleted_catalogs_stay_in_the_memory(project: Project) -> None:
    project.update({"b.md": TEXTS["b.md"]})
    project.update({"b.md": [*TEXTS["b.md"], "Two."]})
    moved = project.read("b.md").messages[-1]
    assert moved.target == ".owT1"
    assert moved.facts == {"origin": "mt"}


def test_an_update_puts_the_memory_back_into_its_form(
    project: Project, gettext: Callable[..., str]
) -> None:
    articles = {"b.md": TEXTS["b.md"]}
    project.update(articles)
    before = project.memory.read_bytes()
    gettext("msgcat", "--width=40", "-o", project.memory, project.memory)
    polib.pofile(str(project.memory), encoding="utf-8").save()
    assert project.memory.read_bytes() != before
    project.update(articles)
    assert project.memory.read_bytes().decode() == before.decode()


def test_every_tool_reads_a_memory_with_deleted_catalogs(
    project: Project, tmp_path: Path, gettext: Callable[..., str]
) -> None:
    project.update({"b.md": TEXTS["b.md"]})
    gettext("msgfmt", "--check", "-o", tmp_path / "out.mo", project.memory)
    rewritten = tmp_path / "memory.po"
    gettext("msgcat", "-o", rewritten, project.memory)
    by_polib = polib.pofile(str(rewritten), encoding="utf-8")
    by_polib.save(str(project.memory))
    before = Project(tmp_path / "locales", project.locale, project.edition)
    before.update(TEXTS)
    catalog = before.read("a.md")
    assert catalog.header["X-Page"] == "a: b"
    assert catalog.comments == ("Our boats.", "", "  Indented.")
    assert catalog.messages[3].comments == ("Left for Ola.",)


def test_a_sentence_edited_twice_and_restored_is_valid_again(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    texts = ["Tie the boat with two ropes.", "Go ashore."]
    project.update({"a.md": texts})
    project.translate("a.md")
    catalog = project.read("a.md")
    catalog.messages[0] = replace(
        catalog.messages[0], comments=("Knots!",), facts={"origin": "mt"}
    )
    write_catalog(project.path("a.md"), catalog)
    before = project.read("a.md").messages
    for edit in ("Tie the boat with long ropes.", "Tie your boat with long ropes."):
        project.update({"a.md": [edit, texts[1]]})
        assert project.read("a.md").messages[0].is_fuzzy
    project.update({"a.md": texts})
    assert project.read("a.md").messages == before
