"""Which segments stand in or after something of the rendered page.

The page is rendered with the letters of each segment replaced by a letter of its own,
and a number in each directive. Where these turn up in the HTML says what element comes
after a directive, whether it is a comment at all, and what lies within elements that
are not to be translated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from lxml import html

from bitext.markdown.article import Article, Kind, Span
from bitext.markdown.directives import Directive
from bitext.markdown.inline import Inline
from bitext.markdown.lines import Lines
from bitext.markdown.milestones import INLINE
from bitext.markdown.renderer import Renderer
from bitext.markdown.tokens import Token, TokenKind

__all__ = ["Scopes", "find_scopes", "is_untranslated", "marks_untranslated"]

_ATTRIBUTE = re.compile(r"\bnotranslate\b|\btranslate\s*=", re.IGNORECASE)
_PROBE = "bitext-directive-"
_FOUND_PROBE = re.compile(rf"{_PROBE}(\d+)")
_LETTER = re.compile(r"[^\W\d_]")
_READ_ATTRIBUTES = ("alt", "title")
# Unified ideographs: letters to every pattern.
_RANGES = ((0x20000, 0x2A6DF), (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x30000, 0x3134A))
# A definition is shown elsewhere, or nowhere, but a directive stands before it.
_DEFINITION = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:(\[\^)|\*?\[)[^\]\n]+\]:", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a page's renderer says about its segments, by their index."""

    of: Mapping[Directive, frozenset[int] | None]
    """Segments of the element after a directive; None where none comes. A directive
    that is no comment to the renderer is not there."""
    untranslated: frozenset[int]
    """Segments of which every letter is marked not to be translated."""


def marks_untranslated(text: str) -> bool:
    """Whether an article may say in HTML's way that something stays as it is."""
    return bool(_ATTRIBUTE.search(text))


def is_untranslated(element: html.HtmlElement) -> bool | None:
    """Whether HTML says to leave an element as it is; None if it says nothing.

    ``translate="no"`` is HTML's own attribute, the class ``notranslate`` what
    translation services agreed on before.
    """
    value = element.get("translate")
    if "notranslate" in element.get("class", "").split():
        return True
    return None if value is None else value.strip().lower() == "no"


def find_scopes(
    article: Article,
    directives: Sequence[Directive],
    *,
    start: int,
    renderer: Renderer,
) -> Scopes:
    """Scopes of ``directives`` that stand in no block, and of HTML's attributes.

    The article's body begins at ``start``.
    """
    probe = _Probe(article, directives, start=start)
    body = probe.text.replace("\r\n", "\n").replace("\r", "\n")
    rendered = renderer.html(body)
    root = html.fragment_fromstring(rendered, create_parent="div")
    return _Reader(article, directives, probe.letters, root).scopes()


class _Probe:
    """An article's body whose parts can be told apart in its HTML."""

    def __init__(
        self, article: Article, directives: Sequence[Directive], *, start: int
    ) -> None:
        text = article.text
        used = set(text)
        supply = (
            letter
            for letter in map(chr, chain.from_iterable(range(*one) for one in _RANGES))
            if letter not in used
        )
        self.letters: dict[str, int] = {}
        """Letter to the index of the segment that consists of it."""
        edits = [
            (one.start + len("<!--"), one.start + len("<!--"), f"{_PROBE}{number} ")
            for number, one in enumerate(directives)
        ]
        kinds = [block.kind for block in article.blocks for _ in block.segments]
        for number, (kind, segment) in enumerate(
            zip(kinds, article.segments, strict=True)
        ):
            if kind is Kind.FRONT_MATTER:
                continue
            letter = next(supply, None)
            if letter is None:
                break
            self.letters[letter] = number
            edits += [
                (first, last, _LETTER.sub(letter, text[first:last]))
                for first, last in _words(text, segment.spans)
            ]
        parts, position = [], start
        for first, last, replacement in sorted(edits):
            parts += [text[position:first], replacement]
            position = last
        self.text = "".join([*parts, text[position:]])


