"""Asks for addresses of other sites: whether they are there, and their anchors.

A host gets few requests at a time, and waits as long as it says. An address is at fault
after three tries only. Where a host does not tell, because it wants a name and password
or does not like programs, nothing is said.
"""

import asyncio
import contextlib
import ipaddress
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urldefrag, urlsplit

from bitext.check.site.reading import read_page
from bitext.errors import BitextError
from bitext.external_config import ExternalConfig

if TYPE_CHECKING:
    import httpx

__all__ = ["Answer", "ExternalError", "Known", "ask", "is_asked"]

_TRIES: Final = 3
_AT_ONCE: Final = 32
_MOST_REDIRECTS: Final = 10
_MOST_BYTES: Final = 4_000_000
_LONGEST_WAIT_S: Final = 60.0
_FIRST_WAIT_S: Final = 1.0
_DAY_S: Final = 86_400
# The host has it, perhaps, but not for us.
_UNTOLD: Final = frozenset({401, 402, 403, 407, 418, 429, 451, 503, 999})
_WAITED_FOR: Final = frozenset({429, 503})
_PERMANENT: Final = frozenset({301, 308})
_RESERVED: Final = (
    ".example",
    ".invalid",
    ".localhost",
    ".test",
    ".local",
    ".internal",
)
_EXAMPLES: Final = ("example.com", "example.net", "example.org")
_AGENT: Final = "Mozilla/5.0 (compatible; bitext check)"
# What scripts of a page, not anchors, make of a fragment.
_OF_SCRIPTS: Final = ("!", "/", ":~:")

Known = dict[str, tuple[float, tuple[str, ...] | None]]
"""Addresses that were there: when, in seconds, and the names of their anchors."""


class ExternalError(BitextError):
    """Addresses of other sites cannot be asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an address."""

    fault: str = ""
    """What is wrong, one clause; empty where nothing is."""
    moved_to: str = ""
    """Where it has moved for good."""


@dataclass(frozen=True, slots=True)
class _Seen:
    fault: str = ""
    moved_to: str = ""
    anchors: tuple[str, ...] | None = None
    is_there: bool = False
    wait_s: float = 0.0


def is_asked(url: str, config: ExternalConfig) -> bool:
    """Whether ``url`` is asked for at all."""
    if any(fnmatchcase(url, pattern) for pattern in config.deny):
        return False
    if config.allow:
        return any(fnmatchcase(url, pattern) for pattern in config.allow)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_global
    is_example = any(host == one or host.endswith(f".{one}") for one in _EXAMPLES)
    return not is_example and "." in host and not host.endswith(_RESERVED)


def ask(
    urls: Iterable[str],
    config: ExternalConfig,
    *,
    known: Known,
    advance: Callable[[int], None] | None = None,
    first_wait_s: float = _FIRST_WAIT_S,
) -> dict[str, Answer]:
    """What became of each of ``urls``, which may have fragments.

    ``known`` is what earlier calls learnt; what this one learns is added. ``advance``
    is told of each address. ``first_wait_s`` is the time before the second try; before
    the third it is twice as long. Raises ExternalError without httpx.
    """
    try:
        import httpx  # noqa: F401, PLC0415 - an extra, and it takes a while
    except ImportError as error:
        raise ExternalError(
            "--external: httpx is not installed; run: pip install 'bitext[external]'"
        ) from error
    pages: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for url in urls:
        if is_asked(url, config):
            page, fragment = urldefrag(url)
            pages[page][url] = unquote(fragment)
    asker = _Asker(config, known, first_wait_s=first_wait_s)
    return asyncio.run(asker.all(pages, advance))


