"""Addresses of other sites, asked of a local host that misbehaves in every way."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bitext.check.site.external import Answer, Known, ask, is_asked
from bitext.external_config import ExternalConfig

PAGE = b'<html><body><h1 id="oars">Oars</h1><a name="nets">x</a></body></html>'


@dataclass
class Told:
    """What the host was asked for."""

    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Misbehaving(BaseHTTPRequestHandler):
    """What it does stands in the path."""

    told: Told

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        told = self.told
        with told.lock:
            told.asked[self.command, self.path] += 1
            count = told.asked[self.command, self.path]
            told.at_once += 1
            told.most_at_once = max(told.most_at_once, told.at_once)
        try:
            self._do(self.path.strip("/").split("/"), count)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with told.lock:
                told.at_once -= 1

    def _do(self, parts: list[str], count: int) -> None:  # noqa: C901, PLR0912 - a case for each way to misbehave
        match parts:
            case ["page" | "busy", *_]:
                time.sleep(0.05 if parts[0] == "busy" else 0)
                self._say(200, PAGE)
            case ["no-head"]:
                self._say(405 if self.command == "HEAD" else 200, PAGE)
            case ["status", status]:
                self._say(int(status), b"")
            case ["loop", number]:
                self._say(302, b"", to=f"/loop/{1 - int(number)}")
            case ["moved", status]:
                self._say(int(status), b"", to="/page")
            case ["slow"]:
                time.sleep(1.2)
                self._say(200, PAGE)
            case ["drip"]:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                for _ in range(30):
                    self.wfile.write(b"<p>")
                    time.sleep(0.1)
            case ["short"]:
                self._say(200, PAGE, length=len(PAGE) + 50)
            case ["garbled"]:
                self.wfile.write(b"no such protocol\r\n\r\n")
            case ["later"]:
                self._say(429 if count == 1 else 200, PAGE, after="1")
            case ["always-later"]:
                self._say(429, b"", after="0")
            case ["third"]:
                self._say(500 if count < 3 else 200, PAGE)
            case _:
                self._say(404, b"")

    def _say(
        self,
        status: int,
        body: bytes,
        *,
        length: int | None = None,
        to: str = "",
        after: str = "",
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        size = len(body) if length is None else length
        self.send_header("Content-Length", str(size))
        if to:
            self.send_header("Location", to)
        if after:
            self.send_header("Retry-After", after)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of readers who have gone."""


@dataclass(frozen=True, slots=True)
class Host:
    url: str
    told: Told

    def ask(
        self, *paths: str, known: Known | None = None, per_host: int = 2
    ) -> list[Answer]:
        config = ExternalConfig(
            allow=("http://127.0.0.1:*", "https://127.0.0.1:*"),
            per_host=per_host,
            timeout_s=0.6,
        )
        urls = [path if "://" in path else self.url + path for path in paths]
        store = {} if known is None else known
        answers = ask(urls, config, known=store, first_wait_s=0.01)
        return [answers[url] for url in urls]


@pytest.fixture
def host() -> Iterator[Host]:
    told = Told()
    handler = type("Handler", (Misbehaving,), {"told": told})
    server = Quiet(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}", told)
    server.shutdown()
    thread.join()
    server.server_close()


FINE = Answer()


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/page", ""),
        ("/page#oars", ""),
        ("/page#nets", ""),
        ("/page#top", ""),
        ("/page#!/of/scripts", ""),
        ("/page#sails", "the page is there, but has no anchor 'sails'"),
        ("/no-head", ""),
        ("/gone", "404 Not Found"),
        ("/gone#oars", "404 Not Found"),
        ("/status/410", "410 Gone"),
        ("/status/500", "500 Internal Server Error"),
        ("/status/799", "799 an unknown answer"),
        ("/status/401", ""),
        ("/status/403", ""),
        ("/status/999", ""),
        ("/always-later", ""),
        ("/third", ""),
        ("/loop/0", "its redirects lead round and round"),
        ("/slow", "it does not answer in time"),
        ("/drip#oars", "it does not answer in time"),
        ("/short#oars", "its answer is cut or garbled"),
        ("/garbled", "its answer is cut or garbled"),
    ],
)
def test_address_is_judged_by_what_its_host_says(
    host: Host, path: str, fault: str
) -> None:
    (answer,) = host.ask(path)
    assert answer.fault == fault


