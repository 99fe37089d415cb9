import re
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.markdown import frontmatter
from bitext.markdown.anchors import AnchorReader
from bitext.markdown.marks import State, milestone, strip_marks
from bitext.markdown.milestones import EXTENSION
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import UNMARKED, join, split

EXTENSIONS = [
    "toc",
    "tables",
    "fenced_code",
    "admonition",
    "abbr",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.blocks.caption",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]


def slugify(text: str, separator: str) -> str:
    return separator.join(re.findall(r"\w+", text.lower()))


CONFIGS: dict[str, dict[str, object]] = {
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True, "slugify": slugify},
    EXTENSION: {"language": "en", "direction": "ltr"},
}


def render(text: str, *, extensions: list[str] | None = None) -> str:
    names = EXTENSIONS if extensions is None else extensions
    return markdown.markdown(
        text, extensions=[*names, EXTENSION], extension_configs=CONFIGS
    )


_SPAN = re.compile(
    r'(<span data-s(?:ource)?="\d*"[^<>]*>)|<(/?)span\b[^<>]*>', re.IGNORECASE
)


def strip_spans(html: str) -> str:
    parts = []
    position = 0
    is_ours: list[bool] = []
    for found in _SPAN.finditer(html):
        if found[2]:
            drop = is_ours.pop() if is_ours else False
        else:
            drop = bool(found[1])
            if not found[0].endswith("/>"):
                is_ours.append(drop)
        if drop:
            parts.append(html[position : found.start()])
            position = found.end()
    parts.append(html[position:])
    return "".join(parts)


_WORD = re.compile(r'<span dir="ltr" lang="en">([^<>]*)</span>')


def marked(text: str, starts: list[int]) -> str:
    parts = []
    position = 0
    for number, start in enumerate(starts):
        parts += [text[position:start], milestone(number)]
        position = start
    return "".join([*parts, text[position:]])


def well_formed(html: str) -> bool:
    stack = []
    for found in re.finditer(r"<(/?)([a-z]+[1-6]?)[^<>]*?(/?)>", html):
        if found[2] in {"br", "img", "input", "hr"} or found[3]:
            continue
        if not found[1]:
            stack.append(found[2])
        elif not stack or stack.pop() != found[2]:
            return False
    return not stack


# Text, and where its segments begin: cuts inside emphasis, links and labels included.
FORCED = {
    "strong over two": ("**Bold one. Bold two.** Rest.", [0, 12, 24]),
    "link over two": ("[Link one. Link two.](x.md) Rest.", [0, 11, 28]),
    "inside a link": ("[Link one. Link two.](x.md) Rest.", [1, 11, 28]),
    "strong crosses the end": ("See **this. Then** go.", [0, 12]),
    "heading": ("# **A. B** {#x}", [2, 7]),
    "tab": ('=== "One. `Two`"\n\n    Body. More.', [5, 10, 22, 28]),
    "admonition": ('!!! note "T one. T two."\n    Body.', [10, 17, 29]),
    "cell": ("| A. B | C |\n|---|---|\n| D. E | `f` |", [2, 5, 25, 28]),
    "signs": (
        "H~2~O and x^2^. ==Mark. Two== ~~Del.~~ ++ctrl+c++. :smile: End.",
        [0, 16, 24, 30, 39, 51],
    ),
    "footnote": ("Text[^1]. More.\n\n[^1]: Note one. Note two.", [0, 10, 23, 33]),
    "abbreviation": ("The HTML. HTML is.\n\n*[HTML]: Hyper Text", [0, 10]),
    "raw html": ("<div><p>Raw one. Raw two.</p></div>\n", [8, 17]),
    "markdown in html": ("<div markdown>\nRaw *one*. Raw two.\n</div>\n", [15, 26]),
    "definition": ("Term\n:   Def one. Def two.\n\n    Para.", [0, 9, 18, 32]),
    "task": ("- [x] Done. Yes.", [6, 12]),
    "caption": ("![Alt one](i.png)\n/// caption\nCap. Two.\n///\n", [0, 30, 35]),
    "bare address": ("See https://a.b/c. More https://x.y/z", [0, 19]),
    "reference at the end": ("See\n[this thing]:", [0]),
    "no blanks": ("これは。次は*強調*。[リンク](x)。", [0, 4, 11]),
    "details": ('??? tip "Sum one. Sum two."\n    Body.', [9, 18, 32]),
    "symbols": ('Is (c) 2020. -- > "Quote" 1/2.', [0, 13]),
    "underscores": ("_Em one._ _Em two._", [0, 10]),
    "braces": ("Text. {HealthCheck} is one.", [0, 6]),
    "hard break": ("Settings:  \n    a. HKEY", [0, 16]),
}


@pytest.mark.parametrize("case", FORCED)
def test_html_without_spans_is_that_of_the_page_without_marks(case: str) -> None:
    text, starts = FORCED[case]
    html = render(marked(text, starts))
    assert strip_spans(html) == render(text)
    assert well_formed(html)


@given(st.sampled_from(sorted(FORCED)), st.data())
def test_html_is_the_same_whichever_segments_carry_a_mark(
    case: str, data: st.DataObject
) -> None:
    text, starts = FORCED[case]
    kept = data.draw(st.lists(st.sampled_from(starts), unique=True))
    assert strip_spans(render(marked(text, sorted(kept)))) == render(text)


def test_every_segment_is_wrapped_without_the_blanks_around_it() -> None:
    html = render(marked("See **this. Then** go. End.", [0, 12, 23]))
    assert html == (
        '<p><span data-s="0">See</span> <strong><span data-s="0">this.</span> '
        '<span data-s="1">Then</span></strong> <span data-s="1">go.</span> '
        '<span data-s="2">End.</span></p>'
    )


