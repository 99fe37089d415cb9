"""Two translations of one text in one article: both are kept, and nobody forgets it."""

from dataclasses import replace
from pathlib import Path

from bitext.catalog import Catalog, Edition, LocaleUpdate, Message, read_catalog
from bitext.catalog.conflicts import Conflict
from bitext.catalog.memory import kept_in_memory, merge_memory
from bitext.catalog.writer import write_catalog
from bitext.locales import Locale
from tests.catalog.test_locale_updates import Project

SAVE = "Save your file."


def merged_by_another_program(
    root: Path, nb: Locale, edition: Edition, *, live: str, obsolete: str
) -> Project:
    """A catalog whose live message has an obsolete twin."""
    project = Project(root, nb, edition)
    project.update({"a.md": [SAVE]})
    catalog = project.read("a.md")
    catalog.messages = [replace(catalog.messages[0], target=live)]
    catalog.obsolete = [Message(SAVE, obsolete, is_obsolete=True)]
    write_catalog(project.path("a.md"), catalog)
    return project


def still_open(update: LocaleUpdate) -> list[tuple[str, str, str]]:
    return [
        (one.article, one.shown.target, one.other.target)
        for one in update.conflicts
        if not one.is_settled
    ]


def rewrite(project: Project, target: str) -> LocaleUpdate:
    catalog = project.read("a.md")
    catalog.messages = [replace(catalog.messages[0], target=target)]
    write_catalog(project.path("a.md"), catalog)
    return project.update({"a.md": [SAVE]})


def test_conflict_is_told_by_the_update_that_finds_it_and_by_all_that_follow(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = merged_by_another_program(
        tmp_path, nb, edition, live="Lagre fila.", obsolete="Lagre filen."
    )
    found = [("a.md", "Lagre fila.", "Lagre filen.")]
    assert still_open(project.update({"a.md": [SAVE]})) == found
    again = project.update({"a.md": [SAVE]})
    assert still_open(again) == found
    assert not again.changes
    assert again.conflicts[0].shown.line > 1


def test_conflict_is_settled_once_the_shown_translation_changes(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = merged_by_another_program(
        tmp_path, nb, edition, live="Lagre fila.", obsolete="Lagre filen."
    )
    project.update({"a.md": [SAVE]})
    assert still_open(rewrite(project, "Lagre fila di.")) == []
    # What was chosen once more is in doubt once more.
    assert still_open(rewrite(project, "Lagre fila."))
    assert still_open(rewrite(project, "Lagre filen.")) == []


def test_same_translation_twice_is_no_conflict(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = merged_by_another_program(
        tmp_path, nb, edition, live="Lagre fila.", obsolete="Lagre fila."
    )
    assert project.update({"a.md": [SAVE]}).conflicts == ()


def test_translations_of_other_articles_and_of_former_texts_are_no_conflict(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    texts = {"a.md": [SAVE, "Close it."], "b.md": [SAVE]}
    project.update(texts)
    project.translate("a.md", numbered="1")
    project.translate("b.md", numbered="2")
    assert project.update(texts).conflicts == ()
    # Deleted, written anew with other translations, and deleted again.
    for number in ("3", "4"):
        assert project.update({"b.md": [SAVE]}).conflicts == ()
        assert project.update(texts).conflicts == ()
        project.translate("a.md", numbered=number)
    assert project.update(texts).conflicts == ()
    kept = {message.target for message in read_catalog(project.memory).messages}
    assert {SAVE[::-1] + "1", SAVE[::-1] + "3"} <= kept


def test_memory_takes_the_mark_once_and_gives_it_to_no_catalog(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = merged_by_another_program(
        tmp_path, nb, edition, live="Lagre fila.", obsolete="Lagre filen."
    )
    project.update({"a.md": [SAVE]})
    entries = read_catalog(project.memory).messages
    assert [list(entry.facts) for entry in entries] == [["conflict"]]
    project.path("a.md").unlink()
    project.update({"a.md": [SAVE]})
    (message,) = project.read("a.md").messages
    assert (message.target, dict(message.facts)) == ("Lagre filen.", {})


def test_history_that_turns_out_to_be_a_conflict_is_marked_but_never_twice() -> None:
    plain = kept_in_memory(Message(SAVE, "x"), article="a.md")
    first = replace(plain, facts={"conflict": "1"})
    second = replace(plain, facts={"conflict": "2"})
    (merged,) = merge_memory(Catalog("memory.po", {}, [plain]), [first])
    assert merged == first
    assert merge_memory(Catalog("memory.po", {}, [merged]), [second]) == [first]


def test_fuzzy_translation_is_no_equal() -> None:
    shown = Message(SAVE, "Lagre.", is_fuzzy=True)
    assert Conflict("a.md", shown, Message(SAVE, "Spar."), "").is_settled
