import time
from collections.abc import Sequence
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.markdown.article import Article, Kind
from bitext.markdown.marks import milestone
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, join, split
from tests.markdown.conftest import Split


def texts(article: Article) -> list[tuple[str, str]]:
    return [
        (str(block.kind), segment.text)
        for block in article.blocks
        for segment in block.segments
    ]


def translated(
    article: Article, translations: dict[str, str], *, spaced: bool = True
) -> str:
    chosen = [translations.get(segment.text) for segment in article.segments]
    return join(article, chosen, spaced=spaced)


def untranslated(article: Article) -> Sequence[None]:
    return [None] * len(article.segments)


DIALECT = dedent("""\
    ---
    title: A page
    description: First part. Second part.
    ---
    # Heading { #top }

    A paragraph
    of two lines. And a second sentence.

    - [ ] A task
    - Item one. Item two.

        More of the item.

    > Quoted text
    > on two lines.

    !!! note "A titled note"
        Text of the note.

    ??? tip
        Text without a title.

    === "First tab"

        Text of the tab.

    Term
    :   Its definition.

    | Head | Other |
    | ---- | ----- |
    | Cell one | `code` |

    Text with a note.[^1]

    [^1]: The footnote's text.

    ![Alternative text](picture.svg "Its title")

    ```python
    print("never translated")
    ```

    <div><p>Raw <b>bold</b> text.</p></div>

    Setext heading
    --------------

    Last one, see [the page](other.md).
    """)


def test_every_construct_gives_its_blocks_in_document_order(cut: Split) -> None:
    assert texts(cut(DIALECT)) == [
        ("front-matter", "A page"),
        ("front-matter", "First part."),
        ("front-matter", "Second part."),
        ("heading", "Heading"),
        ("paragraph", "A paragraph of two lines."),
        ("paragraph", "And a second sentence."),
        ("item", "A task"),
        ("item", "Item one."),
        ("item", "Item two."),
        ("item", "More of the item."),
        ("paragraph", "Quoted text on two lines."),
        ("title", "A titled note"),
        ("paragraph", "Text of the note."),
        ("paragraph", "Text without a title."),
        ("title", "First tab"),
        ("paragraph", "Text of the tab."),
        ("term", "Term"),
        ("definition", "Its definition."),
        ("cell", "Head"),
        ("cell", "Other"),
        ("cell", "Cell one"),
        ("paragraph", "Text with a note.[^1]"),
        ("footnote", "The footnote's text."),
        ("alt", "Alternative text"),
        ("link-title", "Its title"),
        ("html", "Raw <b>bold</b> text."),
        ("heading", "Setext heading"),
        ("paragraph", "Last one, see [the page](other.md)."),
    ]


def test_block_knows_the_headings_above_it(cut: Split) -> None:
    article = cut("# One\n\nA.\n\n### Deep\n\nB.\n\n## Two\n\nC.\n")
    assert [block.headings for block in article.blocks] == [
        (),
        ("One",),
        ("One",),
        ("One", "Deep"),
        ("One",),
        ("One", "Two"),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_join_without_translations_gives_the_same_bytes(
    cut: Split, line_end: str
) -> None:
    text = "\ufeff" + DIALECT.replace("\n", line_end)
    article = cut(text)
    assert len(article.segments) == 28
    assert join(article, untranslated(article)) == text


def test_translation_replaces_its_segment_and_nothing_else(cut: Split) -> None:
    article = cut(DIALECT)
    changed = translated(article, {"Item two.": "Punkt to.", "Cell one": "Celle én"})
    assert changed == DIALECT.replace("Item two.", "Punkt to.").replace(
        "Cell one", "Celle én"
    )


def test_translation_of_wrapped_text_stands_on_one_line(cut: Split) -> None:
    article = cut("> Quoted text\n> on two lines. Second.\n")
    assert (
        translated(article, {"Quoted text on two lines.": "Sitat."})
        == "> Sitat. Second.\n"
    )


def test_value_with_one_translated_sentence_is_written_as_one_scalar(
    cut: Split,
) -> None:
    article = cut(DIALECT)
    changed = translated(article, {"Second part.": "Andre: del."})
    assert "description: 'First part. Andre: del.'\n" in changed


def test_sentences_of_unspaced_languages_join_without_a_blank(cut: Split) -> None:
    article = cut("One here. Two here.\nThree here.\n")
    changed = translated(
        article,
        {"One here.": "一。", "Two here.": "二。", "Three here.": "三。"},
        spaced=False,
    )
    assert changed == "一。二。三。\n"


def test_blank_stays_beside_a_sentence_in_the_source_language(cut: Split) -> None:
    article = cut("One here. Two here.\n")
    assert translated(article, {"One here.": "一。"}, spaced=False) == (
        "一。 Two here.\n"
    )


def test_hard_break_cuts_and_stays(cut: Split) -> None:
    article = cut("First line  \nsecond line\n")
    assert [segment.text for segment in article.segments] == [
        "First line",
        "second line",
    ]
    changed = translated(
        article, {"First line": "一行目", "second line": "二行目"}, spaced=False
    )
    assert changed == "一行目  \n二行目\n"


def test_break_tag_cuts_and_stays(cut: Split) -> None:
    article = cut("First line<br>second line\n")
    changed = translated(article, {"First line": "Første", "second line": "andre"})
    assert changed == "Første<br>andre\n"


def test_joined_sentence_vanishes_with_the_blank_before_it(cut: Split) -> None:
    article = cut("One here. Two here. Three here.\n")
    changed = translated(
        article, {"One here.": "En og to.", "Two here.": JOINED, "Three here.": "Tre."}
    )
    assert changed == "En og to. Tre.\n"


def test_line_end_in_a_translation_does_not_reach_the_page(cut: Split) -> None:
    article = cut("One here.\n")
    assert translated(article, {"One here.": " En\n\nto. "}) == "En to.\n"


def test_code_is_no_segment_and_wordless_text_joins_its_sentence(cut: Split) -> None:
    article = cut("`only code`\n\nLook here. 👇\n\n12 345\n")
    assert [segment.text for segment in article.segments] == ["Look here. 👇"]


def test_link_around_code_alone_is_no_segment(cut: Split) -> None:
    article = cut("[`source`](a.md)\n\n[the `source`](a.md)\n")
    assert [segment.text for segment in article.segments] == ["[the `source`](a.md)"]


def test_marks_stand_before_segments_and_not_in_attributes(cut: Split) -> None:
    article = cut("# T { #x }\n\nOne. Two.\n\n![Alt](i.png)\n")
    marked = join(article, untranslated(article), mark=lambda number: f"‹{number}›")
    assert marked == "# ‹0›T { #x }\n\n‹1›One. ‹2›Two.\n\n![Alt](i.png)\n"


def test_text_without_words_after_a_break_is_marked_as_no_segment(cut: Split) -> None:
    article = cut("Run this:<br>`make`\n")
    marked = join(article, untranslated(article), mark=lambda number: f"‹{number}›")
    assert marked == "‹0›Run this:‹None›<br>`make`\n"


def test_block_segmentation_keeps_sentences_together(cut: Split) -> None:
    article = cut("One here. Two here.\n", segmentation="block")
    assert [segment.text for segment in article.segments] == ["One here. Two here."]


def test_heading_kind_is_told(cut: Split) -> None:
    assert cut("# T\n").blocks[0].kind is Kind.HEADING


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*DIALECT.splitlines(keepends=True), "    ", "> ", "\t", "\r\n", "[a]: b\n"]
        )
        | st.text(max_size=8),
        max_size=25,
    )
)
def test_any_text_is_split_and_joined_without_a_lost_byte(
    renderer: Renderer, parts: list[str]
) -> None:
    text = "".join(parts)
    article = split(text, renderer=renderer)
    assert join(article, untranslated(article)) == text
    for segment in article.segments:
        assert segment.text
        assert all(start < end for start, end in segment.spans)


