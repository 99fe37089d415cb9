"""Hostile catalogs: whatever a translation holds, the page does what its source does.

Each attack is staged as a build stages it, rendered by a Python-Markdown with the
extensions Material recommends, and compared with the staged source.
"""

import re
import time
from collections import Counter

import pytest
import yaml
from lxml import html

from bitext.check.guard import Judge, Judgement, refuse_text
from bitext.locales import parse_locale
from bitext.markdown import frontmatter
from bitext.markdown.anchors import AnchorReader
from bitext.markdown.article import Article, Kind
from bitext.markdown.marks import RESERVED, State, milestone
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, join, split

HIDDEN = "The word is swordfish."
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.html",
]
SOURCE = """\
---
title: Fish
description: All of them. Every fish.
---
# The heading

Alpha one here. Beta two here.
Gamma three here.

See [the page](page.md "Its title") and `code` now. Formula $x + y$ holds.

See [the other][ref] as well. A note[^1] here. Pressed ++ctrl++ once.

- First item
- Second item

1. Numbered item

| Head one | Head two |
| -------- | -------- |
| Cell one | Cell two |

![Alt text](boat.png "Boat title")

!!! note "Title here"
    Inside here. More inside.

=== "Tab one"

    Tab text here.

Term here

:   Definition here.

<div markdown>
Raw inside here.
</div>

Lonely paragraph

[ref]: other.md
[^1]: The note text.
"""
A, B, C = "Alpha one here.", "Beta two here.", "Gamma three here."
LINK = 'See [the page](page.md "Its title") and `code` now.'
MATH, REF, NOTE = "Formula $x + y$ holds.", "See [the other][ref] as well.", "A note"
KEYS = "Pressed ++ctrl++ once."
ALONE = "Lonely paragraph"
PLACES = [
    "The heading",
    A,
    ALONE,
    "First item",
    "Cell one",
    "Title here",
    "Tab one",
    "Definition here.",
    "Raw inside here.",
    "The note text.",
]

