"""Search with Pagefind: an index of one language, made of what the theme's would hold.

https://pagefind.app; the extra ``pagefind`` brings its program along.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import unescape
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from bitext.errors import BitextError
from bitext.locales import Locale

__all__ = [
    "FOLDER",
    "THEME",
    "NoSearchPluginError",
    "PagefindMissingError",
    "require_pagefind",
    "write_index",
]

FOLDER = "pagefind"
"""Where the index lies in the site of a language."""
THEME = Path(__file__).with_name("theme_search")
# Pagefind's own boxes and marks: ours is the theme's.
_OTHER_UI = re.compile(r"pagefind-(?:.*ui|highlight)\.(?:js|css)")
_TAG = re.compile(r"<[^>]*>")


class PagefindMissingError(BitextError):
    """The extra that makes the index is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "mkdocs.yml: plugins: bitext: search: pagefind: Pagefind is not installed; "
            "run: pip install bitext[pagefind]"
        )


class NoSearchPluginError(BitextError):
    """Nothing collects what is to be indexed."""

    def __init__(self) -> None:
        super().__init__(
            "mkdocs.yml: plugins: search is missing, which collects what Pagefind "
            "finds; write it above bitext"
        )


def require_pagefind(config: MkDocsConfig) -> None:
    """Raise PagefindMissingError or NoSearchPluginError where there can be no index."""
    if not any(name.split("/")[-1] == "search" for name in config.plugins):
        raise NoSearchPluginError
    if find_spec("pagefind") is None or find_spec("pagefind_bin") is None:
        raise PagefindMissingError


def write_index(
    entries: Iterable[Mapping[str, Any]], *, locale: Locale, target: Path, cache: Path
) -> None:
    """Make the index of ``entries``, those of MkDocs' search, in the folder ``target``.

    ``cache`` keeps the last one: the same entries are not indexed again.
    """
    records = list(_records(entries))
    made_of = json.dumps([version("pagefind"), locale.code, records])
    digest = sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()
    mark, kept = cache / "digest", cache / "index"
    if not mark.is_file() or mark.read_text() != digest or not kept.is_dir():
        rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        asyncio.run(_index(records, locale=locale, target=kept))
        for path in kept.iterdir():
            if _OTHER_UI.match(path.name):
                path.unlink()
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


async def _index(
    records: Iterable[Mapping[str, str]], *, locale: Locale, target: Path
) -> None:
    from pagefind.index import PagefindIndex  # noqa: PLC0415 - an extra

    async with PagefindIndex({"output_path": str(target)}) as index:
        for record in records:
            await index.add_custom_record(
                url=record["url"],
                content=record["text"],
                language=locale.language,
                meta={"title": record["title"], "page": record["page"]},
            )
