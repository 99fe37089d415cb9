import importlib.resources
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.site.boats import CONFIG, catalog, make_site, write
from tests.site.hosting import served_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPOSITORY = "repo_url: https://github.com/boats/help\nedit_uri: edit/main/docs/\n"
EXTENSIONS = "  - tables\n  - footnotes\n  - pymdownx.details\n"
START = """\
# Start

The first morning is long. Look at the **water** and the [prices](tables.md). Press \
`row --strict` then.

!!! note "Mind the gap"
    Step over it. Then *close* the hatch.

## Storage

Put the oars away.[^1]

[^1]: Wet oars rot.

- Dry the oars.
- Fold the sail. Tie it.
    - Not too tight.

| Boat | Price |
|------|------:|
| Dinghy | 12 |

??? tip "More"
    There is more.

=== "Small boat"

    Lift it.

=== "Large boat"

    Leave it.
"""
NB = {
    "Start": "Begynn",
    "The first morning is long.": "Den første morgenen er lang.",
    "Look at the **water** and the [prices](tables.md).": (
        "Se på [prisene](tables.md) og **vannet**."
    ),
    "Press `row --strict` then.": "Trykk `row --strict` da.",
    "Mind the gap": "Se opp",
    "Step over it.": "Gå over den.",
    "Storage": "Oppbevaring",
    "Put the oars away.[^1]": "Legg bort årene.[^1]",
    "Wet oars rot.": "Våte årer råtner.",
    "Dry the oars.": "Tørk årene.",
    "Fold the sail.": "Brett seilet.",
    "Tie it.": "Bind det fast.",
    "Not too tight.": "Ikke for stramt.",
    "Boat": "Båt",
    "Price": "Pris",
    "Dinghy": "Jolle",
    "More": "Mer",
    "There is more.": "Det er mer.",
    "Small boat": "Liten båt",
    "Lift it.": "Løft den.",
    "Leave it.": "La den være.",
}
AR = {
    "Start": "ابدأ",
    "The first morning is long.": "الصباح الأول طويل.",
    "Mind the gap": "انتبه",
    "Dry the oars.": "جفف المجاديف.",
    "Boat": "قارب",
}
OURS = "[data-bitext], [data-bitext-original], [data-bitext-notice]"
MODES = ("off", "sentences", "columns", "only")


def rich_site(folder: Path, config: str) -> None:
    make_site(folder, config)
    long = "".join(f"\nParagraph {number}. It ends.\n" for number in range(30))
    write(folder / "docs/guide/start.md", START + long)
    more = {"It ends.": "Det slutter."}
    for code, messages in {"nb": NB | more, "ar": AR}.items():
        path = folder / f"locales/{code}/LC_MESSAGES/guide/start.md.po"
        write(path, catalog(messages))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("original")


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    key = "markdown_extensions:\n"
    config = CONFIG.replace(key, f"{REPOSITORY}{key}{EXTENSIONS}")
    rich_site(folder, config)
    with served_site(folder, config) as url:
        yield url


