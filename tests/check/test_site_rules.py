"""Each rule of the built site: what it reports, and what it lets pass."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from bitext.check.rule import Rule
from bitext.check.site import SITE_RULES, LanguageSite, told_once
from tests.check.built_site import BASE, FOLDERS, judged, said

RULES = Path(import_module("bitext.check.site.rules").__file__ or "").parent
SPAN = "<span data-s=3>"

FAULTS = [
    ("segment-missing", SPAN, "<span>", "segment 3 is not on the page"),
    (
        "segment-missing",
        'alt="A boat nb"',
        'alt="A dinghy"',
        "the text 'A *boat* nb' is on the page in no attribute and no metadata",
    ),
    (
        "ui-string-missing",
        "Til toppen av siden",
        "Back to top",
        "'Back to top' is in the language of the source",
    ),
    (
        "segment-misplaced",
        "<li>Item</li>",
        "<li><span data-s=9>Item</span></li>",
        "segment 9 does not belong on this page",
    ),
    (
        "segment-misplaced",
        "<li>Item</li>",
        f"<li>{SPAN}Item</span></li>",
        "segment 3 stands in two places",
    ),
    (
        "broken-link",
        "</h2>",
        '<a href="nets/">x</a></h2>',
        "the link to 'nets/' leads nowhere",
    ),
    ("broken-link", "style.css", "no.css", "the file 'no.css' leads nowhere"),
    ("broken-image", "boat.png", "no.png", "the image './no.png' is not there"),
    (
        "anchor-mismatch",
        'id="start"',
        'id="begynn"',
        "the id 'start' of the source page is missing",
    ),
    (
        "anchor-mismatch",
        "<td>",
        '<td id="care">',
        "the id 'care' stands on the page twice",
    ),
    (
        "anchor-mismatch",
        "#care",
        "#nets",
        "the link to './oars/#nets' leads to an anchor that is not there",
    ),
    (
        "link-wrong-language",
        'href="./oars/',
        'href="../oars/',
        "the link to '../oars/#care' leads to the page in en",
    ),
    (
        "link-wrong-language",
        'href="./oars/',
        'href="/docs/ar/oars/',
        "the link to '/docs/ar/oars/#care' leads to the page in ar",
    ),
    ("leaked-markup", "Cell", "**Cell", "markup is to be read: '**Cell'"),
    ("leaked-markup", "Cell", "[a](b)", "markup is to be read: '[a](b)'"),
    ("leaked-markup", "Cell", "{{ a }}", "markup is to be read: '{{ a }}'"),
    ("leaked-markup", "Cell", "&amp;lt;", "markup is to be read: '&lt;'"),
    ("leaked-markup", "Cell", "\ufdd0\ufde1", r"markup is to be read: '\ufdd0\ufde1'"),
    ("html-lang-dir", 'lang="nb"', 'lang="en"', "lang is 'en', not 'nb'"),
    ("html-lang-dir", 'dir="ltr"', 'dir="rtl"', "dir is 'rtl', not 'ltr'"),
    (
        "html-lang-dir",
        'canonical" href="https://boats.example/docs/nb/',
        'canonical" href="https://boats.example/docs/',
        "the canonical address 'https://boats.example/docs/' is not that of the page",
    ),
    (
        "structure-mismatch",
        "<li>Item</li>",
        "",
        "an item of a list of the source is missing (block 4)",
    ),
    (
        "structure-mismatch",
        "<p>",
        "<h3>",
        "h3 stands for a paragraph of the source (block 2)",
    ),
    (
        "title-untranslated",
        "boat nb - Boats",
        "boat - Boats",
        "the title 'How to row a boat' is not translated",
    ),
    (
        "meta-untranslated",
        "all for nb",
        "all for en",
        "the description 'What How to row a boat is all for en' is not translated",
    ),
]
FINE = [
    # A segment that a link cuts is two spans in one place; so is one round an image.
    (
        f"{SPAN}Item <code>**</code></span>",
        f'{SPAN}I</span><img src="./boat.png" alt="b">{SPAN}m</span>',
    ),
    ("</h2>", '<a href="https://elsewhere.example/nets/#x">x</a></h2>'),
    ("</h2>", '<a href="mailto:rower@boats.example">x</a></h2>'),
    ("</h2>", '<a href="oars/index.html#care">x</a></h2>'),
    ("</h2>", '<a href="https://boats.example/docs/nb/oars/">x</a></h2>'),
    ("</h2>", '<a href="../oars/" hreflang="en">English</a></h2>'),
    ("</h2>", '<a href="#">x</a><a href="#top">y</a></h2>'),
    ("</h2>", '<a href="oars/#:~:text=care">x</a></h2>'),
    ("Cell", "<em>Cell</em> og <bdi>mer</bdi>"),
    ("Cell", "<code>**a** {{ b }} [c](d)</code>"),
    ("Cell", "5 * 3 og a_b"),
    ("How to row a boat nb - Boats", "Boats"),
    ("</article>", '<div data-bitext-notice="partial"><p>Delvis</p></div></article>'),
]


def test_nothing_is_said_of_a_site_without_faults() -> None:
    assert judged(BASE) == {code: [] for code in FOLDERS}


@pytest.mark.parametrize(("rule", "old", "new", "text"), FAULTS)
def test_rule_reports_its_fault(rule: str, old: str, new: str, text: str) -> None:
    assert (rule, text) in said(old, new)


@pytest.mark.parametrize(("old", "new"), FINE)
def test_nothing_is_said_of_what_is_fine(old: str, new: str) -> None:
    found = [one for one in said(old, new) if one[0] != "structure-mismatch"]
    assert found == []


@pytest.mark.parametrize(
    ("title", "is_reported"), [("Row a boat now", True), ("row a boat now", False)]
)
def test_a_title_that_is_a_command_may_stay(title: str, *, is_reported: bool) -> None:
    files = {
        key: re.sub("<title>How to row a boat[^<]*", f"<title>{title}", text)
        for key, text in BASE.items()
    }
    rules = {one.rule for found in judged(files).values() for one in found}
    assert ("title-untranslated" in rules) is is_reported


def test_every_rule_has_a_fault_here() -> None:
    elsewhere = {
        *("duplicate-title", "mixed-language-page", "orphan-page", "page-missing"),
    }
    rules = {rule for rule, *_ in FAULTS}
    assert rules | elsewhere == {rule.id for rule in SITE_RULES}


def test_page_that_is_half_translated_is_reported() -> None:
    page = "nb", "oars.md"
    assert {
        share: [
            (one.rule, one.place, one.text) for one in judged(BASE, share=given)["nb"]
        ]
        for share in (0.0, 0.2, 0.5)
        for given in ({page: share},)
    } == {
        0.0: [],
        0.2: [("mixed-language-page", "oars.md", "20 % of its words are translated")],
        0.5: [],
    }


def test_titles_that_become_one_are_reported_on_both_pages() -> None:
    pages = {
        key: text.replace("All about the oars nb", "How to row a boat nb")
        for key, text in BASE.items()
    }
    found = judged(pages)
    assert [(one.rule, one.place) for one in found["nb"]] == [
        ("duplicate-title", "index.md"),
        ("duplicate-title", "oars.md"),
    ]
    assert not found["ar"]


def test_titles_that_differ_in_a_number_may_become_one() -> None:
    pages = {
        key: text.replace("All about the oars", "How to row a boat 2").replace(
            "How to row a boat 2 nb", "How to row a boat nb"
        )
        for key, text in BASE.items()
    }
    found = judged(pages)["nb"]
    assert "duplicate-title" not in {
        one.rule for one in found if "the title" in one.text
    }


def test_descriptions_that_become_one_are_reported_on_both_pages() -> None:
    old = "What All about the oars is all for nb"
    pages = {
        key: text.replace(old, "What How to row a boat is all for nb")
        for key, text in BASE.items()
    }
    assert {one.rule for one in judged(pages)["nb"]} == {"duplicate-title"}


def test_a_page_to_which_none_of_its_language_leads_is_an_orphan() -> None:
    pages = {
        (code, article): text.replace(
            '<a href="./oars/#care">', '<a href="#care">'
        ).replace('<a href="../oars/#care">', '<a href="#care">')
        if code == "nb"
        else text
        for (code, article), text in BASE.items()
    }
    found = judged(pages)
    assert [(one.rule, one.path) for one in found["nb"]] == [
        ("orphan-page", "nb/oars/index.html")
    ]


def test_a_page_that_is_not_there_is_reported_with_the_links_to_it() -> None:
    pages = {key: text for key, text in BASE.items() if key != ("nb", "oars.md")}
    found = judged(pages)
    assert {one.rule for one in found["nb"]} == {
        "broken-link",
        "page-missing",
    }
    assert {one.rule for one in found["en"]} == {"broken-link", "html-lang-dir"}


def test_a_page_that_is_named_and_names_none_is_reported() -> None:
    page = BASE["nb", "oars.md"]
    page = re.sub(r'<link rel="alternate "[^>]*>', "", page)
    found = judged({**BASE, ("nb", "oars.md"): page})
    assert [one.rule for one in found["en"]] == ["html-lang-dir"]
    assert "does not name this page" in found["en"][0].text
    assert not found["nb"]


def test_pages_of_no_article_are_asked_for_their_links_only() -> None:
    found = judged(BASE, more={"nb/404.html": '<a href="/docs/nb/nets/">x</a>'})
    assert [(one.rule, one.path) for one in found["nb"]] == [
        ("broken-link", "nb/404.html")
    ]


def test_source_pages_carry_no_segments() -> None:
    found = said("<p><span>", "<p><span data-s=2>", code="en")
    assert ("segment-misplaced", "segment 2 does not belong on this page") in found


def _told(codes: tuple[str, ...]) -> list[tuple[str, str, str]]:
    pages = {
        (code, article): text.replace("</h2>", '<a href="nets/">x</a></h2>')
        if code in codes and article == "index.md"
        else text
        for (code, article), text in BASE.items()
    }
    found = told_once(
        judged(pages),
        source="en",
        shown=lambda path: f"site/{path}",
        article=lambda place: f"docs/{place}",
        line=lambda _: 0,
    )
    return [(one.locale, one.path, one.rule) for one in found]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("nb",), [("nb", "site/nb/index.html", "broken-link")]),
        (("nb", "ar"), [("en", "docs/index.md", "broken-link")]),
        (("en", "nb", "ar"), [("en", "docs/index.md", "broken-link")]),
        (("en",), [("en", "docs/index.md", "broken-link")]),
    ],
)
def test_a_fault_of_every_language_is_told_once_of_the_source(
    codes: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert _told(codes) == expected


def test_rules_are_the_modules_of_their_folder_in_order() -> None:
    modules = sorted(path.stem for path in RULES.glob("*.py") if path.stem[0] != "_")
    assert [rule.id.replace("-", "_") for rule in SITE_RULES] == modules


@pytest.mark.parametrize("rule", SITE_RULES, ids=lambda rule: rule.id)
def test_docstring_is_a_manual_with_an_example_of_each_kind(
    rule: Rule[LanguageSite],
) -> None:
    name = rule.id.replace("-", "_")
    manual = import_module(f"bitext.check.site.rules.{name}").__doc__ or ""
    assert re.match(r"[A-Z].*\.\n", manual)
    assert "\nFails:  " in manual
    assert "\nPasses: " in manual


def test_title_that_the_navigation_does_not_show_is_reported() -> None:
    pages = {
        key: text.replace("Båter", "Boats") if key[0] == "nb" else text
        for key, text in BASE.items()
    }
    found = judged(pages)
    assert [(one.rule, one.place, one.text) for one in found["nb"]] == [
        (
            "segment-missing",
            "index.md",
            "the title 'Båter' is nowhere in the navigation",
        )
    ]
    assert found["ar"] == []
