"""How much is translated, in every form; the table as it was when last looked at."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest

from bitext.catalog import Amount, LanguageStatistics, PageStatistics, Statistics
from bitext.report.statistics import badge, markdown, table
from bitext.report.statistics import csv as csv_report
from bitext.report.statistics import json as json_report
from bitext.report.statistics.rows import By
from bitext.report.terminal import columns

DONE = Statistics(translated=Amount(8, 80), machine=Amount(2, 20), carried=Amount(1, 9))
HALF = Statistics(
    translated=Amount(3, 30),
    fuzzy=Amount(2, 10),
    untranslated=Amount(5, 1_160),
    edited=Amount(1, 4),
    similar=Amount(1, 6),
)
LANGUAGES = (
    LanguageStatistics(
        "nb",
        "Norsk bokmål",
        (
            PageStatistics("index.md", "", DONE),
            PageStatistics("guides/a.md", "Guides", HALF),
            PageStatistics("=cmd.md", "@team", DONE),
        ),
    ),
    LanguageStatistics("ja", "日本語", (PageStatistics("index.md", "", DONE),)),
    LanguageStatistics("ar", "العربية", ()),
)


def test_table_shows_each_language_in_a_line_that_fits() -> None:
    shown = table.render(LANGUAGES, by=By.LOCALE).splitlines()
    names = ["messages", "words", "translated", "machine", "carried", "fuzzy"]
    assert shown[0].split() == [
        *names,
        *("edited", "similar", "untranslated", "percent"),
    ]
    assert shown[1].split()[:3] == ["nb", "Norsk", "bokmål"]
    assert shown[1].split()[-2:] == ["13.9", "%"]
    assert len({columns(line) for line in shown[1:3]}) == 1
    assert "\x1b" not in "".join(shown)


def test_table_has_bars_where_there_is_room_and_only_all_fills_one() -> None:
    few = [LanguageStatistics("nb", "Norsk bokmål", LANGUAGES[0].pages[1:2])]
    wide = table.render(few, by=By.LOCALE, width=120).splitlines()
    assert wide[1].endswith("█▒░░░░░░░░░░")
    full = table.render(LANGUAGES[1:2], by=By.LOCALE, width=120).splitlines()
    assert full[1].endswith("100.0 %  ████████████")
    assert "░" not in table.render(few, by=By.LOCALE, width=60)


def test_table_leaves_out_columns_that_hold_nothing() -> None:
    assert "fuzzy" not in table.render(LANGUAGES[1:2], by=By.LOCALE)


def test_table_shortens_long_paths_at_their_beginning() -> None:
    path = "a/very/long/path/" * 6 + "page.md"
    language = LanguageStatistics("nb", "Norsk", (PageStatistics(path, "", DONE),))
    shown = table.render([language], by=By.PAGE, width=80).splitlines()
    assert "…" in shown[2]
    assert "page.md" in shown[2]
    assert max(map(columns, shown)) <= 80


def test_table_leaves_parts_out_where_names_have_no_room() -> None:
    wide = table.render(LANGUAGES, by=By.PAGE, width=120)
    assert "no room" not in wide
    narrow = table.render(LANGUAGES, by=By.PAGE, width=66)
    assert narrow.splitlines()[0].split() == [
        *("words", "translated", "fuzzy", "untranslated", "percent")
    ]
    assert max(map(columns, narrow.splitlines()[:-3])) <= 66
    assert "no room for: messages, machine, carried, edited, similar\n" in narrow


def test_table_in_a_file_has_whole_names() -> None:
    path = "a/very/long/path/" * 6 + "page.md"
    language = LanguageStatistics("nb", "Norsk", (PageStatistics(path, "", DONE),))
    assert path in table.render([language], by=By.PAGE)


def test_table_is_coloured_on_demand_and_passes_no_control_character_on() -> None:
    page = PageStatistics("a\x1b[31m.md", "", DONE)
    language = LanguageStatistics("nb", "Norsk", (page,))
    assert "\x1b[31m" not in table.render([language], by=By.PAGE, is_coloured=True)
    shown = table.render([language], by=By.PAGE, is_coloured=True, width=100)
    assert "\x1b[32m" in shown


@pytest.mark.parametrize("by", By)
def test_csv_has_the_same_columns_and_no_formula(by: By) -> None:
    rows = list(csv.reader(io.StringIO(csv_report.render(LANGUAGES, by=by))))
    assert rows[0][:7] == [
        *("locale", "name", "section", "page", "messages", "words", "percent")
    ]
    assert {len(row) for row in rows} == {21}
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row
    )
    assert len(rows) == {By.LOCALE: 4, By.SECTION: 5, By.PAGE: 5}[by]


def test_markdown_escapes_what_would_be_markup_or_notify_somebody() -> None:
    pages = (PageStatistics("a|b_c_.md", "@team <b>", DONE),)
    language = LanguageStatistics("nb", "Norsk", pages)
    shown = markdown.render([language], by=By.SECTION)
    assert "@" not in shown
    assert "<" not in shown
    shown = markdown.render([language], by=By.PAGE)
    assert {line.count("|") for line in shown.splitlines()} == {9}


def test_json_has_every_language_section_and_page() -> None:
    report = json.loads(json_report.render(LANGUAGES))
    assert report["version"] == 1
    norwegian = report["languages"][0]
    assert norwegian["messages"] == 26
    assert norwegian["fuzzy"] == {"messages": 2, "words": 10}
    assert [one["section"] for one in norwegian["sections"]] == ["", "Guides", "@team"]
    assert norwegian["pages"][1]["percent"] == 2.5
    assert report["languages"][2]["percent"] == 100.0


def test_badge_names_itself_and_never_rounds_up_to_a_hundred() -> None:
    nearly = Statistics(translated=Amount(999, 9_999), untranslated=Amount(1, 1))
    root = ET.fromstring(badge.render(nearly, label="Norsk <b>"))  # noqa: S314 - ours
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == root.get("aria-label") == "Norsk <b>: 99%"
    assert root.get("role") == "img"


@pytest.mark.parametrize("percent", [0, 49, 50, 80, 99, 100])
def test_badge_can_be_read_in_every_colour(percent: int) -> None:
    figures = Statistics(
        translated=Amount(1, percent), untranslated=Amount(1, 100 - percent)
    )
    fills = re.findall(r'fill="#(\w+)"/>', badge.render(figures, label="ok"))
    for fill in fills:
        assert contrast_with_white(fill) >= 4.5


def contrast_with_white(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    values = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in values
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
