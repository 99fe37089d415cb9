"""Reads a built page once, for all rules."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from bitext.check.site.facts import Anchor, Link, PageFacts, Span, Use

__all__ = ["read_page"]

_Element = etree._Element  # noqa: SLF001 - lxml has no other name for it

_NOTICE: Final = "data-bitext-notice"
_USES: Final = {
    "a": ("href", Use.LINK),
    "area": ("href", Use.LINK),
    "audio": ("src", Use.FILE),
    "embed": ("src", Use.FILE),
    "iframe": ("src", Use.FILE),
    "img": ("src", Use.IMAGE),
    "link": ("href", Use.FILE),
    "object": ("data", Use.FILE),
    "script": ("src", Use.FILE),
    "source": ("src", Use.FILE),
    "track": ("src", Use.FILE),
    "video": ("src", Use.FILE),
}
_NAMED: Final = frozenset({"admonition", "details", "div", "figure", "section"})
_BLOCKS: Final = frozenset(
    """article aside blockquote caption dd details div dl dt figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section summary table
    tbody td tfoot th thead tr ul video audio iframe""".split()
)
_WITHIN_TEXT: Final = frozenset({"audio", "iframe", "img", "video"})
# Where marks are what they seem.
_UNREAD: Final = frozenset(
    "code kbd math pre samp script style svg template textarea var".split()
)
_MATH: Final = ("arithmatex", "mermaid")
_WORDS: Final = ("alt", "title", "aria-label", "placeholder", "summary")
_FRAME_WORDS: Final = ("title", "aria-label", "placeholder")
# Where Material puts titles of pages, of the site and of languages.
_TITLES: Final = frozenset(
    """md-footer__title md-header__topic md-logo md-nav__list md-select__list
    md-source md-tabs__list""".split()
)
_LEAKS: Final = {
    "**": re.compile(r"\*\*"),
    "](": re.compile(r"\]\("),
    "][": re.compile(r"\]\["),
    "![": re.compile(r"!\["),
    "[^": re.compile(r"\[\^[\w-]+\]"),
    "~~": re.compile(r"~~"),
    "```": re.compile(r"```|~~~"),
    "__": re.compile(r"(?<!\w)__(?=\w)|(?<=\w)__(?!\w)"),
    ":::": re.compile(r":::|(?m:^/// )"),
    "!!!": re.compile(r"(?m:^\s*(?:!!!|\?\?\?\+?) ?[\w\"])"),
    "===": re.compile(r"=== ?[\"!+]"),
    "#": re.compile(r"(?m:^\s*#{1,6} )"),
    "{:": re.compile(r"\{:? ?[.#][\w-]|\{: "),
    "{{": re.compile(r"\{\{|\}\}"),
    "{%": re.compile(r"\{%|%\}"),
    "--8<--": re.compile(r"-+8<-+"),
    "<!--": re.compile(r"<!--|-->"),
    "entity": re.compile(r"&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});"),
    "tag": re.compile(r"</?(?:a|b|br|code|div|em|i|img|li|p|span|strong|ul)\b[^<>]*>"),
    "%s": re.compile(r"%(?:\(\w+\))?[sd]\b"),
    "mark": re.compile("[\ufdd0-\ufdef]"),
}
# Nothing leaks without one of these.
_SIGNS: Final = re.compile(r"[]*[~`_:/!?=#{}<&%(^-]{2}|[#&%<{\ufdd0-\ufdef]")
_AROUND: Final = 30


def read_page(content: bytes) -> PageFacts:
    """The facts of a page, of any bytes a browser would take for HTML."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(content, parser) if content.strip() else None
    if root is None:
        root = etree.fromstring(b"<html></html>", parser)
    return _Reader(root).facts()


