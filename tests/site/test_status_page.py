"""The pages of a site that say how much of it is translated."""

import importlib.resources
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bitext.errors import BitextError
from bitext.site.build import build_site
from bitext.site.project import load_project
from tests.site.boats import CONFIG, NB, catalog, make_site, tree, write
from tests.site.hosting import served_site

pytestmark = pytest.mark.slow

REPOSITORY = "repo_url: https://github.com/boats/help\nedit_uri: edit/main/docs/\n"
STATUS = REPOSITORY + CONFIG.replace(
    "locales: [nb, ja, ar]", "locales: [nb, ja, ar]\n      reader: {status: true}"
)
FOLDER = "site/translations"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "project", STATUS)


def built(config: Path) -> dict[str, bytes]:
    assert build_site(load_project(config), jobs=1).errors == ()
    return tree(config.parent / "site")


def rows(config: Path, page: str) -> list[list[str]]:
    """Texts of the cells of each row of the table."""
    html = (config.parent / FOLDER / page).read_text(encoding="utf-8")
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td.*?</td>", row)]
        for row in body.strip().splitlines()
    ]


def test_every_article_has_a_row_in_every_language(site: Path) -> None:
    built(site)
    assert rows(site, "nb/index.html") == [
        ["index.md", "9", "100\xa0%", "0", "0", "Åpne"],
        ["guide/start.md", "21", "57\xa0%", "0", "0", "Åpne"],
        ["guide/tables.md", "6", "0\xa0%", "0", "0", "Åpne"],
    ]
    assert rows(site, "index.html") == [
        ["index.md", "100%", "0%", "0%"],
        ["guide/start.md", "57%", "0%", "14%"],
        ["guide/tables.md", "0%", "0%", "0%"],
    ]


def test_rows_lead_to_the_page_and_to_its_catalog(site: Path) -> None:
    built(site)
    html = (site.parent / FOLDER / "nb/index.html").read_text(encoding="utf-8")
    assert 'href="../../nb/guide/start/"' in html
    assert (
        'href="https://github.com/boats/help/blob/main/locales/nb/LC_MESSAGES/guide/'
        'start.md.po#L1"'
    ) in html
    assert '<html lang="nb" dir="ltr">' in html
    arabic = (site.parent / FOLDER / "ar/index.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in arabic


def test_language_menu_leads_there(site: Path) -> None:
    pages = built(site)
    assert b'href="../../../translations/nb/"' in pages["nb/guide/start/index.html"]
    assert b'href="../../translations/"' in pages["guide/start/index.html"]
    assert "Oversettelser" in pages["nb/index.html"].decode()


def test_change_of_a_translation_changes_it_as_a_clean_build_does(site: Path) -> None:
    built(site)
    page = site.parent / FOLDER / "ja/index.html"
    before = page.stat().st_mtime_ns
    built(site)
    assert page.stat().st_mtime_ns == before
    messages = {**NB["guide/start.md"], "Lift it.": "Løft den."}
    write(site.parent / "locales/nb/LC_MESSAGES/guide/start.md.po", catalog(messages))
    after = built(site)
    assert rows(site, "nb/index.html")[1][2] == "66\xa0%"
    for name in ("site", ".cache"):
        shutil.rmtree(site.parent / name)
    assert built(site) == after


def test_page_that_was_deleted_or_altered_comes_back(site: Path) -> None:
    pages = built(site)
    (site.parent / FOLDER / "nb/index.html").unlink()
    write(site.parent / FOLDER / "ja/index.html", "Nothing.")
    assert built(site) == pages


@pytest.mark.parametrize("source", ["en", "{code: en, path: en}"])
def test_it_goes_when_the_setting_does(tmp_path: Path, source: str) -> None:
    text = STATUS.replace("source: en", f"source: {source}")
    site = make_site(tmp_path / "project", text)
    first = built(site)
    write(site, text.replace("{status: true}", "{status: coverage}"))
    folders = folders_of(site)
    assert "coverage" in folders
    assert "translations" not in folders
    write(site, text.replace("{status: true}", "{}"))
    assert not {"coverage", "translations"} & folders_of(site)
    write(site, text)
    assert built(site) == first


def folders_of(site: Path) -> set[str]:
    """The first folders of all files of the site, built anew."""
    return {path.split("/")[0] for path in built(site)}


def test_file_that_took_its_place_stays(site: Path) -> None:
    built(site)
    write(site, site.read_text(encoding="utf-8").replace("{status: true}", "{}"))
    write(site.parent / "docs/translations.md", "# How we translate\n")
    assert b"How we translate" in built(site)["translations/index.html"]


def test_address_that_is_taken_is_refused(site: Path) -> None:
    write(site.parent / "docs/translations.md", "# How we translate\n")
    with pytest.raises(BitextError, match=r"translations\.md has\s+the address"):
        build_site(load_project(site), jobs=1)


def test_folder_of_other_files_is_refused(site: Path) -> None:
    write(site.parent / "docs/translations/list.csv", "nb,ja")
    with pytest.raises(BitextError, match=r"translations/ has the\s+address"):
        build_site(load_project(site), jobs=1)


def test_names_are_text(site: Path) -> None:
    text = site.read_text(encoding="utf-8")
    write(site, text.replace("site_name: Boats", 'site_name: "<b>Boats</b> & co"'))
    write(site.parent / "docs/a&b.md", "# A\n")
    build_site(load_project(site), jobs=1)
    html = (site.parent / FOLDER / "nb/index.html").read_text(encoding="utf-8")
    assert "<b>" not in html
    assert "&lt;b&gt;Boats&lt;/b&gt; &amp; co" in html
    assert ">a&amp;b.md<" in html


@pytest.mark.browser
def test_columns_are_sorted_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    axe = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    with served_site(tmp_path / "project", STATUS) as url:
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{url}translations/nb/")
        button = page.locator("thead button").nth(2)
        first = page.locator("tbody tr:first-child td:first-child")
        button.focus()
        page.keyboard.press("Enter")
        assert first.inner_text() == "guide/tables.md"
        page.keyboard.press("Enter")
        assert first.inner_text() == "index.md"
        heading = page.locator("thead th").nth(2)
        assert heading.get_attribute("aria-sort") == "descending"
        page.evaluate(axe.read_text(encoding="utf-8"))
        for code in ("", "ar/"):
            page.goto(f"{url}translations/{code}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.evaluate(axe.read_text(encoding="utf-8"))
                found = page.evaluate("async () => (await axe.run()).violations")
                assert [one["id"] for one in found] == []
        assert faults == []
        page.close()


@pytest.mark.browser
def test_without_scripts_it_is_a_plain_table(browser: Browser, tmp_path: Path) -> None:
    with served_site(tmp_path / "project", STATUS) as url:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{url}translations/nb/")
        assert page.locator("tbody tr").count() == 3
        assert page.locator("thead button").count() == 0
        context.close()