Opens = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, url: str) -> Iterator[Opens]:
    """Opens a page in a window of its own; a mode is what a reader chose before."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "nb/guide/start/",
        mode: str = "off",
        **options: Any,  # noqa: ANN401 - Playwright's
    ) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        if mode != "off":
            page.goto(f"{url}{path}")
            page.evaluate("mode => localStorage.setItem('bitext-original', mode)", mode)
        page.goto(f"{url}{path}")
        settled(page, mode)
        return page

    yield opened
    for context in contexts:
        context.close()


def settled(page: Page, mode: str) -> None:
    """Wait until the page shows what was chosen."""
    signs = {
        "off": "[data-bitext-original] button",
        "sentences": ".bitext-button",
        "columns": ".bitext-columns",
        "only": ".bitext-source",
    }
    page.wait_for_selector(signs[mode], state="attached")


def article(page: Page) -> str:
    # The theme's script measures tabs whenever they change.
    return re.sub(r' style="--md-[^"]*"', "", page.inner_html(".md-content__inner"))


def choose(page: Page, mode: str) -> None:
    """Choose a mode with the keyboard alone."""
    page.locator("[data-bitext-original] button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "radio"
    now = MODES.index(page.evaluate("document.activeElement.value"))
    for _ in range((MODES.index(mode) - now) % len(MODES)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    settled(page, mode)


def test_nothing_is_loaded_focusable_or_shown_while_off(
    open_page: Opens, url: str
) -> None:
    page = open_page()
    loaded: list[str] = []
    page.on("request", lambda one: loaded.append(one.url))
    page.reload(wait_until="networkidle")
    assert not [one for one in loaded if "bitext/original/" in one]
    assert page.locator(".md-content [data-bitext]").count() == 0
    assert "morning" not in page.inner_text(".md-content")
    stops = "a[href], button, input, summary, [tabindex]"
    # The notice that a page is not all translated leads to the source.
    notice = page.locator(f"[data-bitext-notice] :is({stops})").count()
    count = page.locator(f".md-content :is({stops})").count() - notice
    source = open_page("nb/guide/start/")
    source.goto(f"{url}guide/start/")
    assert source.locator(f".md-content :is({stops})").count() == count
    assert source.locator("[data-bitext-original]").count() == 0


def test_modes_by_keyboard_alone_leave_no_trace(open_page: Opens) -> None:
    page = open_page()
    before = article(page)
    choose(page, "sentences")
    assert page.locator(".bitext-button").count() > 20
    choose(page, "columns")
    assert page.inner_text(".bitext-column >> nth=1").startswith("The first morning")
    assert page.locator(".bitext-button").count() == 0
    choose(page, "only")
    text = page.inner_text(".md-content__inner")
    assert "Look at the water and the prices. Press row --strict then." in text
    assert "morgenen" not in text
    link = page.locator(".md-content a:has-text('prices')")
    assert link.get_attribute("href") == "../tables/"
    choose(page, "off")
    assert article(page) == before
    assert page.get_attribute(".md-content", "lang") is None


def test_popover_keeps_the_keyboard_contract(open_page: Opens) -> None:
    page = open_page(mode="sentences")
    button = page.locator(".bitext-button").nth(1)
    popover = page.locator(".bitext-popover").nth(1)
    link = page.locator(".md-content p a:has-text('prisene')")
    link.focus()
    page.keyboard.press("Tab")
    assert button.evaluate("one => one === document.activeElement")
    assert button.get_attribute("aria-label") == "EN: Original (engelsk), avsnitt 2"
    page.keyboard.press("Enter")
    expect(popover).to_be_visible()
    assert popover.get_attribute("role") == "note"
    spans = popover.locator("[lang=en][dir=ltr]")
    assert spans.all_inner_texts() == [
        "The first morning is long.",
        "Look at the water and the prices.",
        "Press row --strict then.",
    ]
    page.keyboard.press("Tab")
    assert popover.evaluate("one => one.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    # What is closed has no stops.
    assert page.evaluate("document.activeElement.matches('.bitext-button')")


@pytest.mark.parametrize("mode", MODES[1:])
def test_mode_is_remembered(open_page: Opens, mode: str) -> None:
    page = open_page()
    choose(page, mode)
    page.reload()
    settled(page, mode)
    name = page.get_attribute("[data-bitext-original] button", "aria-label") or ""
    assert name.startswith("Originaltekst: ")
    choose(page, "off")
    page.reload(wait_until="networkidle")
    assert page.locator(".md-content [data-bitext]").count() == 0


def test_touch_opens_the_original_of_a_sentence(open_page: Opens) -> None:
    page = open_page(viewport={"width": 390, "height": 800}, has_touch=True)
    page.tap("[data-bitext-original] button")
    page.tap(".bitext-modes label >> nth=1")
    settled(page, "sentences")
    page.touchscreen.tap(10, 700)
    page.locator("[data-s]:has-text('Den første')").tap(position={"x": 40, "y": 8})
    lit = page.locator(".bitext-lit")
    lit.nth(1).wait_for()
    assert [one.split("\n")[0] for one in lit.all_inner_texts()] == [
        "Den første morgenen er lang.",
        "The first morning is long.",
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_popover_covers_its_sentences(open_page: Opens, width: int) -> None:
    page = open_page(mode="sentences", viewport={"width": width, "height": 420})
    for number in (0, 1, 3, 5, 8, 12, 20):
        button = page.locator(".bitext-button").nth(number)
        if not button.is_visible():
            continue
        button.click()
        page.wait_for_timeout(60)
        covered = button.evaluate(
            """one => {
              const box = one.nextElementSibling.getBoundingClientRect()
              const ids = [...one.nextElementSibling.querySelectorAll("[data-of]")]
              const hit = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 1 && b.top < a.bottom - 1
              return ids.flatMap(id => [...document.querySelectorAll(
                `[data-s="${id.dataset.of}"]`)].flatMap(s => [...s.getClientRects()]))
                .filter(rect => hit(rect, box)).length }"""
        )
        assert covered == 0, number
        page.keyboard.press("Escape")


def test_pointing_at_a_sentence_lights_its_pair(open_page: Opens) -> None:
    page = open_page(mode="columns")
    page.hover("[data-s]:has-text('Trykk')")
    pair = page.locator(".bitext-lit").all_inner_texts()
    assert pair == ["Trykk row --strict da.", "Press row --strict then."]
    page.hover("[data-of]:has-text('Step over it.')")
    assert "Gå over den." in page.locator(".bitext-lit").all_inner_texts()


def test_columns_of_a_right_to_left_page_have_the_original_at_the_left(
    open_page: Opens,
) -> None:
    page = open_page("ar/guide/start/", mode="columns")
    own = page.locator(".bitext-paired").nth(1).bounding_box()
    other = page.locator(".bitext-column").nth(1).bounding_box()
    assert own is not None
    assert other is not None
    assert other["x"] + other["width"] <= own["x"]
    assert abs(other["y"] - own["y"]) < 2
    assert page.get_attribute(".bitext-column", "dir") == "ltr"
    assert page.get_attribute(".bitext-column", "lang") == "en"
    name = page.get_attribute(".bitext-column", "aria-label")
    assert name == "الأصل (الإنجليزية)"


def test_items_of_lists_stand_beside_each_other(open_page: Opens) -> None:
    page = open_page(mode="columns", viewport={"width": 1000, "height": 800})
    page.evaluate(
        "document.querySelector('.bitext-column li').append(' and more'.repeat(40))"
    )
    page.wait_for_timeout(100)
    places = page.evaluate(
        """() => [".bitext-paired", ".bitext-column"].map(side =>
          [...document.querySelectorAll(`.md-content ${side} :is(li, tr)`)]
            .filter(one => one.offsetHeight)
            .map(one => Math.round(one.getBoundingClientRect().top)))"""
    )
    own, other = places
    assert len(own) == len(other) > 4
    assert all(abs(one - two) <= 2 for one, two in zip(own, other, strict=True))


def test_columns_are_stacked_on_a_phone(open_page: Opens) -> None:
    page = open_page(mode="columns", viewport={"width": 390, "height": 800})
    own = page.locator(".bitext-paired").nth(1).bounding_box()
    other = page.locator(".bitext-column").nth(1).bounding_box()
    assert own is not None
    assert other is not None
    assert other["y"] >= own["y"] + own["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_summary_has_its_button_beside_it(open_page: Opens) -> None:
    # It is a button itself: another within would open both, or be heard as one.
    page = open_page(mode="sentences")
    assert page.locator("summary :is(button, [popover])").count() == 0
    summary = page.locator("summary:has-text('Mer')")
    place = summary.bounding_box()
    button = page.locator(".bitext-row .bitext-button")
    own = button.bounding_box()
    assert place is not None
    assert own is not None
    assert 0 <= place["y"] - own["y"] - own["height"] < 20
    button.click()
    popover = page.locator(".bitext-popover:popover-open")
    assert popover.locator("[lang=en]").inner_text() == "More"
    expect(page.locator("p:has-text('Det er mer.')")).to_be_hidden()
    page.wait_for_function(
        """() => {
          const [box, own] = [":popover-open", ".md-content summary"].map(
            one => document.querySelector(one).getBoundingClientRect())
          return box.top >= own.bottom - 1 || box.bottom <= own.top + 1 }"""
    )
    page.keyboard.press("Escape")
    choose(page, "off")
    assert page.locator(".bitext-row").count() == 0


def test_tabs_and_details_go_together_in_columns(open_page: Opens) -> None:
    page = open_page(mode="columns")
    page.locator(".bitext-column label:has-text('Large boat')").click()
    expect(page.locator("p:has-text('La den være.')")).to_be_visible()
    page.locator(".bitext-paired summary").click()
    more = page.locator(".bitext-column p:has-text('There is more.')")
    # The browser says that a summary was opened a moment after the click.
    expect(more).to_be_visible()


def test_scroll_position_stays(open_page: Opens) -> None:
    page = open_page()
    block = page.locator("p:has-text('Paragraph 20.')").first
    block.evaluate("one => scrollTo(0, one.getBoundingClientRect().top - 60)")
    offset = "one => one.getBoundingClientRect().top"
    before = block.evaluate(offset)
    for mode in ("columns", "only", "sentences", "off"):
        choose(page, mode)
        assert abs(block.evaluate(offset) - before) < 3, mode


def test_permalink_leads_to_its_sentence_even_in_a_closed_tab(
    open_page: Opens, url: str
) -> None:
    page = open_page(mode="sentences")
    page.locator(".bitext-button").nth(1).click()
    href = page.locator(".bitext-popover:popover-open .bitext-tools a").first
    target = href.get_attribute("href") or ""
    assert target.startswith("#sentence-")
    page.goto("about:blank")
    page.goto(f"{url}nb/guide/start/{target}")
    assert page.inner_text(".bitext-here") == "Den første morgenen er lang."
    hidden = page.locator("[data-s]:has-text('La den være.')")
    number = hidden.get_attribute("data-s")
    page.goto("about:blank")
    page.goto(f"{url}nb/guide/start/#sentence-{number}")
    expect(hidden).to_be_visible()
    page.goto(f"{url}nb/guide/start/#sentence-1")
    assert page.locator(".bitext-here").count() == 0


def test_suggestion_opens_the_catalog_at_the_message(
    open_page: Opens, folder: Path
) -> None:
    page = open_page(mode="sentences")
    page.locator(".bitext-button").nth(1).click()
    link = page.locator(".bitext-popover:popover-open a[target=_blank]").first
    address, _, line = (link.get_attribute("href") or "").partition("#L")
    path = "locales/nb/LC_MESSAGES/guide/start.md.po"
    assert address == f"https://github.com/boats/help/blob/main/{path}"
    lines = (folder / path).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == 'msgid "The first morning is long."'


def test_page_without_scripts_is_a_plain_translation(
    browser: Browser, url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}nb/guide/start/")
    assert "Den første morgenen er lang." in page.inner_text(".md-content")
    assert page.locator("[data-bitext-original] *").count() == 0
    width = page.locator("[data-bitext-original]").evaluate("one => one.offsetWidth")
    assert width == 0
    context.close()


def test_paper_has_no_controls(open_page: Opens) -> None:
    page = open_page(mode="sentences")
    page.locator(".bitext-button").nth(1).click()
    page.emulate_media(media="print")
    for selector in (".bitext-button", ".bitext-popover", "[data-bitext-original]"):
        for one in page.locator(selector).all():
            expect(one).to_be_hidden()


def test_folder_opened_without_a_server_works_too(
    browser: Browser, folder: Path, url: str
) -> None:
    assert url
    page = browser.new_page()
    page.goto((folder / "site/nb/guide/start/index.html").as_uri())
    choose(page, "only")
    assert "The first morning is long." in page.inner_text(".md-content")
    page.reload()
    settled(page, "only")
    page.close()


def test_strict_content_policy_is_kept(browser: Browser, url: str) -> None:
    policy = "script-src 'self'; style-src 'self' 'unsafe-inline'"
    context = browser.new_context()
    page = context.new_page()
    broken: list[str] = []
    page.on(
        "console",
        lambda one: broken.append(one.text) if "bitext" in one.text else None,
    )

    def guarded(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route("**/nb/guide/start/", guarded)
    page.goto(f"{url}nb/guide/start/")
    for mode in (*MODES[1:], "off"):
        choose(page, mode)
    assert broken == []
    context.close()


def test_missing_source_file_is_told(open_page: Opens) -> None:
    page = open_page()
    page.route("**/bitext/original/**", lambda route: route.abort())
    page.click("[data-bitext-original] button")
    page.click(".bitext-modes label >> nth=2")
    status = page.locator(".bitext-modes [role=status]")
    status.filter(has_text="Originalen kunne ikke lastes inn.").wait_for()
    assert page.locator(".md-content [data-bitext]").count() == 0


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    folder = importlib.resources.files("axe_playwright_python")
    return (folder / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("path", ["nb/guide/start/", "ar/guide/start/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_in_what_we_add(
    open_page: Opens, axe: str, scheme: str, path: str, width: int
) -> None:
    page = open_page(path, viewport={"width": width, "height": 800})
    page.evaluate("name => document.body.dataset.mdColorScheme = name", scheme)
    page.evaluate(axe)
    faults = []
    for mode in MODES:
        page.keyboard.press("Escape")
        choose(page, mode)
        if mode == "sentences":
            page.locator(".bitext-button").nth(1).click()
            page.locator(".bitext-item").first.hover()
        elif mode == "columns":
            page.locator("[data-of]").nth(2).hover()
        else:
            page.click("[data-bitext-original] button")
        faults += page.evaluate(
            """async ours => (await axe.run({ resultTypes: ["violations"] }))
              .violations.flatMap(rule => rule.nodes
                .filter(node => document.querySelector(node.target[0])?.closest(ours))
                .map(node => [rule.id, node.html, node.failureSummary]))""",
            OURS,
        )
    assert faults == []


def test_mode_goes_on_where_pages_are_loaded_in_place(
    browser: Browser, tmp_path: Path
) -> None:
    config = CONFIG.replace(
        "  font: false\n", "  font: false\n  features: [navigation.instant]\n"
    )
    rich_site(tmp_path, config)
    with served_site(tmp_path, config) as url:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(f"{url}nb/")
        page.evaluate("window.kept = true")
        choose(page, "columns")
        page.click(".bitext-column a[href*=storage], .md-content a[href*=storage]")
        page.wait_for_url("**/guide/start/#storage")
        page.wait_for_selector(".bitext-column:has-text('The first morning')")
        assert page.evaluate("window.kept")
        assert page.locator("[data-bitext-original] button").count() == 1
        choose(page, "off")
        assert "morning" not in page.inner_text(".md-content")
        context.close()
