"""Paths, addresses and names keep their direction in right-to-left text."""

import re

import pytest
from markdown import Markdown

from bitext.markdown.milestones import EXTENSION

ISOLATE = re.compile(r'<bdi dir="ltr">(.*?)</bdi>')


def html(text: str, direction: str = "rtl") -> str:
    options = {
        "language": "en",
        "direction": "ltr",
        "page_direction": direction,
        "words": {},
    }
    extensions = ["tables", "toc", "attr_list", EXTENSION]
    return Markdown(
        extensions=extensions, extension_configs={EXTENSION: options}
    ).convert(text)


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("افتح /etc/hosts الآن.", ["/etc/hosts"]),
        ("افتح docs/index.md.", ["docs/index.md"]),
        ("افتح C:\\boats\\a.txt الآن", ["C:\\boats\\a.txt"]),
        ("اكتب --strict أو -v=3، ثم ~/x", ["--strict", "-v=3", "~/x"]),
        ("لغة C++ و C# و .NET", ["C++", "C#", ".NET"]),
        ("السعر -12.50 € اليوم", ["-12.50 €"]),
        ("انظر https://boats.example/a?b=1.", ["https://boats.example/a?b=1"]),
        ("انظر **./run** و[a/b](x.md)", ["./run", "a/b"]),
        ("# العنوان /etc", ["/etc"]),
    ],
)
def test_they_are_isolated(text: str, isolated: list[str]) -> None:
    assert ISOLATE.findall(html(text)) == isolated


@pytest.mark.parametrize(
    "text",
    [
        "القوارب تطفو، 12 قاربًا. API",
        "`/etc/hosts` و <kbd>-v</kbd>",
        "    /etc/hosts\n",
        "مساءً - 2026",
        "<span lang='en' dir='ltr'>see /etc/hosts</span>",
        "<svg><text>/etc <b>x</b></text></svg>",
        "أو/أو",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert "<bdi" not in html(text)


@pytest.mark.parametrize(
    "text",
    [
        "a /b **c/d e** `f/g` /h/i. J /k [l/m](n/o.md) /p",
        "# /a b/c\n\n| /d | e/f |\n|--|--|\n| -1 | +2 |\n",
    ],
)
def test_text_and_ids_stay_what_they_are(text: str) -> None:
    plain = html(text, "ltr")
    isolated = html(text)
    assert "<bdi" not in plain
    assert "<bdi" in isolated
    assert re.sub(r"</?bdi[^>]*>", "", isolated) == plain