class _Asker:
    def __init__(
        self, config: ExternalConfig, known: Known, *, first_wait_s: float
    ) -> None:
        self._config = config
        self._known = known
        self._first_wait_s = first_wait_s
        self._now = time.time()
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._free_at: defaultdict[str, float] = defaultdict(float)
        """Until when each host wants to be left alone."""

    async def all(
        self,
        pages: Mapping[str, Mapping[str, str]],
        advance: Callable[[int], None] | None,
    ) -> dict[str, Answer]:
        import httpx  # noqa: PLC0415 - as above

        at_once = asyncio.Semaphore(_AT_ONCE)
        found: dict[str, Answer] = {}
        async with httpx.AsyncClient(
            follow_redirects=True,
            max_redirects=_MOST_REDIRECTS,
            timeout=self._config.timeout_s,
            headers={"User-Agent": _AGENT, "Accept": "text/html,*/*;q=0.8"},
        ) as client:

            async def one(page: str, wanted: Mapping[str, str]) -> None:
                names = {name for name in wanted.values() if _is_anchor(name)}
                host = self._host(page)
                async with self._hosts[host], at_once:
                    seen = await self._seen(client, page, host, has_anchors=bool(names))
                for url, name in wanted.items():
                    found[url] = _answer(seen, name)
                    if advance:
                        advance(1)

            await asyncio.gather(*(one(*item) for item in pages.items()))
        return found

    def _host(self, page: str) -> str:
        try:
            host = urlsplit(page).netloc
        except ValueError:
            host = ""
        if host not in self._hosts:
            self._hosts[host] = asyncio.Semaphore(self._config.per_host)
        return host

    async def _seen(
        self, client: "httpx.AsyncClient", page: str, host: str, *, has_anchors: bool
    ) -> _Seen:
        at, anchors = self._known.get(page, (0.0, None))
        is_young = self._now - at < self._config.days * _DAY_S
        if is_young and (anchors is not None or not has_anchors):
            return _Seen(anchors=anchors, is_there=True)
        seen = _Seen()
        wait_s = self._first_wait_s
        for number in range(_TRIES):
            await self._turn(host)
            seen = await self._tried(client, page, has_anchors=has_anchors)
            if seen.wait_s:
                self._free_at[host] = time.monotonic() + seen.wait_s
            if seen.is_there or not seen.fault:
                break
            if number + 1 < _TRIES:
                await asyncio.sleep(max(wait_s, seen.wait_s))
                wait_s *= 2
        if seen.is_there and not seen.moved_to:
            self._known[page] = (self._now, seen.anchors)
        return seen

    async def _turn(self, host: str) -> None:
        """Wait until ``host`` may be asked again."""
        await asyncio.sleep(max(0.0, self._free_at[host] - time.monotonic()))

    async def _tried(
        self, client: "httpx.AsyncClient", page: str, *, has_anchors: bool
    ) -> _Seen:
        try:
            async with asyncio.timeout(self._config.timeout_s):
                if not has_anchors:
                    seen = await _head(client, page)
                    if seen is not None:
                        return seen
                return await _get(client, page, has_anchors=has_anchors)
        except Exception as error:  # noqa: BLE001 - hosts make libraries fail in any way
            return _Seen(_why(error))


async def _head(client: "httpx.AsyncClient", page: str) -> _Seen | None:
    """What ``HEAD`` tells; None where only ``GET`` may tell more."""
    import httpx  # noqa: PLC0415 - as above

    try:
        response = await client.head(page)
    except httpx.RemoteProtocolError:
        return None
    if response.is_success:
        return _Seen(moved_to=_moved(response), is_there=True)
    return None


async def _get(client: "httpx.AsyncClient", page: str, *, has_anchors: bool) -> _Seen:
    async with client.stream("GET", page) as response:
        status = response.status_code
        if response.is_success:
            anchors = await _anchors(response) if has_anchors else None
            return _Seen(moved_to=_moved(response), anchors=anchors, is_there=True)
        wait_s = _wait(response) if status in _WAITED_FOR else 0.0
        return _Seen(_said(status), wait_s=wait_s)


async def _anchors(response: "httpx.Response") -> tuple[str, ...] | None:
    """Names of the anchors of a page; None where it is no HTML, or endless."""
    if "html" not in response.headers.get("Content-Type", ""):
        return None
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > _MOST_BYTES:
            return None
    return tuple(sorted({one.name for one in read_page(bytes(content)).anchors}))


def _moved(response: "httpx.Response") -> str:
    history = response.history
    if history and all(one.status_code in _PERMANENT for one in history):
        return str(response.url)
    return ""


def _wait(response: "httpx.Response") -> float:
    """Seconds a host asks us to wait, as far as we do."""
    value = response.headers.get("Retry-After", "")
    seconds = 0.0
    if value.isdecimal():
        seconds = float(value)
    else:
        with contextlib.suppress(TypeError, ValueError):
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
    return min(max(seconds, 0.0), _LONGEST_WAIT_S)


def _said(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "an unknown answer"
    return f"{status} {phrase}"


def _why(error: BaseException) -> str:
    import httpx  # noqa: PLC0415 - as above

    causes: list[Any] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    if any(isinstance(one, ssl.SSLError) for one in causes):
        return "its certificate or encryption is at fault"
    reasons = (
        (TimeoutError | httpx.TimeoutException, "it does not answer in time"),
        (httpx.TooManyRedirects, "its redirects lead round and round"),
        (httpx.RemoteProtocolError, "its answer is cut or garbled"),
        (httpx.ConnectError, "nobody answers there"),
        (httpx.InvalidURL | httpx.UnsupportedProtocol, "the address is not valid"),
    )
    for kinds, reason in reasons:
        if isinstance(error, kinds):
            return reason
    return f"asking for it fails: {type(error).__name__}"


def _answer(seen: _Seen, name: str) -> Answer:
    if seen.fault:
        is_untold = seen.fault[:3].isdecimal() and int(seen.fault[:3]) in _UNTOLD
        return Answer() if is_untold else Answer(seen.fault)
    if _is_anchor(name) and seen.anchors is not None:
        # GitHub puts this before the anchors that writers know.
        names = {name, f"user-content-{name}"}
        if not names.intersection(seen.anchors):
            return Answer(f"the page is there, but has no anchor {name!r}")
    return Answer(moved_to=seen.moved_to)


def _is_anchor(name: str) -> bool:
    return bool(name) and name != "top" and not name.startswith(_OF_SCRIPTS)
