import re
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.markdown.article import Article, Misuse
from bitext.markdown.directives import is_directive
from bitext.markdown.inline import Inline
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, join, split
from bitext.markdown.tokens import TokenKind
from tests.markdown.conftest import Split
from tests.markdown.test_segments import DIALECT

SKIP = "<!-- bitext: skip -->"
NOTE = "<!-- bitext: note: N -->"


def texts(article: Article) -> list[str]:
    return [segment.text for segment in article.segments]


def noted(article: Article) -> list[str]:
    return [segment.text for segment in article.segments if segment.notes]


def faults(article: Article) -> list[tuple[Misuse, str]]:
    return [(fault.misuse, fault.text) for fault in article.faults]


# Where a directive may stand, what it is about, and what else there is.
PLACES = {
    "before a paragraph": ("{}\n\nAnt. Bee.\n\nCat.\n", ["Ant.", "Bee."], ["Cat."]),
    "on the line before": ("{}\nAnt. Bee.\n\nCat.\n", ["Ant.", "Bee."], ["Cat."]),
    "before a heading": ("{}\n\n# Ant\n\nBee.\n", ["Ant"], ["Bee."]),
    "before a setext heading": ("{}\n\nAnt\n===\n\nBee.\n", ["Ant"], ["Bee."]),
    "before a list": (
        "{}\n\n- Ant.\n- Bee.\n\n    Cat.\n\nDog.\n",
        ["Ant.", "Bee.", "Cat."],
        ["Dog."],
    ),
    "before a quote": ("{}\n\n> Ant.\n>\n> Bee.\n\nCat.\n", ["Ant.", "Bee."], ["Cat."]),
    "before a table": (
        "{}\n\n| Ant | Bee |\n| - | - |\n| Cat | Dog |\n\nEel.\n",
        ["Ant", "Bee", "Cat", "Dog"],
        ["Eel."],
    ),
    "before an admonition": (
        '{}\n\n!!! tip "Ant"\n    Bee.\n\nCat.\n',
        ["Ant", "Bee."],
        ["Cat."],
    ),
    "before a details block": (
        '{}\n\n??? tip "Ant"\n    Bee.\n\nCat.\n',
        ["Ant", "Bee."],
        ["Cat."],
    ),
    "before tabs": (
        '{}\n\n=== "Ant"\n\n    Bee.\n\n=== "Cat"\n\n    Dog.\n\nEel.\n',
        ["Ant", "Bee.", "Cat", "Dog."],
        ["Eel."],
    ),
    "before a definition list": (
        "{}\n\nAnt\n:   Bee.\n\nCat.\n",
        ["Ant", "Bee."],
        ["Cat."],
    ),
    "before a footnote": (
        "X[^1] Y[^2]\n\n{}\n[^1]: Ant.\n\n    Bee.\n\n[^2]: Cat.\n\nDog.\n",
        ["Ant.", "Bee."],
        ["X[^1] Y[^2]", "Cat.", "Dog."],
    ),
    "before a link definition": (
        '[X][a]\n\n{}\n[a]: b.md "Ant"\n\nBee.\n',
        ["Ant"],
        ["[X][a]", "Bee."],
    ),
    "before raw HTML": (
        "{}\n\n<div><p>Ant.</p><p>Bee.</p></div>\n\nCat.\n",
        ["Ant.", "Bee."],
        ["Cat."],
    ),
    "before text in raw HTML": (
        "<div>\n{}\nAnt <b>b</b>.\n<p>Cat.</p>\n</div>\n",
        ["Ant <b>b</b>."],
        ["Cat."],
    ),
    "in a Markdown container": (
        "<div markdown>\n\n{}\n\nAnt.\n\nBee.\n\n</div>\n",
        ["Ant."],
        ["Bee."],
    ),
    "in a list item": (
        "- X\n\n    {}\n\n    Ant.\n\n    Bee.\n",
        ["Ant."],
        ["X", "Bee."],
    ),
    "in a quote": ("> {}\n>\n> Ant.\n>\n> Bee.\n", ["Ant."], ["Bee."]),
    "in a quote, on the line before": ("> {}\n> Ant. Bee.\n", ["Ant.", "Bee."], []),
    "in an admonition": (
        "!!! tip\n\n    {}\n\n    Ant.\n\n    Bee.\n",
        ["Ant."],
        ["Bee."],
    ),
    "in an admonition, on the line before": (
        "!!! tip\n    {}\n    Ant. Bee.\n\n    Cat.\n",
        ["Ant.", "Bee."],
        ["Cat."],
    ),
    "in a tab": (
        '=== "X"\n\n    {}\n\n    Ant.\n\n    Bee.\n',
        ["Ant."],
        ["X", "Bee."],
    ),
    "in a definition": ("X\n:   Y.\n\n    {}\n\n    Ant.\n", ["Ant."], ["X", "Y."]),
    "in a footnote": (
        "X[^1]\n\n[^1]: Y.\n\n    {}\n\n    Ant.\n",
        ["Ant."],
        ["X[^1]", "Y."],
    ),
    "at the beginning of an item": (
        "- {} Ant. Bee.\n- Cat.\n",
        ["Ant.", "Bee."],
        ["Cat."],
    ),
    "on a line below an item": ("- Ant.\n    {}\n- Bee.\n", ["Ant."], ["Bee."]),
    "in a task": ("- [ ] {} Ant. Bee.\n- Cat.\n", ["Ant.", "Bee."], ["Cat."]),
    "in a cell": (
        "| X | Y |\n| - | - |\n| {} Ant | Bee |\n",
        ["Ant"],
        ["X", "Y", "Bee"],
    ),
    "at the end of a cell": (
        "| X | Y |\n| - | - |\n| Ant {} | Bee |\n",
        ["Ant"],
        ["X", "Y", "Bee"],
    ),
    "in a heading": ("# {} Ant\n\nBee.\n", ["Ant"], ["Bee."]),
    "at the end of a heading": ("# Ant {} { #x }\n\nBee.\n", ["Ant"], ["Bee."]),
    "in a title": ('!!! tip "Ant {}"\n    Bee.\n', ["Ant"], ["Bee."]),
    "in a tab's label": ('=== "Ant {}"\n\n    Bee.\n', ["Ant"], ["Bee."]),
    "in a term": ("Ant {}\n:   Bee.\n", ["Ant"], ["Bee."]),
    "between sentences": ("Ant. {} Bee. Cat.\n", ["Bee."], ["Ant.", "Cat."]),
    "between lines of a quote": (
        "> Ant.\n> {}\n> Bee. Cat.\n",
        ["Bee."],
        ["Ant.", "Cat."],
    ),
    "within a sentence": ("Ant. Bee {} c. Dog.\n", ["Bee c."], ["Ant.", "Dog."]),
    "behind the last sentence": ("Ant. Bee. {}\n", ["Bee."], ["Ant."]),
    "beside an image": ('![Ant](x.png "Bee") {}\n\nCat.\n', ["Ant", "Bee"], ["Cat."]),
}


