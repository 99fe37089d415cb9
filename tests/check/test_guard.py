import pytest

from bitext.check.guard import Judge, Judgement, refuse_text
from bitext.guard_config import Danger
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


@pytest.mark.parametrize(
    ("source", "translation", "danger"),
    [
        ("First item", "<script>alert(1)</script>", Danger.MARKUP),
        ("First item", "# x", Danger.MARKUP),
        ("First item", "`x`", Danger.MARKUP),
        ("First item", "[x](https://evil.example)", Danger.LINKS),
        ("First item", "![x](https://evil.example/x.png)", Danger.LINKS),
        (
            "See [the page](page.md) and `code`.",
            "Se [siden](https://good@evil.example) og `code`.",
            Danger.LINKS,
        ),
        ("First item", "{{ x }}", Danger.DIRECTIVES),
        ("First item", "[x]: //evil.example", Danger.DIRECTIVES),
        ("First item", "x\u202ey", Danger.CHARACTERS),
        ("A heading", "x &lt;b&gt;", Danger.TITLES),
        ("First item", "x" * 2000, Danger.LENGTH),
    ],
)
def test_refusal_says_what_the_translation_would_do(
    renderer: Renderer, source: str, translation: str, danger: Danger
) -> None:
    judgement = judge(renderer, SOURCE, {source: translation})
    assert [one.danger for one in judgement.refusals] == [danger]


def test_link_split_over_two_messages_is_known_for_a_link(renderer: Renderer) -> None:
    judgement = judge(
        renderer,
        "One here. Two here.\n",
        {"One here.": "[klikk](https://evil", "Two here.": ".example)"},
        code="ja",
    )
    assert [one.danger for one in judgement.refusals] == [Danger.LINKS]


def test_one_that_does_not_fit_several_others_is_the_one_refused(
    renderer: Renderer,
) -> None:
    source = "One here. Two here. Three here. Four here.\n"
    offered = {"One here.": "En [her.", "Two here.": "To](a) er.", "Four here.": "Fire"}
    judgement = judge(renderer, source, offered | {"Three here.": "Tre](b) er."})
    assert [one.index for one in judgement.refusals] == [0]
    assert judgement.published == (None, "To](a) er.", "Tre](b) er.", "Fire")


@pytest.mark.parametrize(
    "translation",
    [
        "Trykk </b>nå<b>",
        "<b>Trykk</b> </b><b>nå",
        "<b>Trykk nå",
    ],
)
def test_tags_that_would_reach_beyond_the_sentence_are_refused(
    renderer: Renderer, translation: str
) -> None:
    source = "Press <b>now</b>"
    assert judge(renderer, source, {source: translation}).published == (None,)
    moved = {source: "<b>Nå</b> trykker du"}
    assert judge(renderer, source, moved).refusals == ()
    reason = refuse_text(
        "a <b>b</b>", translation.replace("Trykk", "b"), kind=Kind.SITE, locale=NB
    )
    assert reason


@pytest.mark.parametrize(
    "translation",
    [
        'Se [siden](page.md "<img src=x onerror=alert(1)>")',
        'Se [siden](page.md "&lt;img src=x onerror=alert(1)&gt;")',
        'Se [siden](page.md "&amp;lt;img src=x&amp;gt;")',
    ],
)
def test_title_that_scripts_of_themes_show_as_html_gains_no_markup(
    renderer: Renderer, translation: str
) -> None:
    source = 'See [the page](page.md "Its title")'
    assert judge(renderer, source, {source: translation}).published == (None,)
    harmless = {source: 'Se [siden](page.md "Tittelen & mer")'}
    assert judge(renderer, source, harmless).refusals == ()


@pytest.mark.parametrize("kind", [Kind.ALT, Kind.LINK_TITLE, Kind.ABBREVIATION])
def test_text_that_becomes_an_attribute_gains_no_markup(kind: Kind) -> None:
    for text in ("a <b", "a &lt;b&gt;", "\\<img>"):
        assert refuse_text("Title", text, kind=kind, locale=NB)
    assert refuse_text("a < b", "b < a", kind=kind, locale=NB) is None


@pytest.mark.parametrize(
    "translation", ["[a]: //evil", "*[her]: evil", "[^9]: evil", "> [a]: x", "- [a]: x"]
)
def test_definition_at_the_start_of_a_line_is_refused(
    renderer: Renderer, translation: str
) -> None:
    source = "One line here.\nAnother line here.\n"
    judgement = judge(
        renderer, source, {"Another line here.": translation, "One line here.": "Linje"}
    )
    assert [one.index for one in judgement.refusals] == [1]


def test_definition_split_over_two_messages_is_refused(renderer: Renderer) -> None:
    source = "First line.\nTwo here. Three here.\n"
    judgement = judge(
        renderer, source, {"Two here.": "[a", "Three here.": "]: //evil"}, code="ja"
    )
    assert len(judgement.refusals) == 1
    assert judgement.refusals[0].danger is Danger.MARKUP


def test_heading_escaped_over_two_messages_is_refused(renderer: Renderer) -> None:
    source = "# One here. Two here.\n"
    attack = {"One here.": "文&l", "Two here.": "t;img src=x onerror=alert(1)&gt;"}
    judgement = judge(renderer, source, attack, code="ja")
    assert all(text is None or "t;img" not in text for text in judgement.published)


def test_included_text_names_no_definition_of_the_pages_around_it(
    renderer: Renderer,
) -> None:
    source = "See [the boat][boat] here.\n\nAnother.\n"
    article = split(source, renderer=renderer)

    def refused(first: str, second: str | None, *, is_included: bool) -> list[int]:
        found = Judge(article, renderer=renderer, is_included=is_included)
        judgement = found.judge([first, second], locale=NB)
        return [one.index for one in judgement.refusals]

    kept = "Se [båten][Boat] her."
    assert refused(kept, "En [merknad](x) til", is_included=True) == [1]
    for attack in ("Se [x][login]", "Se [login]", "Se [login][]", "Note[^1]"):
        assert refused(kept, attack, is_included=True) == [1]
        assert refused(kept, attack, is_included=False) == []
    assert refused(kept, r"Se \[login\]", is_included=True) == []