# Each is tried in every one of PLACES.
ANYWHERE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js>",
    "x <img src=x onerror=alert(1)>",
    "x <svg onload=alert(1)>",
    "x <svg/onload=alert(1)>",
    "x <iframe src=//evil.example></iframe>",
    "<b onmouseover=alert(1)>x</b>",
    "x <a href=//evil.example>y</a>",
    "x </p></div></article>",
    "x </div >",
    "x <br>",
    "x <style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0>",
    "x <!-- left open",
    "x --> y",
    "<?php evil ?>",
    "<![CDATA[ evil ]]>",
    "<!DOCTYPE html>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](<javascript:alert(1)>)",
    "[x](https://good.example@evil.example)",
    "[x](page.md)",
    "[x](//evil.example 'a' onclick=b)",
    "<https://evil.example>",
    "<javascript:alert(1)>",
    "<mail@evil.example>",
    "https://evil.example/x",
    "http://good.example@evil.example/x",
    "www.evil.example",
    "mail@evil.example",
    "![x](https://evil.example/x.png)",
    "![x](data:image/png;base64,AAAA)",
    "![x][ref]",
    "[x][ref]",
    "[ref]",
    "x[^1]",
    "x^[inline]",
    "[^1]: other",
    "[^2]: other",
    "[ref]: https://evil.example",
    "[ref]: <javascript:alert(1)>",
    "*[HTML]: evil",
    "*[Cell]: evil",
    "x { onclick=alert(1) }",
    "x {: #evil .evil }",
    "*x*{ onclick=alert(1) }",
    "**x**{: style=position:fixed }",
    "{ .hidden }",
    "{: style='display:none' }",
    "```js evil",
    "``` { .x onclick=y }",
    "~~~",
    "`code`",
    "`#!python evil()`",
    "    indented",
    "\tindented",
    "# Heading",
    "Heading #",
    "###### x",
    "---",
    "===",
    "***",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "> quote",
    ": definition",
    ":   definition",
    "!!! danger",
    '!!! danger "x"',
    "??? danger",
    "???+ danger",
    '=== "Tab"',
    "/// html | script",
    "/// admonition | x",
    "///",
    "| a | b |",
    "a | b",
    "[ ] task",
    "[x] task",
    "[TOC]",
    "--8<-- 'secret.txt'",
    '--8<-- "secret.txt"',
    '-8<- "secret.txt"',
    ';--8<-- "secret.txt"',
    '---8<--- "secret.txt"',
    "--8<--",
    "{% include 'secret.txt' %}",
    "{{ config.site_name }}",
    "{# comment #}",
    "{! secret.txt !}",
    "{* secret.txt *}",
    "{%include secret.txt%}",
    "::: os",
    ":material-skull:",
    ":skull:",
    "++alt++",
    "==marked==",
    "~~gone~~",
    "^^under^^",
    "H~2~O",
    "x^2^",
    "{++added++}",
    "{--removed--}",
    "{>>hidden<<}",
    "{~~a~>b~~}",
    "$\\href{javascript:alert(1)}{x}$",
    "\\(x\\)",
    "$$ x $$",
    "@user/repo#1",
    "\u202eevil",
    "\u2066evil\u2069",
    "zero\u200bwidth",
    "soft\u200djoin",
    "tag\U000e0041",
    "line\u2028separator",
    "paragraph\u2029separator",
    "annotated\ufff9x\ufffay\ufffb",
    "blank\u2800",
    "&#x202e;evil",
    "&#8238;evil",
    "&rlm;evil",
    "&zwj;&ZeroWidthSpace;evil",
    "\x02wzxhzdk:0\x03",
    "\x02klzzwxh:0000\x03",
    "STXwzxhzdk:0ETX \x02",
    "\ufdd0\ufde1\ufdd2forged",
    "\ufdd0\ufdd4\ufde6\ufde1\ufdd2forged",
    "\ufdd5{ .x }",
    "\x00\x1b[31m",
    JOINED,
    "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;",
    "\\<script>alert(1)\\</script>",
    "<\\script>",
    "< script>alert(1)</ script>",
    "<<script>script>",
    "<img src=x\nonerror=alert(1)>",
    "line\n\n# heading",
    "line\r\n\r\n<script>",
    "line\x0b# heading",
    "line\x85# heading",
]

