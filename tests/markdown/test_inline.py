import re
import time
from collections import Counter
from xml.etree.ElementTree import Element, SubElement

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.markdown.inline import Image, Inline, Link, Tag, Token, TokenKind, tokenize

EXTENSIONS = [
    "attr_list",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.tilde",
]
STANDARD = markdown.Markdown(
    extensions=EXTENSIONS,
    extension_configs={"pymdownx.arithmatex": {"generic": True}},
)
SPANS = {"strong", "em", "mark", "del", "ins", "sub", "sup"}


def rendered(text: str) -> Element:
    """The element tree of a paragraph, by the renderer's inline patterns alone."""
    STANDARD.reset()
    root = Element("div")
    SubElement(root, "p").text = text
    for name in ("inline", "attr_list", "unescape"):
        STANDARD.treeprocessors[name].run(root)
    return root


def rendered_counts(text: str, tags: set[str]) -> Counter[str]:
    return Counter(each.tag for each in rendered(text).iter() if each.tag in tags)


def our_counts(text: str) -> Counter[str]:
    inline = Inline(text, frozenset())
    runs = [run.tag for run in (*inline.emphasis, *inline.marked)]
    return Counter(
        runs
        + ["code"] * len(inline.code)
        + ["img"] * len(inline.images)
        + ["a"] * len([link for link in inline.links if link.destination is not None])
    )


def source(text: str, tokens: tuple[Token, ...]) -> str:
    return "".join(text[token.start : token.end] for token in tokens)


def kinds(text: str) -> list[tuple[str, str]]:
    return [
        (token.kind.value, text[token.start : token.end])
        for token in tokenize(text)
        if token.kind is not TokenKind.TEXT
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain words, nothing else.", []),
        ("`a` and ``b ` c``", [("code", "`a`"), ("code", "``b ` c``")]),
        (r"\`not code\`", [("escape", r"\`"), ("escape", r"\`")]),
        (r"\\`code`", [("escape", r"\\"), ("code", "`code`")]),
        ("```a` b", [("code", "```a`")]),
        ("[a](b)", [("link", "[a](b)")]),
        ("[a] (b)", []),
        ("![a](b){ width=3 }", [("image", "![a](b)"), ("attributes", "{ width=3 }")]),
        ("Title { #id .big }", [("attributes", "{ #id .big }")]),
        ("A set {a, b} of two", []),
        ("<https://x.org/a_b>", [("autolink", "<https://x.org/a_b>")]),
        ("<a@x.org>", [("autolink", "<a@x.org>")]),
        ("(https://x.org/a).", [("url", "https://x.org/a")]),
        ("Ask a.b@x.org.", [("url", "a.b@x.org")]),
        ("a<br>b", [("html", "<br>")]),
        ("1 < 2 > 0", []),
        ("a <!-- b * c --> d", [("comment", "<!-- b * c -->")]),
        ("a&nbsp;b & c", [("entity", "&nbsp;")]),
        ("note[^1].", [("footnote", "[^1]")]),
        ("at 10:30:45 :smile:", [("emoji", ":smile:")]),
        ("++ctrl+c++ or C++", [("keys", "++ctrl+c++")]),
        ("$a_b$ for $5 or $10", [("math", "$a_b$")]),
        (r"\(x_1\)", [("math", r"\(x_1\)")]),
        (r"\(see below\)", [("escape", r"\("), ("escape", r"\)")]),
        ("{{ site.name }}", [("macro", "{{ site.name }}")]),
        ("{++a++}{>>b<<}", [("critic", m) for m in ("{++", "++}", "{>>b<<}")]),
        ("{++ left open", []),
        ("a  \nb\\\nc", [("hard-break", "  \n"), ("hard-break", "\\\n")]),
        (
            "==a== ~~b~~",
            [("span", "=="), ("span", "=="), ("span", "~~"), ("span", "~~")],
        ),
    ],
)
def test_each_construct_is_one_token(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("teksten**Betal nå**", ["strong"]),
        ("**注意：**次", []),
        ("**注意**：次", ["strong"]),
        ("** a**", []),
        ("snake_case_name", []),
        ("_a_ and __b__", ["em", "strong"]),
        ("***a***", ["em", "strong"]),
        ("**a *b* c**", ["strong", "em"]),
        ("*a* * b*", ["em"]),
        (r"\*\*a\*\*", []),
        ("**a `**` b**", ["strong"]),
        ("**a [b** c](d)", []),
        ("**a <b x='**'> c**", ["strong"]),
    ],
)
def test_emphasis_pairs_as_the_renderer_pairs_it(text: str, tags: list[str]) -> None:
    assert [run.tag for run in Inline(text).emphasis] == tags
    assert rendered_counts(text, {"strong", "em"}) == Counter(tags)


@pytest.mark.parametrize(
    "alphabet", ["* a", "*a.(", "_ a.", "=*a ", "*[](a ", "*`\\ a"]
)
def test_rendered_structure_of_random_strings_is_ours(alphabet: str) -> None:
    @settings(max_examples=300, derandomize=True, deadline=None)
    @given(st.text(alphabet, max_size=14))
    def check(text: str) -> None:
        tags = SPANS | {"code", "a", "img"}
        assert our_counts(text) == rendered_counts(text, tags)

    check()


