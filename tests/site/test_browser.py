import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.site.boats import CONFIG, make_site, write
from tests.site.hosting import served_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


LAYOUTS = {
    "root": CONFIG,
    "prefixed": CONFIG.replace("source: en", "source: {code: en, path: en}"),
    "instant": CONFIG.replace(
        "  font: false\n", "  font: false\n  features: [navigation.instant]\n"
    ),
}


@pytest.fixture(scope="module", params=sorted(LAYOUTS))
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Address of a served site and the path of its source language."""
    folder = tmp_path_factory.mktemp(request.param)
    config = LAYOUTS[request.param]
    make_site(folder, config)
    long = "".join(f"\nParagraph {number}.\n" for number in range(60))
    start = folder / "docs/guide/start.md"
    write(start, start.read_text(encoding="utf-8") + long)
    with served_site(folder, config) as url:
        yield url, "en/" if request.param == "prefixed" else ""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def choose(page: Page, code: str) -> None:
    page.hover(".md-select button")
    page.click(f"a[data-bitext-language][hreflang={code}]")
    page.wait_for_function("code => document.documentElement.lang === code", arg=code)


def test_switcher_stays_on_the_page_and_at_its_place(
    page: Page, served: tuple[str, str]
) -> None:
    url, source = served
    page.goto(f"{url}{source}guide/start/?h=oar#storage")
    for code, path in (("nb", "nb/"), ("ar", "ar/"), ("en", source), ("ja", "ja/")):
        choose(page, code)
        assert page.url == f"{url}{path}guide/start/#storage"
        assert page.inner_text("h1").startswith(
            {"nb": "Begynn", "ar": "ابدأ", "en": "Start", "ja": "Start"}[code]
        )


def test_switcher_follows_a_page_that_was_loaded_in_place(
    page: Page, served: tuple[str, str]
) -> None:
    url, source = served
    page.goto(f"{url}{source}")
    page.click(".md-content a[href*=storage]")
    page.wait_for_url("**/guide/start/#storage")
    choose(page, "nb")
    assert page.url == f"{url}nb/guide/start/#storage"


def test_switcher_works_without_scripts(
    browser: Browser, served: tuple[str, str]
) -> None:
    url, source = served
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}{source}guide/start/")
    target = page.get_attribute("a[data-bitext-language][hreflang=nb]", "href")
    page.goto(f"{url}{source}guide/start/{target}")
    assert page.url == f"{url}nb/guide/start/"
    context.close()


def test_missing_page_speaks_the_language_of_its_address(
    page: Page, served: tuple[str, str]
) -> None:
    url, _ = served
    page.goto(f"{url}nb/nope/deep/?x=1#y")
    page.wait_for_function("document.documentElement.lang === 'nb'")
    page.wait_for_url(f"{url}nb/nope/deep/?x=1#y")
    page.goto(f"{url}nope/")
    assert page.get_attribute("html", "lang") == "en"


def test_right_to_left_page_keeps_code_and_untranslated_text_left_to_right(
    page: Page, served: tuple[str, str]
) -> None:
    url, _ = served
    page.goto(f"{url}ar/guide/start/")
    styles = page.evaluate(
        """() => ["pre code", "span[lang=en]", "h1"].map(
            one => getComputedStyle(document.querySelector(".md-content " + one))
        ).map(one => [one.direction, one.unicodeBidi])"""
    )
    assert styles[0][0] == "ltr"
    assert styles[1] == ["ltr", "isolate"]
    assert styles[2][0] == "rtl"
    assert page.get_attribute("body", "dir") == "rtl"


def test_theme_asks_for_nothing_that_is_missing(
    page: Page, served: tuple[str, str]
) -> None:
    url, source = served
    missing: list[str] = []
    page.on(
        "response",
        lambda one: missing.append(one.url) if one.status >= 400 else None,
    )
    page.goto(f"{url}{source}guide/start/", wait_until="networkidle")
    choose(page, "nb")
    page.wait_for_load_state("networkidle")
    assert missing == []
    languages = json.loads(page.inner_text("#bitext-languages") or "{}")
    assert list(languages) == ["en", "nb", "ja", "ar"]
