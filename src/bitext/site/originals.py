"""The source of a page's sentences, in a file that a reader's browser asks for.

A script, not JSON by itself: browsers read no other file of a folder that is opened
without a server. It hands one value to ``bitextOriginal``, which
``theme/assets/bitext/original.js`` defines.
"""

import json
import posixpath
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from bitext.catalog import Key
from bitext.config import LocaleConfig
from bitext.markdown.article import Article, Kind
from bitext.markdown.originals import Original
from bitext.site.articles import PreparedArticle
from bitext.site.original_paths import original_path
from bitext.site.project import Project

__all__ = ["Originals", "segment_numbers"]

# A page with a thousand sentences is a quarter larger for numbers of 8 digits. Snippets
# are several to a page, and their sentences must not meet.
_PAGE_NUMBERS = 10**6
_SNIPPET_NUMBERS = 10**9
# No element of the page holds these.
_UNSEEN = frozenset(
    {Kind.ABBREVIATION, Kind.ALT, Kind.DIAGRAM, Kind.FRONT_MATTER, Kind.LINK_TITLE}
)
_OF_SEGMENT = ("line", "source", "context")


def segment_numbers(
    name: str, article: Article, *, is_snippet: bool
) -> tuple[int, ...]:
    """A number for each segment, which stays whatever else changes in the article.

    It comes of the segment's text and context; of equal ones the later have the next
    free numbers. Numbers of snippets are never those of a page.
    """
    scope = name if is_snippet else ""
    first = _PAGE_NUMBERS if is_snippet else 0
    count = (_SNIPPET_NUMBERS if is_snippet else _PAGE_NUMBERS) - first
    count = max(count, 2 * len(article.segments))
    taken: dict[int, None] = {}
    # A table may hold one word ten thousand times.
    following: dict[Key, int] = {}
    for key in (segment.key for segment in article.segments):
        number = following.get(key)
        if number is None:
            digest = sha256(json.dumps([scope, *key]).encode()).digest()
            number = int.from_bytes(digest[:8]) % count
        while first + number in taken:
            number = (number + 1) % count
        taken[first + number] = None
        following[key] = (number + 1) % count
    return tuple(taken)


class Originals:
    """Makes these files for one language."""

    def __init__(self, project: Project, language: LocaleConfig) -> None:
        self._project = project
        self._language = language
        self.is_on = project.config.reader.original
        """Whether readers may ask for the original."""
        suggest = project.config.reader.suggest
        self._suggest = project.suggest_url if suggest is True else suggest or ""
        parts = (self.is_on, self._suggest, project.use_directory_urls)
        self.fingerprint = json.dumps(parts)
        """What else the files depend on, besides articles and catalogs."""

    def content(
        self,
        name: str,
        prepared: PreparedArticle,
        *,
        lines: Mapping[Key, int],
        catalog: str,
        is_snippet: bool,
    ) -> bytes:
        """The file of the article ``name``.

        ``lines`` are those of its messages in ``catalog``, a path in the project.
        """
        article = prepared.article
        common, rest = self._suggestion(name, catalog=catalog)
        numbers = segment_numbers(name, article, is_snippet=is_snippet)
        segments: dict[str, list[Any]] = {}
        # Where a snippet's links lead depends on the page.
        addresses = None if is_snippet else self._url(name)
        index = 0
        for block in article.blocks:
            for segment in block.segments:
                if block.kind not in _UNSEEN:
                    original = prepared.originals.get(index, (segment.text,))
                    shown = _linked(original, addresses)
                    context, text = segment.key
                    values = {
                        "line": str(lines.get(segment.key, 1)),
                        "source": quote(text, safe=""),
                        "context": quote(context or "", safe=""),
                    }
                    own = _filled(rest, values) if rest else ""
                    segments[str(numbers[index])] = [own, *shown]
                index += 1
        value = {
            "suggest": common,
            "includes": [] if is_snippet else self._includes(name),
            "segments": segments,
        }
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return f"bitextOriginal({text})\n".encode()

    def _suggestion(self, name: str, *, catalog: str) -> tuple[str, str]:
        """What all addresses of an article begin with, and how they go on."""
        locale = self._language.locale
        values = {
            "locale": locale.code,
            "gettext": locale.gettext,
            "article": quote(name),
            "catalog": quote(catalog),
        }
        whole = _filled(self._suggest, values)
        places = [at for one in _OF_SEGMENT if (at := whole.find(f"{{{one}}}")) >= 0]
        at = min(places, default=len(whole))
        return whole[:at], whole[at:]

    def _includes(self, name: str) -> list[str]:
        """Files of the snippets the page includes, relative to its own file."""
        snippets = self._project.snippets
        names = {file: article for article, file in snippets.articles.items()}
        folder = posixpath.dirname(original_path(name, is_snippet=False))
        return [
            quote(posixpath.relpath(path, folder))
            for file in snippets.included.get(self._project.file(name), ())
            if file in names
            for path in (original_path(names[file], is_snippet=True),)
        ]

    def _url(self, name: str) -> "_Addresses":
        return _Addresses(name, use_directory_urls=self._project.use_directory_urls)


class _Addresses:
    """Where links of an article lead on the site, as MkDocs writes them."""

    def __init__(self, name: str, *, use_directory_urls: bool) -> None:
        self._folder = posixpath.dirname(name)
        self._has_folders = use_directory_urls
        self._here = self._file(name)

    def resolved(self, href: str) -> str:
        parts = urlsplit(href)
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or path.startswith("/"):
            return href
        if "." not in posixpath.basename(path):
            return href
        target = posixpath.normpath(posixpath.join(self._folder, path))
        if target.startswith(".."):
            return href
        url = get_relative_url(self._file(target), self._here)
        return urlunsplit(("", "", url, parts.query, parts.fragment))

    def _file(self, path: str) -> str:
        return File(path, "", "", use_directory_urls=self._has_folders).url


def _linked(original: Original, addresses: _Addresses | None) -> list[Any]:
    """``original`` with its links as they stand on the page."""
    return [
        part if isinstance(part, str) else _linked_node(part, addresses)
        for part in original
    ]


def _linked_node(node: Original, addresses: _Addresses | None) -> list[Any]:
    tag, *contents = node
    if tag.split()[0] != "a":
        return [tag, *_linked(tuple(contents), addresses)]
    href, *contents = contents
    if addresses is not None:
        href = addresses.resolved(href)
    elif not urlsplit(href).scheme:
        return ["span", *_linked(tuple(contents), addresses)]
    return [tag, href, *_linked(tuple(contents), addresses)]


def _filled(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template
