"""Bare URLs: where they begin, where they end, and whether the renderer links them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bitext.markdown.flanking import CLOSE

__all__ = ["Address", "addresses"]

_START = re.compile(r"(?:ht|f)tps?://|www\.", re.IGNORECASE)
_LINKED_AFTER = frozenset("*_~^[('\"" + CLOSE)
_DOMAIN = re.compile(r"[^_\W][-\w.]*")
_REST = re.compile(r"[^\s<]*")
# Where no link is made, a URL ends with its own characters: CJK text has no blanks.
_UNLINKED_REST = re.compile(r"[!-;=?-\[\]_a-z|~\x02\x03]*")
_TRAILING = frozenset("?!.,:*_~^'\"")
_PAIRED = {")": "(", "]": "["}
_NO_UNDERSCORE = 2


class Address(NamedTuple):
    """A bare URL."""

    start: int
    end: int
    is_linked: bool
    scheme: str
    """What the renderer puts before it to make a link."""


def addresses(text: str) -> Iterator[Address]:
    """Bare URLs of ``text``, as pymdownx.magiclink finds them, and unlinked ones."""
    position = 0
    for found in _START.finditer(text):
        start = found.start()
        if start < position:
            continue
        before = text[start - 1 : start]
        is_linked = not before or before.isspace() or before in _LINKED_AFTER
        is_www = found[0][0] in "wW"
        domain = _DOMAIN.match(text, found.end())
        if not domain or (is_www and not is_linked):
            continue
        rest = (_REST if is_linked else _UNLINKED_REST).match(text, domain.start())
        end = _end(text, start, domain.start(), rest.end() if rest else 0)
        if end > domain.start():
            host = text[domain.start() : min(end, domain.end())].split(".")
            # The last two parts of a domain have no underscore.
            is_linked &= not any("_" in part for part in host[-_NO_UNDERSCORE:])
            position = end
            yield Address(start, end, is_linked, "http://" if is_www else "")


def _end(text: str, start: int, floor: int, end: int) -> int:
    """Where a URL ends when what closes its sentence is left out."""
    counts: dict[str, int] = {}
    while end > floor:
        last = text[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ";":
            at = end - 2
            while at >= floor and text[at].isalnum():
                at -= 1
            is_entity = floor <= at < end - 2 and text[at] == "&"
            end = at if is_entity else end - 1
        elif last in _PAIRED:
            if not counts:
                counts = {mark: text.count(mark, start, end) for mark in "()[]"}
            if counts[last] <= counts[_PAIRED[last]]:
                break
            counts[last] -= 1
            end -= 1
        else:
            break
    return end
