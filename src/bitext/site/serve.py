"""Serve a site and make again at once what changes.

A page whose article or catalog is saved is first made alone, by a process that holds
its language open; a build of the whole site, which has the last word, follows behind.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from urllib.parse import urlsplit

from watchfiles import watch

from bitext.config import LocaleConfig
from bitext.errors import BitextError
from bitext.layout import catalogs_folder
from bitext.site.build import chosen_languages
from bitext.site.language_jobs import folder_of, language_job
from bitext.site.project import Project, load_project
from bitext.site.residents import ResidentProcess
from bitext.site.result import SiteResult
from bitext.site.serve_build import Order, ServeBuild
from bitext.site.web_server import WebServer

__all__ = ["AddressError", "serve_site"]

_LAST_PORT = 65535
# Saving one file may be several events; these are waited for.
_STEP_MS = 15
_MOST_MS = 200
_TEXTS = frozenset({".md", ".po"})


class AddressError(BitextError):
    """The site cannot be served at the address asked for."""

    def __init__(self, address: str, what: str) -> None:
        self.address = address
        super().__init__(f"{address}: {what}; give another, such as 127.0.0.1:8001")


class NotBuiltError(BitextError):
    """The site could not be built; the text says why."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """Files have been saved, made or removed."""

    paths: frozenset[Path]


@dataclass(frozen=True, slots=True)
class _Built:
    """A build has ended."""

    build: ServeBuild
    result: SiteResult | str | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A browser shows another page."""


_News = _Changed | _Built | _Opened


def serve_site(  # noqa: PLR0913 - what a caller may want to hear or choose
    project: Project,
    *,
    address: str = "127.0.0.1:8000",
    locales: Sequence[str] | None = None,
    jobs: int | None = None,
    on_built: Callable[[SiteResult], None],
    on_failed: Callable[[str], None],
    on_ready: Callable[[str], None],
) -> None:
    """Serve until interrupted; what changes is made again, and browsers load it.

    ``on_built`` is called after each build, ``on_failed`` with why one could not be
    done, ``on_ready`` with the site's address once it can be visited. The site lies in
    the cache; ``site_dir`` is left alone. A build that fails leaves what was served
    before. Raises BitextError for a bad address, and when the first build cannot begin.
    """
    host, port = _host_and_port(address)
    mount = urlsplit(project.site_url or "/").path
    url = f"http://{host}:{port}{mount}"
    folder = project.cache_dir / "serve" / "site"
    order = Order(
        config_file=str(project.config_file),
        site_dir=str(folder),
        stage_dir=str(project.cache_dir / "serve"),
        site_url=url,
        locales=None if locales is None else tuple(locales),
        jobs=jobs,
    )
    chosen_languages(project, locales)
    news: SimpleQueue[_News] = SimpleQueue()
    try:
        server = WebServer(
            host,
            port,
            folder=folder,
            mount=mount,
            on_opened=lambda: news.put(_Opened()),
        )
    except OSError as error:
        raise AddressError(address, error.strerror or str(error)) from error
    session = _Session(order, server=server, news=news)
    try:
        # What is saved during the first build is built after it.
        session.watch()
        on_built(session.first_result())
        server.start()
        on_ready(url)
        session.run(on_built=on_built, on_failed=on_failed)
    except KeyboardInterrupt:
        return
    finally:
        session.close()


