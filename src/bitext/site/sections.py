"""The section of the site that each article belongs to."""

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from bitext.site.project import Project

__all__ = ["Sections"]

_BETWEEN = " › "


class Sections:
    """Sections of a project's articles, in the order of its navigation."""

    def __init__(self, project: Project) -> None:
        self._places: dict[str, tuple[int, str]] = {}
        for titles, path in _entries(project.nav, ()):
            article = posixpath.normpath(path)
            place = (len(self._places), _BETWEEN.join(titles))
            self._places.setdefault(article, place)

    def section(self, article: str) -> str:
        """Titles above ``article`` in the navigation; its folder where it is in none.

        Empty for what stands at the top.
        """
        if article in self._places:
            return self._places[article][1]
        folder = PurePosixPath(article).parent
        return _BETWEEN.join(folder.parts)

    def position(self, article: str) -> tuple[int, str]:
        """What sorts articles: those in the navigation first, in its order."""
        number, _ = self._places.get(article, (len(self._places), ""))
        return (number, article)


def _entries(
    nav: object, titles: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(nav, list):
        for item in nav:
            yield from _entries(item, titles)
    elif isinstance(nav, Mapping):
        for title, item in nav.items():
            below = titles if isinstance(item, str) else (*titles, str(title))
            yield from _entries(item, below)
    elif isinstance(nav, str):
        yield titles, nav
