"""Hostile catalogs in a built Material site: no attack reaches a page in any language.

The pages are those of ``tests/hostile/site.py``; Chromium reads and opens them.
"""

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from bitext.check.manual import manuals
from bitext.report import html as html_report
from bitext.site.build import build_site
from bitext.site.checks import check_project
from bitext.site.notices import MARK as NOTICE
from bitext.site.project import load_project
from bitext.site.result import SiteResult
from tests.hostile.site import (
    HARMLESS,
    HIDDEN,
    LOCALES,
    PAGES,
    VALUES,
    make_hostile_site,
)
from tests.site.hosting import Host

pytestmark = pytest.mark.slow

_HEADING = re.compile(r"<h1.*?</h1>", re.DOTALL)
_SHADY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069\u2800\ufdd0-\ufdef"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Pages that are opened in each language; all are read.
_OPENED = 12
_MARKS = frozenset({"data-s", "data-state", "lang", "dir"})
_WORDS = frozenset({"alt", "title", "aria-label", "content", "placeholder"})


@dataclass(frozen=True, slots=True)
class Built:
    """The site as it lies and as it is served."""

    folder: Path
    url: str
    result: SiteResult

    def read(self, language: str, page: str) -> str:
        path = self.folder / language / page / "index.html"
        return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    root = tmp_path_factory.mktemp("hostile")
    handler = partial(Host, directory=str(root / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    url = f"http://127.0.0.1:{server.server_port}/docs/"
    result = build_site(load_project(make_hostile_site(root, url=url)))
    assert result.errors == ()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Built(root / "site", url, result)
    server.shutdown()
    thread.join()
    server.server_close()


def article(page: str) -> html.HtmlElement:
    found = html.document_fromstring(page).find(".//article")
    assert found is not None
    for one in list(found.iterfind(f".//*[@{NOTICE}]")):
        assert isinstance(one, html.HtmlElement)
        one.drop_tree()
    return found


def does(element: html.HtmlElement) -> tuple[list[str], Counter[tuple[object, ...]]]:
    """What an article does: its blocks in order, its elements with attributes."""
    blocks, elements = [], Counter[tuple[object, ...]]()
    for one in element.iter():
        if not isinstance(one.tag, str):
            elements["comment", one.text] += 1
            continue
        attributes = {
            name: "" if name in _WORDS else value
            for name, value in one.attrib.items()
            if name not in _MARKS
        }
        is_words = one.tag in {"bdi", "em", "strong"} or "data-s" in one.attrib
        if is_words and not attributes:
            continue
        is_machine = one.tag in {"code", "kbd", "pre", "script"}
        is_machine = is_machine or "arithmatex" in attributes.get("class", "")
        words = one.text_content() if is_machine else ""
        elements[one.tag, *sorted(attributes.items()), words] += 1
        if one.tag not in {"a", "abbr", "code", "kbd", "span", "img", "sup", "b"}:
            blocks.append(one.tag)
    return blocks, elements


def frame(page: str) -> Counter[tuple[str, ...]]:
    """What stands around the article: elements, and what their attributes are."""
    root = html.document_fromstring(page)
    for inner in root.iter("article"):
        inner.clear()
    return Counter(
        (one.tag, *sorted(map(str, one.attrib)))
        for one in root.iter()
        if isinstance(one.tag, str)
        # What search engines are told depends on how much is translated.
        and (one.get("name"), one.get("rel")) != ("robots", None)
        and "alternate" not in one.get("rel", "").split()
    )


def loaded(page: str) -> set[str]:
    """Hosts and schemes a page leads to or loads from."""
    found = set()
    for one in html.document_fromstring(page).iter():
        if not isinstance(one.tag, str):
            continue
        assert not [name for name in map(str, one.attrib) if name.startswith("on")]
        for name in ("href", "src", "action", "data", "srcset", "poster"):
            parts = urlsplit(one.get(name, "").strip())
            if parts.scheme or parts.netloc:
                found.add(f"{parts.scheme}://{parts.netloc}")
    return found


def search_entries(built: Built, language: str) -> list[dict[str, str]]:
    index = built.folder / language / "search/search_index.json"
    found: list[dict[str, str]] = json.loads(index.read_text(encoding="utf-8"))["docs"]
    return found


def found_tags(built: Built, language: str) -> set[str]:
    """Elements a search shows."""
    parents = [
        html.fragment_fromstring(entry["text"], create_parent="div")
        for entry in search_entries(built, language)
    ]
    return {str(one.tag) for parent in parents for one in parent.iter()}


@pytest.mark.parametrize("language", LOCALES)
def test_articles_do_what_their_sources_do(built: Built, language: str) -> None:
    for name in ("control", *PAGES):
        page = built.read(language, f"attacks/{name}")
        found = article(page)
        assert does(found) == does(article(built.read("", f"attacks/{name}"))), name
        text = found.text_content()
        assert not _SHADY.search(text), name
        assert HIDDEN not in text, name
        assert HARMLESS["Numbered item"] in text, name
        title = html.fragment_fromstring(_HEADING.findall(page)[0])
        assert not re.search("[<>]", title.text_content()), name


@pytest.mark.parametrize("language", LOCALES)
def test_pages_around_the_articles_are_intact(built: Built, language: str) -> None:
    control = built.read(language, "attacks/control")
    source = built.read("", "attacks/control")
    hosts = loaded(control) | loaded(source)
    usual = frame(control) - frame(source), frame(source) - frame(control)
    for name in PAGES:
        page = built.read(language, f"attacks/{name}")
        assert loaded(page) <= hosts, name
        found, wanted = frame(page), frame(built.read("", f"attacks/{name}"))
        assert (found - wanted, wanted - found) == usual, name


@pytest.mark.parametrize("language", LOCALES)
def test_metadata_and_search_hold_no_markup(built: Built, language: str) -> None:
    for name in PAGES:
        root = html.document_fromstring(built.read(language, f"attacks/{name}"))
        head = root.find("head")
        assert head is not None
        metadata = [
            one.get("content") or one.text or ""
            for one in head
            if one.tag in {"meta", "title"}
        ]
        assert not re.search(r"[<>\x00-\x08\u202a-\u202e]", "".join(metadata)), name
    for entry in search_entries(built, language):
        shown = html.fragment_fromstring(entry["title"], create_parent="div")
        assert not list(shown), entry["title"]
    assert found_tags(built, language) <= found_tags(built, "")


def test_notices_are_ours(built: Built) -> None:
    seen = 0
    for language in LOCALES:
        for name in PAGES:
            page = html.document_fromstring(built.read(language, f"attacks/{name}"))
            for notice in page.findall(f".//*[@{NOTICE}]"):
                seen += 1
                assert {one.tag for one in notice.iter()} <= {"div", "p", "a"}
                links = [link.get("href") for link in notice.iter("a")]
                assert links in ([], [f"../../../attacks/{name}/"])
    assert seen > len(PAGES)


def test_every_refusal_names_its_place(built: Built) -> None:
    for locale in LOCALES:
        found = [one for one in built.result.unpublished if one.locale == locale]
        assert len(found) > len(PAGES)
        assert all(one.line > 1 and one.reason and one.danger for one in found)


@dataclass(slots=True)
class Watched:
    """A page of Chromium, and what it did that it should not."""

    page: Page
    host: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script("window.alert = () => { window.attacked = true }")
        self.page.on("request", lambda one: self._note(one.url))
        self.page.on("dialog", lambda one: self.faults.append(one.message))
        self.page.on("popup", lambda one: self.faults.append(one.url))

    def _note(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and not url.startswith(("data:", "blob:")):
            self.faults.append(url)

    def settle(self) -> None:
        self.page.wait_for_timeout(50)
        if self.page.evaluate("window.attacked === true"):
            self.faults.append(f"a script ran: {self.page.url}")


@pytest.fixture
def watched(browser: Browser, built: Built) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Watched(context.new_page(), urlsplit(built.url).netloc)
    context.close()


_SIGNATURE = """text => {
  const seen = new DOMParser().parseFromString(text, "text/html")
  seen.querySelectorAll("[data-bitext-notice]").forEach(one => one.remove())
  const inner = seen.querySelector("article")
  const within = [...inner.querySelectorAll("*")]
    .filter(one => !["BDI", "EM", "STRONG"].includes(one.tagName))
    .filter(one => !one.hasAttribute("data-s"))
    .map(one => one.tagName + " " + one.getAttributeNames()
      .filter(name => !["lang", "dir"].includes(name)).sort())
    .sort()
  const all = [...seen.querySelectorAll("*")]
  return {
    within,
    scripts: all.filter(one => one.tagName === "SCRIPT").length,
    around: [...seen.body.children].map(one => one.tagName + " " + one.className),
    handlers: all.filter(one =>
      one.getAttributeNames().some(name => name.startsWith("on"))).length,
  }
}"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LOCALES)
def test_chromium_reads_each_page_as_its_source(
    watched: Watched, built: Built, language: str
) -> None:
    watched.page.goto(f"{built.url}{language}/")
    control = watched.page.evaluate(_SIGNATURE, built.read(language, "attacks/control"))
    for name in PAGES:
        page = built.read(language, f"attacks/{name}")
        found = watched.page.evaluate(_SIGNATURE, page)
        source = built.read("", f"attacks/{name}")
        assert found["within"] == watched.page.evaluate(_SIGNATURE, source)["within"]
        assert found["scripts"] == control["scripts"], name
        assert found["around"] == control["around"], name
        assert found["handlers"] == 0, name


@pytest.mark.browser
@pytest.mark.parametrize("language", LOCALES)
def test_no_script_runs_and_no_request_leaves_the_host(
    watched: Watched, built: Built, language: str
) -> None:
    turn = LOCALES.index(language)
    names = [f"attacks/{name}/" for name in PAGES[turn :: len(PAGES) // _OPENED]]
    for name in (*names, "titles/0/", "titles/7/"):
        watched.page.goto(f"{built.url}{language}/{name}", wait_until="load")
        watched.settle()
    # Tooltips of Material show titles as HTML.
    for one in watched.page.locator(".md-status, .md-ellipsis, [title]").all()[:40]:
        if one.is_visible():
            one.hover(force=True)
    watched.settle()
    assert watched.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("language", LOCALES)
def test_search_for_a_hostile_term_shows_words(
    watched: Watched, built: Built, language: str
) -> None:
    page = watched.page
    page.goto(f"{built.url}{language}/attacks/control/", wait_until="load")
    for term in ("<img src=x onerror=alert(1)>", "onerror", "script alert", "evil"):
        page.fill("[data-md-component=search-query]", term)
        page.wait_for_timeout(400)
        watched.settle()
        result = page.locator("[data-md-component=search-result]")
        assert result.locator("img, script, iframe, [onerror]").count() == 0
    assert watched.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["", *LOCALES])
def test_status_page_shows_names_alone(
    watched: Watched, built: Built, language: str
) -> None:
    page = watched.page
    page.goto(f"{built.url}translations/{language}", wait_until="load")
    page.locator("thead button").nth(1).click()
    watched.settle()
    assert page.locator("main img, main script, main iframe, [onerror]").count() == 0
    assert page.locator("tbody tr").count() > len(PAGES)
    assert watched.faults == []


@pytest.mark.browser
def test_original_of_a_hostile_page_is_words(watched: Watched, built: Built) -> None:
    page = watched.page
    page.add_init_script("localStorage.setItem('bitext-original', 'sentences')")
    for name in PAGES[:: len(PAGES) // 6]:
        page.goto(f"{built.url}nb/attacks/{name}/", wait_until="load")
        page.locator("article [data-s]").first.click(force=True)
        page.wait_for_timeout(200)
        watched.settle()
    page.evaluate("localStorage.setItem('bitext-original', 'columns')")
    page.reload(wait_until="load")
    watched.settle()
    assert watched.faults == []


@pytest.fixture(scope="module")
def shown(built: Built) -> Mapping[str, str]:
    """Pages that show texts of catalogs outside the site, by what they are."""
    project = load_project(built.folder.parent)
    found = check_project(project, locales=project.config.locales)
    assert len(found) > len(PAGES)
    report = html_report.render(found, site_name=VALUES[0], manuals=manuals())
    return {"report": report}


@pytest.mark.browser
def test_pages_that_show_catalogs_run_nothing(
    watched: Watched, shown: Mapping[str, str], tmp_path: Path
) -> None:
    for name, page in shown.items():
        path = tmp_path / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        watched.page.goto(path.as_uri(), wait_until="load")
        watched.settle()
        assert watched.page.locator("[onerror], [onload], iframe, img").count() == 0
        links = watched.page.locator("a[href^='javascript'], a[href^='data']")
        assert links.count() == 0
    watched.faults = [one for one in watched.faults if not one.startswith("file:")]
    assert watched.faults == []
