"""What an update offers for a text that is new to its article."""

from datetime import UTC, datetime

import pytest

from bitext.catalog import Carry, Carrying, Catalog, Edition, Memory, Message, update
from bitext.catalog.memory import Remembered
from bitext.locales import parse_locale

EDITION = Edition("Boats", "", 1, datetime(2026, 1, 2, tzinfo=UTC))


def updated(  # noqa: PLR0913 - an update of one article in a call
    old: dict[str, str],
    new: list[str],
    *,
    which: Carry = Carry.ALL,
    is_accepted: bool = True,
    code: str = "nb",
    elsewhere: dict[str, str] | None = None,
) -> list[Message]:
    """Messages of an article that had ``old`` translations and reads ``new`` now."""
    held = Catalog("a.po", {}, [message(one, target) for one, target in old.items()])
    memory = Memory(
        [Remembered(one, "a.md") for one in held.messages]
        + [
            Remembered(message(one, target), "b.md")
            for one, target in (elsewhere or {}).items()
        ]
    )
    result = update(
        held,
        article="a.md",
        template=[message(one, "") for one in new],
        memory=memory,
        locale=parse_locale(code),
        edition=EDITION,
        carrying=Carrying(which, lambda _: is_accepted),
    )
    return result.catalog.messages


def message(source: str, target: str) -> Message:
    return Message(source, target, extracted=("paragraph",), flags=("markdown-text",))


def test_a_new_address_keeps_the_translation_valid() -> None:
    (found,) = updated({"See [it](a.md).": "Se [den](a.md)."}, ["See [it](b.md)."])
    assert found.target == "Se [den](b.md)."
    assert not found.is_fuzzy
    assert found.facts == {"carried": "link"}


def test_a_translation_of_another_article_is_carried_too() -> None:
    (found,) = updated({}, ["Run `b`."], elsewhere={"Run `a`.": "Kjør `a`."})
    assert (found.target, found.is_fuzzy) == ("Kjør `b`.", False)


def test_later_changes_add_to_the_mark() -> None:
    first = updated({"Run `a` 2 days.": "Kjør `a` i 2 dager."}, ["Run `b` 2 days."])
    held = Catalog("a.po", {}, first)
    result = update(
        held,
        article="a.md",
        template=[message("Run `b` 3 days.", "")],
        memory=Memory([Remembered(one, "a.md") for one in first]),
        locale=parse_locale("nb"),
        edition=EDITION,
        carrying=Carrying(Carry.ALL, lambda _: True),
    )
    (found,) = result.catalog.messages
    assert found.target == "Kjør `b` i 3 dager."
    assert found.facts == {"carried": "code, number"}


def test_what_is_not_accepted_is_fuzzy_with_the_change_made() -> None:
    (found,) = updated(
        {"See [it](a.md).": "Se [den](a.md)."}, ["See [it](b.md)."], is_accepted=False
    )
    assert found.target == "Se [den](b.md)."
    assert found.is_fuzzy
    assert found.previous == "See [it](a.md)."
    assert found.facts == {"fuzzy": "edited", "carried": "link"}


def test_a_number_of_another_plural_form_is_a_proposal() -> None:
    (found,) = updated({"3 boats.": "3 лодки."}, ["5 boats."], code="ru")
    assert (found.target, found.is_fuzzy) == ("5 лодки.", True)


def test_nothing_is_changed_in_translations_where_the_project_says_never() -> None:
    (found,) = updated(
        {"See [it](a.md).": "Se [den](a.md)."},
        ["See [it](b.md)."],
        which=Carry.NEVER,
    )
    assert (found.target, found.is_fuzzy) == ("Se [den](a.md).", True)


@pytest.mark.parametrize(
    ("code", "target"),
    [("nb", "Fest tauet. Vent på vinden."), ("ja", "ロープを結ぶ。風を待つ。")],
)
def test_two_sentences_joined_are_offered_joined(code: str, target: str) -> None:
    first, second = (
        ("Fest tauet.", "Vent på vinden.")
        if code == "nb"
        else ("ロープを結ぶ。", "風を待つ。")
    )
    (found,) = updated(
        {"Tie the rope.": first, "Wait for the wind.": second},
        ["Tie the rope and wait for the wind."],
        code=code,
    )
    assert (found.target, found.is_fuzzy) == (target, True)
    assert found.previous == "Tie the rope. Wait for the wind."


def test_a_sentence_cut_in_two_is_offered_cut_at_its_clause() -> None:
    one, two = updated(
        {"Tie the rope well; wait for the wind.": "Fest tauet godt; vent på vinden."},
        ["Tie the rope well.", "Wait for the wind."],
    )
    assert (one.target, one.is_fuzzy) == ("Fest tauet godt;", True)
    assert (two.target, two.is_fuzzy) == ("vent på vinden.", True)
    assert one.previous == two.previous == "Tie the rope well; wait for the wind."


def test_a_translation_of_two_sentences_is_cut_between_them() -> None:
    one, two = updated(
        {"Tie the rope well; wait for wind.": "Fest tauet. Vent på vinden."},
        ["Tie the rope well.", "Wait for wind."],
    )
    assert (one.target, two.target) == ("Fest tauet.", "Vent på vinden.")


def test_an_edit_of_one_of_two_neighbours_is_no_joint() -> None:
    found = updated(
        {"Tie the rope.": "Fest tauet.", "Wait for wind.": "Vent på vind."},
        ["Tie the old rope.", "Wait for more wind."],
    )
    assert [one.target for one in found] == ["Fest tauet.", "Vent på vind."]
