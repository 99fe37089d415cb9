import pytest

from bitext.markdown.inline import tokenize
from bitext.markdown.references import unescape


def test_references_stand_for_their_characters() -> None:
    assert unescape("a &amp; b &#60; &#x3C; &nosuch; &") == "a & b < < &nosuch; &"
    assert unescape("&#1114111;") == unescape("&#x10FFFF;")


@pytest.mark.parametrize("digits", [9, 5000])
@pytest.mark.parametrize(
    "text", ["{}", "[x]({})", "<https://x{}>", "<b title='{}'>x</b>", "`{}`"]
)
def test_number_no_character_has_stops_nothing(text: str, digits: int) -> None:
    number = f"&#{'1' * digits};"
    assert unescape(f"a{number}b") == "a\ufffdb"
    tokens = tokenize(text.format(number))
    assert tokens[-1].end == len(text.format(number))