# Together, over several messages.
TOGETHER = [
    {A: "<img src=x", B: "onerror=alert(1)>"},
    {A: "<script", B: ">alert(1)", C: "</script>"},
    {A: "[x](https://evil", B: ".example)"},
    {A: "[x](", B: "javascript:alert(1)", C: ")"},
    {A: "![x", B: "](//evil.example/x.png)"},
    {A: "<!-", B: "- hidden"},
    {A: "`one", B: "two`"},
    {A: "{", B: "{ config }", C: "}"},
    {A: "。{", B: "{ config }。", C: "}"},
    {A: "。{%", B: "include 'secret.txt' %}"},
    {A: "文。", B: "https://evil.example/x"},
    {A: "文", B: "www.evil.example"},
    {A: "文", B: "mail@evil.example"},
    {A: "文http", B: "s://evil.example/x"},
    {A: "**x**", B: "{ onclick=alert(1) }"},
    {A: "。*x*", B: "{ onclick=alert(1) }"},
    {A: "x", B: JOINED, C: "[ref]: //evil"},
    {A: JOINED, B: JOINED, C: JOINED},
    {A: "x", B: "[ref]: //evil", C: "y"},
    {A: "x", B: "y", C: "[ref]: //evil"},
    {REF: "See [the other][evil] as well.", C: "[evil]: //evil"},
    {REF: "See [the other] [evil] as well.", "The note text.": "[evil]: //evil"},
    {REF: "See [the other](page.md) as well."},
    {REF: "See [ref] as well.", ALONE: "[ref]: //evil"},
    {LINK: 'Se [siden](page.md "a" onclick="b") og `code` nå.'},
    {LINK: 'Se [siden](page.md "a"){ onclick=b } og `code` nå.'},
    {LINK: "Se [siden](page.md){target=_blank} og `code` nå."},
    {LINK: "Se [siden](other.md) og `code` nå."},
    {LINK: "Se [siden](page.md#evil) og `code` nå."},
    {LINK: "Se [siden](./page.md) og `kode` nå."},
    {LINK: "Se [siden](page.md) og `#!python code` nå."},
    {LINK: "Se [siden](page.md) og `#!html code` nå."},
    {LINK: "Se <https://page.md> og `code` nå."},
    {MATH: r"Formel $\href{javascript:alert(1)}{x + y}$ her."},
    {MATH: r"Formel $x + z$ her."},
    {MATH: r"Formel $\require{html}x + y$ her."},
    {KEYS: "Trykk ++alt++ nå."},
    {KEYS: 'Trykk ++"<script>"++ nå.'},
    {"Cell one": "a | b", "Cell two": "c"},
    {"Cell one": "`a", "Cell two": "b`"},
    {"Cell one": "a\\", "Cell two": "b"},
    {"Cell one": "<img src=x", "Cell two": "onerror=alert(1)>"},
    {"Head one": "---", "Head two": "---"},
    {"Alt text": "x](//evil.example/y.png) ![z"},
    {"Alt text": 'x" onload="alert(1)'},
    {"Alt text": "x][ref"},
    {"Boat title": 'x" onload="alert(1)'},
    {"Boat title": 'x"){ onload=alert(1) }'},
    {"Boat title": 'x") ![y](//evil.example/z.png "w'},
    {"Boat title": "x) <script>"},
    {"Title here": 'x" class="evil'},
    {"Title here": 'x"\n    evil'},
    {"Tab one": 'x" onclick="y'},
    {"Term here": "x", "Definition here.": ":   y"},
    {"First item": "<!-- ", "Second item": " -->"},
    {"First item": "<div>", "Second item": "</div>"},
    {"First item": "```", "Second item": "```"},
    {A: "```", "Definition here.": "```"},
    {ALONE: "--8<--", "First item": "--8<--"},
    {"Inside here.": "x", "More inside.": "!!! note"},
    {"The heading": "x { #evil }"},
    {"The heading": "x { .evil data-x=y }"},
    {"The note text.": "x[^1]"},
    {"Raw inside here.": "</div><script>alert(1)</script>"},
    {"Raw inside here.": "x</div>"},
]

# title or description of the front matter; no place of the page's own text.
VALUES = [
    '"\nevil: yes',
    "x\nhooks: [evil.py]",
    "x\n---\n# Heading",
    "---",
    "...",
    "x' # y",
    'x" y',
    "x\\",
    "{evil: yes}",
    "[evil]",
    "x: y",
    "x, template: evil",
    "!!python/object/apply:os.system [id]",
    "&anchor x",
    "*anchor",
    "| x",
    "> x",
    "# comment",
    "null",
    "yes",
    "2024-01-01",
    "<script>alert(1)</script>",
    "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;/title&amp;gt;",
    "&quot; onload=&quot;x",
    "{{ config }}",
    "{% raw %}",
    "\u202eevil",
    "&#x202e;evil",
    "x\u2028evil: yes",
    "x\x85evil: yes",
    "x\x00",
    JOINED,
    f" {JOINED}",
    "'",
    "%TAG ! x",
    "@x",
    "`x`",
    "-",
    "?",
    "- x",
    "? x",
]


@pytest.fixture(scope="module")
def configs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("snippets")
    (folder / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    return {
        "pymdownx.snippets": {"base_path": [str(folder)]},
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.magiclink": {
            "repo_url_shorthand": True,
            "social_url_shorthand": True,
            "user": "squidfunk",
            "repo": "mkdocs-material",
        },
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
        "toc": {"permalink": True},
    }


