"""What of a rendered page is still in the source language, and what changed."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import zip_longest

import lxml.html
from lxml.html import HtmlElement
from lxml.html.defs import block_tags

from benches.leakcheck.pseudo import CLOSE, CODE, OPEN, WRAPPED, unwrapped
from bitext.markdown.inline import TokenKind, tokenize
from bitext.markdown.shorthands import Shorthands

__all__ = ["Source", "changes", "leaks", "tree"]

_WORDS = re.compile(r"[^\W\d_]+")
# A label that a plugin resolves stands behind the brackets of its text; markers of
# alerts and lines that include a file stay as they are.
_KEPT = re.compile(
    r"\]\s?\[[^\[\]]*\]|\[![A-Z]+\]|\[TOC\]|\{\*.*?\*\}|\{!.*?!\}|--8<--[^\n]*",
    re.DOTALL,
)
_BLANKS = re.compile(r"\s+")
_IDEOGRAPHIC = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_UNSPACED = re.compile(rf"(?<=[{_IDEOGRAPHIC}]) | (?=[{_IDEOGRAPHIC}])")
_SPAN = re.compile(r"</span>|<span(?= data-s=)()[^>]*>|<span\b(?! data-s=)")
_TEXT_ATTRIBUTES = frozenset({"alt", "title", "aria-label"})
# Made by extensions: signs, numbers and pictures, and words nobody wrote.
_MADE = frozenset(
    "arithmatex caption-prefix emojione filename footnote-backref footnote-ref gemoji "
    "headerlink keys magiclink toctitle twemoji wikilink".split()
)
_NOT_PROSE = frozenset(
    {
        TokenKind.ATTRIBUTES,
        TokenKind.EMOJI,
        TokenKind.FOOTNOTE,
        TokenKind.KEYS,
        TokenKind.MACRO,
        TokenKind.MATH,
        TokenKind.SHORTHAND,
        TokenKind.URL,
    }
)


def tree(html: str) -> HtmlElement:
    """The elements of a page; spans of segments are taken out."""
    bare = _without_segments(html)
    return lxml.html.fragment_fromstring(bare or "<p></p>", create_parent="div")


def _without_segments(html: str) -> str:
    """HTML without the spans of segments, taken out before a parser mends anything."""
    parts, position = [], 0
    is_ours: list[bool] = []
    for found in _SPAN.finditer(html):
        if found[0] == "</span>":
            taken = bool(is_ours) and is_ours.pop()
        else:
            taken = found[1] is not None
            is_ours.append(taken)
        if taken:
            parts.append(html[position : found.start()])
            position = found.end()
    return "".join([*parts, html[position:]])


def changes(source: HtmlElement, translated: HtmlElement) -> Iterator[str]:
    """The first difference of two trees, and every translated code and address."""
    for element in translated.iter():
        yield from _damage(element)
    for one, other in zip_longest(_flat(source), _flat(translated)):
        if one != other:
            yield f"structure changed: {_shown(one)} became {_shown(other)}"
            return


def _damage(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    for name, value in element.attrib.items():
        if name not in _TEXT_ATTRIBUTES and (OPEN in value or "%CA%AD" in value):
            yield f"{name} of <{element.tag}> changed: {_shortened(unwrapped(value))}"
    # Of a diagram the labels are translated, on some sites.
    is_diagram = any("mermaid" in one.classes for one in _upwards(element))
    if element.tag in CODE - {"svg"} and not is_diagram:
        text = "".join(element.itertext())
        if OPEN in text or CLOSE in text:
            yield f"code changed: {_shortened(unwrapped(text))}"


def _flat(root: HtmlElement) -> Iterator[tuple[str, ...]]:
    """Elements with their attributes, and the text between, in document order."""
    items = list(_items(root))
    for number, item in enumerate(items):
        if item[0] != "text":
            yield item
            continue
        # Blanks beside a block are shown by no browser.
        text = item[1]
        if number and _is_block(items[number - 1]):
            text = text.lstrip()
        if number + 1 < len(items) and _is_block(items[number + 1]):
            text = text.rstrip()
        yield ("text", text)


def _items(root: HtmlElement) -> Iterator[tuple[str, ...]]:
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if isinstance(element.tag, str):
                attributes = [
                    f'{name}="{_plain(value)}"'
                    for name, value in element.attrib.items()
                ]
                yield ("<", element.tag, *attributes)
            yield ("text", _plain(element.text or ""))
        else:
            yield (">", str(element.tag))
            yield ("text", _plain(element.tail or ""))


def _is_block(item: tuple[str, ...]) -> bool:
    return item[0] != "text" and item[1] in block_tags


def _plain(text: str) -> str:
    """Text as it was; between sentences of Chinese or Japanese a blank may be new."""
    return _UNSPACED.sub("", _BLANKS.sub(" ", unwrapped(text)))


def _shown(item: tuple[str, ...] | None) -> str:
    if item is None:
        return "nothing"
    kind, *rest = item
    if kind == "text":
        return repr(_shortened(rest[0])) if rest[0].strip() else "no text"
    return f"{'<' if kind == '<' else '</'}{_shortened(' '.join(rest))}>"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"  # noqa: PLR2004 - a line's


@dataclass(frozen=True, slots=True)
class Source:
    """What a text is compared with to tell whether it was left as it was."""

    text: str
    """The whole page."""
    words: Collection[str]
    """Those to look for."""
    shorthands: Shorthands

    def has_word_of(self, text: str) -> bool:
        """Whether a word is not wrapped, but for those in addresses and the like."""
        if not _WORDS.search(WRAPPED.sub("", text)):
            return False
        text = _KEPT.sub(" ", text)
        for token in tokenize(text, shorthands=self.shorthands):
            if token.kind not in _NOT_PROSE:
                prose = WRAPPED.sub(" ", text[token.start : token.end])
                if any(word in self.words for word in _WORDS.findall(prose)):
                    return True
        return False

    def writes(self, name: str, value: str) -> bool:
        """Whether the page writes an attribute out: it is part of its tag or list."""
        written = re.escape(value)
        return bool(re.search(rf"{name}\s*=\s*[\"']?{written}", unescape(self.text)))


def leaks(root: HtmlElement, source: Source) -> Iterator[str]:
    """Texts of the page that have words of the source left as they were."""
    for element in root.iter():
        if isinstance(element.tag, str) and not _is_made(element):
            yield from _leaked(element, element.text, source)
            for name in sorted(_TEXT_ATTRIBUTES & set(element.attrib)):
                value = element.get(name) or ""
                if source.has_word_of(value) and not source.writes(name, value):
                    yield f"{name}: {value}"
        parent = element.getparent()
        if parent is not None and not _is_made(parent):
            yield from _leaked(parent, element.tail, source)


def _is_made(element: HtmlElement) -> bool:
    for one in _upwards(element):
        classes = set(one.classes)
        if one.tag in CODE or one.tag == "abbr" or _MADE & classes:
            return True
        if {"critic", "comment"} <= classes:
            return True
    return False


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _leaked(host: HtmlElement, text: str | None, source: Source) -> Iterator[str]:
    if not text or not source.has_word_of(text):
        return
    if host.tag == "a" and _is_address(host.get("href") or "", text):
        return
    if _is_title_of_kind(host, text) or _is_ordinal(host, text):
        return
    yield text


def _is_address(href: str, text: str) -> bool:
    shown = text.strip()
    return shown in href or href.rstrip("/").endswith(shown.rstrip("/"))


def _is_title_of_kind(host: HtmlElement, text: str) -> bool:
    """Whether an admonition without a title shows its kind."""
    parent = host.getparent()
    is_title = host.tag == "summary" or "admonition-title" in host.classes
    if not is_title or parent is None:
        return False
    return text.strip().lower() in " ".join(parent.classes).lower()


def _is_ordinal(host: HtmlElement, text: str) -> bool:
    return host.tag == "sup" and text.strip() in {"st", "nd", "rd", "th"}
