import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bitext.site.project import load_project
from bitext.site.serve import AddressError, serve_site
from tests.site.boats import NB, catalog, tree, write

pytestmark = pytest.mark.slow

PATIENCE_S = 60.0
OURS = """
import sys
from pathlib import Path
from bitext.site.project import load_project
from bitext.site.serve import serve_site

serve_site(
    load_project(Path(sys.argv[1])),
    address=sys.argv[2],
    on_built=lambda result: None,
    on_failed=print,
    on_ready=lambda url: print(url, flush=True),
)
"""


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) in {0, 130}


def wait_for(url: str, text: str) -> str:
    """The page at ``url`` once it holds ``text``."""
    started = time.monotonic()
    page = ""
    while time.monotonic() - started < PATIENCE_S:
        try:
            with urlopen(url, timeout=PATIENCE_S) as response:  # noqa: S310 - loopback
                page = response.read().decode()
        except (URLError, ConnectionError):
            page = ""
        if text in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{text!r} never came at {url}: {page[-500:]}")


@pytest.mark.parametrize("host", ["bitext", "mkdocs"])
def test_changed_catalog_and_article_are_served(site: Path, host: str) -> None:
    address = free_address()
    url = f"http://{address}/docs/"
    program = str(Path(sys.executable).with_name("mkdocs"))
    command = (
        [sys.executable, "-c", OURS, str(site), address]
        if host == "bitext"
        else [program, "serve", "-a", address]
    )
    before = {path for path in tree(site.parent) if not path.startswith(".cache")}
    with running(command, site.parent):
        page = wait_for(f"{url}nb/", "Båter flyter.")
        assert f'<link rel="canonical" href="{url}nb/">' in page
        folder = site.parent / "locales/nb/LC_MESSAGES"
        messages = {**NB["index.md"], "Boats float.": "Båter kan flyte."}
        write(folder / "index.md.po", catalog(messages))
        wait_for(f"{url}nb/", "Båter kan flyte.")
        start = site.parent / "docs/guide/start.md"
        write(start, start.read_text(encoding="utf-8") + "\nNew words.\n")
        wait_for(f"{url}guide/start/", "New words.")
        assert "New words." in wait_for(f"{url}ar/guide/start/", "New words.")
    after = {path for path in tree(site.parent) if not path.startswith(".cache")}
    assert after == before


def test_a_broken_configuration_is_told_and_the_site_goes_on(site: Path) -> None:
    address = free_address()
    url = f"http://{address}/docs/"
    command = [sys.executable, "-c", OURS, str(site), address]
    config = site.read_text(encoding="utf-8")
    with running(command, site.parent):
        wait_for(url, "Welcome aboard")
        write(site, config.replace("source: en", "source: [en"))
        start = site.parent / "docs/guide/start.md"
        write(start, start.read_text(encoding="utf-8") + "\nNew words.\n")
        wait_for(url, "Welcome aboard")
        write(site, config.replace("site_name: Boats", "site_name: Ships"))
        assert "New words." in wait_for(f"{url}guide/start/", "Ships")


def test_browsers_load_their_page_again_for_what_all_pages_show(site: Path) -> None:
    address = free_address()
    command = [sys.executable, "-c", OURS, str(site), address]
    style = write(site.parent / "docs/extra.css", "h1 {}")
    with running(command, site.parent):
        wait_for(f"http://{address}/docs/", "Welcome aboard")
        events = f"http://{address}/.bitext/events?page=/docs/"
        with urlopen(events, timeout=PATIENCE_S) as news:
            write(style, "h1 { color: red }")
            assert news.readline() == b"event: changed\n"


def test_bad_address_is_named(site: Path) -> None:
    project = load_project(site)
    for address in ("8000", "127.0.0.1:x"):
        with pytest.raises(AddressError, match=re.escape(address)):
            serve_site(
                project,
                address=address,
                on_built=lambda _: None,
                on_failed=print,
                on_ready=lambda _: None,
            )