def written(text: str, comment: str) -> str:
    return text.replace("{}", comment)


def bare(text: str) -> str:
    lines = re.sub(r"(?m)^[ >]*\{\}\n(?:[ >]*\n)?", "", text)
    return re.sub(r" ?\{\}", "", lines)


each_place = pytest.mark.parametrize(
    ("text", "meant", "others"), PLACES.values(), ids=PLACES
)


@each_place
def test_skip_leaves_out_what_it_stands_before_and_nothing_else(
    cut: Split, text: str, meant: list[str], others: list[str]
) -> None:
    assert sorted(texts(cut(bare(text)))) == sorted([*meant, *others])
    article = cut(written(text, SKIP))
    assert sorted(texts(article)) == sorted(others)
    assert article.faults == ()


@each_place
def test_note_and_context_are_about_what_skip_would_leave_out(
    cut: Split, text: str, meant: list[str], others: list[str]
) -> None:
    article = cut(written(text, f"{NOTE} <!-- bitext: context: Cat -->"))
    assert sorted(texts(article)) == sorted([*meant, *others])
    assert sorted(noted(article)) == sorted(meant)
    assert all(
        (segment.context, segment.notes)
        == (("Cat", ("N",)) if segment.notes else (None, ()))
        for segment in article.segments
    )


