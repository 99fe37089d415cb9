import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from bitext.locales import parse_locale
from bitext.markdown.marks import State
from bitext.markdown.renderer import Renderer
from bitext.site.articles import ArticleReader
from bitext.site.inputs import FileDigests
from bitext.site.original_paths import original_path
from bitext.site.originals import segment_numbers
from bitext.site.project import load_project
from bitext.site.stage import Stager
from bitext.site.suggestions import suggest_url
from bitext.site.words import reader_words
from tests.site.boats import CONFIG, HEADER, write

KNOWN = ("ar", "de", "en", "es", "fr", "ja", "nb", "zh-Hans", "nb-NO", "no", "zh-CN")


def numbers(site: Path, text: str, *, is_snippet: bool = False) -> dict[str, int]:
    write(site.parent / "docs/index.md", text)
    article = ArticleReader(load_project(site)).read("index.md").article
    found = segment_numbers("index.md", article, is_snippet=is_snippet)
    assert len(set(found)) == len(found)
    texts = [segment.text for segment in article.segments]
    return dict(zip(texts, found, strict=True))


def stage(site: Path, code: str = "nb") -> Path:
    """The folder of the staged site's files."""
    project = load_project(site)
    language = next(one for one in project.config.locales if one.locale.code == code)
    digests = FileDigests(project.cache_dir / "files.digests")
    stager = Stager(project, language, reader=ArticleReader(project), digests=digests)
    stager.stage(output=project.site_dir, progress=lambda _: None)
    return project.stage_dir / code / "docs"


def original(folder: Path, name: str, *, is_snippet: bool = False) -> dict[str, Any]:
    text = (folder / original_path(name, is_snippet=is_snippet)).read_text("utf-8")
    value = text.removeprefix("bitextOriginal(").removesuffix(")\n")
    found: dict[str, Any] = json.loads(value)
    return found


def contents(value: dict[str, Any]) -> list[list[Any]]:
    return [parts for _, *parts in value["segments"].values()]


def test_number_of_a_sentence_outlives_what_stands_around_it(site: Path) -> None:
    before = numbers(site, "# One\n\nTwo two. Three three.\n")
    after = numbers(site, "New. Two two.\n\n# One\n\nThree three. More.\n")
    assert {text: after[text] for text in before} == before
    assert all(number < 10**6 for number in after.values())


def test_equal_sentences_have_numbers_of_their_own(site: Path) -> None:
    write(site.parent / "docs/index.md", "Same.\n\nSame.\n\nSame.\n")
    article = ArticleReader(load_project(site)).read("index.md").article
    found = segment_numbers("index.md", article, is_snippet=False)
    assert found == (found[0], found[0] + 1, found[0] + 2)


def test_numbers_of_a_snippet_are_those_of_no_page(site: Path) -> None:
    found = numbers(site, "One one. Two two.\n", is_snippet=True)
    assert all(10**6 <= number < 10**9 for number in found.values())


def test_file_holds_what_the_source_page_shows(site: Path) -> None:
    text = (
        "---\ntitle: Hidden\n---\n# The *start*\n\nSee [the guide](guide/start.md#x) "
        "or <https://example.org>. Use `a < b` & ![an oar](boat.png). Plain one.\n"
    )
    write(site.parent / "docs/index.md", text)
    value = original(stage(site), "index.md")
    assert contents(value) == [
        ["The ", ["em", "start"]],
        [
            "See ",
            ["a", "guide/start/#x", "the guide"],
            " or ",
            ["a", "https://example.org", "https://example.org"],
            ".",
        ],
        ["Use ", ["code", "a < b"], " & ", ["*", "an oar"], "."],
        ["Plain one."],
    ]
    assert value["suggest"] == ""


def test_links_lead_where_those_of_the_page_lead(site: Path) -> None:
    text = "[a](../index.md) [b](tables.md?x#y) [c](../boat.png) [d](/e) [f](#g)\n"
    write(site.parent / "docs/guide/start.md", text)
    links = [
        part[1] for part in contents(original(stage(site), "guide/start.md"))[0][::2]
    ]
    assert links == ["../../", "../tables/?x#y", "../../boat.png", "/e", "#g"]