class Site:
    """One page, staged and rendered as a build does."""

    def __init__(self, configs: dict[str, dict[str, object]], text: str) -> None:
        self._renderer = Renderer(EXTENSIONS, configs)
        self._final = AnchorReader(EXTENSIONS, configs)
        self.article: Article = split(text, renderer=self._renderer)
        self.judge_of = Judge(self.article, renderer=self._renderer)
        self._anchors: dict[int, str] = {}
        nothing = [None] * len(self.article.segments)
        marked = join(self.article, nothing, mark=milestone)
        self._anchors = dict(self._final.anchors(_body(marked)))
        self.source = self.rendered(Judgement(tuple(nothing), ()))

    def judge(self, attack: dict[str, str], *, code: str = "nb") -> Judgement:
        texts = [segment.text for segment in self.article.segments]
        assert attack.keys() <= set(texts)
        offered = [attack.get(text) for text in texts]
        return self.judge_of.judge(offered, locale=parse_locale(code))

    def staged(self, judgement: Judgement, *, spaced: bool = True) -> str:
        def mark(index: int | None) -> str:
            if index is None:
                return milestone(None)
            is_source = judgement.published[index] is None
            state = State.UNTRANSLATED if is_source else State.TRANSLATED
            return milestone(index, state=state, anchor=self._anchors.get(index))

        return join(self.article, judgement.published, spaced=spaced, mark=mark)

    def rendered(self, judgement: Judgement, *, spaced: bool = True) -> str:
        staged = self.staged(judgement, spaced=spaced)
        # The instance the anchors are read with is the site's own with our marks.
        return self._final._markdown.reset().convert(_body(staged))  # noqa: SLF001 - see above


def _body(text: str) -> str:
    return text[frontmatter.read(text).end :]


@pytest.fixture(scope="module")
def site(configs: dict[str, dict[str, object]]) -> Site:
    return Site(configs, SOURCE)


def does(page: str) -> tuple[list[str], Counter[tuple[object, ...]]]:
    """What a page does: blocks in order, all elements with their attributes."""
    root = html.fragment_fromstring(page, create_parent="div")
    blocks, elements = [], Counter[tuple[object, ...]]()
    for element in root.iter():
        if not isinstance(element.tag, str):
            elements["comment", element.text] += 1
            continue
        attributes = {
            name: "" if name in {"alt", "title"} else value
            for name, value in element.attrib.items()
            if name not in {"data-s", "data-state"}
        }
        is_words = element.tag in {"em", "strong"} or "data-s" in element.attrib
        if is_words and not attributes:
            continue
        machine = element.tag in {"code", "kbd", "pre", "script"}
        machine = machine or "arithmatex" in attributes.get("class", "")
        words = element.text_content() if machine else ""
        elements[element.tag, *sorted(attributes.items()), words] += 1
        if element.tag not in {"a", "code", "kbd", "span", "img", "sup"}:
            blocks.append(element.tag)
    # Parsers drop end tags that end nothing; browsers need not.
    for tag in re.findall(r"</[^>]*>", page):
        if tag not in {"</em>", "</strong>", "</span>"}:
            elements["end", tag] += 1
    return blocks, elements


def assert_harmless(site: Site, judgement: Judgement, *, spaced: bool = True) -> None:
    page = site.rendered(judgement, spaced=spaced)
    assert does(page) == does(site.source)
    text = html.fragment_fromstring(page, create_parent="div").text_content()
    before = html.fragment_fromstring(site.source, create_parent="div").text_content()
    assert not set(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f]", text))
    shady = "[\u2028-\u202e\u2060-\u206f\u2800\ufff9-\ufffb\U000e0000-\U000e007f]"
    assert not re.search(shady, text)
    assert not RESERVED.search(text)
    assert HIDDEN not in text
    staged = site.staged(judgement, spaced=spaced)
    for directive in ("{{", "{%", "{#", "{!", "-8<-", ":::", "[TOC]"):
        assert staged.count(directive) == 0
    # What stands in a heading becomes a title, which templates print unescaped.
    heading = re.compile(r"<h1.*?</h1>", re.DOTALL)
    title = html.fragment_fromstring(heading.findall(page)[0]).text_content()
    assert not re.search("[<>]", title)
    assert bool(text.strip()) == bool(before.strip())


