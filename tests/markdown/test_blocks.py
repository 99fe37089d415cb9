"""Each construct of the dialect, and where exactly its text stands."""

from textwrap import dedent

import pytest

from bitext.markdown.article import Article
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split

EXTENSIONS = (
    *("toc", "tables", "abbr", "admonition", "attr_list", "def_list", "footnotes"),
    *("md_in_html", "pymdownx.arithmatex", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.blocks.admonition", "pymdownx.blocks.caption"),
    *("pymdownx.blocks.definition", "pymdownx.blocks.details"),
    *("pymdownx.blocks.html", "pymdownx.blocks.tab", "pymdownx.superfences"),
    *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.snippets"),
)
CONFIGS: dict[str, dict[str, object]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.critic": {"mode": "view"},
    "pymdownx.tabbed": {"alternate_style": True},
}


@pytest.fixture(scope="module")
def site() -> Renderer:
    return Renderer(EXTENSIONS, CONFIGS)


def blocks(article: Article) -> list[tuple[str, ...]]:
    """Kind and lines of each block, as they stand at its spans."""
    text = article.text
    return [
        (str(block.kind), *(text[start:end] for start, end in block.spans))
        for block in article.blocks
    ]


CONSTRUCTS: dict[str, tuple[str, list[tuple[str, ...]]]] = {
    "an admonition with a title": (
        """\
        !!! danger inline end "The title"
            The text
            of it.
        """,
        [("title", "The title"), ("paragraph", "The text", "of it.")],
    ),
    "an admonition whose kind is its title": (
        """\
        !!! note
            The text.
        """,
        [("paragraph", "The text.")],
    ),
    "an admonition without a title": (
        """\
        !!! note ""
            The text.
        """,
        [("paragraph", "The text.")],
    ),
    "a collapsible block": (
        """\
        ???+ tip "The summary"

            The text.
        """,
        [("title", "The summary"), ("paragraph", "The text.")],
    ),
    "an admonition in slashes": (
        """\
        /// admonition | The title
            type: warning
            attrs: {class: big}

        The text.
        ///
        """,
        [("title", "The title"), ("paragraph", "The text.")],
    ),
    "a collapsible block in slashes": (
        """\
        /// details | The summary
            open: true

        The text.
        ///
        """,
        [("title", "The summary"), ("paragraph", "The text.")],
    ),
    "content tabs": (
        """\
        === "The first"

            One text.

        === "The `second`"

            Another text.
        """,
        [
            ("title", "The first"),
            ("paragraph", "One text."),
            ("title", "The `second`"),
            ("paragraph", "Another text."),
        ],
    ),
    "content tabs in slashes": (
        """\
        /// tab | The first
        One text.
        ///

        /// tab | The second
            new: true

        Another text.
        ///
        """,
        [
            ("title", "The first"),
            ("paragraph", "One text."),
            ("title", "The second"),
            ("paragraph", "Another text."),
        ],
    ),
    "an element in slashes": (
        """\
        /// html | div.card[title="Not text"]
        Its *text*.
        ///
        """,
        [("paragraph", "Its *text*.")],
    ),
    "a definition in slashes": (
        """\
        /// define
        The term

        - What it means.

        ///
        """,
        [("term", "The term"), ("definition", "What it means.")],
    ),
    "captions": (
        """\
        ![The picture](a.png){ width=300 }
        /// caption
        Below a picture.
        ///

        /// figure-caption
        With a number.
        ///
        """,
        [
            ("alt", "![The picture](a.png){ width=300 }"),
            ("caption", "Below a picture."),
            ("caption", "With a number."),
        ],
    ),
    "a caption in HTML": (
        """\
        <figure markdown="span">
          ![The picture](a.png)
          <figcaption>Below it</figcaption>
        </figure>
        """,
        [("alt", "![The picture](a.png)"), ("html", "Below it")],
    ),
    "a definition list": (
        """\
        Apple
        :   A fruit
            of trees.

        :   A company.
        """,
        [
            ("term", "Apple"),
            ("definition", "A fruit", "of trees."),
            ("definition", "A company."),
        ],
    ),
    "footnotes": (
        """\
        A note[^1] and another[^long].

        [^1]: The first
            goes on.
        [^long]:
            One paragraph.

            Another one.
        """,
        [
            ("paragraph", "A note[^1] and another[^long]."),
            ("footnote", "The first", "goes on."),
            ("footnote", "One paragraph."),
            ("footnote", "Another one."),
        ],
    ),
    "a table": (
        """\
        | Head     | The `code` |
        | -------- | :--------: |
        | One cell | a \\| b    |
        """,
        [
            ("cell", "Head"),
            ("cell", "The `code`"),
            ("cell", "One cell"),
            ("cell", "a \\| b"),
        ],
    ),
    "a table without pipes at its ends": (
        "Head | Other\n--- | ---\nOne | Two\n",
        [("cell", "Head"), ("cell", "Other"), ("cell", "One"), ("cell", "Two")],
    ),
    "a task list": (
        "- [x] Done\n- [ ] Open\n",
        [("item", "[x] Done"), ("item", "[ ] Open")],
    ),
    "nested lists and quotes": (
        """\
        1.  First

            > Quoted
            > twice.
            >
            > - In a list
            >   of its own.

        2.  Second
            - Inner
              goes on
        """,
        [
            ("item", "First"),
            ("paragraph", "Quoted", "twice."),
            ("item", "In a list", "of its own."),
            ("item", "Second"),
            ("item", "Inner", "goes on"),
        ],
    ),
    "cards in a grid": (
        """\
        <div class="grid cards" markdown>

        -   __The card__

            ---

            Its text.

        </div>
        """,
        [("item", "__The card__"), ("item", "Its text.")],
    ),
    "raw HTML, by its block elements": (
        """\
        <div title="Not text">
        Loose text.
        <p>Text with <b>bold</b>
        words.</p>
        <ul><li>One<li>Two</ul>
        <pre>code</pre>
        </div>
        """,
        [
            ("html", "Loose text."),
            ("html", "Text with <b>bold</b>", "words."),
            ("html", "One"),
            ("html", "Two"),
        ],
    ),
    "abbreviations": (
        """\
        The HTML of it.

        *[HTML]: Hyper Text
        *[W3C]:
            The consortium
        """,
        [
            ("paragraph", "The HTML of it."),
            ("abbreviation", "Hyper Text"),
            ("abbreviation", "The consortium"),
        ],
    ),
    "titles of link references": (
        """\
        A [link] and [two].

        [link]: a.md "The title"
        [two]: b.md
            'Below it'
        """,
        [
            ("paragraph", "A [link] and [two]."),
            ("link-title", "The title"),
            ("link-title", "Below it"),
        ],
    ),
    "headings": (
        """\
        Below a line
        ============

        ## With a mark ## {: #id .big }
        """,
        [("heading", "Below a line"), ("heading", "With a mark ## {: #id .big }")],
    ),
    "annotations of code": (
        """\
        ``` yaml
        theme: # (1)!
        ```

        1.  The annotation.
        """,
        [("item", "The annotation.")],
    ),
    "suggested changes": (
        "Text {++added++}, {--gone--}, {~~old~>new~~}, {==marked==}{>>why<<}.\n",
        [
            (
                "paragraph",
                "Text {++added++}, {--gone--}, {~~old~>new~~}, {==marked==}{>>why<<}.",
            )
        ],
    ),
    "lists of attributes": (
        """\
        A paragraph.
        {: .big data-note="Not text" }

        - An item
          {: .small }
        """,
        [
            ("paragraph", "A paragraph.", '{: .big data-note="Not text" }'),
            ("item", "An item", "{: .small }"),
        ],
    ),
    "mathematics": (
        """\
        $$
        \\text{Energy} = mc^2
        $$

        \\begin{align*}
        a & = b
        \\end{align*}

        As $a$ says.
        """,
        [("paragraph", "As $a$ says.")],
    ),
    "lines that include a file": (
        """\
        --8<-- "other.md"

        {* code.py hl[1] *} and text.

        {! file.md !}
        """,
        [("paragraph", "{* code.py hl[1] *} and text.")],
    ),
    "what looks like syntax and is none": (
        "//// a\n\nText.\n",
        [("paragraph", "//// a"), ("paragraph", "Text.")],
    ),
    "lines without letters before the first with some": (
        "100 `a`<br>\n200<br>\nText.\n",
        [("paragraph", "100 `a`<br>", "200<br>", "Text.")],
    ),
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_blocks_of_a_construct_have_exact_spans(
    site: Renderer, construct: str, line_end: str
) -> None:
    written, expected = CONSTRUCTS[construct]
    text = dedent(written).replace("\n", line_end)
    article = split(text, renderer=site)
    assert blocks(article) == expected
    assert article.given_up == ()
    assert join(article, [None] * len(article.segments)) == text


def given_up(article: Article) -> list[tuple[str, str]]:
    assert all(
        article.text.startswith(gone.text, gone.offset) for gone in article.given_up
    )
    return [(gone.text, gone.reason) for gone in article.given_up]


REASON = "the renderer reads this otherwise when its letters are marked"


def test_what_reads_otherwise_when_marked_is_given_up_alone() -> None:
    renderer = Renderer([*EXTENSIONS, "tests.markdown.snoring:SnoringExtension"], {})
    article = split("One.\n\nTwo.\n\nZZZ\n\n- Item\n\nThree.\n", renderer=renderer)
    assert blocks(article) == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("item", "Item"),
        ("paragraph", "Three."),
    ]
    assert given_up(article) == [("ZZZ", REASON)]


def test_an_unmarked_line_is_placed_by_its_neighbours() -> None:
    renderer = Renderer([*EXTENSIONS, "tests.markdown.snoring:SnoringExtension"], {})
    article = split("One.\n\nWords\nZZZ\n\nThree.\n", renderer=renderer)
    assert blocks(article) == [
        ("paragraph", "One."),
        ("paragraph", "Words", "ZZZ"),
        ("paragraph", "Three."),
    ]
    assert given_up(article) == []


def test_lines_that_would_become_a_heading_are_given_up(site: Renderer) -> None:
    article = split("One.\n\n> Two\n> lines\n> ---\n\nThree\n- - -\n", renderer=site)
    assert blocks(article) == [("paragraph", "One."), ("paragraph", "Three")]
    reason = "on one line it would be a heading, for the line below it"
    assert given_up(article) == [("Two\n> lines", reason)]


def test_a_text_that_stands_twice_is_given_up_once(site: Renderer) -> None:
    article = split("[^1] [^1]\n\n[^1]: Note.\n\n[^1]: Note.\n", renderer=site)
    assert len(article.segments) + len(article.given_up) == 1


def test_markers_of_the_renderer_are_no_text() -> None:
    configs = {
        "toc": {"marker": "{{Contents}}"},
        "footnotes": {"PLACE_MARKER": "~~Notes~~"},
    }
    renderer = Renderer(["toc", "footnotes"], configs)
    text = "{{Contents}}\n\nText.[^1]\n\n~~Notes~~\n\n[^1]: Note.\n"
    article = split(text, renderer=renderer)
    assert blocks(article) == [("paragraph", "Text.[^1]"), ("footnote", "Note.")]