@settings(max_examples=400, derandomize=True, deadline=None)
@given(
    st.text(st.sampled_from("*_~^=[](){}<>!`\\$&;:+#@\"' \naé中.\x02\x03"), max_size=60)
)
def test_tokens_tile_any_text(text: str) -> None:
    def tiles(tokens: tuple[Token, ...], start: int, end: int) -> None:
        for token in tokens:
            assert token.start == start < token.end
            start = token.end
            if token.kind is TokenKind.LINK:
                assert token.label is not None
                tiles(token.children, *token.label)
            if token.partner >= 0:
                assert tokens[token.partner].partner == tokens.index(token)
        assert start == end

    tiles(tokenize(text), 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "[a](b)",
        "[a](<b c> 'T')",
        '[a](b "T (x)")',
        "[a](b(c)d)",
        "[a](b'c)",
        "[a](b\"c 'T')",
        "[a]( b\n)",
        r"[a](b\_c)",
        "[a](b?c=1&amp;d=2)",
        "[a [b](c) d](e)",
        "[![a](b)](c 'T')",
        "[a](b",
        "[a](b(c)",
        "![a *b* &amp; c](d)",
        "https://a.org/b_(c). www.d.org, http://x_y.z_w",
        "see:https://a.org",
        "a <https://a.org/b> <c@d.org>",
    ],
)
def test_links_and_images_are_those_the_renderer_makes(text: str) -> None:
    elements = list(rendered(text).iter())
    inline = Inline(text)
    wanted = [
        (each.get("href"), each.get("title")) for each in elements if each.tag == "a"
    ]
    found = [(link.destination, link.title) for link in inline.links]
    # The renderer hides mail addresses in character references.
    readable = [
        (re.sub(r".*amp.*#.*", "mailto:c@d.org", href or ""), title)
        for href, title in wanted
    ]
    decoded = [(href.replace("&amp;", "&"), title) for href, title in readable]
    assert found == decoded
    wanted_images = [
        ((each.get("alt") or "").replace("&amp;", "&"), each.get("src"))
        for each in elements
        if each.tag == "img"
    ]
    assert [(image.alt, image.destination) for image in inline.images] == wanted_images


def test_a_label_is_a_link_only_where_it_is_defined() -> None:
    assert tokenize("[a b] c", references={"a b"})[0].reference == "a b"
    assert tokenize("[a\nB] c", references={"a b"})[0].kind is TokenKind.LINK
    assert tokenize("[a b] c", references=())[0].kind is TokenKind.TEXT
    assert tokenize("[a b] c")[0].kind is TokenKind.TEXT


def test_a_link_with_a_label_is_a_link_unless_known_to_be_undefined() -> None:
    assert Inline("[a][b]").links == (Link("a", None, None, "b"),)
    assert Inline("[a][b]").destinations == ("[b]",)
    assert Inline("[a][b]", frozenset({"c"})).links == ()
    assert Inline("[a] [b]", frozenset({"b"})).links == (Link("a", None, None, "b"),)


def test_a_link_label_has_tokens_of_its_own() -> None:
    link = tokenize("See [**a** `b`](c).")[1]
    assert [child.kind for child in link.children] == [
        TokenKind.EMPHASIS,
        TokenKind.TEXT,
        TokenKind.EMPHASIS,
        TokenKind.TEXT,
        TokenKind.CODE,
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**a** [b](c) `d` &lt; \\*", "a b d < *"),
        ("a<br>b\nc", "a b c"),
        ("![a](b) c[^1] <kbd>d</kbd>", " c d"),
        ("<https://a.org>", "https://a.org"),
    ],
)
def test_text_is_what_a_reader_sees(text: str, seen: str) -> None:
    assert Inline(text).text == seen


def test_prose_has_no_code_and_no_address() -> None:
    assert Inline("Run `x` at https://a.org now").prose == "Run  at  now"
    assert Inline("Run `x` at https://a.org").text_without_code == (
        "Run  at https://a.org"
    )


def test_code_is_as_rendered() -> None:
    assert Inline("` a ` `` `b` `` `#!py c`").code == ("a", "`b`", "c")


def test_html_tags_compare_by_what_they_say() -> None:
    one = Inline("""<A class="x" HREF='y'>z</a>""").html
    two = Inline("""<a href=y class="x">q</a>""").html
    assert one == two == (Tag("a", (("class", "x"), ("href", "y"))), Tag("/a"))


def test_a_link_round_an_image_reads_as_the_image() -> None:
    inline = Inline("[![a](b)](c)")
    assert inline.links == (Link("a", "c"),)
    assert inline.images == (Image("a", "b"),)


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("**a**", ()),
        ("** a**", ("**", "**")),
        (r"\*\*a\*\*", ("**", "**")),
        ("a_b `**` https://x.org/__a", ()),
        ("a _b c", ("_",)),
    ],
)
def test_literal_markers_are_those_a_reader_sees(
    text: str, markers: tuple[str, ...]
) -> None:
    assert Inline(text).literal_markers == markers


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "*",
        "`",
        "<",
        "_",
        "![",
        "[a](",
        '[a]("',
        "<!--",
        "\\(",
        "$a ",
        "{{",
        "{++",
        "{~~",
        "**a ",
        "*_",
        "[^",
        "http://a_b",
        "_http://a_b.",
        "a@",
        '++"',
        "[a][",
        " ",
        "~a ",
        "{ .a",
        "</",
        "a  ",
        '<a b="',
        "\\[",
        "[a](b'c \"",
        "&a",
        ":a",
    ],
)
def test_adversarial_text_takes_linear_time(piece: str) -> None:
    text = (piece * 40_000)[:40_000] + "{"
    started = time.perf_counter()
    assert source(text, tokenize(text)) == text
    assert time.perf_counter() - started < 5