class _Reader:
    def __init__(self, root: _Element) -> None:
        self._root = root
        self._links: dict[tuple[str, Use, bool, str], Link] = {}
        self._anchors: list[Anchor] = []
        self._spans: list[Span] = []
        self._blocks: list[str] = []
        self._texts: list[str] = []
        self._words: list[str] = []
        self._is_running = False
        """Whether what comes next follows a span within one place."""

    def facts(self) -> PageFacts:
        head = self._head()
        article = _article(self._root)
        for element in self._root.iter():
            if isinstance(element.tag, str):
                self._note(element, is_in_article=False)
            if element is article:
                break
        self._walk(article, is_read=True)
        self._after(article)
        body = self._root.find("body")
        frame: dict[str, None] = {}
        places: dict[str, None] = {}
        if body is not None:
            _around(body, article, frame=frame, places=places)
        text = "".join(self._texts)
        leaks, excerpts = _leaked(text)
        title, description, canonical, alternates, is_indexed = head
        if _SIGNS.search(f"{title}\n{description}"):
            for name, count in _leaked(f"{title}\n{description}")[0].items():
                leaks[name] += count
                excerpts.setdefault(name, title)
        direction = body.get("dir", "") if body is not None else ""
        return PageFacts(
            self._root.get("lang", ""),
            direction or self._root.get("dir", ""),
            title,
            description,
            canonical,
            alternates,
            is_indexed,
            tuple(self._links.values()),
            tuple(self._anchors),
            tuple(self._spans),
            tuple(self._blocks),
            leaks,
            excerpts,
            "\n".join([title, description, *dict.fromkeys(self._words)]),
            tuple(frame),
            tuple(places),
        )

    def _head(self) -> tuple[str, str, str, tuple[tuple[str, str], ...], bool]:
        title = description = canonical = ""
        alternates = []
        is_indexed = True
        for element in self._root.iter("title", "meta", "link", "body"):
            name = element.get("name", "").lower()
            if element.tag == "body":
                break
            if element.tag == "title":
                title = title or _one_line(element.text or "")
            elif name == "description":
                description = _one_line(element.get("content", ""))
            elif name == "robots":
                is_indexed = "noindex" not in element.get("content", "")
            elif element.tag == "link":
                relations = element.get("rel", "").split()
                href = element.get("href", "")
                if "canonical" in relations:
                    canonical = href
                elif "alternate" in relations and element.get("hreflang"):
                    alternates.append((element.get("hreflang", ""), href))
        return title, description, canonical, tuple(alternates), is_indexed

    def _note(self, element: _Element, *, is_in_article: bool) -> None:
        """Take in what an element has, whatever stands in it."""
        attributes = element.attrib
        if not attributes:
            return
        tag = element.tag
        line: int = element.sourceline or 1  # type: ignore[assignment]  # its stub has no type
        if use := _USES.get(tag):
            attribute, kind = use
            href = attributes.get(attribute)
            if href is not None and not _is_of_head(element):
                language = attributes.get("hreflang", "")
                key = (href, kind, is_in_article, language)
                if key not in self._links:
                    self._links[key] = Link(href, kind, line, is_in_article, language)
        if name := attributes.get("id") or (tag == "a" and attributes.get("name")):
            self._anchors.append(Anchor(name, line, is_in_article))
        if is_in_article:
            self._words += [text for name in _WORDS if (text := attributes.get(name))]
        if number := attributes.get("data-s"):
            self._span(number, line, attributes.get("data-state", ""))

    def _span(self, number: str, line: int, state: str) -> None:
        known = self._spans[-1].number if self._spans else -1
        value = int(number) if number.isdecimal() else -1
        follows = self._is_running and known == value
        self._spans.append(Span(value, line, follows, state))
        self._is_running = True

    def _walk(self, element: _Element, *, is_read: bool) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                self._text(child.tail, is_read=is_read)
                continue
            if _NOTICE in child.attrib:
                for one in child.iter():
                    if isinstance(one.tag, str):
                        self._note(one, is_in_article=False)
                self._text(child.tail, is_read=is_read)
                continue
            is_block = tag in _BLOCKS
            if is_block:
                self._blocks.append(_named(child))
            is_block = is_block and tag not in _WITHIN_TEXT
            if is_block:
                self._is_running = False
                self._texts.append("\n")
            self._note(child, is_in_article=True)
            is_own = is_read and tag not in _UNREAD and not _is_math(child)
            self._text(child.text, is_read=is_own)
            if len(child):
                self._walk(child, is_read=is_own)
            if is_block:
                self._is_running = False
                self._texts.append("\n")
            self._text(child.tail, is_read=is_read)

    def _text(self, text: str | None, *, is_read: bool) -> None:
        if text and is_read:
            self._texts.append(text)

    def _after(self, article: _Element) -> None:
        """What follows the article on the page."""
        element: _Element | None = article
        while element is not None:
            for sibling in element.itersiblings():
                for one in sibling.iter():
                    if isinstance(one.tag, str):
                        self._note(one, is_in_article=False)
            element = element.getparent()


