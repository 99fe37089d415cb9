"""Search with Pagefind: an index of one language, made of what the theme's would hold.

https://pagefind.app; the extra ``pagefind`` brings its program along.
"""

import json
import os
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from html import unescape
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree, rmtree
from threading import Thread
from typing import IO, Any

from mkdocs.config.defaults import MkDocsConfig

from bitext.errors import BitextError
from bitext.locales import Locale

__all__ = [
    "FOLDER",
    "THEME",
    "NeedsServerError",
    "NoSearchPluginError",
    "PagefindError",
    "PagefindMissingError",
    "require_pagefind",
    "write_index",
]

FOLDER = "pagefind"
"""Where the index lies in the site of a language."""
THEME = Path(__file__).with_name("theme_search")
_OTHER_UI = re.compile(r"pagefind-(?:.*ui|highlight)\.(?:js|css)")
_READ_BYTES = 1 << 16
_TAG = re.compile(r"<[^>]*>")


class PagefindMissingError(BitextError):
    """The extra that makes the index is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "mkdocs.yml: plugins: bitext: search: pagefind: Pagefind is not installed; "
            "run: pip install bitext[pagefind]"
        )


class PagefindError(BitextError):
    """Pagefind could not make an index."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"search: pagefind: it could not make the index: {said.strip()}; write "
            f"search: theme until it can"
        )


class NoSearchPluginError(BitextError):
    """Nothing collects what is to be indexed."""

    def __init__(self) -> None:
        super().__init__(
            "mkdocs.yml: plugins: search is missing, which collects what Pagefind "
            "finds; write it above bitext"
        )


class NeedsServerError(BitextError):
    """A site that is opened without a server cannot load an index."""

    def __init__(self) -> None:
        super().__init__(
            "mkdocs.yml: plugins: bitext: search: pagefind: it needs a server, and the "
            "plugin offline makes a site without one; write search: theme"
        )


def require_pagefind(config: MkDocsConfig) -> None:
    """Raise what says why where there can be no index.

    Raises NoSearchPluginError, NeedsServerError or PagefindMissingError.
    """
    named = {name.split("/")[-1]: plugin for name, plugin in config.plugins.items()}
    if "search" not in named:
        raise NoSearchPluginError
    if "offline" in named and named["offline"].config.get("enabled"):
        raise NeedsServerError
    if find_spec("pagefind_bin") is None:
        raise PagefindMissingError


def write_index(
    entries: Iterable[Mapping[str, Any]], *, locale: Locale, target: Path, cache: Path
) -> None:
    """Make the index of ``entries``, those of MkDocs' search, in the folder ``target``.

    ``cache`` keeps the last one: the same entries are not indexed again.
    """
    records = list(_records(entries))
    made_of = json.dumps([version("pagefind-bin"), locale.code, records])
    digest = sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()
    mark, kept = cache / "digest", cache / "index"
    if not mark.is_file() or mark.read_text() != digest or not kept.is_dir():
        rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        _index(records, locale=locale, target=kept)
        mark.write_text(digest)
    copytree(kept, target, dirs_exist_ok=True)


def _records(entries: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, str]]:
    """One for each section: its address, title, the page's title and text."""
    pages: dict[str, str] = {}
    for entry in entries:
        location, title = str(entry["location"]), _text(str(entry["title"]))
        page, mark, _ = location.partition("#")
        if not mark:
            pages[page] = title
        text = _text(str(entry["text"]))
        yield {
            "url": location or "./",
            "title": title,
            "page": pages.get(page, ""),
            # The title is looked for as well, and shown by itself.
            "text": f"{text} {title}".strip(),
        }


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _index(
    records: Iterable[Mapping[str, str]], *, locale: Locale, target: Path
) -> None:
    """Have Pagefind write the index of ``records``. Raises PagefindError.

    Its service reads messages, JSON in base64 with a comma behind each, and answers
    each with one. Its own package for Python does the same and waits a tenth of a
    second for every answer.
    """
    program = import_module("pagefind_bin").get_executable()
    messages = [
        {"type": "NewIndex", "config": {}},
        *(
            {
                "type": "AddRecord",
                "index_id": 0,
                "url": record["url"],
                "content": record["text"],
                "language": locale.language,
                "meta": {"title": record["title"], "page": record["page"]},
                "filters": None,
                "sort": None,
            }
            for record in records
        ),
        # Its own WriteFiles may answer before the last file is on the disk.
        {"type": "GetFiles", "index_id": 0},
    ]
    sent = b"".join(
        b64encode(json.dumps({"message_id": number, "payload": message}).encode())
        + b","
        for number, message in enumerate(messages, start=1)
    )
    answers = [
        json.loads(b64decode(one))["payload"]
        for one in _answers([str(program), "--service"], sent, count=len(messages))
    ]
    faults = [one for one in answers if one["type"] == "Error"]
    if faults or len(answers) != len(messages):
        said = faults[0].get("message") if faults else "it ended before its time"
        raise PagefindError(str(said))
    for file in answers[-1]["files"]:
        path = target / file["path"]
        # Its own boxes and marks are left out: ours is the theme's.
        if not _OTHER_UI.match(path.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b64decode(file["content"]))


def _answers(command: list[str], sent: bytes, *, count: int) -> list[bytes]:
    """What ``command`` answers to ``sent``: ``count`` texts, or fewer if it ends.

    It ends when its input does, whatever it has still to do.
    """
    with subprocess.Popen(  # noqa: S603 - the program of a package we ask for
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        if process.stdin is None or process.stdout is None:
            return []
        # Written meanwhile: a full pipe would stop both.
        writer = Thread(target=_write, args=(process.stdin, sent), daemon=True)
        writer.start()
        said, found = bytearray(), 0
        answers = process.stdout.fileno()
        while found < count and (some := os.read(answers, _READ_BYTES)):
            said += some
            found += some.count(b",")
        writer.join()
        process.stdin.close()
    return [one for one in bytes(said).split(b",") if one]


def _write(stream: IO[bytes], content: bytes) -> None:
    # Where it has ended, its answers say so.
    with suppress(BrokenPipeError):
        stream.write(content)
        stream.flush()
