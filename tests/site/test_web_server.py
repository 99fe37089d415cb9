"""The server of ``bitext serve``: files, missing ones, and news of changes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from bitext.site.web_server import WebServer

MOUNT = "/docs/"
PAGE = "<html><body><h1>{}</h1></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site in two languages beside a file that is none of its own."""
    site = tmp_path / "site"
    (site / "nb" / "start").mkdir(parents=True)
    for path, text in {
        "index.html": PAGE.format("Home"),
        "404.html": PAGE.format("Not there"),
        "style.css": "h1 {}",
        "nb/404.html": PAGE.format("Finnes ikke"),
        "nb/start/index.html": PAGE.format("Begynn"),
        "../secret.txt": "secret",
    }.items():
        (site / path).write_text(text, encoding="utf-8")
    return site


@pytest.fixture
def opened() -> list[str]:
    """Grows by one when a browser shows a page."""
    return []


@pytest.fixture
def server(folder: Path, opened: list[str]) -> Iterator[WebServer]:
    server = WebServer(
        "127.0.0.1",
        0,
        folder=folder,
        mount=MOUNT,
        on_opened=lambda: opened.append("page"),
    )
    server.start()
    yield server
    server.close()


@contextmanager
def asked(server: WebServer, path: str, method: str = "GET") -> Iterator[HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request(method, path)
    yield connection.getresponse()
    connection.close()


def text(server: WebServer, path: str) -> str:
    with asked(server, path) as response:
        return response.read().decode()


def seen(server: WebServer, path: str) -> str:
    """What a page's script says it has seen."""
    found = re.search(r'seen = "([^"]+)"', text(server, path))
    assert found
    return found[1]


@contextmanager
def listening(server: WebServer, path: str, seen: str = "") -> Iterator[HTTPResponse]:
    with asked(server, f"/.bitext/events?page={path}&seen={seen}") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        yield response


def test_pages_get_the_script_and_other_files_do_not(server: WebServer) -> None:
    assert re.search(
        "<h1>Home</h1><script>.*</script>\n</body>", text(server, MOUNT), re.DOTALL
    )
    assert text(server, "/docs/style.css") == "h1 {}"


def test_nothing_is_kept_by_browsers(server: WebServer) -> None:
    with asked(server, MOUNT) as response:
        assert response.headers["Cache-Control"] == "no-cache"


def test_asking_for_the_head_gives_no_content(server: WebServer) -> None:
    with asked(server, MOUNT, "HEAD") as response:
        assert response.status == 200
        assert response.read() == b""


@pytest.mark.parametrize(
    ("path", "place"),
    [("/", MOUNT), ("/docs", MOUNT), ("/docs/nb/start", "/docs/nb/start/")],
)
def test_an_address_without_its_slash_leads_to_the_page(
    server: WebServer, path: str, place: str
) -> None:
    with asked(server, path) as response:
        assert (response.status, response.headers["Location"]) == (302, place)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/docs/no/", "Not there"),
        ("/docs/nb/no/", "Finnes ikke"),
        ("/docs/nb/start/no.html", "Finnes ikke"),
        ("/elsewhere/", "Not there"),
    ],
)
def test_what_is_missing_is_said_in_the_language_of_the_place(
    server: WebServer, path: str, words: str
) -> None:
    with asked(server, path) as response:
        assert response.status == 404
        assert words in response.read().decode()


@pytest.mark.parametrize(
    "path",
    [
        "/docs/../secret.txt",
        "/docs/%2e%2e/secret.txt",
        "/docs/..%2fsecret.txt",
        "//secret.txt",
        "/docs/%00",
    ],
)
def test_nothing_outside_the_site_is_served(server: WebServer, path: str) -> None:
    with asked(server, path) as response:
        assert response.status == 404
        assert b"secret" not in response.read()


def test_a_browser_is_told_when_its_page_has_changed(
    server: WebServer, folder: Path
) -> None:
    version = seen(server, "/docs/nb/start/")
    with listening(server, "/docs/nb/start/", version) as events:
        (folder / "nb/start/index.html").write_text("<body></body>", encoding="utf-8")
        server.announce()
        assert events.readline() == b"event: changed\n"


def test_a_browser_is_not_told_of_other_pages(server: WebServer, folder: Path) -> None:
    with (
        listening(server, MOUNT, seen(server, MOUNT)) as home,
        listening(server, "/docs/nb/start/") as start,
    ):
        (folder / "nb/start/index.html").write_text("<body></body>", encoding="utf-8")
        server.announce()
        assert start.readline() == b"event: changed\n"
        (folder / "index.html").write_text("<body></body>", encoding="utf-8")
        server.announce()
        # Told of its own page, and once: not of the other before.
        assert home.readline() == b"event: changed\n"
        server.close()
        assert home.read() == b"data:\n\n"


def test_all_are_told_when_more_than_pages_has_changed(server: WebServer) -> None:
    with listening(server, MOUNT, seen(server, MOUNT)) as events:
        server.announce(is_all_new=True)
        assert events.readline() == b"event: changed\n"


def test_a_change_before_a_browser_listens_is_not_lost(
    server: WebServer, folder: Path
) -> None:
    version = seen(server, MOUNT)
    (folder / "index.html").write_text("<body></body>", encoding="utf-8")
    server.announce()
    with listening(server, MOUNT, version) as events:
        assert events.readline() == b"event: changed\n"


def test_pages_that_are_shown_are_known_until_browsers_leave(
    server: WebServer, folder: Path, opened: list[str]
) -> None:
    with listening(server, "/docs/nb/start/"):
        assert opened == ["page"]
        assert server.viewed == (folder / "nb/start/index.html",)