def _around(
    element: _Element,
    article: _Element,
    *,
    frame: dict[str, None],
    places: dict[str, None],
) -> None:
    """Take in phrases outside the article, and where in the navigation it lies."""
    for child in element:
        tag = child.tag
        if child is article or tag in _UNREAD or _NOTICE in child.attrib:
            pass
        elif isinstance(tag, str):
            name = child.get("class", "")
            if "md-" in name and not _TITLES.isdisjoint(name.split()):
                if "md-nav__list" in name or "md-tabs__list" in name:
                    _find_places(child, places)
            else:
                for attribute in _FRAME_WORDS:
                    _add_phrase(child.get(attribute), frame)
                _add_phrase(child.text, frame)
                _around(child, article, frame=frame, places=places)
        _add_phrase(child.tail, frame)


def _find_places(items: _Element, places: dict[str, None]) -> None:
    """Take in the titles of the active ones of ``items`` in Material's navigation."""
    for item in items:
        if "item--active" not in item.get("class", ""):
            continue
        for child in item:
            name = child.get("class", "")
            if "md-nav__link" in name or "md-tabs__link" in name:
                places[_one_line("".join(map(str, child.itertext())))] = None
            elif "md-nav" in name.split():
                for below in child:
                    if "md-nav__list" in below.get("class", ""):
                        _find_places(below, places)


def _add_phrase(text: str | None, phrases: dict[str, None]) -> None:
    if text and text.count(" ") > 1 and (phrase := _one_line(text)).count(" ") > 1:
        phrases[phrase] = None


def _article(root: _Element) -> _Element:
    """Where the text of the page stands."""
    for element in root.iter("article", "div", "main"):
        if element.tag == "article" or element.get("role") == "main":
            return element
    body = root.find("body")
    return root if body is None else body


def _is_of_head(element: _Element) -> bool:
    """Whether it names pages for search engines, which have a rule of their own."""
    if element.tag != "link":
        return False
    relations = element.get("rel", "").split()
    return not {"stylesheet", "icon", "manifest"}.intersection(relations)


def _is_math(element: _Element) -> bool:
    name = element.get("class")
    return name is not None and any(one in name for one in _MATH)


def _named(element: _Element) -> str:
    """What tells a block of the source from another."""
    tag = str(element.tag)
    if tag in _NAMED and (name := element.get("class")):
        return f"{tag}.{name}"
    if tag == "pre":
        lines = "".join(map(str, element.itertext())).count("\n")
        return f"pre of {lines} lines"
    return tag


def _leaked(text: str) -> tuple[Counter[str], dict[str, str]]:
    leaks: Counter[str] = Counter()
    excerpts: dict[str, str] = {}
    if not _SIGNS.search(text):
        return leaks, excerpts
    for name, pattern in _LEAKS.items():
        found = list(_found(pattern, text))
        if found:
            leaks[name] = len(found)
            start, end = found[0]
            first = text.rfind("\n", 0, start) + 1
            last = text.find("\n", end) if "\n" in text[end:] else len(text)
            around = text[max(first, start - _AROUND) : min(last, end + _AROUND)]
            excerpts[name] = _one_line(around)
    return leaks, excerpts


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
