"""What is left of a translated page without scripts, on paper and in the clipboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.boats import CONFIG
from tests.site.hosting import served_site
from tests.site.test_original_mode import EXTENSIONS, choose, rich_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RICH = CONFIG.replace("markdown_extensions:\n", f"markdown_extensions:\n{EXTENSIONS}")
OURS = (
    "[data-bitext-original] *, .bitext-button, .bitext-popover, .bitext-row, "
    ".bitext-modes"
)
TEXT = ".md-content__inner"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("plain")
    rich_site(folder, RICH)
    with served_site(folder, RICH) as url:
        yield url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(f"{url}nb/guide/start/")
    page.wait_for_selector("[data-bitext-original] button")
    return page


@pytest.mark.parametrize(
    "path",
    ["nb/", "nb/guide/start/", "nb/guide/tables/", "ar/guide/start/", "404.html"],
)
def test_page_without_scripts_has_the_same_text(
    browser: Browser, context: BrowserContext, url: str, path: str
) -> None:
    scripted = context.new_page()
    scripted.goto(f"{url}{path}", wait_until="networkidle")
    bare = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    page = bare.new_page()
    page.goto(f"{url}{path}")
    assert page.inner_text(TEXT) == scripted.inner_text(TEXT)
    assert page.locator(OURS).count() == 0
    # The menu opens for the keyboard, and leads to the page itself.
    page.locator(".md-select button").focus()
    link = page.locator("a[data-bitext-language][hreflang=nb]")
    assert link.is_visible()
    link.click()
    assert page.get_attribute("html", "lang") == "nb"
    bare.close()


def on_paper(page: Page) -> str:
    """The text that is printed."""
    page.emulate_media(media="print")
    text = page.inner_text("body")
    assert not any(one.is_visible() for one in page.locator(OURS).all())
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    return text


def test_paper_has_the_translation_alone_until_the_original_is_asked_for(
    page: Page,
) -> None:
    plain = on_paper(page)
    assert "Den første morgenen er lang." in plain
    assert "The first morning" not in plain
    choose(page, "sentences")
    page.locator(".bitext-button").nth(1).click()
    assert "The first morning" in page.inner_text(TEXT)
    assert on_paper(page) == plain


def test_paper_has_both_columns_or_the_original_where_they_are_chosen(
    page: Page,
) -> None:
    choose(page, "columns")
    both = on_paper(page)
    assert both.index("Den første morgenen er lang.") < both.index("The first morning")
    page.emulate_media(media="print")
    own, other = (
        page.locator(one).nth(1).bounding_box()
        for one in (".bitext-paired", ".bitext-column")
    )
    assert own is not None
    assert other is not None
    # Paper is narrow: they stand below each other, as on a phone.
    assert other["y"] >= own["y"] + own["height"]
    page.emulate_media(media="screen")
    choose(page, "only")
    source = on_paper(page)
    assert "The first morning is long." in source
    assert "morgenen" not in source


def test_selecting_and_finding_give_the_translation_alone(page: Page) -> None:
    selected = """text => {
      getSelection().selectAllChildren(document.querySelector(text))
      const found = getSelection().toString()
      getSelection().removeAllRanges()
      return found }"""
    plain = page.evaluate(selected, TEXT)
    assert "Den første morgenen er lang." in plain
    assert not page.evaluate("find('The first morning')")
    choose(page, "sentences")
    page.locator("h1").click()
    words = page.evaluate(selected, TEXT).split()
    assert words == plain.split()
    assert not page.evaluate("find('The first morning')")
    choose(page, "columns")
    assert page.evaluate("find('The first morning')")
    choose(page, "off")
    assert page.evaluate(selected, TEXT) == plain
