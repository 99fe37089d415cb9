"""What segments look like in the source page: text and inline elements, as plain data.

A reader is shown the original beside or in the place of its translation. A script makes
it of these values without reading any HTML.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import html

from bitext.markdown.raw_html import INLINE

__all__ = ["OPAQUE", "Original", "originals"]

Original = tuple[Any, ...]
"""Texts, and elements as tuples: tag and classes, for a link its address, contents."""

OPAQUE: Final = "*"
"""The tag of what is no text: pictures, emoji, mathematics; it contains their words."""

_BLANKS = re.compile(r"\s+")
# Elements whose contents a script of the site draws anew.
_DRAWN = frozenset({"arithmatex", "twemoji"})


def originals(page: str) -> Mapping[int, Original]:
    """The contents of each segment of ``page``, by its number.

    ``page`` is HTML with the spans of segments. A segment in several spans is put
    together of them.
    """
    if not page.strip():
        return {}
    found: dict[int, list[Any]] = {}
    gap = ""
    root = html.fragment_fromstring(page, create_parent="div")
    for span in root.iter("span"):
        if number := span.get("data-s", ""):
            parts = found.setdefault(int(number), [])
            if parts:
                parts.append(gap)
            parts.extend(_contents(span))
            gap = _gap(span)
    return {number: _merged(parts) for number, parts in found.items()}


def _gap(span: html.HtmlElement) -> str:
    """The blank after a span, which the segment's next span needs."""
    element: html.HtmlElement | None = span
    while element is not None and not element.tail:
        if element.getnext() is not None or element.tag not in INLINE:
            return ""
        element = element.getparent()
    return " " if element is not None and element.tail[:1].isspace() else ""


def _contents(element: html.HtmlElement) -> Iterator[Any]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _node(child)
        if child.tail:
            yield child.tail


def _node(element: html.HtmlElement) -> Iterator[Any]:
    classes = element.get("class", "").split()
    if "headerlink" in classes:
        return
    if element.tag not in INLINE or element.tag == "img" or _DRAWN & {*classes}:
        words = element.get("alt") or element.get("title") or element.text_content()
        yield (OPAQUE, _BLANKS.sub(" ", words))
    elif "data-s" in element.attrib:
        yield from _contents(element)
    elif element.tag == "a" and element.get("href") is not None:
        name = " ".join(("a", *classes))
        yield (name, element.get("href"), *_merged(_contents(element)))
    else:
        yield (" ".join((element.tag, *classes)), *_merged(_contents(element)))


def _merged(parts: Any) -> Original:  # noqa: ANN401 - texts and tuples of any depth
    """``parts`` with neighbouring texts as one, and each run of blanks as a blank."""
    merged: list[Any] = []
    for part in parts:
        if not part:
            continue
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return tuple(
        _BLANKS.sub(" ", part) if isinstance(part, str) else part for part in merged
    )
