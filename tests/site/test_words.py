"""Words the renderer writes by itself appear in the reader's language."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from bitext.catalog import SITE_ARTICLE
from bitext.locales import parse_locale
from bitext.site.build import build_site
from bitext.site.catalogs import update_catalogs
from bitext.site.project import Project, load_project
from bitext.site.words import known_words
from tests.site.boats import CONFIG, catalog, write
from tests.site.test_snippets import rendered
from tests.site.test_stage import stage

NewSite = Callable[[str], Path]

WORDS = CONFIG.replace(
    "  - attr_list\n",
    """\
  - attr_list
  - footnotes
  - pymdownx.details
  - pymdownx.magiclink:
      repo_url_shorthand: true
      user: boats
      repo: oars
  - pymdownx.quotes:
      callouts: true
  - pymdownx.blocks.admonition:
      types:
        - note
        - {name: buoy, class: buoy, title: Mind the buoy}
  - pymdownx.blocks.details
  - pymdownx.blocks.caption
""",
).replace("permalink: true", "permalink: true\n      title: On this page")
PAGE = """\
# New

[TOC]

!!! note
    Hold on.[^one]

!!! boat "Boat"
    Titled.

!!! boat
    Untitled.

!!! note ""
    Bare.

??? warning
    Hold on.

/// note
Hold on.
///

/// details
    type: tip
Hold on.
///

/// buoy
Hold on.
///

> [!DANGER]
> Hold on.

![Oar](boat.png)

/// figure-caption
An oar.
///

See #12.

