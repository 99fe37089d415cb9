"""Marks in raw HTML, which no parser of the renderer reads."""

import re
from collections.abc import Mapping

from markdown import Markdown
from markdown.postprocessors import Postprocessor

from bitext.markdown.marks import MARK, NO_BREAK, RESERVED, Attributes, strip_marks

__all__ = ["INLINE", "RawHtml"]

INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q s samp small "
    "span strong sub sup time u var wbr".split()
)
"""Tags of elements that stand within a line of text."""

_HTML = re.compile(
    r"""
    <!--.*?-->
  | <(script|style|textarea|title|pre|code)\b(?:"[^"]*"|'[^']*'|[^<>"'])*>.*?</\1\s*>
  | </?(?P<name>[A-Za-z][\w-]*)(?:"[^"]*"|'[^']*'|[^<>"'])*>
  | <[!?][^>]*>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_RAW_MARK = re.compile(MARK)


class RawHtml(Postprocessor):
    """Wraps the text of raw HTML; leaves no mark anywhere, attributes included.

    No parser reads raw HTML: here a segment is its runs of text up to the next mark or
    the next tag of a block.
    """

    def __init__(self, md: Markdown, attributes: Attributes) -> None:
        super().__init__(md)
        self._attributes = attributes

    def run(self, text: str) -> str:
        """``text`` with the segments of its raw HTML wrapped, and without marks."""
        if not RESERVED.search(text):
            return text
        text = text.replace(NO_BREAK, "")
        parts: list[str] = []
        position = 0
        current: Mapping[str, str] | None = None
        for tag in _HTML.finditer(text):
            current = self._wrap(text[position : tag.start()], current, parts)
            parts.append(tag[0])
            position = tag.end()
            if tag["name"] and tag["name"].lower() not in INLINE:
                current = None
        self._wrap(text[position:], current, parts)
        return strip_marks("".join(parts))

    def _wrap(
        self, run: str, current: Mapping[str, str] | None, parts: list[str]
    ) -> Mapping[str, str] | None:
        """Add a run of text to ``parts``; the segment that goes on after it."""
        position = 0
        for mark in _RAW_MARK.finditer(run):
            parts.append(_spanned(run[position : mark.start()], current))
            current = self._attributes.of(mark[1], mark[3])
            position = mark.end()
        parts.append(_spanned(run[position:], current))
        return current


def _spanned(text: str, attributes: Mapping[str, str] | None) -> str:
    words = text.strip()
    if attributes is None or not words:
        return text
    start = text.index(words)
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    after = text[start + len(words) :]
    return f"{text[:start]}<span{written}>{words}</span>{after}"