@each_place
def test_directive_changes_nothing_of_the_page_but_a_comment(
    renderer: Renderer, text: str, meant: list[str], others: list[str]
) -> None:
    del meant, others
    with_it = renderer.html(written(text, NOTE))
    assert NOTE in with_it
    without = renderer.html(bare(text))
    assert _words(with_it.replace(NOTE, "")) == _words(without)


def _words(rendered: str) -> str:
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", " ".join(rendered.split()))


@each_place
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_directive_stays_in_the_page(
    cut: Split, line_end: str, text: str, meant: list[str], others: list[str]
) -> None:
    del meant, others
    text = written(text, NOTE).replace("\n", line_end)
    article = cut(text)
    assert join(article, [None] * len(article.segments)) == text


def test_two_directives_stand_on_lines_of_their_own(cut: Split) -> None:
    lines = "<!-- bitext: note: N -->\n{0}<!-- bitext: context: Cat -->\n{0}Ant.\n"
    for text in (
        lines.format(""),
        "> " + lines.format("> "),
        "!!! tip\n    " + lines.format("    "),
        "- X\n\n    " + lines.format("    "),
    ):
        article = cut(text)
        assert [(one.text, one.context) for one in article.segments if one.notes] == [
            ("Ant.", "Cat")
        ]
        assert not article.given_up


def test_notes_add_up_and_the_nearest_context_counts(cut: Split) -> None:
    article = cut(
        "<!-- bitext: note: Menus. -->\n<!-- bitext: context: menu -->\n\n"
        "- Open\n- <!-- bitext: context: state --> Open <!-- bitext: note: Door. -->\n"
    )
    assert [(one.context, one.notes) for one in article.segments] == [
        ("menu", ("Menus.",)),
        ("state", ("Menus.", "Door.")),
    ]


def test_note_of_several_lines_is_one_line(cut: Split) -> None:
    for text in (
        "<!-- bitext: note: a\n\nlong - note -->\n\nText.\n",
        "> Text <!-- bitext: note: a\n> long - note --> here.\n",
    ):
        (segment,) = cut(text).segments
        assert segment.notes[0].replace("> ", "") == "a long - note"


RANGE = ("<!-- bitext: off -->", "<!-- bitext: on -->")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ant.\n\n{}\n\n# Bee\n\n- Cat\n\n{}\n\nDog.\n", ["Ant.", "Dog."]),
        ("Ant. {} Bee. Cat. {} Dog.\n", ["Ant.", "Dog."]),
        ("Ant b {} c d {} e f.\n", ["Ant b", "e f."]),
        ("Ant. {} Bee.\n\n- Cat.\n\nDog. {} Eel.\n", ["Ant.", "Eel."]),
        ("> Ant.\n> {}\n> Bee.\n> {}\n> Cat.\n", ["Ant.", "Cat."]),
        ("- Ant\n- {} Bee\n- Cat {}\n- Dog\n", ["Ant", "Dog"]),
        ("<div>\n{}\n<p>Ant</p>\n{}\n<p>Bee</p>\n</div>\n", ["Bee"]),
    ],
)
@pytest.mark.parametrize(
    ("off", "on"),
    [
        RANGE,
        ("<!-- translate:off -->", "<!-- translate:on -->"),
        ("<!-- i18n:skip-start -->", "<!-- i18n:skip-end -->"),
    ],
)
def test_range_leaves_out_what_begins_in_it(
    cut: Split, text: str, left: list[str], off: str, on: str
) -> None:
    article = cut(text.format(off, on))
    assert texts(article) == left
    assert article.faults == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ant b. {} Cat d. Eel f.\n", ["Ant b. Cat d.", "Eel f."]),
        ("Ant b. {}\nCat d. Eel f.\n", ["Ant b. Cat d.", "Eel f."]),
        ("> Ant b.\n> {}\n> Cat d.\n", ["Ant b. Cat d."]),
        ("- Ant b.{} Cat d.\n", ["Ant b. Cat d."]),
        ("| Ant b. {} Cat d. |\n| --- |\n| Eel |\n", ["Ant b. Cat d.", "Eel"]),
    ],
)
def test_join_makes_one_segment_of_two_sentences(
    cut: Split, text: str, expected: list[str]
) -> None:
    article = cut(written(text, "<!-- bitext: join -->"))
    assert texts(article) == expected
    assert article.faults == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ant b {} c d.\n", ["Ant b", "c d."]),
        ("Ant b,{}\nc d.\n", ["Ant b,", "c d."]),
        ("甲{}乙\n", ["甲", "乙"]),
        ("- Run this: {} `make`\n", ["Run this:"]),
        ("*Ant b* {} [c d](e.md)\n", ["*Ant b*", "[c d](e.md)"]),
    ],
)
def test_cut_makes_two_segments(cut: Split, text: str, expected: list[str]) -> None:
    article = cut(written(text, "<!-- bitext: cut -->"))
    assert texts(article) == expected
    assert article.faults == ()


