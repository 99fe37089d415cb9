"""Links to other sites lead to the reader's language there."""

import pytest
from markdown import Markdown

from bitext.markdown.foreign_links import LinkWriter, as_in_source, rewritten

RULES = [("/en-us/", "/nb-no/"), ("//en.", "//no.")]


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("https://a.example/en-us/x", "https://a.example/nb-no/x"),
        ("https://en.wiki.example/wiki/Oar", "https://no.wiki.example/wiki/Oar"),
        ("https://a.example/de-de/x", "https://a.example/de-de/x"),
        ("https://a.example/en-us/en-us/", "https://a.example/nb-no/en-us/"),
    ],
)
def test_rules_change_one_place_each(address: str, other: str) -> None:
    assert rewritten(address, RULES) == other


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "[x](https://a.example/en-us/?a=1&b=2 'T')",
            '<a href="https://a.example/nb-no/?a=1&amp;b=2" title="T">x</a>',
        ),
        (
            "<a class=\"b>c\" href='https://a.example/en-us/'>x</a>",
            "<a class=\"b>c\" href='https://a.example/nb-no/'>x</a>",
        ),
        ("[x](../en-us/x.md)", '<a href="../en-us/x.md">x</a>'),
        ("[x](mailto:a@en-us/b)", None),
        (
            '`<a href="https://a.example/en-us/">`',
            '<code>&lt;a href="https://a.example/en-us/"&gt;</code>',
        ),
        (
            "![x](https://a.example/en-us/x.png)",
            '<img alt="x" src="https://a.example/en-us/x.png" />',
        ),
        ("https://a.example/en-us/ is text", "https://a.example/en-us/ is text"),
    ],
)
def test_only_links_to_other_sites_change(text: str, html: str | None) -> None:
    plain = Markdown().convert(text)
    md = Markdown()
    md.postprocessors.register(LinkWriter(md, RULES), "links", -20)
    assert md.convert(text) == (plain if html is None else f"<p>{html}</p>")


def test_address_a_translator_has_changed_by_the_rules_is_the_same_link() -> None:
    source = "See [a](https://a.example/en-us/x) and <https://a.example/en-us/x/y>."
    target = "Se [a](https://a.example/nb-no/x) og <https://a.example/nb-no/x/y>."
    assert as_in_source(source, target, RULES) == source.replace("See", "Se").replace(
        "and", "og"
    )


@pytest.mark.parametrize(
    "target",
    [
        "[a](https://b.example/nb-no/x)",
        "[a](https://a.example/nb-no/xy)",
        "[a](https://a.example/nb-no/x-y)",
        "[a](https://a.example/nb-no/x/y)",
    ],
)
def test_any_other_address_stays_what_it_is(target: str) -> None:
    assert as_in_source("[a](https://a.example/en-us/x)", target, RULES) == target
