"""Pages that were translated as wholes, aligned with their articles."""

import pytest

from bitext.exchange.pages import Alignment, align
from bitext.exchange.pages.links import as_in_source
from bitext.markdown.article import Article
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split

SOURCE = """\
# Boats

Bail the boat. Then *row* home.

- One oar
- Two `oars` for 4 hands

## Storage

Put the oars away. See [the guide](guide.md).
"""
TARGET = """\
# Båter

Øs båten. Ro så *hjem*.

- Én åre
- To `oars` for 4 hender

## Oppbevaring

Legg bort årene. Se [veiledningen](guide.md).
"""


def cut(text: str, language: str = "en") -> Article:
    return split(text, renderer=Renderer((), {}), language=language)


def aligned(source: str, target: str) -> Alignment:
    return align(cut(source), cut(target, "nb"))


def pairs(alignment: Alignment, *, is_sure: bool = True) -> dict[str, str]:
    return {
        " ".join(one.text for one in match.sources): " ".join(
            one.text for one in match.targets
        )
        for match in alignment.matches
        if match.is_sure is is_sure
    }


WHOLE = {
    "Boats": "Båter",
    "Bail the boat.": "Øs båten.",
    "Then *row* home.": "Ro så *hjem*.",
    "One oar": "Én åre",
    "Two `oars` for 4 hands": "To `oars` for 4 hender",
    "Storage": "Oppbevaring",
    "Put the oars away.": "Legg bort årene.",
    "See [the guide](guide.md).": "Se [veiledningen](guide.md).",
}


def test_pages_that_are_built_alike_are_aligned_sentence_by_sentence() -> None:
    found = aligned(SOURCE, TARGET)
    assert pairs(found) == WHOLE
    assert not found.loose
    assert not found.untranslated


def test_what_a_page_lacks_stays_untranslated() -> None:
    found = aligned(SOURCE, TARGET.replace("- To `oars` for 4 hender\n", ""))
    right = {key: WHOLE[key] for key in WHOLE if key != "Two `oars` for 4 hands"}
    assert {**pairs(found, is_sure=False), **pairs(found)} == right
    assert [one.text for one in found.untranslated] == ["Two `oars` for 4 hands"]


def test_what_a_page_has_besides_is_told_of() -> None:
    more = "Husk redningsvest, uansett vær og hvor kort turen er."
    found = aligned(SOURCE, TARGET.replace("## Opp", f"{more}\n\n## Opp"))
    assert [one.segment.text for one in found.loose] == [more]
    assert {**pairs(found, is_sure=False), **pairs(found)} == WHOLE


def test_a_sentence_that_became_two_is_not_sure() -> None:
    found = aligned(
        "Bail the boat, however long it takes, and then row home.\n",
        "Øs båten, uansett hvor lang tid det tar. Ro deretter hjem.\n",
    )
    ((sources, targets),) = [(one.sources, one.targets) for one in found.matches]
    assert (len(sources), len(targets)) == (1, 2)
    assert not pairs(found)


def test_an_empty_page_has_nothing() -> None:
    found = aligned(SOURCE, "")
    assert not found.matches
    assert len(found.untranslated) == len(WHOLE)


def test_long_pages_are_aligned_within_a_band() -> None:
    parts = [f"Row {number} times, then rest a while." for number in range(600)]
    theirs = [f"Ro {number} ganger, og hvil litt." for number in range(600)]
    del theirs[100:110]
    found = aligned("\n\n".join(parts), "\n\n".join(theirs))
    assert len(found.untranslated) == 10
    wrong = [
        one for one, other in pairs(found).items() if one.split()[1] != other.split()[1]
    ]
    assert wrong == []


CODES = frozenset({"nb", "no"})


@pytest.mark.parametrize(
    ("target", "source", "wanted"),
    [
        ("[x](guide.nb.md)", "[x](guide.md)", "[x](guide.md)"),
        ("[x](guide.nb.md#bruk)", "[x](guide.md#use)", "[x](guide.md#use)"),
        ("[x](../nb/guide.md)", "[x](guide.md)", "[x](guide.md)"),
        ("![x](../../img/fig.nb.png)", "![x](../img/fig.png)", "![x](../img/fig.png)"),
        ("[x](guide.md)", "[x](guide.md)", "[x](guide.md)"),
        ("[x](other.md)", "[x](guide.md)", "[x](other.md)"),
        ("[x](https://nb.example/a)", "[x](a.md)", "[x](https://nb.example/a)"),
        (
            "[y](b.nb.md), [x](a.nb.md)",
            "[x](a.md), [y](b.md)",
            "[y](b.md), [x](a.md)",
        ),
    ],
)
def test_addresses_are_those_of_the_source(
    target: str, source: str, wanted: str
) -> None:
    assert as_in_source(target, source, codes=CODES) == wanted