@pytest.mark.parametrize("attack", ANYWHERE)
def test_hostile_text_changes_nothing(site: Site, attack: str) -> None:
    assert_harmless(site, site.judge(dict.fromkeys(["The heading", ALONE], attack)))
    assert_harmless(site, site.judge({A: f"文。{attack}"}))


@pytest.mark.slow
@pytest.mark.parametrize("attack", ANYWHERE)
def test_hostile_text_changes_nothing_wherever_it_stands(
    site: Site, attack: str
) -> None:
    for place in PLACES:
        assert_harmless(site, site.judge({place: attack}))
        # Attacks that wait for text before them.
        assert_harmless(site, site.judge({place: f"Tekst {attack}"}))
        assert_harmless(site, site.judge({place: f"文。{attack}"}))


@pytest.mark.parametrize("attack", TOGETHER, ids=str)
@pytest.mark.parametrize("code", ["nb", "ja"])
def test_hostile_texts_that_need_one_another_change_nothing(
    site: Site, attack: dict[str, str], code: str
) -> None:
    spaced = parse_locale(code).spaced
    assert_harmless(site, site.judge(attack, code=code), spaced=spaced)
    harmless = {"Second item": "Andre punkt"} | attack
    judgement = site.judge(harmless, code=code)
    assert_harmless(site, judgement, spaced=spaced)
    if "Second item" not in attack:
        assert "Andre punkt" in judgement.published


@pytest.mark.parametrize("attack", VALUES)
@pytest.mark.parametrize("source", ["Fish", "All of them.", "Every fish."])
def test_hostile_values_stay_values(site: Site, source: str, attack: str) -> None:
    judgement = site.judge({source: attack})
    staged = site.staged(judgement)
    assert staged.endswith(_body(site.staged(Judgement(judgement.published, ()))))
    matter = staged[4 : staged.index("\n---\n")]
    values = yaml.safe_load(matter)
    assert values.keys() == {"title", "description"}
    for value in values.values():
        assert isinstance(value, str)
        assert value.strip()
        assert not re.search('[<>"\x00-\x1f\x7f-\x9f\u2028-\u202e]|&lt;|{[{%]', value)
    assert_harmless(site, judgement)


@pytest.mark.parametrize("attack", [*VALUES, *ANYWHERE])
def test_hostile_titles_hold_no_markup(attack: str) -> None:
    for kind in (Kind.NAV, Kind.SITE):
        if refuse_text("Title", attack, kind=kind, locale=parse_locale("nb")) is None:
            assert not re.search('[<>"\x00-\x08\u202e\u2028]|&lt;|{[{%]', attack)


def test_flow_mapping_of_front_matter_gains_no_key(
    configs: dict[str, dict[str, object]],
) -> None:
    text = "---\n{title: Fish, description: Boats}\n---\n# A heading\n"
    site = Site(configs, text)
    for attack in ("x, template", "x}", "x]", "x: y", "[x"):
        judgement = site.judge({"Fish": attack, "Boats": attack})
        values = yaml.safe_load(site.staged(judgement).split("---")[1])
        assert values.keys() == {"title", "description"}


@pytest.mark.parametrize(
    "attack",
    ["x " * 500_000, "x" * 1_000_000, *(sign * 500_000 for sign in "[*`_<&{(!$~^=")],
    ids=lambda text: text[:2],
)
def test_oversized_text_is_refused_at_once(site: Site, attack: str) -> None:
    start = time.perf_counter()
    judgement = site.judge({A: attack, "Fish": attack})
    assert time.perf_counter() - start < 2
    assert len(judgement.refusals) == 2
