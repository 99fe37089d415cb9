"""A build whose pages are converted and rendered by several processes."""

import marshal
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from mkdocs.config.defaults import MkDocsConfig

from bitext.site.bodies import BodyCache, heard, say_again
from bitext.site.copies import in_copies
from bitext.site.incremental import IncrementalBuild, Opened
from bitext.site.page_records import PageRecord, Said, pages_of, plain_pages
from bitext.site.places import Places
from bitext.site.result import Progress, ProgressCallback
from bitext.site.search_entries import search_entries

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

__all__ = ["SharedBuild"]

# Below this a copy costs more than it saves.
_PAGES_A_COPY: Final = 50
_Entries = list[dict[str, Any]]


class SharedBuild(IncrementalBuild):
    """An incremental build by at most ``jobs`` copies of this process at a time.

    They convert Markdown into the cache of bodies, where this process finds it, and
    render pages of which they say what this process has to know. What one of them
    cannot do is done here.
    """

    def __init__(  # noqa: PLR0913 - each is another thing
        self,
        config: MkDocsConfig,
        *,
        bodies: BodyCache,
        places: Places,
        locale: str,
        progress: ProgressCallback,
        is_whole: bool = False,
        jobs: int,
    ) -> None:
        super().__init__(
            config,
            bodies=bodies,
            places=places,
            locale=locale,
            progress=progress,
            is_whole=is_whole,
        )
        self._jobs = jobs
        self._rendered: dict[str, tuple[PageRecord | None, _Entries, Said]] = {}

    def _prepare(self, documents: Sequence["File"], files: "Files") -> None:
        pages = [self._bodies.adopted(file, self._config) for file in documents]
        unknown = [page for page in pages if not any(self._known(page, files))]

        def convert(page: "Page") -> None:
            self._read_page(page, files)

        self._share(unknown, convert, result=lambda _: None, step="convert")

    def _render(self, opened: Opened) -> None:
        entries = search_entries(self._config)
        pages = [page for page in opened.pages if page.file.src_uri in self._read]
        found: list[Any] = []

        def render(page: "Page") -> None:
            article, start = page.file.src_uri, len(entries)
            with heard() as records:
                super(SharedBuild, self)._render_page(page, opened, entries)
            said = tuple((one.name, one.levelno, one.getMessage()) for one in records)
            record = self._kept.pages.get(article)
            plain = plain_pages({article: record} if record else {})
            found.append((article, plain, entries[start:], said))

        for answer in self._share(pages, render, result=lambda _: found, step="render"):
            for article, plain, new, said in answer:
                self._rendered[article] = (pages_of(plain).get(article), new, said)
        super()._render(opened)

    def _render_page(self, page: "Page", opened: Opened, entries: _Entries) -> None:
        article = page.file.src_uri
        if article not in self._rendered:
            super()._render_page(page, opened, entries)
            return
        record, new, said = self._rendered.pop(article)
        say_again(said)
        entries += new
        if record is not None:
            self._kept.pages[article] = record

    def _share(
        self,
        pages: Sequence["Page"],
        work: Callable[["Page"], None],
        *,
        result: Callable[[int], Any],
        step: str,
    ) -> list[Any]:
        """What copies that do ``work`` with each of ``pages`` have as their result."""
        count = min(self._jobs, len(pages) // _PAGES_A_COPY)
        if count <= 1:
            return []

        def do(number: int, advance: Callable[[], None]) -> bytes:
            self._bodies.open_again()
            for page in pages[number::count]:
                work(page)
                advance()
            return marshal.dumps(result(number))

        def tell(done: int) -> None:
            self._progress(Progress(self._locale, step, done, len(pages)))

        answers = in_copies(count, do, advance=tell) or []
        return [marshal.loads(answer) for answer in answers]  # noqa: S302 - of ourselves