[^one]: Or not.
"""
TITLES = re.compile(
    r'<(?:p class="admonition-title"|summary)>(?:<span[^>]*>)?([^<]*)(?:</span>)?</'
)


@pytest.fixture
def site(new_site: NewSite) -> Path:
    path = new_site(WORDS)
    write(path.parent / "docs/new.md", PAGE)
    return path


def titles(project: Project, code: str) -> list[str]:
    return TITLES.findall(rendered(project, "new.md", code))


@pytest.mark.parametrize(
    ("code", "note", "warning", "tip", "danger"),
    [
        ("nb", "Merk", "Advarsel", "Tips", "Fare"),
        ("ja", "注", "警告", "ヒント", "危険"),
        ("ar", "ملاحظة", "تحذير", "نصيحة", "خطر"),
    ],
)
def test_admonition_without_a_title_shows_its_type_in_the_language(  # noqa: PLR0913, PLR0917 - the words
    site: Path, code: str, note: str, warning: str, tip: str, danger: str
) -> None:
    project, _ = stage(site, code)
    assert titles(project, code) == [
        note,
        "Boat",
        "Boat",
        warning,
        note,
        tip,
        "Mind the buoy",
        danger,
    ]
    html = rendered(project, "new.md", code)
    assert '<div class="admonition note">' in html
    assert html.count('lang="en">Boat<') == 2
    assert 'lang="en">Mind the buoy<' in html


def test_tooltips_captions_and_contents_are_translated(site: Path) -> None:
    folder = site.parent / "locales/nb/LC_MESSAGES"
    write(folder / "mkdocs.yml.po", catalog({"On this page": "På denne siden"}))
    project, _ = stage(site)
    html = rendered(project, "new.md")
    assert 'title="Permanent lenke"' in html
    assert 'title="Hopp tilbake til fotnote 1 i teksten"' in html
    assert '<span class="caption-prefix">Figur 1.</span>' in html
    assert '<span class="toctitle">På denne siden</span>' in html
    assert 'title="GitHub Sak: boats/oars #12"' in html


def test_catalog_of_the_site_overrules_and_adds_words(site: Path) -> None:
    folder = site.parent / "locales/nb/LC_MESSAGES"
    words = {"Note": "Legg merke til", "Boat": "Båt", "Mind the buoy": "Pass bøyen"}
    write(folder / "mkdocs.yml.po", catalog(words))
    write(folder / "new.md.po", catalog({"Boat": "Jolle"}))
    project, _ = stage(site)
    found = titles(project, "nb")
    assert found.count("Legg merke til") == 2
    assert "Pass bøyen" in found
    # The first is the article's own title, which its catalog translates.
    assert found[1:3] == ["Jolle", "Båt"]


def test_word_that_would_be_more_than_a_word_is_refused(site: Path) -> None:
    folder = site.parent / "locales/nb/LC_MESSAGES"
    evil = {"Note": "<b>Merk</b>", "Boat": "Båt", "Figure {}.": "<i>Figur</i> {}."}
    write(folder / "mkdocs.yml.po", catalog(evil))
    project, unpublished = stage(site)
    assert {one.source for one in unpublished} == {"Note", "Figure {}."}
    assert titles(project, "nb")[0] == "Merk"


def test_update_fills_in_words_it_knows_and_asks_for_the_others(site: Path) -> None:
    project = load_project(site)
    updates = update_catalogs(project, locales=project.config.locales)
    held = {
        code: {one.source: one for one in update.catalogs[SITE_ARTICLE].messages}
        for code, update in updates.items()
    }
    assert held["ja"]["Note"].target == "注"
    assert not held["ja"]["Note"].is_fuzzy
    assert held["ja"]["Boat"].target == ""
    assert held["ja"]["Mind the buoy"].target == ""
    assert held["ar"]["Jump back to footnote {} in the text"].target
    assert held["nb"]["Home"].target == "Hjem"
    # Types that no page leaves without a title need no translation.
    assert "Example" not in held["nb"]


def test_words_of_an_update_are_kept_by_the_next(site: Path) -> None:
    project = load_project(site)
    for update in update_catalogs(project, locales=project.config.locales).values():
        update.changes.apply()
    po = site.parent / "locales/ja/LC_MESSAGES/mkdocs.yml.po"
    text = po.read_text(encoding="utf-8")
    write(po, text.replace('msgstr "注"', 'msgstr "メモ"'))
    for update in update_catalogs(project, locales=project.config.locales).values():
        assert update.changes.apply() == 0
    staged, _ = stage(site, "ja")
    assert titles(staged, "ja")[0] == "メモ"


def test_words_of_snippets_are_translated_too(new_site: NewSite) -> None:
    site = new_site(WORDS + "  - pymdownx.snippets:\n      base_path: [docs]\n")
    base = site.parent / "docs"
    config = site.read_text(encoding="utf-8")
    write(site, config.replace("[docs]", f"[{base}]"))
    write(base / "_part.md", "!!! boat\n    Hold on.\n")
    write(base / "new.md", '# New\n\n--8<-- "_part.md"\n')
    folder = site.parent / "locales/nb/LC_MESSAGES"
    write(folder / "mkdocs.yml.po", catalog({"Boat": "Båt"}))
    project, _ = stage(site)
    assert titles(project, "nb") == ["Båt"]


def test_every_language_has_every_word() -> None:
    path = Path(known_words.__wrapped__.__globals__["_FILE"])
    table = json.loads(path.read_text(encoding="utf-8"))
    for code, words in table.items():
        assert words.keys() == table["nb"].keys(), code
        for word, translation in words.items():
            assert translation.strip() == translation != "", (code, word)
            assert translation.count("{}") == word.count("{}"), (code, word)
        assert known_words(parse_locale(code)) == words


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("no", "Merk"),
        ("pt-PT", "Nota"),
        ("zh-TW", "註"),
        ("zh-CN", "注"),
        ("de-AT", "Hinweis"),
        ("en", "Note"),
    ],
)
def test_word_of_a_code_is_that_of_its_language_and_script(
    code: str, word: str
) -> None:
    assert known_words(parse_locale(code))["Note"] == word


def test_unknown_language_has_no_words() -> None:
    assert known_words(parse_locale("mi")) == {}


@pytest.mark.slow
def test_pages_of_the_source_language_are_what_mkdocs_makes_alone(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    result = build_site(load_project(site), jobs=2)
    assert not result.errors
    project = load_project(site)
    source = Markdown(
        extensions=list(project.markdown_extensions),
        extension_configs={
            name: dict(options) for name, options in project.markdown_configs.items()
        },
    ).convert(PAGE)
    built = (site.parent / "site/new/index.html").read_text(encoding="utf-8")
    for title in TITLES.findall(source):
        assert f">{title}</" in built
    assert 'title="Permanent link"' in built
    nb = (site.parent / "site/nb/new/index.html").read_text(encoding="utf-8")
    assert '<p class="admonition-title">Merk</p>' in nb
