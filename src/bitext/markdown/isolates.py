"""Paths, addresses and names in right-to-left text keep their own direction.

A browser orders signs at the edge of left-to-right text by the paragraph: the slash of
``/etc/hosts`` goes to its other side, ``C++`` becomes ``++C``, ``-12`` becomes ``12-``.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER, AtomicString

__all__ = ["Isolates"]

_OPAQUE: Final = frozenset(
    "bdi bdo code kbd math pre samp script style svg textarea title var".split()
)
_NAME: Final = r"[A-Za-z0-9_@%+~-]"
_ISOLATED: Final = re.compile(
    rf"""
    (?<![A-Za-z0-9_./\\:-])(?:
      https?://[^\s<>"]+
      | (?:~|\.{{1,2}}|[A-Za-z]:)? [/\\] {_NAME}[A-Za-z0-9_@%+~./\\-]*
      | {_NAME}[A-Za-z0-9_@%+~.-]* / [A-Za-z0-9_@%+~./-]*
      | --?[A-Za-z][A-Za-z0-9-]*(?:=[A-Za-z0-9_./-]+)?
      | [-\u2212][0-9][0-9.,]*(?:[\ \u00a0]?[%€$£])?
      | [A-Za-z][A-Za-z0-9.]*(?:\+\+|\#)
      | \.[A-Za-z][A-Za-z0-9]+
    )
    """,
    re.VERBOSE,
)
_CLOSING: Final = ".,;:!?"
_STASHED: Final = re.compile(HTML_PLACEHOLDER % r"([0-9]+)")


class Isolates(Treeprocessor):
    """Puts each of them into a ``bdi`` element of its own direction."""

    def run(self, root: Element) -> None:
        """Look at all text but code and what has a direction already."""
        if root.tag in _OPAQUE or root.get("dir") == "ltr":
            return
        for child in list(root):
            if isinstance(child.tag, str):
                self.run(child)
        for before in (None, *root):
            text = root.text if before is None else before.tail
            if text and not isinstance(text, AtomicString):
                self._isolate(root, before, text)

    def _isolate(self, parent: Element, before: Element | None, text: str) -> None:
        """Take ``text``, which follows ``before`` in ``parent``, apart."""
        start = 0
        pieces: list[tuple[str, Element]] = []
        for first, last in self._places(text):
            element = Element("bdi", {"dir": "ltr"})
            element.text = text[first:last]
            pieces.append((text[start:first], element))
            start = last
        if not pieces:
            return
        at = 0 if before is None else list(parent).index(before) + 1
        for offset, (lead, element) in enumerate(pieces):
            previous = pieces[offset - 1][1] if offset else before
            if previous is None:
                parent.text = lead
            else:
                previous.tail = lead
            parent.insert(at + offset, element)
        pieces[-1][1].tail = text[start:]

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand in ``text``, but not within elements of raw HTML."""
        start = depth = 0
        for tag in _STASHED.finditer(text):
            if not depth:
                yield from _found(text, start, tag.start())
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(tag[1])])
            is_open = raw.startswith("<") and raw[1:2].isalpha()
            if raw.startswith("</"):
                depth = max(depth - 1, 0)
            elif is_open and not raw.endswith("/>") and "</" not in raw:
                depth += 1
            start = tag.end()
        if not depth:
            yield from _found(text, start, len(text))


def _found(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _ISOLATED.finditer(text, start, end):
        length = len(found[0].rstrip(_CLOSING))
        if length:
            yield found.start(), found.start() + length
