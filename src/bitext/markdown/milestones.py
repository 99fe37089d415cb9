"""Segments in rendered HTML: a mark before each segment becomes a span around it.

A staged page holds a start mark before each of its segments. This extension of
Python-Markdown, named last in the site's ``markdown_extensions``, turns a mark into an
empty inline element and, once every inline pattern has run, wraps what stands from one
mark to the next, or to the end of the block, in ``<span data-s="17">``; what is not a
translation as any other has a ``data-state``. Nothing else of the page changes: HTML
without these spans is what the page without marks renders to.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.extensions.toc import unique
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bitext.markdown.foreign_links import LinkWriter
from bitext.markdown.isolates import Isolates
from bitext.markdown.marks import (
    MARK,
    NO_BREAK,
    SHIELD,
    Attributes,
    decoded_id,
    is_wished,
)
from bitext.markdown.quick_inline import hasten
from bitext.markdown.raw_html import INLINE, RawHtml
from bitext.markdown.words import WordWriter

__all__ = [
    "EXTENSION",
    "HEADINGS",
    "INLINE",
    "makeExtension",
    "tabs",
]

EXTENSION: Final = "bitext.markdown.milestones"
"""The name under which a staged ``markdown_extensions`` lists this module."""

_TAG = "bitext-milestone"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _MarkPattern(InlineProcessor):
    """A mark becomes an empty element that every later pattern leaves alone."""

    def __init__(self, md: Markdown, attributes: Attributes) -> None:
        super().__init__(MARK, md)
        self._attributes = attributes

    # The base class declares the older of its two protocols.
    def handleMatch(  # type: ignore[override]  # noqa: N802 - its name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        found = Element(_TAG, self._attributes.of(m[1], m[3]) or {})
        if anchor := decoded_id(m[2]):
            found.set("data-wish" if is_wished(m[2]) else "id", anchor)
        return found, m.start(0), m.end(0)


class _NoBreakPattern(InlineProcessor):
    """Line ends that are kept for the count of lines alone."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(rf"{NO_BREAK}(?:\s*{NO_BREAK})*", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - its name
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        del data
        return "", m.start(0), m.end(0)


class _Shield(Treeprocessor):
    """Keeps two later processors from taking text beside a milestone.

    attr_list reads ``{`` right after an inline element as that element's attributes;
    prettify empties blank text after a line break that another element follows.
    """

    def run(self, root: Element) -> None:
        for parent in root.iter():
            before: Element | None = None
            for element in parent:
                if element.tag == _TAG:
                    self._shield(element, before)
                before = element

    def _shield(self, mark: Element, before: Element | None) -> None:
        if not mark.tail:
            return
        if mark.tail.startswith("{"):
            mark.tail = SHIELD + mark.tail
        if (
            before is not None
            and before.tag == "br"
            and before.tail
            and not before.tail.strip()
            and mark.tail.strip()
        ):
            before.tail += SHIELD


