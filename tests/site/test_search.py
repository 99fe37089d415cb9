"""Search with Pagefind: an index for each language, in the theme's own box."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bitext.site.build import build_site
from bitext.site.project import load_project
from tests.site.boats import CONFIG, NB, catalog, make_site, tree, write
from tests.site.hosting import served_site

pytest.importorskip("pagefind_bin", reason="the extra pagefind is not installed")

PAGEFIND = CONFIG.replace("[nb, ja, ar]", "[nb, ja, ar]\n      search: pagefind")
pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The ``mkdocs.yml`` of a site with Pagefind."""
    return make_site(tmp_path / "project", PAGEFIND)


def built(site: Path) -> dict[str, bytes]:
    result = build_site(load_project(site), jobs=1)
    assert result.errors == ()
    return tree(site.parent / "site")


def index(files: dict[str, bytes], folder: str = "") -> dict[str, bytes]:
    start = f"{folder}pagefind/"
    return {path: files[path] for path in files if path.startswith(start)}


def test_each_language_has_its_own_index_and_none_of_the_themes(site: Path) -> None:
    files = built(site)
    for folder, code in (("", "en"), ("nb/", "nb"), ("ar/", "ar")):
        own = index(files, folder)
        assert f"{folder}pagefind/wasm.{code}.pagefind" in own
        assert f"{folder}pagefind/pagefind.js" in own
        assert not any("ui" in path for path in own)
    assert not any("search_index.json" in path for path in files)


def test_clean_builds_have_the_same_bytes(site: Path) -> None:
    first = built(site)
    shutil.rmtree(site.parent / "site")
    shutil.rmtree(site.parent / ".cache")
    assert built(site) == first


def test_a_language_that_has_not_changed_is_not_indexed_again(site: Path) -> None:
    before = built(site)
    mark = load_project(site).stage_dir / "ar/search/digest"
    indexed = mark.stat().st_mtime_ns
    messages = {**NB["index.md"], "Boats float.": "Båter kan flyte."}
    write(site.parent / "locales/nb/LC_MESSAGES/index.md.po", catalog(messages))
    after = built(site)
    assert index(after, "nb/") != index(before, "nb/")
    assert index(after, "ar/") == index(before, "ar/")
    assert index(after) == index(before)
    assert mark.stat().st_mtime_ns == indexed


def test_without_the_search_plugin_it_says_what_is_missing(tmp_path: Path) -> None:
    config = make_site(tmp_path / "project", PAGEFIND.replace("  - search\n", ""))
    result = build_site(load_project(config), jobs=1)
    assert "plugins: search is missing" in result.errors[0]


def test_a_site_for_no_server_is_refused_with_the_cure(tmp_path: Path) -> None:
    text = PAGEFIND.replace("  - bitext", "  - offline\n  - bitext")
    config = make_site(tmp_path / "project", text)
    result = build_site(load_project(config), jobs=1)
    assert "it needs a server" in result.errors[0]
    assert "write search: theme" in result.errors[0]
    unused = text.replace("offline\n", "offline: {enabled: false}\n")
    config.write_text(unused, encoding="utf-8")
    assert build_site(load_project(config), jobs=1).errors == ()


def results(page: Page, words: str) -> list[str]:
    page.fill(".bitext-search input", words)
    page.wait_for_function(
        "words => document.querySelector('.bitext-search').dataset.shown === words",
        arg=words,
    )
    return [link.inner_text() for link in page.query_selector_all(".bitext-search a")]


@pytest.mark.browser
def test_words_are_found_in_their_own_language_alone(
    site: Path, browser: Browser
) -> None:
    with served_site(site.parent, PAGEFIND) as address:
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{address}nb/guide/start/")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "query"
        (found,) = results(page, "flyter")
        assert "Båter flyter." in found
        assert results(page, "float") == []
        # Another form of a word of the text.
        assert results(page, "båt")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.tagName") == "A"
        page.keyboard.press("Escape")
        assert not page.is_checked("#__search")
        page.goto(address)
        page.keyboard.press("s")
        assert results(page, "float")
        assert results(page, "flyter") == []
        with page.expect_navigation():
            page.fill(".bitext-search input", "oars")
            page.wait_for_selector(".bitext-search a")
            page.keyboard.press("Enter")
        assert page.url.endswith("guide/start/#storage")
        page.goto(f"{address}ar/guide/start/")
        page.keyboard.press("f")
        assert results(page, "تخزين")
        page.close()
        assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("removed", ["", "site_url: https://example.org/docs/\n"])
def test_results_lead_to_files_where_pages_are_no_folders(
    tmp_path: Path, browser: Browser, removed: str
) -> None:
    config = f"{PAGEFIND}use_directory_urls: false\n".replace(removed, "", 1)
    make_site(tmp_path, config)
    with served_site(tmp_path, config) as address:
        page = browser.new_page()
        page.goto(f"{address}nb/guide/tables.html")
        page.keyboard.press("/")
        assert results(page, "årene")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url == f"{address}nb/guide/start.html#storage"
        page.close()
