"""The closest text is found without comparing all, and it is the closest."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bitext.catalog.similarity import EDITED_AT_LEAST, Resembling

TEXTS = st.text(alphabet="ab c", max_size=12)


def first_of_the_closest(
    text: str, texts: list[str], at_least: float
) -> tuple[int, float] | None:
    scores = [fuzz.ratio(text, other) for other in texts]
    best = max(scores, default=0.0)
    return (scores.index(best), best) if best >= at_least else None


@given(
    text=TEXTS,
    texts=st.lists(TEXTS, max_size=60),
    at_least=st.sampled_from([1.0, EDITED_AT_LEAST, 80.0, 100.0]),
)
def test_the_first_of_the_closest_texts_is_found(
    text: str, texts: list[str], at_least: float
) -> None:
    found = Resembling(texts).closest(text, at_least=at_least)
    assert found == first_of_the_closest(text, texts, at_least)


def test_edited_sentences_are_found_among_many() -> None:
    random = Random(1)  # noqa: S311 - a repeatable choice of words
    words = [f"{one}{two}ing" for one in "bcdfgklmnprst" for two in "aeiou"]
    texts = [" ".join(random.choices(words, k=9)) for _ in range(300)]
    index = Resembling(texts)
    for number, text in enumerate(texts[:100]):
        edited = text.replace(text.split()[number % 9], "other")
        expected = first_of_the_closest(edited, texts, EDITED_AT_LEAST)
        assert expected is not None
        assert index.closest(edited, at_least=EDITED_AT_LEAST) == expected


@pytest.mark.parametrize("number", [3, 300])
def test_nothing_resembles_a_text_more_than_itself(number: int) -> None:
    texts = [f"Sentence {index}" for index in range(number)]
    assert Resembling(texts).closest("Sentence 1", at_least=101.0) is None
    assert Resembling(texts).closest("Sentence 1", at_least=100.0) == (1, 100.0)