class _Wrap(Treeprocessor):
    """Wraps segments and gives headings the ids of their source.

    ``isolates`` says that the page runs against the direction of its source language:
    sentences shown in that language then stay together, or each would come after the
    one that follows it.
    """

    def __init__(self, md: Markdown, *, isolates: bool) -> None:
        super().__init__(md)
        self._isolates = isolates

    def run(self, root: Element) -> None:
        self.tabs: list[tuple[Element, str]] = []
        """Labels of content tabs, with the ids their inputs must have."""
        self._wishes: list[tuple[Element, str]] = []
        self._walk(root, None)
        self._grant(root)

    def _grant(self, root: Element) -> None:
        """Give what comes from snippets the ids it has in the source, if unique."""
        if not self._wishes:
            return
        taken = {element.get("id", "") for element in root.iter()}
        taken |= {anchor for _, anchor in self.tabs}
        for element, anchor in self._wishes:
            if element.tag == "label":
                self.tabs.append((element, unique(anchor, taken)))
            elif not element.get("id"):
                element.set("id", unique(anchor, taken))

    def _walk(
        self, element: Element, current: Mapping[str, str] | None
    ) -> Mapping[str, str] | None:
        """Wrap within ``element``; the segment that goes on after it."""
        if current is None and not _has_mark(element):
            return None
        parts = _taken_apart(element)
        run: list[str | Element] = []
        for part in parts:
            if isinstance(part, str):
                run.append(part)
            elif part.tag == _TAG:
                _put_wrapped(element, run, current)
                run = []
                current = self._begin(element, part)
            elif not _is_inline(part):
                _put_wrapped(element, run, current)
                run = []
                current = None
                if "footnote-backref" not in part.get("class", ""):
                    self._walk(part, None)
                    if self._isolates:
                        _isolate(part)
                element.append(part)
            elif _has_mark(part):
                _put_wrapped(element, run, current)
                run = []
                current = self._walk(part, current)
                element.append(part)
            else:
                run.append(part)
        _put_wrapped(element, run, current)
        return current

    def _begin(self, parent: Element, mark: Element) -> Mapping[str, str] | None:
        attributes = dict(mark.attrib)
        anchor = attributes.pop("id", "")
        wish = attributes.pop("data-wish", "")
        if wish and (parent.tag in HEADINGS or parent.tag == "label"):
            self._wishes.append((parent, wish))
        elif anchor and parent.tag in HEADINGS:
            parent.attrib.setdefault("id", anchor)
        elif anchor and parent.tag == "label":
            self.tabs.append((parent, anchor))
        return attributes or None


def _has_mark(element: Element) -> bool:
    return next(element.iter(_TAG), None) is not None


def _is_inline(element: Element) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag in INLINE
        and "footnote-backref" not in element.get("class", "")
    )


def _taken_apart(element: Element) -> list[str | Element]:
    """Text and children of ``element``, which is left empty."""
    parts: list[str | Element] = []
    if element.text:
        parts.append(element.text)
    for child in list(element):
        element.remove(child)
        if child.tail:
            tail = child.tail.replace(SHIELD, "")
            child.tail = None
            parts.extend((child, tail))
        else:
            parts.append(child)
    element.text = None
    return parts


def _put(parent: Element, part: str | Element) -> None:
    if isinstance(part, Element):
        parent.append(part)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + part
    else:
        # Text of its own kind (AtomicString) must stay so where nothing precedes it.
        parent.text = parent.text + part if parent.text else part


def _put_wrapped(
    parent: Element,
    run: list[str | Element],
    attributes: Mapping[str, str] | None,
) -> None:
    """Append ``run`` in a span with ``attributes``; blanks at its ends stay out."""
    if attributes is None:
        for part in run:
            _put(parent, part)
        return
    head = tail = ""
    if run and isinstance(run[0], str):
        text = run[0].lstrip()
        head = run[0][: len(run[0]) - len(text)]
        run[0] = _like(run[0], text)
    if run and isinstance(run[-1], str):
        text = run[-1].removesuffix(NBSP_PLACEHOLDER).rstrip()
        tail = run[-1][len(text) :]
        run[-1] = _like(run[-1], text)
    body = [part for part in run if not isinstance(part, str) or part]
    if head:
        _put(parent, head)
    if body:
        span = SubElement(parent, "span", dict(attributes))
        for part in body:
            _put(span, part)
    if tail:
        _put(parent, tail)


def _like(text: str, part: str) -> str:
    return AtomicString(part) if isinstance(text, AtomicString) else part


def _isolate(block: Element) -> None:
    """Put neighbours shown in the source language into one span of that direction."""
    run: list[Element] = []
    for child in [*block, None]:
        if child is not None and (first := _source_span(child)) is not None:
            attributes = {name: first.get(name, "") for name in ("dir", "lang")}
            run.append(child)
            if not (child.tail or "").strip():
                continue
        if len(run) > 1:
            group = Element("span", {"data-source": "", **attributes})
            group.tail, run[-1].tail = run[-1].tail, None
            block.insert(list(block).index(run[0]), group)
            for member in run:
                block.remove(member)
                group.append(member)
        run = []