@dataclass(slots=True)
class _Session:
    """All that goes on while a site is served; news come from other threads."""

    order: Order
    server: WebServer
    news: SimpleQueue[_News]
    _project: Project = field(init=False)
    _residents: dict[str, ResidentProcess] = field(default_factory=dict)
    _build: ServeBuild | None = None
    _is_all_new: bool = False
    """Whether more than articles and catalogs has changed since the last build."""
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._project = self._loaded()

    def first_result(self) -> SiteResult:
        """What the first build gives. Raises NotBuiltError."""
        self._build = ServeBuild(self.order)
        result = self._build.result()
        self._build = None
        if isinstance(result, SiteResult):
            return result
        raise NotBuiltError(result or "the build was stopped")

    def run(
        self,
        *,
        on_built: Callable[[SiteResult], None],
        on_failed: Callable[[str], None],
    ) -> None:
        """Do what the news ask for, for ever."""
        while True:
            match self.news.get():
                case _Changed(paths):
                    self._changed(paths)
                case _Opened():
                    self._open_viewed()
                case _Built(build, result) if build is self._build:
                    self._build = None
                    if isinstance(result, SiteResult):
                        on_built(result)
                        self.server.announce(is_all_new=self._is_all_new)
                        self._is_all_new = False
                        self._open_viewed()
                    elif result is not None:
                        on_failed(result)
                case _:
                    # What a build gave that a later one has taken the place of.
                    pass

    def watch(self) -> None:
        """Hear of every file that is saved, by events of the system."""
        self._stop.set()
        stop = self._stop = Event()
        paths = list(_watched(self._project))

        def hear() -> None:
            for changes in watch(
                *paths,
                step=_STEP_MS,
                debounce=_MOST_MS,
                stop_event=stop,
                raise_interrupt=False,
            ):
                self.news.put(_Changed(frozenset(Path(path) for _, path in changes)))

        Thread(target=hear, daemon=True).start()

    def close(self) -> None:
        """End every process and thread."""
        self._stop.set()
        self._stop_build()
        self._close_residents()
        self.server.close()

    # -- changes -------------------------------------------------------------

    def _changed(self, paths: Collection[Path]) -> None:
        """Make pages at once where that can be done, then build."""
        self._stop_build()
        pages = _pages(self._project, paths)
        if pages is None:
            self._is_all_new |= any(path.suffix not in _TEXTS for path in paths)
            self._close_residents()
            # What is wrong with the configuration, the build says.
            with suppress(BitextError):
                self._project = self._loaded()
            # A file that an editor has put in the place of another is another.
            self.watch()
        else:
            for language in self._viewed():
                self._make(language, pages)
        self._start_build()

    def _make(
        self, language: LocaleConfig, pages: Iterable[tuple[str, str | None]]
    ) -> None:
        code = language.locale.code
        resident = self._residents.get(code)
        if resident is None:
            return
        made = [resident.make(page) for page, of in pages if of in {None, code}]
        if any(made):
            self.server.announce()
        if resident.is_spent:
            del self._residents[code]

    # -- residents -----------------------------------------------------------

    def _viewed(self) -> list[LocaleConfig]:
        """Languages whose pages browsers show."""
        config = self._project.config
        everyone = (config.source, *config.locales)
        # The site's folder is around those of the others.
        deepest = sorted(everyone, key=lambda one: len(one.path), reverse=True)
        found = {
            next(
                (
                    one
                    for one in deepest
                    if file.is_relative_to(folder_of(self._project, one))
                ),
                config.source,
            ): None
            for file in self.server.viewed
        }
        return list(found)

    def _open_viewed(self) -> None:
        """Open the languages that browsers show, once they are built."""
        if self._build is not None:
            return
        for language in self._viewed():
            code = language.locale.code
            is_built = self.order.locales is None or code in self.order.locales
            if is_built and code not in self._residents:
                job = language_job(self._project, language, host="mkdocs")
                self._residents[code] = ResidentProcess(job)

    def _close_residents(self) -> None:
        while self._residents:
            self._residents.popitem()[1].close()

    # -- builds --------------------------------------------------------------

    def _start_build(self) -> None:
        build = self._build = ServeBuild(self.order)

        def wait() -> None:
            self.news.put(_Built(build, build.result()))

        Thread(target=wait, daemon=True).start()

    def _stop_build(self) -> None:
        if self._build is not None:
            self._build.stop()
            self._build = None

    def _loaded(self) -> Project:
        order = self.order
        return replace(
            load_project(Path(order.config_file)),
            site_dir=Path(order.site_dir),
            stage_dir=Path(order.stage_dir),
            site_url=order.site_url,
        )


def _pages(
    project: Project, paths: Iterable[Path]
) -> list[tuple[str, str | None]] | None:
    """The articles that ``paths`` are made of, each with the code of its language.

    None for the language means all. The whole is None where other pages may change too:
    an article came or went, or a file is neither article nor catalog.
    """
    articles = frozenset(project.articles)
    found: list[tuple[str, str | None]] = []
    for path in paths:
        place: tuple[str, str | None] | None = None
        if path.is_relative_to(project.docs_dir):
            place = (path.relative_to(project.docs_dir).as_posix(), None)
            if not path.is_file():
                return None
        for language in project.config.locales:
            gettext = language.locale.gettext
            folder = catalogs_folder(project.locales_dir, gettext=gettext)
            if path.is_relative_to(folder) and path.suffix == ".po":
                article = path.relative_to(folder).with_suffix("").as_posix()
                place = (article, language.locale.code)
        if place is None or place[0] not in articles:
            return None
        found.append(place)
    return found


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise AddressError(address, "is not host:port")
    if int(port) > _LAST_PORT:
        raise AddressError(address, f"there is no port above {_LAST_PORT}")
    return host.strip("[]"), int(port)


def _watched(project: Project) -> Iterator[Path]:
    """Everything a build reads: articles, catalogs, configuration, theme, hooks."""
    paths = [
        project.docs_dir,
        project.locales_dir,
        project.config_file,
        *project.theme_folders,
        *project.hooks,
        *project.snippets.files,
        # A folder around the project would have the site in it, which builds write.
        *(one for one in project.included if not project.root.is_relative_to(one)),
    ]
    return (path for path in paths if os.path.lexists(path))
