"""A build of some pages of a language, for another machine that builds it all."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from bitext.site.bodies import BodyCache
from bitext.site.incremental import IncrementalBuild
from bitext.site.known_pages import forget, know, own_title
from bitext.site.language_part import LanguagePart
from bitext.site.page_records import PageRecord, around_all, packed_meta
from bitext.site.places import Places
from bitext.site.result import ProgressCallback

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

__all__ = ["PartBuild"]

_HEADING: Final = re.compile(r"^#[^#\n].*\n?", re.MULTILINE)


class PartBuild(IncrementalBuild):
    """Renders ``pages`` into ``part``; templates, search and the rest are left out.

    Of other pages only the title and the front matter are read, which their neighbours
    show. Should they be others once these pages are read whole, the machine that builds
    it all will see that, and render what shows them.
    """

    def __init__(  # noqa: PLR0913 - each is another thing
        self,
        config: MkDocsConfig,
        *,
        bodies: BodyCache,
        places: Places,
        locale: str,
        progress: ProgressCallback,
        part: LanguagePart,
        pages: Collection[str],
    ) -> None:
        super().__init__(
            config, bodies=bodies, places=places, locale=locale, progress=progress
        )
        self._part = part
        self._pages = pages

    def run(self) -> int:
        """Make the part; the number of pages in it. Raises as a whole build does."""
        opened = self.open()
        self._render(opened)
        records = {}
        files = {}
        for page in opened.pages:
            article, place = page.file.src_uri, page.file.dest_uri
            if article in self._read and article in self._kept.pages:
                records[article] = self._kept.pages[article]
                files[place] = self._places.built / place
        self._part.write_rendered(
            around_all(records, opened.around), files, version=self._version
        )
        return len(records)

    def _is_current(self, page: Page, around: bytes) -> bool:
        """What is no page of the part is never rendered here."""
        del around
        return page.file.src_uri not in self._pages

    def _read_page(self, page: Page, files: "Files") -> None:
        article = page.file.src_uri
        if article in self._pages:
            super()._read_page(page, files)
            return
        forget(page)
        # As MkDocs does, up to the first heading.
        page.read_source(self._config)
        markdown = self._config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=self._config, files=files
        )
        page.markdown = _beginning(markdown)
        page.render(self._config, files)
        try:
            meta = packed_meta(page.meta)
        except TypeError:
            meta = {}
        record = PageRecord(
            key=b"",
            around=b"",
            title=own_title(page),
            meta=meta,
            anchors=(),
            links={},
            targets={},
            said=(),
            entries=(),
        )
        self._records.pages[article] = record
        know(page, record, files)


def _beginning(markdown: str) -> str:
    """The text of a page up to its first heading; all of it if there is none."""
    found = _HEADING.search(markdown)
    return markdown[: found.end()] if found else markdown