def test_cut_and_join_hold_for_whole_blocks_too(cut: Split) -> None:
    article = cut("Ant b. Cat d. <!-- bitext: cut --> Eel f.\n", segmentation="block")
    assert texts(article) == ["Ant b. Cat d.", "Eel f."]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- bitext: skip -->",
        "<!--bitext:skip-->",
        "<!-- BITEXT: Skip (a legal text) -->",
        "<!--\n  bitext: skip\n-->",
        "<!-- i18n:skip -->",
        "<!--- i18n: skip ---->",
        "<!-- mdbook-xgettext:skip -->",
    ],
)
def test_every_form_of_skip_is_read(cut: Split, comment: str) -> None:
    assert texts(cut(f"{comment}\n\nAnt.\n\nBee.\n")) == ["Bee."]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- bitext: note: a b -->",
        "<!-- bitext: note a b-->",
        "<!-- i18n:comment: a b -->",
    ],
)
def test_every_form_of_a_note_is_read(cut: Split, comment: str) -> None:
    assert cut(f"{comment}\n\nAnt.\n").segments[0].notes == ("a b",)


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<!-- bitext: off -->\n```\n\nAnt.\n",
        "X.\n\n    <!-- bitext: off -->\n\nAnt.\n",
        "Write `<!-- bitext: off -->` and `<!-- bitext: skpi -->`. Ant.\n",
        "<pre><code>&lt;!-- bitext: off --&gt;</code></pre>\n\nAnt.\n",
        "<!-- for later:\n<!-- bitext: off -->\n\nAnt.\n",
        "<!-- bitextual: off -->\n\nAnt.\n",
        "<!-- translate: this page, later -->\n\nAnt.\n",
    ],
)
def test_what_is_no_comment_of_ours_is_no_directive(cut: Split, text: str) -> None:
    article = cut(text)
    assert texts(article)[-1].endswith("Ant.")
    assert article.faults == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ant.\n{ .notranslate }\n\nBee.\n", ["Bee."]),
        ("Ant.\n{ translate=no }\n\nBee.\n", ["Bee."]),
        ("# Ant { .notranslate }\n\nBee.\n", ["Bee."]),
        ("*Ant b*{ .notranslate }\n\nBee.\n", ["Bee."]),
        ("Do *Ant b*{ .notranslate } now.\n", ["Do *Ant b*{ .notranslate } now."]),
        ("Ant. [Bee.](c.md){ translate=no } Dog.\n", ["Ant.", "Dog."]),
        ("![Ant](b.png){ translate=no }\n\nBee.\n", ["Bee."]),
        ("<p translate='no'>Ant.</p>\n\nBee.\n", ["Bee."]),
        (
            '<div class="x notranslate"><p>Ant.</p><p translate="yes">Bee.</p></div>\n',
            ["Bee."],
        ),
        (
            '<div translate="no"><p>Ant.</p><p translate="yes">Bee.</p></div>\n',
            ["Bee."],
        ),
        (
            '<div translate="no" markdown>\n\nAnt.\n\n- ![Bee](c.png)\n</div>\nCat.\n',
            ["Cat."],
        ),
        ("<span translate=no>Ant.</span> Bee.\n", ["Bee."]),
        (
            "We say notranslate and translate = no.\n",
            ["We say notranslate and translate = no."],
        ),
    ],
)
def test_what_html_says_not_to_translate_is_left_out(
    cut: Split, text: str, left: list[str]
) -> None:
    assert texts(cut(text)) == left


NO_EFFECT = {
    "has no text after it": [
        "Ant.\n\n{}skip -->\n",
        "!!! tip\n\n    Ant.\n\n    {}skip -->\n\nBee.\n",
        "X[^1]\n\n[^1]: Ant.\n\n{}note: a -->\n",
        "{}note: a -->\n\n```\ncode\n```\n\nAnt.\n",
        "`code` {}context: a -->\n",
    ],
    "says nothing": ["{}note -->\n\nAnt.\n", "{}context: -->\n\nAnt.\n"],
    "stands outside a text": [
        "Ant.\n\n{}join -->\n\nBee.\n",
        "Ant.\n{}cut -->\nBee.\n",
    ],
    "stands between no two sentences": [
        "Ant b {}join --> c.\n",
        "> Ant.  \n> {}join --> Bee.\n",
    ],
    "stands inside emphasis, a link, code or HTML": [
        "**Ant {}cut --> b** c.\n",
        "[Ant {}off --> b](c.md) {}on -->\n",
    ],
    "stands at the edge of its text": ["> Ant. {}cut -->\n"],
}


@pytest.mark.parametrize(
    ("text", "why"), [(text, why) for why, texts in NO_EFFECT.items() for text in texts]
)
def test_directive_without_effect_is_a_fault(cut: Split, text: str, why: str) -> None:
    article = cut(text.replace("{}", "<!-- bitext: "))
    (fault,) = article.faults
    assert fault.misuse is Misuse.UNUSED
    name = re.match(r"\w+", article.text[fault.offset + len("<!-- bitext: ") :])
    assert name
    assert fault.text == f"`{name[0]}` has no effect: it {why}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{}skpi -->\n\nAnt.\n", "unknown directive `skpi`; did you mean `skip`?"),
        ("Ant {}frobnicate --> b.\n", "unknown directive `frobnicate`"),
        ("{} -->\n\nAnt.\n", "a directive's name is missing after `bitext:`"),
    ],
)
def test_unknown_directive_is_a_fault(cut: Split, text: str, what: str) -> None:
    article = cut(text.replace("{}", "<!-- bitext: "))
    assert faults(article) == [(Misuse.UNKNOWN, what)]
    assert "bitext" not in "".join(texts(article))
    assert article.faults[0].cure.endswith("skip, off, on, note, context, join, cut")


@pytest.mark.parametrize(
    ("text", "what", "offset"),
    [
        ("Ant.\n\n{}off -->\n\nBee.\n", "`off` begins a range that does not end", 6),
        ("Ant.\n\n{}on -->\n", "`on` ends a range that does not begin", 6),
        (
            "{}off -->\n\n{}off -->\n\n{}on -->\n",
            "`off` stands where translation is off already",
            22,
        ),
    ],
)
def test_unbalanced_range_is_a_fault(
    cut: Split, text: str, what: str, offset: int
) -> None:
    (fault,) = cut(text.replace("{}", "<!-- bitext: ")).faults
    assert (fault.misuse, fault.offset) == (Misuse.UNBALANCED, offset)
    assert fault.text.startswith(what)


def test_directive_left_open_in_code_hides_no_other(cut: Split) -> None:
    article = cut(f"```\n<!-- bitext: off\n```\n\nAnt.\n\n{SKIP}\n\nBee.\n\nCat.\n")
    assert texts(article) == ["Ant.", "Cat."]
    assert article.faults == ()


def test_skipped_code_is_no_fault(cut: Split) -> None:
    article = cut(f"{SKIP}\n```\ncode\n```\n\nAnt.\n")
    assert texts(article) == ["Ant."]
    assert article.faults == ()


def test_directive_within_a_sentence_goes_with_its_translation(cut: Split) -> None:
    article = cut(f"One {NOTE} two. Three. {NOTE} Four.\n")
    assert texts(article) == ["One two.", "Three.", "Four."]
    assert join(article, ["En to.", None, "Fire."]) == f"En to. Three. {NOTE} Fire.\n"
    assert join(article, ["一。", "二。", "三。"], spaced=False) == "一。二。三。\n"
    assert join(article, ["En to.", "Tre fire.", JOINED]) == "En to. Tre fire.\n"


def test_text_left_out_belongs_to_no_segment_of_the_page(cut: Split) -> None:
    article = cut(f"Ant. {SKIP} Bee. Cat. <!-- bitext: cut --> `Dog`\n")
    marked = join(article, [None, None], mark=lambda number: f"‹{number}›")
    assert marked == (
        f"‹0›Ant.‹None› {SKIP} Bee. ‹1›Cat.‹None› <!-- bitext: cut --> `Dog`\n"
    )


def test_headings_are_told_without_directives(cut: Split) -> None:
    article = cut(f"# One {NOTE} two\n\nAnt.\n")
    assert article.blocks[1].headings == ("One two",)


DIRECTIVES = [
    f"<!-- {form} -->"
    for form in (
        *("bitext: " + order for order in ("skip", "off", "on", "join", "cut", "skpi")),
        "bitext: note: a\nb",
        "bitext: context: c",
        "i18n:skip",
        "translate:off",
        "translate:on",
    )
]
PARTS = [
    *DIALECT.splitlines(keepends=True),
    *DIRECTIVES,
    *("\n", "    ", "> ", "- ", "`", "**", "```\n", "<div markdown>\n", "</div>\n"),
    *("Ant b. Cat d. ", "{ .notranslate }", '<p translate="no">', "<!--", "-->"),
    dedent("""\
        !!! tip "Ant"
            Bee.
        """),
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=5), max_size=30))
def test_directives_anywhere_lose_no_byte_and_reach_no_message(
    renderer: Renderer, parts: list[str]
) -> None:
    text = "".join(parts)
    article = split(text, renderer=renderer)
    assert join(article, [None] * len(article.segments)) == text
    for segment in article.segments:
        assert segment.text
        assert all(start < end for start, end in segment.spans)
    for block in article.blocks:
        for segment in block.segments:
            if block.kind not in {"html", "front-matter"}:
                assert not _comments(segment.text)
    assert isinstance(join(article, ["Ja."] * len(article.segments)), str)
    for fault in article.faults:
        assert text.startswith("<!--", fault.offset)


def _comments(text: str) -> list[str]:
    """Directives a message would show to translators."""
    return [
        text[token.start : token.end]
        for token in Inline(text).all_tokens
        if token.kind is TokenKind.COMMENT
        and is_directive(text[token.start + 4 : token.end - 3])
    ]


@settings(max_examples=60)
@given(st.data())
def test_directives_between_lines_keep_all_other_segments(
    renderer: Renderer, data: st.DataObject
) -> None:
    """Ant comment alone before a paragraph of top level takes part in nothing else."""
    paragraphs = data.draw(
        st.lists(
            st.sampled_from(
                ["Ant b. Cat d.", "- Eel\n- Fly", "# Gnu", "> Hen", "```\nIbis\n```"]
            ),
            min_size=1,
            max_size=6,
        )
    )
    chosen = [data.draw(st.booleans()) for _ in paragraphs]
    plain = split("\n\n".join(paragraphs), renderer=renderer)
    directed = split(
        "\n\n".join(
            f"{NOTE}\n\n{paragraph}" if is_noted else paragraph
            for paragraph, is_noted in zip(paragraphs, chosen, strict=True)
        ),
        renderer=renderer,
    )
    plain_texts = texts(plain)
    lists = [number for number, one in enumerate(paragraphs) if one.startswith("- ")]
    if len(lists) < 2:
        assert texts(directed) == plain_texts
    assert sorted(set(texts(directed))) == sorted(set(plain_texts))
