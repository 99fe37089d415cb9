import pytest

from bitext.check.guard import Judge, Judgement, refuse_text
from bitext.locales import parse_locale
from bitext.markdown.article import Kind
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, split

NB = parse_locale("nb")


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(
        ["toc", "tables", "attr_list", "footnotes", "abbr", "admonition"],
        {"toc": {"permalink": True}},
    )


def judge(
    renderer: Renderer, source: str, translations: dict[str, str], *, code: str = "nb"
) -> Judgement:
    article = split(source, renderer=renderer)
    offered = [translations.get(segment.text) for segment in article.segments]
    assert translations.keys() <= {segment.text for segment in article.segments}
    return Judge(article, renderer=renderer).judge(offered, locale=parse_locale(code))


SOURCE = """\
# A heading

See [the page](page.md) and `code`. **Bold** and plain. Third sentence.

- First item

| Head |
| ---- |
| Cell |
"""

HARMLESS = {
    "A heading": "En overskrift",
    "See [the page](page.md) and `code`.": "`code` og [siden](page.md).",
    "**Bold** and plain.": "Uthevet og *enkel*.",
    "First item": "Første punkt",
    "Cell": "Celle",
}


def test_changed_words_word_order_and_emphasis_are_published(
    renderer: Renderer,
) -> None:
    judgement = judge(renderer, SOURCE, HARMLESS)
    assert judgement.refusals == ()
    assert [text for text in judgement.published if text] == list(HARMLESS.values())


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("A heading", "En { #other }"),
        ("First item", "1. november"),
        ("First item", "> sitat"),
        ("First item", "- [x](javascript:alert(1))"),
        ("First item", "[ref]: https://evil.example"),
        ("First item", "*[HTML]: evil"),
        ("First item", "<script>alert(1)</script>"),
        ("First item", "tekst <!-- skjult"),
        ("First item", "![](https://evil.example/x.png)"),
        ("First item", "https://evil.example <https://evil.example>"),
        ("First item", "{{ config }}"),
        ("First item", "--8<-- 'secret'"),
        ("First item", "{! secret !}"),
        ("First item", "\u202eevil"),
        ("First item", "null\u200bbredde"),
        ("First item", "mark\ufdd0\ufde1\ufdd2"),
        ("First item", "`kode`"),
        ("Cell", "to | celler"),
        ("See [the page](page.md) and `code`.", "Se [siden](other.md) og `code`."),
        ("See [the page](page.md) and `code`.", "Se siden og `code`."),
        ("See [the page](page.md) and `code`.", "Se [siden](page.md) og `kode`."),
        (
            "See [the page](page.md) and `code`.",
            "Se [siden](page.md){ onclick=x } og `code`.",
        ),
    ],
)
def test_anything_but_words_is_refused_and_the_rest_published(
    renderer: Renderer, source: str, translation: str
) -> None:
    judgement = judge(renderer, SOURCE, {**HARMLESS, source: translation})
    article = split(SOURCE, renderer=renderer)
    refused = [article.segments[one.index].text for one in judgement.refusals]
    assert refused == [source]
    expected = [text for key, text in HARMLESS.items() if key != source]
    assert [text for text in judgement.published if text] == expected


def test_translation_that_begins_like_a_list_item_is_told_the_cure(
    renderer: Renderer,
) -> None:
    judgement = judge(renderer, SOURCE, {"First item": "1. november"})
    assert "write 1\\. if" in judgement.refusals[0].reason
    escaped = judge(renderer, SOURCE, {"First item": "1\\. november"})
    assert escaped.refusals == ()


def test_attack_split_over_two_messages_is_refused(renderer: Renderer) -> None:
    judgement = judge(
        renderer,
        "One here. Two here.\n",
        {"One here.": "[klikk](https://evil", "Two here.": ".example)"},
    )
    assert len(judgement.refusals) == 1
    assert sum(text is not None for text in judgement.published) == 1


def test_attack_split_over_two_blocks_is_refused(renderer: Renderer) -> None:
    judgement = judge(
        renderer,
        "See [the page][a] here.\n\n- One here\n\n[a]: page.md\n",
        {"See [the page][a] here.": "Se [siden][b].", "One here": "[b]: //evil"},
    )
    assert judgement.published == (None, None)


def test_joined_sentences_are_refused_together(renderer: Renderer) -> None:
    judgement = judge(
        renderer,
        "One here. Two here.\n",
        {"One here.": "`en` og to.", "Two here.": JOINED},
    )
    assert judgement.published == (None, None)
    assert [one.index for one in judgement.refusals] == [0, 1]


def test_joined_sentences_are_published_together(renderer: Renderer) -> None:
    judgement = judge(
        renderer,
        "One here. Two here.\n",
        {"One here.": "En og to.", "Two here.": JOINED},
    )
    assert judgement.published == ("En og to.", JOINED)


def test_abbreviation_may_vanish_with_its_word(renderer: Renderer) -> None:
    judgement = judge(
        renderer,
        "The HTML page.\n\n*[HTML]: Hyper Text\n",
        {"The HTML page.": "Nettsiden."},
    )
    assert judgement.refusals == ()


def test_heading_ids_made_of_words_may_differ(renderer: Renderer) -> None:
    judgement = judge(renderer, "# One\n\n## Two\n", {"One": "En", "Two": "To"})
    assert judgement.refusals == ()


@pytest.mark.parametrize("text", ['a "b"', "a <b>", "a > b"])
def test_value_that_templates_print_unescaped_gains_no_markup(text: str) -> None:
    for kind in (Kind.FRONT_MATTER, Kind.NAV, Kind.SITE):
        assert refuse_text("Title", text, kind=kind, locale=NB)
        assert refuse_text(text, text, kind=kind, locale=NB) is None


@pytest.mark.parametrize(
    ("code", "character", "is_needed"),
    [
        ("fa", "\u200c", True),
        ("nb", "\u200c", False),
        ("ar", "\u200f", True),
        ("nb", "\u200f", False),
        ("th", "\u200b", True),
        ("ja", "\u200b", False),
        ("ar", "\u202e", False),
    ],
)
def test_invisible_characters_pass_only_where_the_language_needs_them(
    code: str, character: str, is_needed: bool
) -> None:
    refusal = refuse_text(
        "a", f"a{character}b", kind=Kind.PARAGRAPH, locale=parse_locale(code)
    )
    assert (refusal is None) == is_needed


def test_directive_within_a_sentence_is_no_difference(renderer: Renderer) -> None:
    source = "One <!-- bitext: note: a --> two. <!-- bitext: join --> Three.\n"
    judgement = judge(renderer, source, {"One two. Three.": "En to tre."})
    assert judgement.refusals == ()
    source = "One <!-- other --> two.\n"
    judgement = judge(renderer, source, {source.strip(): "En <!-- annen --> to."})
    assert judgement.published == (None,)


@pytest.mark.parametrize(
    "source",
    [
        "Press *Save as*{ translate=no } now.\n",
        'Press <b class="notranslate">Save as</b> now.\n',
    ],
)
def test_words_marked_not_to_be_translated_must_stay(
    renderer: Renderer, source: str
) -> None:
    text = source.strip()
    kept = text.replace("Press", "Trykk").replace("now", "nå")
    assert judge(renderer, source, {text: kept}).refusals == ()
    changed = text.replace("Save as", "Lagre som")
    assert judge(renderer, source, {text: changed}).published == (None,)
