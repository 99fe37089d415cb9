"""Text of built pages that no translation reached."""

from pathlib import Path

import pytest

from bitext.site.plain_texts import find_plain_texts


def found(tmp_path: Path, body: str, head: str = "") -> list[tuple[str, str]]:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    texts = find_plain_texts(tmp_path, theme_language="en")
    return [(one.place, one.text) for one in texts]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Mind <em>the</em> gap</p>", ["p Mind", "p gap", "em the"]),
        ('<main><img alt="An oar"></main>', ["img[alt] An oar"]),
        ('<span class="filename x">My file</span>', ["span.filename My file"]),
        ("<p>Row ⟦ţĥé ƀöåţ⟧</p>", ["p Row ⟦ţĥé ƀöåţ⟧"]),
    ],
)
def test_plain_text_is_found_with_its_place(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    assert [f"{place} {text}" for place, text in found(tmp_path, body)] == expected


@pytest.mark.parametrize(
    "body",
    [
        "<p>⟦Şţöþ row.sh ţĥé ƀöåţ⟧</p>",
        "<p>⟦Öþéñ <code>row fast</code> ñöŵ⟧</p>",
        "<h2><code>stats</code></h2><nav><a>stats</a></nav>",
        "<p>https://example.org/a me@example.org @me #12 docs/a.md %s {name}</p>",
        '<p translate="no">Boats</p><p class="notranslate">Boats</p>',
        '<a hreflang="nb" href="x">Norwegian</a>',
        "<p>1<sup>st</sup> 2024 B</p>",
        "<script>let boat</script><style>p {}</style><!-- a boat --><svg>boat</svg>",
        '<nav aria-label="Anything at all"></nav>',
        "<label>Table of contents</label>",
    ],
)
def test_what_is_no_prose_or_speaks_for_the_theme_is_not(
    tmp_path: Path, body: str
) -> None:
    assert found(tmp_path, body) == []


def test_head_is_read_too(tmp_path: Path) -> None:
    head = '<title>Boats</title><meta name="description" content="All of them">'
    assert found(tmp_path, "", head) == [
        ("title", "Boats"),
        ("meta[content]", "All of them"),
    ]


def test_text_on_many_pages_is_told_once(tmp_path: Path) -> None:
    for name in ("a/index.html", "b.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<nav><a>Guides</a></nav>")
    (tmp_path / "empty.html").write_text("")
    (only,) = find_plain_texts(tmp_path, theme_language="xx")
    assert (only.text, only.pages) == ("Guides", ("a/index.html", "b.html"))
