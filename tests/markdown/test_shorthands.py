"""What a site's extensions write out is one token, and only on that site."""

import pytest

from bitext.markdown.inline import TokenKind, tokenize
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split

MAGIC: dict[str, dict[str, object]] = {
    "pymdownx.magiclink": {"repo_url_shorthand": True, "user": "a", "repo": "b"}
}


@pytest.fixture(scope="module")
def site() -> Renderer:
    return Renderer(["pymdownx.magiclink", "pymdownx.smartsymbols"], MAGIC)


def shorthands(text: str, renderer: Renderer) -> list[str]:
    return [
        token.content
        for token in tokenize(text, shorthands=renderer.shorthands)
        if token.kind is TokenKind.SHORTHAND
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks to @user and @user/repo.", ["@user", "@user/repo"]),
        ("See #12, !3 or user/repo#4.", ["#12", "!3", "user/repo#4"]),
        ("The 1st of (c) and c/o --> 1/2", ["(c)", "c/o", "1st", "-->", "1/2"]),
        ("Plain words (and more), 100 %", []),
        ("A [link](a.md#1) and `#12`", []),
    ],
)
def test_shorthands_of_a_site_are_tokens(
    site: Renderer, text: str, expected: list[str]
) -> None:
    assert sorted(shorthands(text, site)) == sorted(expected)
    assert shorthands(text, Renderer([], {})) == []


def test_patterns_of_other_extensions_are_known_too() -> None:
    renderer = Renderer(["wikilinks"], {})
    assert shorthands("See [[Some Page]] now", renderer) == ["[[Some Page]]"]


def test_a_block_of_shorthands_alone_is_no_segment(site: Renderer) -> None:
    article = split("@user\n\n@user and more\n", renderer=site)
    assert [segment.text for segment in article.segments] == ["@user and more"]


def test_a_line_end_behind_a_backslash_stays_as_it_is() -> None:
    renderer = Renderer(["pymdownx.tilde"], {})
    article = split("Path\\  \nmore\n", renderer=renderer)
    assert join(article, ["Sti\\", "mer"]) == "Sti\\  \nmer\n"
    marked = join(article, [None, None], mark=lambda number: f"‹{number}›")
    assert marked == "‹0›Path\\  \n‹1›more\n"


def test_a_title_over_two_lines_is_one_segment() -> None:
    article = split(
        '![Alt](a.png "Its\ntitle &amp; more")\n', renderer=Renderer([], {})
    )
    assert [segment.text for segment in article.segments] == [
        "Alt",
        "Its title &amp; more",
    ]
    changed = join(article, [None, "Tittelen"])
    assert changed == '![Alt](a.png "Tittelen")\n'
