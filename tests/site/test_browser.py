import json
import random
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.site.boats import CONFIG, make_site, write
from tests.site.hosting import served_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


INSTANT = CONFIG.replace(
    "  font: false\n", "  font: false\n  features: [navigation.instant]\n"
)
PREFIX = ("source: en", "source: {code: en, path: en}")
LAYOUTS = {
    "root": CONFIG,
    "prefixed": CONFIG.replace(*PREFIX),
    "instant": INSTANT,
    "instant-prefixed": INSTANT.replace(*PREFIX),
}
CLICKS = 50


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
        yield url, "en/" if request.param.endswith("prefixed") else ""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def choose(page: Page, code: str) -> None:
    page.hover(".md-select button")
    page.click(f"a[data-bitext-language][hreflang={code}]")
    page.wait_for_function("code => document.documentElement?.lang === code", arg=code)


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


def test_switcher_stays_where_it_is_whatever_the_network_does(
    page: Page, served: tuple[str, str]
) -> None:
    url, source = served
    paths = {"en": source, "nb": "nb/", "ja": "ja/", "ar": "ar/"}
    chance = random.Random(20)  # noqa: S311 - delays of a test

    def late(route: Route) -> None:
        time.sleep(chance.uniform(0, 0.08))
        route.continue_()

    page.route("**/*", late)
    places = [
        (f"{article}?h=oar", anchor)
        for article in ("guide/start/", "guide/tables/", "")
        for anchor in ("#storage", "#paragraphs", "")
    ]
    here = "en"
    for number in range(CLICKS):
        if number % 5 == 0:
            query, anchor = places[number // 5 % len(places)]
            page.goto(f"{url}{paths[here]}{query}{anchor}", wait_until="commit")
            if chance.random() < 0.5:
                page.wait_for_load_state("load")
            article = query.partition("?")[0]
        there = chance.choice([code for code in paths if code != here])
        # Half the clicks come before the theme has got all it asks for.
        link = page.locator(f".md-select a[hreflang={there}]")
        link.wait_for(state="attached")
        link.dispatch_event("click")
        page.wait_for_function(
            "code => document.documentElement?.lang === code", arg=there
        )
        assert page.url == f"{url}{paths[there]}{article}{anchor}", (number, here)
        here = there


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
    page.wait_for_function("document.documentElement?.lang === 'nb'")
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


REDIRECTED = CONFIG.replace(*PREFIX).replace(
    "locales: [nb, ja, ar]",
    "locales: [nb, ja, ar, pt-BR, zh-Hant]\n      reader: {redirect: true}",
)


@pytest.fixture(scope="module")
def redirected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_site(tmp_path_factory.mktemp("redirected"), REDIRECTED) as url:
        yield url


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("nb-NO", "nb/"),
        ("no", "nb/"),
        ("ar-EG", "ar/"),
        ("pt-PT", "pt-BR/"),
        ("zh-TW", "zh-Hant/"),
        ("zh-CN", "en/"),
        ("fi", "en/"),
    ],
)
def test_root_leads_to_the_browser_s_language_where_that_is_asked_for(
    browser: Browser, redirected: str, asked: str, path: str
) -> None:
    context = browser.new_context(locale=asked)
    page = context.new_page()
    page.goto(f"{redirected}?a=1#storage")
    page.wait_for_url(f"{redirected}{path}?a=1#storage")
    # No other page redirects anybody.
    page.goto(f"{redirected}ja/guide/start/")
    page.wait_for_load_state("networkidle")
    assert page.url == f"{redirected}ja/guide/start/"
    context.close()


def test_root_never_goes_against_a_choice(browser: Browser, redirected: str) -> None:
    context = browser.new_context(
        locale="nb-NO", viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(redirected)
    page.wait_for_url(f"{redirected}nb/")
    choose(page, "ja")
    page.goto(redirected)
    page.wait_for_url(f"{redirected}ja/")
    # To look at the original is no choice of its language.
    page.goto(f"{redirected}ar/guide/start/")
    page.click(".bitext-notice a[hreflang=en]")
    page.wait_for_url(f"{redirected}en/guide/start/")
    page.goto(redirected)
    page.wait_for_url(f"{redirected}ja/")
    context.close()


def test_root_needs_no_script(browser: Browser, redirected: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nb-NO")
    page = context.new_page()
    page.goto(redirected)
    page.wait_for_url(f"{redirected}en/")
    context.close()


def test_choice_is_kept_only_where_the_root_asks_for_it(
    page: Page, served: tuple[str, str]
) -> None:
    url, source = served
    page.goto(f"{url}{source}guide/start/")
    choose(page, "nb")
    assert page.evaluate("Object.keys(localStorage).join()").find("language") < 0
