"""What is carried for sure is what a translator would have written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bitext.catalog.atoms import Atoms
from bitext.catalog.carry import carry
from bitext.locales import parse_locale

LOCALES = ("nb", "ru", "ar", "pl", "ja", "de")
NAMES = ("Kraken", "Argo")
WORDS = ("rope", "log", "sea", "boat")
ADDRESSES = ("a.md", "b.md", "https://c.example/x_(y)", "#d", "../e.md?f=1&g")
CODES = ("`rope`", "`a --b`", "``c`d``", "`3`")
NUMBERS = ("1", "2", "3", "5", "11", "21", "100", "1,000", "2.5", "1.2.3", "10:30")
# Categories of whole numbers: CLDR's rules, written anew.
CATEGORIES: dict[str, Callable[[int], str]] = {
    "ru": lambda n: (
        "many"
        if n % 100 in range(11, 15) or n % 10 in {0, 5, 6, 7, 8, 9}
        else "one"
        if n % 10 == 1
        else "few"
    ),
    "pl": lambda n: (
        "one"
        if n == 1
        else "few"
        if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
        else "many"
    ),
    "ar": lambda n: (
        ("zero", "one", "two")[n]
        if n < 3
        else "few"
        if n % 100 in range(3, 11)
        else "many"
        if n % 100 in range(11, 100)
        else "other"
    ),
    "ja": lambda _: "other",
}
MARKS = {
    "": ("", ""),
    "strong": ("**", "**"),
    "em": ("*", "*"),
    "b": ("<b>", "</b>"),
    "i": ('<i class="x">', "</i>"),
    "span": ('<span style="color: red">', "</span>"),
}


@dataclass(frozen=True)
class Piece:
    """A part of a sentence, of which a translator says one thing."""

    word: str
    marks: str = ""
    address: str = ""
    is_html: bool = False
    is_said_otherwise: bool = False
    """Whether the translator localised the address or spelt the number out."""

    def __str__(self) -> str:
        opening, closing = MARKS[self.marks]
        if self.address and self.is_html:
            opening, closing = f'<a href="{self.address}">{opening}', f"{closing}</a>"
        elif self.address:
            opening, closing = f"[{opening}", f"{closing}]({self.address})"
        return f"{opening}{self.word}{closing}"

    @property
    def translated(self) -> "Piece":
        if self.word in WORDS:
            return replace(self, word=f"{self.word[::-1]}ø")
        return self

    @property
    def localised(self) -> "Piece":
        if self.word in NUMBERS:
            return replace(self, word="mange")
        if self.address:
            return replace(self.translated, address=f"/nb/{self.address}")
        return self.translated


pieces = st.builds(
    Piece,
    st.sampled_from(NAMES + WORDS + CODES + NUMBERS),
    st.sampled_from(["", "", "", *MARKS]),
    st.sampled_from(["", "", "", *ADDRESSES]),
    st.booleans(),
    st.integers(0, 9).map(lambda drawn: not drawn),
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[Piece], list[Piece], list[int]]:
    """Pieces of a sentence, of the edited one, and their order in the translation."""
    old = draw(st.lists(pieces, min_size=1, max_size=5))
    new = []
    for piece in old:
        changed = draw(
            st.sets(st.sampled_from(["word", "marks", "address", "is_html"]))
            | st.just(set[str]())
        )
        same = (NUMBERS, CODES) if "word" in changed else ()
        for kind in same:
            if piece.word in kind:
                piece = replace(piece, word=draw(st.sampled_from(kind)))  # noqa: PLW2901 - the edit
        if not piece.address and piece.word not in NUMBERS:
            piece = replace(piece, is_said_otherwise=False)  # noqa: PLW2901 - the edit
        if "marks" in changed:
            piece = replace(piece, marks=draw(st.sampled_from([*MARKS])))  # noqa: PLW2901 - the edit
        if "address" in changed:
            piece = replace(piece, address=draw(st.sampled_from(["", *ADDRESSES])))  # noqa: PLW2901 - the edit
        if "is_html" in changed:
            piece = replace(piece, is_html=not piece.is_html)  # noqa: PLW2901 - the edit
        new.append(piece)
    return old, new, draw(st.permutations(range(len(old))))


def said(sentence: list[Piece], order: list[int]) -> str:
    """The translation of a sentence."""
    each = [
        piece.localised if piece.is_said_otherwise else piece.translated
        for piece in sentence
    ]
    return f"{' '.join(str(each[number]) for number in order)}."


def _reading(text: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Words and the marks round them; which of two marks is within does not matter."""
    atoms = Atoms(text)
    runs = [
        (*run.place, run.address and text[slice(*run.address)]) for run in atoms.runs
    ]
    return [atom.text for atom in atoms.atoms], sorted(runs, key=str)


@pytest.mark.parametrize("code", sorted(CATEGORIES))
def test_no_number_stays_valid_in_another_plural_form(code: str) -> None:
    drawn = Random(code)  # noqa: S311 - not secret
    sure = 0
    for _ in range(200):
        old, new = (
            drawn.choice((drawn.randrange(30), drawn.randrange(2000))) for _ in "ab"
        )
        if old == new:
            continue
        result = carry(
            f"Wait {old} minutes in **port**.",
            f"Wait {new} minutes in **port**.",
            f"⏳ {old} ⚓ **✓**",
            locale=parse_locale(code),
            is_markdown=True,
        )
        category = CATEGORIES[code]
        assert result
        assert result.target == f"⏳ {new} ⚓ **✓**"
        assert result.is_sure == (category(old) == category(new))
        sure += result.is_sure
    assert sure


@given(edits(), st.sampled_from(LOCALES))
@settings(max_examples=80, deadline=None)
def test_what_is_carried_for_sure_is_what_a_translator_would_write(
    edit: tuple[list[Piece], list[Piece], list[int]], code: str
) -> None:
    old, new, order = edit
    before, after = (f"{' '.join(map(str, sentence))}." for sentence in (old, new))
    target = said(old, order)
    result = carry(before, after, target, locale=parse_locale(code), is_markdown=True)
    event("nothing" if result is None else f"sure: {result.is_sure}")
    if result and result.is_sure:
        assert _reading(result.target) == _reading(said(new, order))
