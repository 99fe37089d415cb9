"""Statistics for programs."""

from collections.abc import Iterable
from dataclasses import asdict

from bitext.catalog import LanguageStatistics, Statistics
from bitext.report.statistics.rows import STATES
from bitext.report.terminal import safe_json

__all__ = ["VERSION", "render"]

VERSION = 1
"""Raised when a field is removed or changes its meaning; fields may be added."""


def render(languages: Iterable[LanguageStatistics]) -> str:
    """One JSON object with the figures of languages, their sections and pages."""
    report = {"version": VERSION, "languages": [_language(one) for one in languages]}
    return safe_json(report) + "\n"


def _language(language: LanguageStatistics) -> dict[str, object]:
    return {
        "locale": language.locale,
        "name": language.name,
        **_figures(language.total),
        "sections": [
            {"section": section, **_figures(figures)}
            for section, figures in language.sections.items()
        ],
        "pages": [
            {"page": page.page, "section": page.section, **_figures(page.figures)}
            for page in language.pages
        ],
    }


def _figures(figures: Statistics) -> dict[str, object]:
    total = figures.total
    return {
        "messages": total.messages,
        "words": total.words,
        "percent": figures.percent,
        **{state: asdict(getattr(figures, state)) for state in STATES},
    }