def _source_span(element: Element) -> Element | None:
    """The first segment's span, if all of the element is in the source language."""
    if not _is_inline(element):
        return None
    spans = [one for one in element.iter("span") if one.get("data-s")]
    return spans[0] if spans and all(one.get("lang") for one in spans) else None


class _AfterOthers(Treeprocessor):
    """Mends what extensions that run late make of a wrapped page.

    Content tabs get the ids of their source: the extension that makes ids of their
    words sets them anew whatever they were. A number put before a caption keeps its
    blank, which the extension writes only before text that stands in no element.
    """

    def __init__(self, md: Markdown, wrap: _Wrap) -> None:
        super().__init__(md)
        self._wrap = wrap

    def run(self, root: Element) -> None:
        for paragraph in root.iterfind(".//figcaption/p"):
            number, *rest = [*paragraph][:2] or [None]
            is_number = number is not None and number.get("class") == "caption-prefix"
            if is_number and rest and rest[0].get("data-s") and rest[0].text:
                number.tail = number.tail or " "
        wanted = {id(label): anchor for label, anchor in self._wrap.tabs}
        if wanted:
            for button, label in tabs(root):
                if anchor := wanted.get(id(label)):
                    button.set("id", anchor)
                    label.set("for", anchor)


def tabs(root: Element) -> Iterator[tuple[Element, Element]]:
    """Input and label of each content tab."""
    for group in root.iter("div"):
        if "tabbed-set" in group.get("class", "").split():
            holders = [group, *group.iterfind("div[@class='tabbed-labels']")]
            labels = [label for holder in holders for label in holder.iterfind("label")]
            yield from zip(group.iterfind("input"), labels, strict=False)


class _Milestones(Extension):
    """The extension; ``language`` and ``direction`` are the source's."""

    def __init__(self, **options: object) -> None:
        self.config = {
            "language": ["", "BCP 47 code of the source language"],
            "direction": ["ltr", "its direction: ltr or rtl"],
            "words": [{}, "translations of what the renderer itself writes"],
            "links": [[], "parts of addresses and what stands in their place"],
            "page_direction": ["ltr", "the direction of the page's own language"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - its name
        """Register the processors at their places among all others."""
        attributes = Attributes(
            str(self.getConfig("language")), str(self.getConfig("direction"))
        )
        against = self.getConfig("direction") != self.getConfig("page_direction")
        wrap = _Wrap(md, isolates=against)
        # Before escapes and code; between inline patterns and prettify (10), attr_list
        # (8); after those and abbr (7), before toc (5); after tab_slugs (4).
        md.inlinePatterns.register(_MarkPattern(md, attributes), _TAG, 1000)
        md.inlinePatterns.register(_NoBreakPattern(md), f"{_TAG}-line", 1001)
        md.treeprocessors.register(_Shield(md), f"{_TAG}-shield", 11)
        md.treeprocessors.register(wrap, f"{_TAG}-wrap", 5.5)
        if self.getConfig("page_direction") == "rtl":
            md.treeprocessors.register(Isolates(md), f"{_TAG}-isolates", 5.4)
        md.treeprocessors.register(_AfterOthers(md, wrap), f"{_TAG}-late", 3.5)
        if attributes.source:
            words = WordWriter(
                md, words=self.getConfig("words"), attributes=attributes.source
            )
            md.treeprocessors.register(words, f"{_TAG}-words", 3.3)
        if rules := self.getConfig("links"):
            writer = LinkWriter(md, rules)
            md.postprocessors.register(writer, f"{_TAG}-links", -20)
        md.postprocessors.register(RawHtml(md, attributes), f"{_TAG}-raw", -10)
        hasten(md)


def makeExtension(**options: Any) -> Extension:  # noqa: N802, ANN401 - Python-Markdown calls it so
    """What Python-Markdown loads under this module's name."""
    return _Milestones(**options)
