"""Pseudo-translations change words and nothing else."""

import pytest

from bitext.catalog import Message
from bitext.check import has_errors
from bitext.check.guard import refuse_text
from bitext.config import parse_config
from bitext.locales import parse_locale
from bitext.markdown.article import Kind
from bitext.site.pseudo import pseudo_config
from bitext.site.pseudo_text import Style, pseudo_text

LOCALES = pseudo_config(parse_config({"source": "en", "locales": []})).locales
SOURCES = (
    "Bail the **boat** _now_ and *then*.",
    "See [the guide](guide/start.md#oars 'More of it') or <https://example.org/a>.",
    "Press ++ctrl+s++, run `row --fast`, then open {name} with %s and $HOME.",
    "It costs 12.50 at 9 a.m. on 3 May.",
    '<span class="x">Mind</span> the <kbd>Enter</kbd> key.<br>Then go.',
    "An image ![of an *oar*](oar.png), a note[^1] and {{ macro }}.",
    "Math $a + b$ and :smile: stay { .cls }.",
)


@pytest.mark.parametrize(
    ("source", "accented", "mirrored"),
    [
        ("Oars", "⟦Öåŕş öñé⟧", "وارس"),
        ("Stop!", "⟦Şţöþ öñé ţŵö⟧!", "ستوپ!"),
        ("**Stop!**", "⟦**Şţöþ!** öñé ţŵö⟧", "**ستوپ!**"),
        ("2024", "2024", "2024"),
        ("Blåbær café", "⟦ßløbær⟧", "بلابæر صافع"),
        ("[a](b.md)", "⟦[å](b.md)⟧", "[ا](b.md)"),
        ("[port]", "⟦[þöŕţ][port]⟧", "[پورت][port]"),
        ("[port][]", "⟦[þöŕţ][port]⟧", "[پورت][port]"),
        ("![port]", "⟦![þöŕţ][port]⟧", "![پورت][port]"),
        ("[$port]", "⟦[$port]⟧", "[$port]"),
        ("<code>a</code> b", "⟦<code>a</code> ƀ öñé⟧", "<code>a</code> ب"),
        ("*a*{ translate=no } b", "⟦*a*{ translate=no } ƀ öñé⟧", None),
        ("[a](b){.notranslate} b", "⟦[a](b){.notranslate} ƀ öñé⟧", None),
        (
            '<b translate="no">a<br><i>a</i></b> b',
            '⟦<b translate="no">a<br><i>a</i></b> ƀ öñé⟧',
            None,
        ),
    ],
)
def test_words_are_replaced_and_all_else_stays(
    source: str, accented: str, mirrored: str | None
) -> None:
    references = {"port", "$port"}
    if source.isascii():
        text = pseudo_text(source, style=Style.ACCENTED, references=references)
        assert text == accented
    if mirrored is not None:
        text = pseudo_text(source, style=Style.MIRRORED, references=references)
        assert text == mirrored


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("item", LOCALES, ids=lambda item: item.locale.code)
def test_rules_and_guard_accept_them(source: str, item: object) -> None:
    locale = next(one.locale for one in LOCALES if one is item)
    style = Style.MIRRORED if locale.direction == "rtl" else Style.ACCENTED
    target = pseudo_text(source, style=style)
    assert target != source
    kind = Kind.PARAGRAPH
    assert refuse_text(source, target, kind=kind, locale=locale) is None
    assert not has_errors(
        Message(source, target),
        locale=locale,
        source_locale=parse_locale("en"),
        kind=kind,
    )


def test_short_texts_grow_most() -> None:
    def growth(source: str) -> float:
        return len(pseudo_text(source, style=Style.ACCENTED)) / len(source)

    assert growth("Boat") > 2
    long = "Every boat that leaves the harbour is to be bailed out before it is night."
    assert 1.25 < growth(long) < 1.5


def test_pseudo_locales_look_like_those_they_imitate() -> None:
    accented, mirrored = (item.locale for item in LOCALES)
    assert (accented.code, accented.gettext, accented.theme) == ("en-XA", "en_XA", "en")
    assert (mirrored.code, mirrored.direction, mirrored.theme) == ("ar-XB", "rtl", "ar")
