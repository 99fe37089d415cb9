"""Statistics of a project, by language, section and page."""

from collections.abc import Iterable
from dataclasses import dataclass

from bitext.catalog.statistics import Statistics

__all__ = ["LanguageStatistics", "PageStatistics"]


@dataclass(frozen=True, slots=True)
class PageStatistics:
    """What one language has of one article."""

    page: str
    """Path of the article; ``mkdocs.yml`` stands for the texts of the site."""
    section: str
    """Titles that lead to it in the navigation, else its folder; may be empty."""
    figures: Statistics


@dataclass(frozen=True, slots=True)
class LanguageStatistics:
    """What the project has in one language."""

    locale: str
    """Its code."""
    name: str
    """In the language itself."""
    pages: tuple[PageStatistics, ...]

    @property
    def total(self) -> Statistics:
        """Of all pages."""
        return _sum(page.figures for page in self.pages)

    @property
    def sections(self) -> dict[str, Statistics]:
        """By section, in the order their first pages come in."""
        names = dict.fromkeys(page.section for page in self.pages)
        return {
            name: _sum(page.figures for page in self.pages if page.section == name)
            for name in names
        }


def _sum(figures: Iterable[Statistics]) -> Statistics:
    return sum(figures, Statistics())
