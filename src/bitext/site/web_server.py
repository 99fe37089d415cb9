"""Serves a folder, and tells browsers when the page they show has changed.

Browsers hear of it by server-sent events (https://html.spec.whatwg.org/, section 9.2).
"""

import io
import posixpath
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, BinaryIO, Final
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["WebServer"]

EVENTS: Final = "/.bitext/events"
_STILL_THERE_S: Final = 20.0
_SCRIPT: Final = """<script>
(() => {
  let events, seen = "%s"
  const connect = () => {
    if (events) { events.close(); seen = "" }
    const page = encodeURIComponent(location.pathname)
    events = new EventSource(`%s?page=${page}&seen=${seen}`)
    events.addEventListener("changed", () => location.reload())
  }
  if (window.document$) document$.subscribe(connect)
  else connect()
  addEventListener("pagehide", () => events.close())
  addEventListener("pageshow", (event) => { if (event.persisted) connect() })
})()
</script>
"""


class _Viewer:
    """A browser that shows ``file`` as ``seen`` names it."""

    def __init__(self, file: Path, seen: str) -> None:
        self.file = file
        self.seen = seen
        self.news: SimpleQueue[str] = SimpleQueue()


class WebServer(ThreadingHTTPServer):
    """Serves ``folder`` below ``mount``, a path with slashes at both ends.

    ``on_opened`` is called, in any thread, when a browser has begun to show a page.
    Raises OSError where the address cannot be had.
    """

    daemon_threads = True

    def __init__(
        self,
        host: str,
        port: int,
        *,
        folder: Path,
        mount: str,
        on_opened: Callable[[], None],
    ) -> None:
        self._on_opened = on_opened
        self.folder = folder
        self.mount = mount
        self._viewers: set[_Viewer] = set()
        self._lock = Lock()
        self._round = 0
        super().__init__((host, port), _Handler)

    def start(self) -> None:
        """Serve in a thread of its own, until ``close``."""
        Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Serve no more."""
        with self._lock:
            for viewer in self._viewers:
                viewer.news.put("")
        self.shutdown()
        self.server_close()

    @property
    def viewed(self) -> tuple[Path, ...]:
        """Files of the pages that browsers show, those looked at last first."""
        with self._lock:
            return tuple({one.file: None for one in self._viewers})

    def announce(self, *, is_all_new: bool = False) -> None:
        """Let browsers load their page again if it has changed, or all of them."""
        with self._lock:
            self._round += is_all_new
            for viewer in self._viewers:
                if self.version(viewer.file) != viewer.seen:
                    viewer.news.put("changed")

    def version(self, file: Path) -> str:
        """What a browser that loads ``file`` now has."""
        try:
            digest = sha256(file.read_bytes()).hexdigest()[:16]
        except OSError:
            digest = "none"
        return f"{self._round}-{digest}"

    def file_of(self, path: str) -> Path:
        """The file that a path of an address means, which need not exist."""
        # Two slashes at the beginning are kept: they may mean something else.
        name = posixpath.normpath("/" + unquote(urlsplit(path).path).lstrip("/"))
        below = name.removeprefix(self.mount.rstrip("/")).lstrip("/")
        file = self.folder / below
        return file / "index.html" if file.is_dir() else file

    def enter(self, viewer: _Viewer) -> None:
        """Count a browser among those that are told."""
        with self._lock:
            viewer.seen = viewer.seen or self.version(viewer.file)
            self._viewers.add(viewer)
            if viewer.seen != self.version(viewer.file):
                viewer.news.put("changed")
        self._on_opened()

    def leave(self, viewer: _Viewer) -> None:
        """Tell it nothing more."""
        with self._lock:
            self._viewers.discard(viewer)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as declared there
        """Let browsers go away in the middle of an answer."""


class _Handler(SimpleHTTPRequestHandler):
    server: WebServer

    def do_GET(self) -> None:
        """Serve a file, or news of one."""
        if urlsplit(self.path).path == EVENTS:
            self._tell_news()
        else:
            super().do_GET()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The answer up to its content; pages get what lets them hear of changes."""
        path, mount = urlsplit(self.path).path, self.server.mount
        file = self.server.file_of(path)
        if not path.startswith(mount):
            return (
                self._redirected(mount) if mount.startswith(path) else self._missing()
            )
        if file.name == "index.html" and not path.endswith(("/", "index.html")):
            return self._redirected(f"{path}/")
        if not file.is_file() or not file.is_relative_to(self.server.folder):
            return self._missing()
        return self._page(file, HTTPStatus.OK)

    def end_headers(self) -> None:
        """Ends the headers; a page may change at any moment."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def _page(self, file: Path, status: HTTPStatus) -> io.BytesIO:
        content = file.read_bytes()
        kind = self.guess_type(str(file))
        if kind == "text/html":
            script = _SCRIPT % (self.server.version(file), EVENTS)
            head, tag, tail = content.rpartition(b"</body>")
            content = head + script.encode() + tag + tail
            kind = "text/html; charset=utf-8"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def _redirected(self, path: str) -> io.BytesIO:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return io.BytesIO()

    def _missing(self) -> io.BytesIO | None:
        """The page for missing ones of the language that was asked for."""
        file = self.server.file_of(self.path)
        for folder in (file, *file.parents):
            if not folder.is_relative_to(self.server.folder):
                break
            if (folder / "404.html").is_file():
                return self._page(folder / "404.html", HTTPStatus.NOT_FOUND)
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _tell_news(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        page = asked.get("page", ["/"])[0]
        viewer = _Viewer(self.server.file_of(page), asked.get("seen", [""])[0])
        self.server.enter(viewer)
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            while True:
                try:
                    news = viewer.news.get(timeout=_STILL_THERE_S)
                except Empty:
                    # A browser that is gone is noticed by writing to it.
                    self.wfile.write(b":\n\n")
                    continue
                if not news:
                    return
                self.wfile.write(f"event: {news}\ndata:\n\n".encode())
        except OSError:
            return
        finally:
            self.server.leave(viewer)
