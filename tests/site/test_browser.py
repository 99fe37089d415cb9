import json
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bitext.site.build import build_site
from bitext.site.project import load_project
from tests.site.boats import CONFIG, make_site, write

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Host(SimpleHTTPRequestHandler):
    """Serves below ``/docs/`` as static hosts do: one page for all that is missing."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/docs"))

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""


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
    # A port of its own: the theme's instant loading compares it with the site's.
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Host, directory=str(folder / "site"))
    )
    url = f"http://127.0.0.1:{server.server_port}/docs/"
    config = LAYOUTS[request.param].replace("https://example.org/docs/", url)
    path = make_site(folder, config)
    long = "".join(f"\nParagraph {number}.\n" for number in range(60))
    start = folder / "docs/guide/start.md"
    write(start, start.read_text(encoding="utf-8") + long)
    result = build_site(load_project(path))
    assert result.errors == ()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield url, "en/" if request.param == "prefixed" else ""
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


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
