"""Facts in translator comments, and what makes a message translated."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from bitext.catalog import Message
from bitext.catalog.message import fact_lines, split_facts

KEYS = st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=["C", "Z"])).filter(
    lambda value: value == value.strip()
)


def test_a_long_fact_is_put_together_after_a_tool_wrapped_it() -> None:
    reason = "the style guide wants it " * 5 + "so"
    facts = {"ignore": f'number-mismatch "one" is said in words: \\o/ {reason}'}
    (line,) = fact_lines(facts)
    wrapped = textwrap.wrap(line, 60)
    assert len(wrapped) > 2
    assert split_facts([*wrapped, "Ask Ola."]) == (("Ask Ola.",), facts)


def test_quotes_that_nothing_closes_stand_in_the_value() -> None:
    lines = ['bitext: ignore="number-mismatch', "Ask Ola."]
    comments, facts = split_facts(lines)
    assert (comments, facts) == (("Ask Ola.",), {"ignore": '"number-mismatch'})
    assert split_facts(fact_lines(facts)) == ((), facts)


def test_a_fact_stands_on_a_line_of_its_own() -> None:
    comments, facts = split_facts(["Ask Ola.", "bitext: origin=mt", "Twice."])
    assert comments == ("Ask Ola.", "Twice.")
    assert facts == {"origin": "mt"}


def test_a_value_may_hold_blanks_commas_and_equals_signs() -> None:
    _, facts = split_facts(["bitext: ignore=length, digits because 2 = two"])
    assert facts == {"ignore": "length, digits because 2 = two"}


def test_a_fact_given_twice_keeps_both_values() -> None:
    lines = ["bitext: ignore=length why", "bitext: ignore=digits why not"]
    _, facts = split_facts(lines)
    assert facts == {"ignore": "length why\ndigits why not"}
    assert list(fact_lines(facts)) == lines


def test_what_is_no_fact_stays_a_comment() -> None:
    lines = ("bitext: remember this", "bitext is = fine", "bitext:", "bitext: =x")
    comments, facts = split_facts(lines)
    assert comments == lines
    assert facts == {}


@given(st.dictionaries(KEYS, VALUES))
def test_facts_survive_being_written_and_read(facts: dict[str, str]) -> None:
    assert split_facts(fact_lines(facts)) == ((), facts)


def test_a_fuzzy_message_is_not_translated() -> None:
    assert Message("Save", "Lagre").is_translated
    assert not Message("Save", "Lagre", is_fuzzy=True).is_translated
    assert not Message("Save").is_translated


def test_a_plural_message_is_translated_when_all_its_forms_are() -> None:
    half = Message("file", plural_source="files", plural_targets=("fil", ""))
    whole = Message("file", plural_source="files", plural_targets=("fil", "filer"))
    assert half.has_target
    assert not half.is_translated
    assert whole.is_translated
