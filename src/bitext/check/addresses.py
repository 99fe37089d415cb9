"""Which links a translation lost, gained, turned elsewhere or broke."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from bitext.check.changes import Changes, changes, difference
from bitext.markdown.inline import Inline, TokenKind

__all__ = ["MAY_REMAIN", "LinkChanges", "link_changes", "normalized", "remains"]

_LANGUAGE_AND_REGION = re.compile(r"[a-z]{2,3}-(?:[a-z]{4}-)?(?:[a-z]{2}|\d{3})")
_LANGUAGE_KEYS = frozenset({"hl", "lang", "language", "lc", "locale", "mkt", "ui"})
# Their pages have other names in other languages.
_TRANSLATED_HOSTS = ("wikipedia.org", "wiktionary.org")

# What is left to read where the syntax of a link fell apart: "](url", "[text] (url)",
# full-width brackets, or the two halves in the wrong order.
_ADDRESS = r"(?:[a-z][a-z0-9+.-]*:|\.{0,2}/|#\w|\w[\w./-]*\.(?:md|html?)\b|[\w-]+[/#])"
_REMAINS = re.compile(
    rf"[\]\uff3d]\s?[(\uff08]\s*{_ADDRESS}|[)\uff09]\s?[\[\uff3b]\s*{_ADDRESS}",
    re.IGNORECASE,
)
MAY_REMAIN = re.compile(
    r"[\])\uff3d\uff09](?:(?<=[\]\uff3d])\s?[(\uff08]|(?<=[)\uff09])\s?[\[\uff3b])"
)
"""Matches what a reader sees of any link that fell apart, and little else."""


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """Destinations as their side writes them, in its order."""

    changes: Changes
    broken: tuple[str, ...]
    """What a reader sees of links that do not work as links."""


def link_changes(
    source: Inline,
    target: Inline,
    *,
    languages: Collection[str],
    may_be_broken: bool = True,
) -> LinkChanges:
    """Compare the links; two that lead to one place may be merged, one split.

    ``languages`` are the primary subtags that may stand in an address.
    ``may_be_broken`` says that MAY_REMAIN matches what is seen of the translation.
    """
    if not may_be_broken and source.destinations == target.destinations:
        return LinkChanges(Changes(), ())
    keys, others = _keys(source, languages), _keys(target, languages)
    if not may_be_broken and keys == others:
        return LinkChanges(Changes(), ())
    wanted = _by_key(keys, source)
    found = _by_key(others, target)
    broken = _broken(source, target) if may_be_broken else ()
    added = [
        destination
        for key, destination in found.items()
        if key not in wanted and destination not in source.source
    ]
    lost = [
        destination
        for key, destination in wanted.items()
        if key not in found
        and not (broken and destination in target.source)
        and (
            any(destination in other for other in added)
            or not _is_mentioned(destination, source, target)
        )
    ]
    if len(added) > len(lost):
        # Of two links to one page the second leads elsewhere.
        rarer = difference(keys, others)
        lost += [wanted[key] for key in rarer if key in found][: len(added) - len(lost)]
    return LinkChanges(changes(lost, added), broken)


def _by_key(keys: Iterable[str], text: Inline) -> dict[str, str]:
    """Each destination once, by what it has in common with its translations."""
    found: dict[str, str] = {}
    for key, destination in zip(keys, text.destinations, strict=True):
        found.setdefault(key, destination)
    return found


def _keys(text: Inline, languages: Collection[str]) -> list[str]:
    known = frozenset(languages)
    return [normalized(each, languages=known) for each in text.destinations]


def _is_mentioned(destination: str, source: Inline, target: Inline) -> bool:
    """Whether both sides show the address itself, linked here and not there."""
    return any(
        token.kind in {TokenKind.URL, TokenKind.AUTOLINK}
        and token.destination == destination
        and token.content in target.text
        for token in source.all_tokens
    )


def _broken(source: Inline, target: Inline) -> tuple[str, ...]:
    excess = Counter(remains(target))
    excess.subtract(remains(source))
    kept = sum(count for count in excess.values())
    return tuple(found for found, count in excess.items() if count > 0)[: max(kept, 0)]


def remains(text: Inline) -> list[str]:
    """What a reader sees of links that fell apart, in order."""
    return [found[0] for found in _REMAINS.finditer(text.text_without_code)]


@lru_cache(maxsize=4096)
def normalized(destination: str, *, languages: frozenset[str]) -> str:
    """What two addresses have in common when only the reader's language differs."""
    parts = _split(destination)
    if parts is None:
        return destination
    scheme = parts.scheme.lower().replace("https", "http")
    host = parts.netloc.lower()
    path = unquote(parts.path)
    if scheme == "mailto":
        path = path.lower()
    for shared in _TRANSLATED_HOSTS:
        if host.endswith(f".{shared}"):
            return shared
    if host or path.startswith("/"):
        first, _, rest = host.partition(".")
        if first in languages and "." in rest:
            host = rest
        path = "/".join(
            segment
            for segment in path.split("/")
            if segment.lower() not in languages
            and not _LANGUAGE_AND_REGION.fullmatch(segment.lower())
        )
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if key.lower() not in _LANGUAGE_KEYS
    )
    fragment = unquote(parts.fragment)
    return "\n".join((scheme, host, path.rstrip("/"), repr(query), fragment))


def _split(destination: str) -> SplitResult | None:
    try:
        return urlsplit(destination.strip())
    except ValueError:
        return None