def _words(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Where a segment has words of its own, syntax left out."""
    lines = Lines(text, spans)
    for first, last in _plain(Inline(lines.text).tokens):
        yield from lines.segment(first, last).spans


def _plain(tokens: Sequence[Token]) -> Iterator[Span]:
    for token in tokens:
        if token.kind is TokenKind.TEXT:
            yield token.start, token.end
        elif token.kind is TokenKind.IMAGE and token.label:
            yield token.label
        elif token.children:
            yield from _plain(token.children)


class _Reader:
    """Reads a rendered probe."""

    def __init__(
        self,
        article: Article,
        directives: Sequence[Directive],
        letters: Mapping[str, int],
        root: html.HtmlElement,
    ) -> None:
        self._article = article
        self._directives = directives
        self._letters = letters
        self._root = root
        self._free: set[int] = set()
        self._bound: set[int] = set()

    def scopes(self) -> Scopes:
        """What the page says."""
        of: dict[Directive, frozenset[int] | None] = {}
        comments: dict[int, html.HtmlElement] = {}
        for comment in self._root.iter(html.etree.Comment):
            if found := _FOUND_PROBE.match((comment.text or "").lstrip("-")):
                comments[int(found[1])] = comment
        before: Directive | None = None
        for number, comment in sorted(comments.items()):
            directive = self._directives[number]
            # The renderer moves a second comment of a line behind what follows.
            if before and not self._article.text[before.end : directive.start].strip(
                " \t"
            ):
                of[directive] = of[before]
            else:
                of[directive] = self._after(directive, comment)
            before = directive
        if marks_untranslated(self._article.text):
            self._divide(self._root, is_bound=False)
        return Scopes(of, frozenset(self._bound - self._free))

    def _after(
        self, directive: Directive, comment: html.HtmlElement
    ) -> frozenset[int] | None:
        """Segments of what comes after a comment; None where nothing comes."""
        if found := _DEFINITION.match(self._article.text, directive.end):
            return self._defined(directive, is_footnote=bool(found[1]))
        node = comment
        while (parent := node.getparent()) is not self._root and _holds_comments(
            parent
        ):
            node = parent
        segments = self._indexes(node.tail)
        is_text = bool(segments)
        for sibling in node.itersiblings():
            if not isinstance(sibling.tag, str):
                segments |= self._indexes(sibling.tail)
            elif sibling.tag in INLINE:
                segments |= self._inside(sibling) | self._indexes(sibling.tail)
            elif is_text or "footnote" in sibling.get("class", "").split():
                break
            else:
                return frozenset(self._inside(sibling))
            is_text = bool(segments)
        return frozenset(segments) if is_text else None

    def _defined(
        self, directive: Directive, *, is_footnote: bool
    ) -> frozenset[int] | None:
        """Segments of the definition that follows a directive."""
        number = 0
        for block in self._article.blocks:
            after = number + len(block.segments)
            if block.spans[0][0] >= directive.end:
                found = frozenset(range(number, after))
                return self._footnote(found) if is_footnote else found
            number = after
        return None

    def _footnote(self, segments: frozenset[int]) -> frozenset[int]:
        for item in self._root.iterfind(".//div[@class='footnote']//li"):
            if segments & (inside := self._inside(item)):
                return frozenset(inside)
        return segments

    def _inside(self, element: html.HtmlElement) -> set[int]:
        found = self._indexes("".join(element.itertext()))
        for one in element.iter(html.etree.Element):
            found |= self._indexes(_attributes(one))
        return found

    def _indexes(self, text: str | None) -> set[int]:
        letters = self._letters
        return {letters[one] for one in set(text or "") if one in letters}

    def _divide(self, element: html.HtmlElement, *, is_bound: bool) -> None:
        """Sort segments by whether their letters are to be left as they are."""
        own = is_untranslated(element)
        here = is_bound if own is None else own
        seen = self._bound if here else self._free
        seen |= self._indexes(element.text) | self._indexes(_attributes(element))
        for child in element:
            if isinstance(child.tag, str):
                self._divide(child, is_bound=here)
            seen |= self._indexes(child.tail)


def _attributes(element: html.HtmlElement) -> str:
    return "".join(element.get(name, "") for name in _READ_ATTRIBUTES)


def _holds_comments(element: html.HtmlElement) -> bool:
    """Whether a paragraph has comments and nothing else."""
    return (
        element.tag == "p"
        and not (element.text or "").strip()
        and all(
            not isinstance(child.tag, str) and not (child.tail or "").strip()
            for child in element
        )
    )
