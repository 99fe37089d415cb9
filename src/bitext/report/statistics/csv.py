"""Statistics for spreadsheets."""

import csv
import io
from collections.abc import Iterable

from bitext.catalog import LanguageStatistics
from bitext.report.statistics.rows import STATES, By, rows

__all__ = ["defused", "render"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(languages: Iterable[LanguageStatistics], *, by: By) -> str:
    """A heading and one line for each row, all columns whatever ``by`` is."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    counts = [f"{state}_{unit}" for state in STATES for unit in ("messages", "words")]
    writer.writerow(
        ["locale", "name", "section", "page", "messages", "words", "percent", *counts]
    )
    for row in rows(languages, by=by):
        total = row.figures.total
        amounts = [getattr(row.figures, state) for state in STATES]
        writer.writerow(
            [
                defused(row.language.locale),
                defused(row.language.name),
                defused(row.section),
                defused(row.page),
                total.messages,
                total.words,
                row.figures.percent,
                *(number for one in amounts for number in (one.messages, one.words)),
            ]
        )
    return text.getvalue()


def defused(cell: str) -> str:
    """``cell`` as a spreadsheet takes for text: an apostrophe before a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
