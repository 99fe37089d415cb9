"""Documents at random, and pages cut up, are cut and joined without a fault."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benches.documents import document, mutated
from benches.extensions import ALL_EXTENSIONS, CONFIGS
from benches.fuzz import faults_of
from bitext.markdown.article import Article
from bitext.markdown.marks import strip_marks
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split

PAGES = (
    """\
---
title: Harbour. At night
---
# Harbour

Boats *rest*. See [map](m.md).
""",
    """\
!!! tip "On deck"

    - Coil. Stow.

        | a | b |
        |---|---|
        | one. Two | three |
""",
    """\
=== "Sail"

    ```
    code
    ```

    Fog[^1].

[^1]: Thick. Cold.
""",
    """\
<div markdown>
Tide. **Ebb.**

</div>

Term
:   Meaning.

> Quote. End.
""".replace("\n", "\r\n"),
)


@pytest.fixture(scope="module")
def rich() -> Renderer:
    """A renderer with all extensions Material for MkDocs documents."""
    return Renderer(ALL_EXTENSIONS, CONFIGS)


# Always the same ones: a few pages the renderer itself never ends with.
@settings(max_examples=40, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_documents_at_random_are_cut_and_joined_without_a_fault(
    rich: Renderer, random: Random
) -> None:
    text = strip_marks(document(random))
    assert not list(faults_of(split(text, renderer=rich)))


@settings(max_examples=40, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_pages_cut_up_are_cut_and_joined_without_a_fault(
    rich: Renderer, random: Random
) -> None:
    text = strip_marks(mutated(random, PAGES))
    assert not list(faults_of(split(text, renderer=rich)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_hundreds_more_of_each(rich: Renderer, seed: int) -> None:
    for number in range(250):
        random = Random(f"{seed}/{number}")  # noqa: S311 - a repeatable case
        for made in (document(random), mutated(random, PAGES)):
            article = split(strip_marks(made), renderer=rich)
            assert not list(faults_of(article)), (seed, number)


def test_faults_of_a_wrong_article_are_told(rich: Renderer) -> None:
    article = split("Boats rest. Fog comes.\n", renderer=rich)
    block = article.blocks[0]
    first, second = block.segments
    swapped = Article(article.text, (block._replace(segments=(second, first)),))
    twice = Article(article.text, (block._replace(segments=(first, first)),))
    assert not list(faults_of(article))
    assert list(faults_of(swapped))
    assert list(faults_of(twice))
