"""What axe-core says of pages, beside the same pages made without bitext."""

import importlib.resources
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bitext.site.project import load_project
from tests.site.boats import CONFIG, write
from tests.site.hosting import served_site
from tests.site.test_original_mode import EXTENSIONS, MODES, rich_site, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXTENSIONS_KEY = "markdown_extensions:\n"
# With a palette the theme has other colours for links.
RICH = CONFIG.replace("font: false\n", "font: false\n  palette: {primary: indigo}\n")
RICH = RICH.replace(
    EXTENSIONS_KEY,
    f"{EXTENSIONS_KEY}{EXTENSIONS}  - pymdownx.highlight\n"
    "  - pymdownx.tasklist: {custom_checkbox: true}\n",
)
# Whatever the theme has been found wanting in, so that nothing hides behind it.
FEATURES = """\
# Tables

| Boat | Price | Length | Width | Height | Weight | Harbour | Owner |
|------|------:|-------:|------:|-------:|-------:|---------|-------|
| Dinghy | 12 | 240 | 120 | 100 | 60 | Rosendal in Hardanger | Mathilde Rosenkrantz |

- [x] Dry the oars.

![A boat](../boat.png)

```python
row(strict=True)  # quickly
```
"""
PAGES = ("", "guide/start/", "guide/tables/", "404.html")
SCHEMES = ("default", "slate")
MARKS = re.compile("[\ufdd0-\ufdef]")
# Copies of the page, and what wraps its sentences, count as what they stand in for.
FAULTS = """async where => {
  const found = await axe.run(where || document, { resultTypes: ["violations"] })
  return found.violations.flatMap(rule => rule.nodes.map(node => {
    let one = document.querySelector(node.target[0])
    while (one.matches("[data-s], [data-of]")) one = one.parentElement
    const names = [...one.classList].filter(name => !name.startsWith("bitext"))
    return [rule.id, one.localName, ...names].join(" ")
  }))
}"""
OF_THE_THEME = {
    "aria-dialog-name div md-search",
    "color-contrast div md-copyright",
    "color-contrast span c1",
    "color-contrast span nb",
    "label input",
    "link-in-text-block a",
    "scrollable-region-focusable div tabbed-labels tabbed-labels--linked",
    "scrollable-region-focusable div md-typeset__scrollwrap",
}
# Of all that, what no style sheet of a site can mend.
OF_THE_HELP_SITE = {"landmark-unique nav md-code__nav"}
HELP_PAGES = ("", "guides/write/", "guides/read/", "reference/commands/", "404.html")
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Sites:
    url: str
    plain: str
    """Address of the languages' sites made without bitext."""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    folder = importlib.resources.files("axe_playwright_python")
    return (folder / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("axe")
    rich_site(folder, RICH)
    write(folder / "docs/guide/tables.md", FEATURES)
    with served_site(folder, RICH) as url:
        stage = load_project(folder / "mkdocs.yml").stage_dir
        for code in ("en", "nb", "ar"):
            docs = folder / "docs" if code == "en" else stage / code / "docs"
            make_plain(docs, folder / "plain" / code, language=code)
            shutil.copytree(
                folder / "plain" / code / "site", folder / "site/plain" / code
            )
        yield Sites(url, f"{url}plain/")


def make_plain(docs: Path, folder: Path, *, language: str) -> None:
    """The site of one language as the theme makes it alone."""
    shutil.copytree(docs, folder / "docs")
    for page in (folder / "docs").rglob("*.md"):
        write(page, MARKS.sub("", page.read_text(encoding="utf-8")))
    text = re.sub(r"  - bitext:\n(?:      .*\n)*", "", RICH)
    text = text.replace("material\n", f"material\n  language: {language}\n")
    config = write(folder / "mkdocs.yml", text)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
    subprocess.run(command, check=True)


def faults(page: Page, axe: str, where: str | None = None) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: list[str] = page.evaluate(FAULTS, where)
    return found


def shown(page: Page, scheme: str) -> None:
    """Show the page in a scheme of colours, at once."""
    page.add_style_tag(content="* { transition: none !important }")
    page.evaluate("name => document.body.dataset.mdColorScheme = name", scheme)


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("code", ["en", "nb", "ar"])
def test_no_page_has_a_fault_that_it_lacks_without_us(
    page: Page, sites: Sites, axe: str, code: str, path: str
) -> None:
    folder = "" if code == "en" else f"{code}/"
    known: dict[str, set[str]] = {}
    for scheme in SCHEMES:
        page.goto(f"{sites.plain}{code}/{path}", wait_until="networkidle")
        shown(page, scheme)
        known[scheme] = set(faults(page, axe))
        assert known[scheme] <= OF_THE_THEME
    # Of the Arabic home nothing is translated.
    has_modes = code != "en" and path != "404.html" and (code, path) != ("ar", "")
    for mode in MODES if has_modes else ("off",):
        page.evaluate("mode => localStorage.setItem('bitext-original', mode)", mode)
        page.goto(f"{sites.url}{folder}{path}", wait_until="networkidle")
        if has_modes:
            settled(page, mode)
        for scheme in SCHEMES:
            shown(page, scheme)
            found = set(faults(page, axe))
            assert found <= known[scheme], (mode, scheme, known)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("pagefind_bin", reason="the extra pagefind is not installed")
    config = RICH.replace("[nb, ja, ar]", "[nb, ja, ar]\n      search: pagefind")
    folder = tmp_path_factory.mktemp("searched")
    rich_site(folder, config)
    with served_site(folder, config) as url:
        yield url


@pytest.mark.parametrize(
    ("folder", "words"), [("", "oars"), ("nb/", "årene"), ("ar/", "الصباح")]
)
def test_menu_and_search_box_have_no_fault(
    page: Page, searched: str, axe: str, folder: str, words: str
) -> None:
    for scheme in SCHEMES:
        page.goto(f"{searched}{folder}guide/start/")
        shown(page, scheme)
        assert faults(page, axe, ".bitext-search") == []
        page.locator(".md-select button").focus()
        page.locator(".md-select a").last.wait_for()
        page.mouse.move(0, 0)
        assert faults(page, axe, ".md-select") == []
        page.keyboard.press("Tab")
        assert faults(page, axe, ".md-select") == []
        page.locator("h1").click()
        page.keyboard.press("/")
        assert faults(page, axe, ".bitext-search") == []
        page.keyboard.type(words)
        page.locator(".bitext-search li a").first.wait_for()
        assert faults(page, axe, ".bitext-search") == []
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.localName") == "a"
        assert faults(page, axe, ".bitext-search") == []


@pytest.fixture(scope="module")
def help_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("help")
    for name in ("docs", "locales/nb", "locales/ar"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    address = "site_url: https://example.org/docs/"
    config = re.sub(r"^site_url: .*$", address, config, flags=re.MULTILINE)
    config = re.sub(r"locales: \[.*\]", "locales: [nb, ar]", config)
    write(folder / "mkdocs.yml", config)
    with served_site(folder, config) as url:
        yield url


@pytest.mark.parametrize("folder", ["", "nb/", "ar/"])
def test_help_site_mends_the_faults_of_its_theme(
    page: Page, help_site: str, axe: str, folder: str
) -> None:
    for path in (
        "",
        "guides/write/",
        "guides/read/",
        "reference/commands/",
        "404.html",
    ):
        page.goto(f"{help_site}{folder}{path}", wait_until="networkidle")
        for scheme in SCHEMES:
            shown(page, scheme)
            assert set(faults(page, axe)) <= OF_THE_HELP_SITE, (path, scheme)