def test_segment_says_what_its_catalog_says(site: Path) -> None:
    folder = site.parent / "locales/nb/LC_MESSAGES"
    write(site.parent / "docs/index.md", "A a.\n\nB b.\n\nC c.\n\nD d.\n\nE e.\n")
    entries = {
        "A a.": "",
        "B b.": "# bitext: origin=mt\n",
        "C c.": "# bitext: carried=link\n",
        "D d.": '#, fuzzy\n#| msgid "D."\n',
    }
    body = "".join(
        f'\n{facts}msgid "{text}"\nmsgstr "{text[0]} på norsk."\n'
        for text, facts in entries.items()
    )
    write(folder / "index.md.po", HEADER + body)
    project = load_project(site)
    staged = (stage(site) / "index.md").read_text("utf-8")
    renderer = Renderer(project.markdown_extensions, project.markdown_configs)
    html = renderer.html(staged)
    states = [
        next((state for state in State if f'data-state="{state}"' in line), None)
        for line in html.splitlines()
    ]
    assert states == [None, "machine", "carried", "fuzzy", "untranslated"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("", ""),
        ("repo_url: https://x.example/r\n", ""),
        (
            "repo_url: https://github.com/o/r\n",
            "https://github.com/o/r/blob/master/{catalog}#L{line}",
        ),
        (
            "repo_url: https://gitlab.com/o/r/\nedit_uri: -/edit/main/docs/\n",
            "https://gitlab.com/o/r/-/blob/main/{catalog}#L{line}",
        ),
        (
            "repo_url: https://bitbucket.org/o/r\n",
            "https://bitbucket.org/o/r/src/default/{catalog}#lines-{line}",
        ),
        (
            "edit_uri_template: https://git.example/edit?path=docs/{path}\n",
            "https://git.example/edit?path={catalog}",
        ),
        ("repo_url: https://x.example\nedit_uri_template: e/{path!q}\n", ""),
    ],
)
def test_catalog_lies_where_the_site_says_its_articles_are(
    site: Path, lines: str, wanted: str
) -> None:
    site.write_text(CONFIG + lines, "utf-8")
    config = MkDocsConfig(config_file_path=str(site))
    with site.open("rb") as stream:
        config.load_file(stream)
    config.validate()
    assert suggest_url(config) == wanted


def test_address_for_suggestions_is_filled_in(new_site: Callable[[str], Path]) -> None:
    template = "https://weblate.example/{locale}/?q={source}&file={catalog}"
    locales = "locales: [nb, ja, ar]\n"
    reader = f"{locales}      reader:\n        suggest: {template}\n"
    site = new_site(CONFIG.replace(locales, reader))
    value = original(stage(site), "guide/start.md")
    assert value["suggest"] == "https://weblate.example/nb/?q="
    rest = [own for own, *_ in value["segments"].values()]
    file = "&file=locales/nb/LC_MESSAGES/guide/start.md.po"
    assert rest[0] == f"Start{file}"
    assert f"Put%20the%20oars%20away.{file}" in rest


def test_site_may_do_without_originals(new_site: Callable[[str], Path]) -> None:
    locales = "locales: [nb, ja, ar]\n"
    reader = f"{locales}      reader:\n        original: false\n"
    site = new_site(CONFIG.replace(locales, reader))
    assert not (stage(site) / "assets").exists()


def test_file_that_is_gone_is_made_again(site: Path) -> None:
    file = stage(site) / original_path("index.md", is_snippet=False)
    before = file.read_bytes()
    file.unlink()
    stage(site)
    assert file.read_bytes() == before


@pytest.mark.parametrize("code", KNOWN)
def test_reader_is_spoken_to_in_the_language(code: str) -> None:
    words = reader_words(parse_locale(code))
    english = reader_words(parse_locale("en"))
    assert words.keys() == english.keys()
    for key, word in words.items():
        assert word.count("{}") == english[key].count("{}")
    assert (words == english) == (code == "en")


def test_reader_of_another_language_is_spoken_to_in_english() -> None:
    assert reader_words(parse_locale("mt")) == reader_words(parse_locale("en"))
