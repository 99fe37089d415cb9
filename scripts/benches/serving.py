"""How long browsers wait for a saved file under ``bitext serve``."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.request import urlopen

__all__ = ["Edit", "reload_seconds"]

Edit = tuple[Path, str]
"""A file, and its text once it is saved."""
_PATIENCE_S = 600.0
_SEEN = re.compile(r'seen = "([^"]+)"')


def reload_seconds(
    command: list[str],
    project: Path,
    edits: Iterator[Edit],
    *,
    times: int,
    page_of: Callable[[Path], str],
) -> list[float]:
    """Seconds from closing a file to the event that lets browsers load its page.

    ``command`` serves ``project``; ``page_of`` gives the address path of the page that
    an edit changes. A browser shows that page when the file is saved, and nothing else
    is being built then. One edit more than ``times`` goes first.
    """
    with _serving(command, project) as (address, output):
        taken = [
            _reload(address, output, edit=next(edits), page_of=page_of)
            for _ in range(times + 1)
        ]
    return taken[1:]


@contextmanager
def _serving(command: list[str], project: Path) -> Iterator[tuple[str, IO[str]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [*command, "--address", address]
    print("$", *command, file=sys.stderr)
    with subprocess.Popen(  # noqa: S603 - our own command line
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            if process.stdout is None:
                raise ValueError(command)
            _wait_for("serving", process.stdout)
            yield address, process.stdout
        finally:
            # Not an interrupt: what runs in the background may be told to ignore that.
            process.terminate()


def _reload(
    address: str, output: IO[str], *, edit: Edit, page_of: Callable[[Path], str]
) -> float:
    file, text = edit
    page = page_of(file)
    with urlopen(f"http://{address}{page}", timeout=_PATIENCE_S) as answer:
        seen = _SEEN.findall(answer.read().decode())[-1]
    events = f"http://{address}/.bitext/events?page={page}&seen={seen}"
    with urlopen(events, timeout=_PATIENCE_S) as news:
        file.write_text(text, encoding="utf-8")
        saved = time.perf_counter()
        news.readline()
        taken = time.perf_counter() - saved
    _wait_for("built", output)
    return taken


def _wait_for(word: str, output: IO[str]) -> None:
    for line in output:
        if line.startswith(word):
            return
    raise EOFError(word)
