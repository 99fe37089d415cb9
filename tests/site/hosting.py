"""Serves a built site as static hosts do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bitext.site.build import build_site
from bitext.site.project import load_project
from tests.site.boats import make_site

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Host(SimpleHTTPRequestHandler):
    """Serves below ``/docs/`` as static hosts do: one page for all that is missing."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/docs"))

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""


@contextmanager
def served_site(folder: Path, config: str) -> Iterator[str]:
    """Address of the site of ``config``, made in ``folder`` unless it is there."""
    # A port of its own: the theme's instant loading compares it with the site's.
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Host, directory=str(folder / "site"))
    )
    url = f"http://127.0.0.1:{server.server_port}/docs/"
    path = folder / "mkdocs.yml"
    if path.exists():
        path.write_text(config.replace("https://example.org/docs/", url), "utf-8")
    else:
        make_site(folder, config.replace("https://example.org/docs/", url))
    result = build_site(load_project(path))
    assert result.errors == ()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()