def test_comment_opened_in_code_does_not_reach_the_next_comment(cut: Split) -> None:
    article = cut("```html\n<!-- half\n```\n\nText here.\n\n<!-- done -->\n\nMore.\n")
    assert [segment.text for segment in article.segments] == ["Text here.", "More."]


def test_lines_keep_their_numbers_where_they_are_counted(renderer: Renderer) -> None:
    text = (
        "# One\n\nTwo is\nwrapped. Three is\nwrapped too.\n\n"
        "> - Four is\n>   wrapped. Five.\n>   Six.\n\nLast.\n"
    )
    article = split(text, renderer=renderer)
    for spaced in (True, False):
        for offered in (None, "文。", "A word.", JOINED):
            first: list[str | None] = ["A."]
            rest: list[str | None] = [offered] * (len(article.segments) - 1)
            joined = join(
                article,
                first + rest,
                spaced=spaced,
                mark=milestone,
                keeps_lines=True,
            )
            assert joined.count("\n") == text.count("\n")
            plain = join(article, first + rest, spaced=spaced, mark=milestone)
            assert "".join(renderer.html(joined).split()) == "".join(
                renderer.html(plain).split()
            )
            assert joined.splitlines()[-1].endswith(offered or "Last.")


def test_page_with_more_words_than_marks_is_cut_to_its_end(cut: Split) -> None:
    text = f"- {'a b c d e f g h i j ' * 11}\n" * 1_000
    assert len(cut(text).segments) == 1_000


def test_page_that_cannot_be_marked_is_given_up_and_said_so(cut: Split) -> None:
    article = cut("a|" * 110_000)
    assert not article.blocks
    assert [gone.offset for gone in article.given_up] == [0]


def test_page_nested_deeper_than_the_renderer_goes_is_given_up(cut: Split) -> None:
    article = cut("- " * 1_000 + "text\n")
    assert [gone.reason for gone in article.given_up] == [
        "it is nested deeper than the renderer can follow"
    ]


def test_footnote_within_a_footnote_takes_no_page_down(cut: Split) -> None:
    text = "A[^1].\n\n[^1]: Outer here.\n\n    [^2]: Inner here.\n"
    assert "Outer here." in {segment.text for segment in cut(text).segments}


@pytest.mark.parametrize(
    "text",
    [
        "The **tide** turns, see [map](m.md). " * 1_200,
        "The **tide** turns, see [map](m.md).\n" * 1_200,
        "The tide turns.  \n" * 2_500,
        "The tide turns.<br>" * 2_500,
        "| The tide. | It turns. |\n" * 1_500,
    ],
)
def test_time_grows_with_the_text_alone(cut: Split, text: str) -> None:
    def seconds(article: str) -> float:
        started = time.process_time()
        assert join(cut(article), untranslated(cut(article))) == article
        return time.process_time() - started

    part = min(seconds(text[: len(text) // 8]) for _ in range(2))
    # Eight times as much text; a square would make it sixty-four times.
    assert seconds(text) < 30 * part + 0.5
