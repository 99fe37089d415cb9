"""What readers get in each shape of site: its address, its paths, no server at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.boats import CONFIG, make_site
from tests.site.hosting import served_site
from tests.site.test_browser import choose as choose_language
from tests.site.test_original_mode import choose as choose_mode

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADDRESS = "site_url: https://example.org/docs/\n"
SHAPES = {
    "below-a-path": CONFIG,
    "without-site-url": CONFIG.replace(ADDRESS, ""),
    "without-folders": f"{CONFIG}use_directory_urls: false\n",
    "offline": CONFIG.replace("  - bitext", "  - offline\n  - bitext"),
}
# The plugin takes it from the network, or the plugin privacy at the build: a worker
# that is a frame, since browsers start no workers from folders.
SHIM = "https://unpkg.com/iframe-worker/shim"
FRAME = """
window.IFrameWorker = window.Worker = class extends EventTarget {
  constructor(url) {
    super()
    const frame = document.body.appendChild(document.createElement("iframe"))
    frame.hidden = true
    this.frame = frame.contentWindow
    addEventListener("message", event => {
      if (event.source !== this.frame) return
      this.dispatchEvent(new MessageEvent("message", { data: event.data }))
    })
    this.frame.document.write(`<body><script>
      postMessage = data => parent.dispatchEvent(
        new MessageEvent("message", { data, source: window }))
      importScripts = (...urls) => urls.reduce((last, src) => last.then(() =>
        new Promise(done => {
          const script = document.createElement("script")
          script.src = src
          script.onload = done
          document.body.append(script)
        })), Promise.resolve())
      <${""}/script><script src="${url}"><${""}/script>`)
    this.frame.document.close()
    this.isReady = new Promise(done => this.frame.addEventListener("load", done))
  }
  async postMessage(data) {
    await this.isReady
    this.frame.dispatchEvent(new MessageEvent("message", { data }))
  }
}
"""
HEADS = "link[rel~=alternate][hreflang], link[rel=canonical]"


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    url: str

    @property
    def has_address(self) -> bool:
        return "site-url" not in self.name

    @property
    def is_served(self) -> bool:
        return self.name != "offline"

    def page(self, code: str, path: str) -> str:
        """Address of a page, written as ``guide/start``, in a language."""
        folder = "" if code == "en" else f"{code}/"
        if self.name in {"below-a-path", "without-site-url"}:
            return f"{self.url}{folder}{path}{'/' if path else ''}"
        return f"{self.url}{folder}{path or 'index'}.html"


@pytest.fixture(scope="module", params=SHAPES)
def shape(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shape]:
    folder = tmp_path_factory.mktemp(request.param)
    make_site(folder, SHAPES[request.param])
    with served_site(folder, SHAPES[request.param]) as url:
        if request.param == "offline":
            yield Shape(request.param, f"{Path(folder, 'site').as_uri()}/")
        elif ADDRESS not in SHAPES[request.param]:
            # What does not know where it lies is taken to lie at a root.
            yield Shape(request.param, url.removesuffix("docs/"))
        else:
            yield Shape(request.param, url)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route(SHIM, lambda route: route.fulfill(body=FRAME))
    yield page
    context.close()


def test_switcher_keeps_page_and_place(page: Page, shape: Shape) -> None:
    page.goto(f"{shape.page('en', 'guide/start')}#storage")
    for code in ("nb", "ar", "ja", "en"):
        choose_language(page, code)
        assert page.url == f"{shape.page(code, 'guide/start')}#storage"
    page.goto(shape.page("nb", ""))
    choose_language(page, "ar")
    assert page.url == shape.page("ar", "")


def test_each_mode_shows_the_original_and_is_remembered(
    page: Page, shape: Shape
) -> None:
    page.goto(shape.page("nb", "guide/start"))
    text = ".md-content__inner"
    choose_mode(page, "sentences")
    page.locator("p .bitext-button").nth(1).click()
    shown = page.inner_text(".bitext-popover:popover-open")
    assert "Put the oars away." in shown
    choose_mode(page, "columns")
    assert "Put the oars away." in page.inner_text(text)
    assert "Legg bort årene." in page.inner_text(text)
    choose_mode(page, "only")
    assert "Legg bort årene." not in page.inner_text(text)
    page.goto(shape.page("nb", ""))
    page.locator(".md-content :text('Boats float.')").wait_for()
    choose_mode(page, "off")
    assert "Boats float." not in page.inner_text(text)


def found(page: Page, words: str) -> str:
    """What the theme's search says it has found."""
    field = page.locator(".md-search__input")
    field.press_sequentially(words)
    # Its first answer may be to a part of the words.
    page.wait_for_function(
        """words => {
          const said = document.querySelector(".md-search-result__meta").innerText
          const before = window.bitextSaid
          window.bitextSaid = said
          return said === before && !/^(?:Initiali|Starter|Type|Skriv)/.test(said)
            && document.querySelector(".md-search__input").value === words }""",
        arg=words,
        polling=500,
    )
    return page.locator(".md-search-result__list").inner_text()


def test_search_finds_the_words_of_its_language_alone(page: Page, shape: Shape) -> None:
    page.goto(shape.page("nb", ""))
    page.keyboard.press("/")
    assert "Legg bort årene" in found(page, "årene")
    with page.expect_navigation():
        page.locator(".md-search-result__link").first.click()
    assert page.url.split("?")[0].startswith(shape.page("nb", "guide/start"))
    page.goto(shape.page("nb", ""))
    page.keyboard.press("/")
    assert found(page, "oars") == ""
    page.goto(shape.page("en", ""))
    page.keyboard.press("/")
    assert "Put the oars away" in found(page, "oars")


def test_missing_page_is_in_the_language_of_its_address(
    page: Page, shape: Shape
) -> None:
    if not shape.is_served:
        pytest.skip("no server, no page for what is missing")
    page.goto(f"{shape.url}nb/nope/deep/")
    page.wait_for_function("document.documentElement?.lang === 'nb'")
    page.wait_for_url(f"{shape.url}nb/nope/deep/")
    choose_language(page, "ar")
    assert page.url == shape.page("ar", "")


def test_addresses_for_search_engines_are_whole_or_absent(
    page: Page, shape: Shape
) -> None:
    page.goto(shape.page("nb", "guide/start"))
    links = [one.get_attribute("href") or "" for one in page.locator(HEADS).all()]
    if not shape.has_address:
        assert links == []
        return
    # Arabic and Japanese lack more than half of the page.
    assert len(links) == 4
    if not shape.is_served:
        assert all(one.startswith("http://") for one in links)
        return
    for link in links:
        response = page.goto(link)
        assert response is not None
        assert response.ok


def test_nothing_that_pages_ask_for_is_missing(page: Page, shape: Shape) -> None:
    failed: list[str] = []
    page.on("requestfailed", lambda one: failed.append(one.url))
    page.on(
        "response", lambda one: failed.append(one.url) if one.status >= 400 else None
    )
    for code in ("en", "nb", "ar"):
        for path in ("", "guide/start", "guide/tables"):
            page.goto(shape.page(code, path), wait_until="networkidle")
            for link in page.locator("a[data-bitext-language]").all():
                href = link.evaluate("one => one.href")
                assert href == shape.page(link.get_attribute("hreflang") or "", path)
    assert failed == []