def test_an_address_is_at_fault_after_three_tries(host: Host) -> None:
    host.ask("/gone")
    assert host.told.asked["GET", "/gone"] == 3


def test_what_is_there_is_asked_for_once_without_its_content(host: Host) -> None:
    host.ask("/page")
    assert host.told.asked == Counter({("HEAD", "/page"): 1})


def test_anchors_of_a_page_are_read_once(host: Host) -> None:
    host.ask("/page#oars", "/page#sails", "/page")
    assert host.told.asked == Counter({("GET", "/page"): 1})


def test_a_host_is_left_alone_as_long_as_it_says(host: Host) -> None:
    started = time.monotonic()
    assert host.ask("/later") == [FINE]
    assert time.monotonic() - started >= 1
    assert host.told.asked["GET", "/later"] <= 2


@pytest.mark.parametrize(
    ("status", "is_told"), [(301, True), (308, True), (302, False)]
)
def test_only_what_has_moved_for_good_has_moved(
    host: Host, status: int, *, is_told: bool
) -> None:
    (answer,) = host.ask(f"/moved/{status}")
    assert answer == Answer(moved_to=f"{host.url}/page" if is_told else "")


@pytest.mark.parametrize("most", [1, 3])
def test_a_host_gets_few_requests_at_a_time(host: Host, most: int) -> None:
    host.ask(*(f"/busy/{number}" for number in range(12)), per_host=most)
    assert host.told.most_at_once <= most


def test_what_was_there_is_not_asked_for_again_until_it_is_old(host: Host) -> None:
    known: Known = {}
    host.ask("/page", known=known)
    host.ask("/page", known=known)
    assert sum(host.told.asked.values()) == 1
    host.ask("/page#oars", known=known)
    assert host.told.asked["GET", "/page"] == 1
    (url,) = known
    known[url] = (known[url][0] - 8 * 86_400, known[url][1])
    host.ask("/page", known=known)
    assert host.told.asked["HEAD", "/page"] == 2


def test_faults_are_not_remembered(host: Host) -> None:
    known: Known = {}
    host.ask("/gone", known=known)
    assert known == {}


def test_a_host_without_a_certificate_to_trust_is_at_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def garble() -> None:
            for _ in range(6):
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    # An alert of TLS: the handshake fails.
                    connection.sendall(bytes.fromhex("15030300020228"))

        thread = threading.Thread(target=garble, daemon=True)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        host = Host(url, Told())
        (answer,) = host.ask(url)
    assert answer.fault == "its certificate or encryption is at fault"


def test_a_host_that_is_not_there_is_at_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    (answer,) = Host(f"http://127.0.0.1:{port}", Told()).ask("/page")
    assert answer.fault == "nobody answers there"


@pytest.mark.parametrize(
    ("url", "settings", "expected"),
    [
        ("https://boats.org/oars", {}, True),
        ("https://example.com/oars", {}, False),
        ("https://docs.example.org/oars", {}, False),
        ("https://boats.example/oars", {}, False),
        ("http://localhost:8000/", {}, False),
        ("http://intranet/", {}, False),
        ("http://127.0.0.1/", {}, False),
        ("http://10.0.0.7/", {}, False),
        ("http://[::1]/", {}, False),
        ("https://boats.org/oars", {"deny": ("https://boats.org/*",)}, False),
        ("https://nets.org/", {"allow": ("https://boats.org/*",)}, False),
        ("http://localhost:8000/", {"allow": ("http://localhost:*",)}, True),
        (
            "https://boats.org/a",
            {"allow": ("https://boats.org/*",), "deny": ("*/a",)},
            False,
        ),
    ],
)
def test_settings_say_who_is_asked(
    url: str, settings: dict[str, tuple[str, ...]], *, expected: bool
) -> None:
    config = ExternalConfig(settings.get("allow", ()), settings.get("deny", ()))
    assert is_asked(url, config) is expected


def test_nobody_is_asked_for_what_the_settings_leave_out(host: Host) -> None:
    config = ExternalConfig()
    assert ask([f"{host.url}/page"], config, known={}) == {}
    assert not host.told.asked


def test_each_address_is_counted(host: Host) -> None:
    counted: list[int] = []
    note: Callable[[int], None] = counted.append
    config = ExternalConfig(allow=("http://127.0.0.1:*",), timeout_s=1)
    urls = [f"{host.url}/page", f"{host.url}/page#oars"]
    ask(urls, config, known={}, advance=note, first_wait_s=0.01)
    assert counted == [1, 1]
