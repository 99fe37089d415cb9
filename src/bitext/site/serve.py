"""Serve a site and build again what a change touches."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from bitext.errors import BitextError
from bitext.site.build import build_site
from bitext.site.project import Project, load_project
from bitext.site.result import SiteResult

__all__ = ["AddressError", "serve_site"]


_LAST_PORT = 65535


class AddressError(BitextError):
    """The site cannot be served at the address asked for."""

    def __init__(self, address: str, what: str) -> None:
        self.address = address
        super().__init__(f"{address}: {what}; give another, such as 127.0.0.1:8001")


def serve_site(  # noqa: PLR0913 - what a caller may want to hear or choose
    project: Project,
    *,
    address: str = "127.0.0.1:8000",
    locales: Sequence[str] | None = None,
    jobs: int | None = None,
    on_built: Callable[[SiteResult], None],
    on_ready: Callable[[str], None],
) -> None:
    """Serve until interrupted; a change builds the languages it touches.

    ``on_built`` is called after each build, ``on_ready`` with the site's address once
    it can be visited. The site lies in the cache; ``site_dir`` is left alone. A build
    that fails leaves what was served before. Raises BitextError for a bad address, and
    when the first build cannot begin.
    """
    host, port = _host_and_port(address)
    mount = urlsplit(project.site_url or "/").path
    url = f"http://{host}:{port}{mount}"

    def build() -> None:
        current = replace(
            load_project(project.config_file),
            site_dir=project.cache_dir / "serve" / "site",
            stage_dir=project.cache_dir / "serve",
            site_url=url,
        )
        on_built(build_site(current, locales=locales, jobs=jobs))

    def rebuild() -> None:
        try:
            build()
        except BitextError as error:
            # What the server prints without a traceback.
            raise Abort(str(error)) from error

    build()
    try:
        server = LiveReloadServer(
            builder=rebuild,
            host=host,
            port=port,
            root=str(project.cache_dir / "serve" / "site"),
            mount_path=mount,
        )
    except OSError as error:
        raise AddressError(address, error.strerror or str(error)) from error
    missing = project.cache_dir / "serve" / "site" / "404.html"
    server.error_handler = lambda code: (
        missing.read_bytes() if code == 404 and missing.is_file() else None  # noqa: PLR2004 - HTTP's own number
    )
    for path in _watched(project):
        server.watch(str(path))
    on_ready(url)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # in MkDocs
    except OSError as error:
        raise AddressError(address, error.strerror or str(error)) from error
    except KeyboardInterrupt:
        return
    finally:
        server.shutdown()


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise AddressError(address, "is not host:port")
    if int(port) > _LAST_PORT:
        raise AddressError(address, f"there is no port above {_LAST_PORT}")
    return host.strip("[]"), int(port)


def _watched(project: Project) -> list[Path]:
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
    return [path for path in paths if path.exists()]
