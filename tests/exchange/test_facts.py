"""What a catalog knows of the hand-off its translations came with."""

from datetime import date
from hashlib import sha1, sha256

import pytest

from bitext.exchange.sxs import Facts, catalog_facts, facts_of, read
from tests.exchange.side_by_side import file
from tests.exchange.sxs_project import Project

ENGLISH = "# Your cards\n\nSave it.\n"


def facts(project: Project) -> Facts:
    found = catalog_facts(project.catalog().header)
    assert found
    return found


def test_catalog_says_what_its_file_said(project: Project) -> None:
    text = file("{{Save it.||Lagre det.}}\n")
    project.take({"a.md": text})
    found = facts(project)
    own = facts_of(read(text))
    assert (found.hash, found.commit, found.file_id) == (
        own.hash,
        own.commit,
        own.file_id,
    )
    assert found.content_locale == "nb-NO"
    assert found.date == date(2020, 9, 14)
    assert found.is_machine is True


def test_translation_by_a_human_is_none_of_a_machine() -> None:
    header = {"X-Sxs-Translation-Type": "HT"}
    found = catalog_facts(header)
    assert found
    assert found.is_machine is False
    assert found.date is None


def test_catalog_that_never_was_side_by_side_has_no_facts() -> None:
    assert catalog_facts({"Language": "nb", "X-Generator": "x"}) is None


def test_file_without_keys_leaves_what_is_unknown_unsaid(project: Project) -> None:
    text = file("{{Save it.||Lagre det.}}\n")
    project.take({"a.md": text[text.rindex("---\n") + 4 :]})
    found = facts(project)
    assert (found.is_machine, found.date, found.hash) == (None, None, "")
    assert found.is_of(project.article())


@pytest.mark.parametrize("hasher", [sha1, sha256])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_article_is_known_by_the_hash_of_its_bytes_with_either_line_end(
    hasher: type, eol: str, bom: str
) -> None:
    bytes_there = (bom + ENGLISH).replace("\n", eol).encode()
    found = Facts(hash=hasher(bytes_there).hexdigest())
    assert found.is_of(bom + ENGLISH)
    assert not found.is_of(bom + ENGLISH + "\n")


def test_article_made_of_a_hand_off_is_its_english_until_it_is_edited(
    project: Project,
) -> None:
    project.take({"a.md": file("{{Save it.||Lagre det.}}\n")})
    found = facts(project)
    assert found.is_of(project.article())
    assert not found.is_of(project.article().replace("Save", "Keep"))


def test_newer_hand_off_makes_older_translations_outdated(project: Project) -> None:
    project.take({"a.md": file("{{Save it.||Lagre det.}}\n")})
    newer = file("{{Keep.||Behalte.}}\n", locale="de-DE", handoff="01/02/2022")
    project.take({"a.md": newer}, "de")
    german = catalog_facts(project.catalog(code="de").header)
    assert german
    assert german.is_of(project.article())
    assert not facts(project).is_of(project.article())


@pytest.mark.parametrize("written", ["", "13/40/2020", "soon"])
def test_date_that_is_none_is_not_known(written: str) -> None:
    found = facts_of(read(file("{{A||B}}\n", handoff=written)))
    assert found.date is None