def test_segment_in_the_source_language_says_its_language_and_direction() -> None:
    html = render(f"{milestone(0)}Én. {milestone(1, state=State.UNTRANSLATED)}Two.")
    assert '<span data-s="0">Én.</span>' in html
    assert (
        '<span data-s="1" data-state="untranslated" dir="ltr" lang="en">Two.</span>'
        in html
    )


def test_sentences_against_the_direction_of_the_page_stay_together() -> None:
    marks = [milestone(number, state=State.UNTRANSLATED) for number in range(3)]
    text = (
        f"{marks[0]}One. {marks[1]}Two **and. {marks[2]}Three.** {milestone(3)}أربعة."
    )
    options = {**CONFIGS[EXTENSION], "page_direction": "rtl"}
    html = markdown.markdown(
        text, extensions=[EXTENSION], extension_configs={EXTENSION: options}
    )
    source = 'dir="ltr" lang="en"'
    state = f'data-state="untranslated" {source}'
    assert html == (
        f'<p><span data-source="" {source}><span data-s="0" {state}>One.</span> '
        f'<span data-s="1" {state}>Two</span> '
        f'<strong><span data-s="1" {state}>and.</span> '
        f'<span data-s="2" {state}>Three.</span></strong></span> '
        '<span data-s="3">أربعة.</span></p>'
    )
    assert "data-source" not in render(text)


def test_mark_without_number_ends_a_segment() -> None:
    html = render(f"{milestone(0)}One. {milestone(None)}*** Two.")
    assert html == '<p><span data-s="0">One.</span> *** Two.</p>'


def test_raw_html_is_wrapped_and_attributes_are_cleaned() -> None:
    mark = milestone(7)
    html = render(f'<div title="{mark}T"><p>{mark}Raw one.</p><pre>{mark}x</pre></div>')
    assert html == (
        '<div title="T"><p><span data-s="7">Raw one.</span></p><pre>x</pre></div>'
    )


def test_heading_keeps_the_id_of_its_source_in_any_language() -> None:
    reader = AnchorReader(EXTENSIONS, CONFIGS)
    source = "# {}Set up\n\n## {}Set up\n\n## `run`\n\n## {}Own {{#own}}\n"
    anchors = reader.anchors(source.format(*map(milestone, range(3))))
    assert anchors == {0: "set-up", 1: "set-up_1", 2: "own"}
    page = "# {}Oppsett\n\n## {}Kjør\n\n## `run`\n\n## {}Egen {{#own}}\n"
    html = render(
        page.format(*(milestone(n, anchor=anchors[n]) for n in sorted(anchors)))
    )
    assert re.findall(r'<h\d id="([^"]*)"', html) == [
        "set-up",
        "set-up_1",
        "run",
        "own",
    ]
    assert 'href="#set-up_1"' in html


def test_heading_keeps_its_id_without_attr_list_and_with_letters_of_any_script() -> (
    None
):
    page = f"# {milestone(0, anchor='встановлення')}Oppsett\n"
    assert 'id="встановлення"' in render(page, extensions=["toc"])


def test_tab_keeps_the_id_of_its_source() -> None:
    text = '=== "{}Red door"\n\n    A.\n\n=== "{}Blue"\n\n    B.\n'
    anchors = AnchorReader(EXTENSIONS, CONFIGS).anchors(
        text.format(milestone(0), milestone(1))
    )
    assert anchors == {0: "red-door", 1: "blue"}
    html = render(
        text.replace("Red door", "Rød dør").format(
            milestone(0, anchor="red-door"), milestone(1, anchor="blue")
        )
    )
    assert re.findall(r'<input[^>]* id="([^"]*)"', html) == ["red-door", "blue"]
    assert re.findall(r'<label for="([^"]*)"', html) == ["red-door", "blue"]


def test_no_text_can_hold_a_mark() -> None:
    assert strip_marks(f"a{milestone(3, anchor='x')}b\ufdef") == "ab"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["material-docs", "fastapi-docs-en"])
def test_every_segment_of_real_pages_is_wrapped_and_nothing_else_changes(
    name: str, unpacked: Callable[[str], Path]
) -> None:
    renderer = Renderer(EXTENSIONS, CONFIGS)
    unmarked = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIGS)
    md = markdown.Markdown(
        extensions=[*EXTENSIONS, EXTENSION], extension_configs=CONFIGS
    )
    differing = []
    lost = []
    pages = sorted(unpacked(name).rglob("*.md"))
    for path in pages:
        article = split(path.read_text(encoding="utf-8"), renderer=renderer)
        marked_text = join(article, [None] * len(article.segments), mark=milestone)
        body = article.text[frontmatter.read(article.text).end :]
        marked_body = marked_text[frontmatter.read(marked_text).end :]
        plain = unmarked.reset().convert(body)
        html = md.reset().convert(marked_body)
        # Words of the renderer that nobody translated say in which language they are.
        if _WORD.sub(r"\1", strip_spans(html)) != plain:
            differing.append(path.name)
        kinds = [block.kind for block in article.blocks for _ in block.segments]
        wanted = {index for index, kind in enumerate(kinds) if kind not in UNMARKED}
        found = {int(number) for number in re.findall(r'<span data-s="(\d+)"', html)}
        lost += [(path.name, article.segments[index].text) for index in wanted - found]
    assert pages
    assert differing == []
    assert lost == []


def test_number_before_a_caption_keeps_its_blank() -> None:
    text = "Picture.\n\n/// figure-caption\n{}The boat\n///\n"
    assert '<span class="caption-prefix">Figure 1.</span> <span data-s="0">' in render(
        text.format(milestone(0))
    )
