"""Counts the pages a build has written."""

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from bitext.site.result import Progress, ProgressCallback

__all__ = ["PageCounter"]


class _NoSettings(Config):  # type: ignore[no-untyped-call]  # in MkDocs
    """It is never configured."""


class PageCounter(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]  # as above
    """A plugin that tells ``progress`` of each page."""

    def __init__(self, locale: str, *, total: int, progress: ProgressCallback) -> None:
        self._locale = locale
        self._total = total
        self._progress = progress
        self._done = 0

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Count one page; plugins may make more of them than there are articles."""
        del page, config
        self._done = min(self._done + 1, self._total)
        self._progress(Progress(self._locale, "build", self._done, self._total))
        return output
