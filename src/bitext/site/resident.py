"""The process that holds one language's site open, to make single pages at once.

It says JSON lines: how it stands, then for each article it is asked for the files it
has written into the site. They are what the next build gives, as long as nothing
changes but articles and their catalogs; that build has the last word.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mkdocs.config import base
from mkdocs.plugins import BasePlugin

from bitext.site.articles import ArticleReader
from bitext.site.inputs import FileDigests
from bitext.site.job import LanguageJob, job_from_json
from bitext.site.language_build import language_of, places_of, project_of_job
from bitext.site.result import Progress
from bitext.site.site_builder import SiteBuilder
from bitext.site.stage import Stager
from bitext.site.worker import choose_host, parent_streams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

__all__ = ["Made", "Resident", "main"]


def main() -> int:
    """Make the pages that standard input names, until it ends."""
    asked, channel = parent_streams()
    job = job_from_json(asked.readline())
    if not isinstance(job, LanguageJob):
        return 1
    choose_host(job)
    resident = Resident(job)
    _say(channel, resident.is_open)
    for line in asked:
        _say(channel, asdict(resident.make(json.loads(line))))
    return 0


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of an article."""

    files: "Sequence[str]" = ()
    """Paths below the language's site of what has been written."""
    is_last: bool = False
    """Whether other pages have changed too: no more can be made."""


class _NoSettings(base.Config):  # type: ignore[no-untyped-call]  # in MkDocs
    """It is never configured."""


class _Texts(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]  # as above
    """Gives pages texts that were never written."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def on_page_read_source(
        self, *, page: "Page", config: "MkDocsConfig"
    ) -> str | None:
        """The text of a page that has been made anew."""
        del config
        return self.of.get(page.file.src_uri)


class Resident:
    """Makes pages of the language of ``job``, which has been built."""

    def __init__(self, job: LanguageJob) -> None:
        self._project = project_of_job(job)
        self._language = language_of(job, self._project)
        self._target = Path(job.target)
        self._texts = _Texts()
        folder = self._project.stage_dir / job.locale
        self._places = places_of(job, self._project, built=folder / "resident")
        builder = SiteBuilder(
            self._project,
            folder / "mkdocs.yml",
            locale=job.locale,
            places=self._places,
            progress=_unheard,
        )
        self._opened = builder.opened(self._texts)

    @property
    def is_open(self) -> bool:
        """Whether pages can be made one by one."""
        return self._opened is not None

    def make(self, article: str) -> Made:
        """What ``article`` gave; no files if it cannot be made alone.

        Raises what MkDocs and plugins raise, ReadError, EncodingError, WriteError.
        """
        if self._opened is None:
            return Made()
        build, opened = self._opened
        file = opened.files.get_file_from_path(article)
        if file is None or file.page is None:
            return Made()
        others: Mapping[str, bytes] = {}
        if self._language != self._project.config.source:
            digests = FileDigests(self._project.cache_dir / "files.digests")
            stager = Stager(
                self._project,
                self._language,
                reader=ArticleReader(self._project),
                digests=digests,
            )
            fresh = stager.fresh(article)
            if fresh is None:
                return Made()
            self._texts.of[article] = fresh.text
            build.learn(article, fresh.coverage)
            others = fresh.files
        before = (file.page.title, file.page.meta)
        build.make(file.page, opened=opened)
        written = []
        for path, content in others.items():
            (self._places.built / path).parent.mkdir(parents=True, exist_ok=True)
            (self._places.built / path).write_bytes(content)
            written.append(path)
        written.append(file.dest_uri)
        for path in written:
            (self._target / path).parent.mkdir(parents=True, exist_ok=True)
            (self._places.built / path).replace(self._target / path)
        # The navigation of other pages shows these.
        return Made(written, is_last=before != (file.page.title, file.page.meta))


def _say(channel: TextIO, message: object) -> None:
    channel.write(json.dumps(message) + "\n")
    channel.flush()


def _unheard(_: Progress) -> None:
    """Nobody asked for progress."""


if __name__ == "__main__":
    sys.exit(main())
