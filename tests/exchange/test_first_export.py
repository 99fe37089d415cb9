"""Articles that never were side by side, exported, read and imported again."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.exchange.sxs import Exported, ExportSource, export_folder, read
from bitext.exchange.sxs.document import PIPELINE_KEYS
from bitext.exchange.sxs.english import english
from bitext.exchange.sxs.export import export_article
from bitext.locales import parse_locale
from bitext.markdown.article import JOINED, Article, Kind
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split
from tests.exchange.first_export import assert_expected, exported
from tests.exchange.side_by_side import unit
from tests.exchange.sxs_project import Project, write
from tests.markdown.conftest import CONFIGS, EXTENSIONS

RENDERER = Renderer(EXTENSIONS, CONFIGS)

INLINE = st.sampled_from(
    [
        "one",
        "Two words.",
        "Is it?",
        "**bold** text",
        "*One.* Two.",
        "`a  b`",
        "`x` \\* y",
        "[link](a.md)",
        '[link](a.md "Title of it")',
        "[text][ref]",
        "![Alt text](x.png)",
        "<kbd>Key</kbd>",
        "<span>paired</span>",
        "**half",
        "end.<br>After",
        "a&nbsp;b &amp; c",
        "[!INCLUDE[x](p.md)]",
        "tab\there",
        "10 \u00d7 20 \u2013 30\u00a0%",
        "1. Not a list",
        "<https://x.example>",
        "{{ macro }}",
        "[^1]",
        ":smile:",
        '<a name="own"></a>Own',
        '<a id="own"></a>Own',
        '<a name="x"></a>',
    ]
)
GAP = st.sampled_from([" ", " ", "  ", "\n", "  \n", "\\\n", "\t"])
RUN = st.builds(
    lambda first, rest: first + "".join(gap + text for gap, text in rest),
    INLINE,
    st.lists(st.tuples(GAP, INLINE), max_size=4),
)
LINE = RUN.map(lambda text: re.sub(r"\\?\s*\n", " ", text))


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line if line.strip() else line for line in text.split("\n"))


SMALL = st.one_of(
    RUN,
    LINE.map("# {}".format),
    LINE.map("###{} ##".format),
    LINE.map("## {} {{ #own }}".format),
    LINE.map("{}\n===".format),
    LINE.map("{}\n---".format),
    st.lists(RUN.map(lambda text: f"- {_indented(text, '  ').lstrip()}")).map(
        "\n".join
    ),
    st.lists(LINE.map("1.\t{}".format), min_size=1).map("\n".join),
    LINE.map(lambda text: f"[{text}](alone.md)"),
    st.just('![Alone](x.png "Its title")'),
    st.just("[![Alone. Twice.](x.png)](y.md)"),
    st.just("```python\n# no heading\n\tif x:\n\t\tpass\n```"),
    st.just("    indented code"),
    st.just("- [ ] A task\n- [x] Done. Well.\n\n    Inside.\n\n    - Deeper"),
    st.tuples(LINE, LINE).map(
        lambda cells: f"| A | B\t|\n| --- | --- |\n| {cells[0]} | {cells[1]} |"
    ),
    st.just("[ref]: a.md 'A title'"),
    st.just("[^1]: A note. With two."),
    st.just("*[HTML]: Language"),
    st.just("Term\n:   Definition. Of it.\n:   Another"),
    st.just("---"),
    st.just("> [!NOTE]\n> Text of it."),
    st.just("<!-- a comment -->"),
    st.just('<div markdown>\n\nText. In it.\n\n</div>\n<p title="t">Raw</p>'),
    st.just("[!INCLUDE [name](../includes/name.md)]"),
    st.just(":::image source='x.png' alt-text='Words':::"),
)
BLOCK = st.one_of(
    SMALL,
    SMALL.map(lambda text: _indented(text, "> ")),
    SMALL.map(lambda text: _indented(text, "> > ")),
    st.tuples(LINE, SMALL).map(
        lambda pair: f'!!! note "A title"\n{_indented(pair[1], "    ")}'
    ),
    SMALL.map(lambda text: f'=== "Tab"\n\n{_indented(text, chr(9))}'),
    SMALL.map(lambda text: f"- {_indented(text, '    ').lstrip()}"),
)
FRONT = st.sampled_from(
    [
        "",
        "",
        "---\ntitle: A title\n---\n",
        "---\ntitle: 'A: title' # why\ndescription: One. Two.\ntags:\n  - x\n---  \n\n",
        "---\ndescription: >\n  Folded. Text\n  of it.\nhide: [toc]\n---\n\n \n\n",
        '---\n{title: "In braces", x: 1}\n---\n',
        '---\n"title": Quoted key\n\n# comment\n---\n',
        "---\ntitle: Closed by dots\n...\n",
        "---\n---\n",
        "---\n- a list\n---\n",
        "---\nno: [yaml\n---\n\n",
        "---\nms.topic: x\nms.translationtype: HT\ntitle: Keys\n---\n",
        "title: A line. Of metadata.\nauthor: me\n\n",
        "---\ntitle: No end\n",
        "\n\n",
    ]
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(BLOCK, max_size=5))
    text = draw(FRONT) + "\n\n".join(blocks) + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


def translated(article: Article, seed: int) -> dict[str, str]:
    """Translations for most segments, some of them joined with the one before."""
    choose = random.Random(seed)  # noqa: S311  a sample, no secret
    counts = Counter(segment.text for segment in article.segments)
    found: dict[str, str] = {}
    for block in article.blocks:
        can_join = False
        for segment in block.segments:
            lot = choose.random()
            if segment.text in found or lot < 0.2:
                can_join = segment.text in found
            elif lot < 0.4 and can_join and counts[segment.text] == 1:
                found[segment.text] = JOINED
            else:
                text = segment.text.replace("\t", " ")
                is_link = text.startswith("[") and lot < 0.8
                found[segment.text] = f"[Ø {text[1:]}" if is_link else f"Ø {text}"
                can_join = True
    return found


@given(articles(), st.integers(0, 9))
@settings(max_examples=4000)
def test_both_sides_of_an_export_are_the_article_and_its_translation(
    text: str, seed: int
) -> None:
    article = split(text, renderer=RENDERER)
    assert_expected(article, {})
    assert_expected(article, translated(article, seed))
