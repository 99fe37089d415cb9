"""What the forms of the statistics share: which rows there are, and their figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bitext.catalog import LanguageStatistics, Statistics

__all__ = ["STATES", "By", "Row", "rows"]

STATES = (
    "translated",
    "machine",
    "carried",
    "fuzzy",
    "edited",
    "similar",
    "untranslated",
)
"""Fields of Statistics in the order they are shown in."""


class By(StrEnum):
    """What a row is about."""

    LOCALE = "locale"
    SECTION = "section"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of a language, or of one of its sections or pages."""

    language: LanguageStatistics
    figures: Statistics
    section: str = ""
    page: str = ""


def rows(languages: Iterable[LanguageStatistics], *, by: By) -> Iterator[Row]:
    """The rows of all languages, those of one together."""
    for language in languages:
        if by is By.LOCALE:
            yield Row(language, language.total)
        elif by is By.SECTION:
            for section, figures in language.sections.items():
                yield Row(language, figures, section)
        else:
            for page in language.pages:
                yield Row(language, page.figures, page.section, page.page)
