"""Inline Markdown as a reader, a checker and a splitter see it."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bitext.markdown.brackets import normalize_label
from bitext.markdown.once import once
from bitext.markdown.references import unescape
from bitext.markdown.scanner import scan
from bitext.markdown.shorthands import NO_SHORTHANDS, Shorthands
from bitext.markdown.tokens import Token, TokenKind

__all__ = [
    "Image",
    "Inline",
    "Link",
    "Run",
    "Tag",
    "Token",
    "TokenKind",
    "normalize_label",
    "tokenize",
]

_CODE = frozenset({TokenKind.CODE, TokenKind.MATH, TokenKind.KEYS})
_ADDRESSES = frozenset({TokenKind.URL, TokenKind.AUTOLINK})
_MARKUP_HIDDEN = frozenset(
    {
        TokenKind.COMMENT,
        TokenKind.EMPHASIS,
        TokenKind.SPAN,
        TokenKind.ATTRIBUTES,
        TokenKind.FOOTNOTE,
        TokenKind.EMOJI,
        TokenKind.MACRO,
        TokenKind.CRITIC,
        TokenKind.IMAGE,
    }
)
_STOOD_IN = "\ufffc"
_LITERAL = re.compile(r"\*+|~~+|==+|(?<![^\W_])_+|_+(?![^\W_])")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][^\s\"'<>@/]*)")
_ATTRIBUTE = re.compile(
    r"""\s([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>]+)))?"""
)


def tokenize(
    text: str,
    *,
    references: Collection[str] | None = None,
    shorthands: Shorthands = NO_SHORTHANDS,
) -> tuple[Token, ...]:
    """Tokens of inline Markdown, in order; joined they give ``text`` back.

    The dialect is Python-Markdown with the extensions Material for MkDocs recommends,
    in their default configuration. ``references`` are the labels the article defines,
    as ``normalize_label`` writes them: without them every ``[text][label]`` is taken
    for a link and no ``[label]`` alone. ``shorthands`` are those of the site.
    """
    return scan(text, references=references, shorthands=shorthands)


@dataclass(frozen=True, slots=True)
class Link:
    """A link a reader can follow."""

    text: str
    destination: str | None
    """None when the article defines it elsewhere."""
    title: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """An image in the text."""

    alt: str
    destination: str | None
    title: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw HTML tag, compared by what it says: case, quotes and order are gone."""

    name: str
    """Lower case; begins with ``/`` in a closing tag."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Names and values, sorted; a bare name has an empty value."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text between two delimiters."""

    tag: str
    """strong, em, mark, del, ins, sub or sup."""
    text: str
    start: int
    end: int
    """Offsets of the inner text."""


@dataclass(frozen=True)
class Inline:
    """Inline Markdown, tokenized once and asked often."""

    source: str
    references: frozenset[str] | None = None

    @once
    def tokens(self) -> tuple[Token, ...]:
        """Tokens that tile the source."""
        return tokenize(self.source, references=self.references)

    @once
    def all_tokens(self) -> tuple[Token, ...]:
        """Every token, those of link labels after their link."""
        return tuple(_walk(self.tokens))

    @once
    def text(self) -> str:
        """What a reader sees: markup gone, entities and escapes resolved."""
        return self._seen(self.tokens, hidden=frozenset())

    @once
    def text_without_code(self) -> str:
        """As ``text``, without code, mathematics and keys."""
        return self._seen(self.tokens, hidden=_CODE)

    @once
    def prose(self) -> str:
        """As ``text``, without code, mathematics, keys and addresses."""
        return self._seen(self.tokens, hidden=_CODE | _ADDRESSES)

    @once
    def links(self) -> tuple[Link, ...]:
        """Links in order, autolinks and linked bare URLs among them."""
        found = []
        for token in self.all_tokens:
            if token.kind is TokenKind.LINK:
                text = self._seen(token.children, hidden=frozenset())
                # A link round an image reads as the image does.
                text = text if text.strip() else self._alternatives(token.children)
                found.append(
                    Link(text, token.destination, token.title, token.reference)
                )
            elif token.kind in _ADDRESSES and token.destination is not None:
                found.append(Link(token.content, token.destination))
        return tuple(found)

    @once
    def destinations(self) -> tuple[str, ...]:
        """Where the links lead; a reference counts as its label in brackets."""
        return tuple(
            f"[{link.reference}]" if link.destination is None else link.destination
            for link in self.links
        )

    @once
    def images(self) -> tuple[Image, ...]:
        """Images in order, those in links too."""
        return tuple(
            Image(token.content, token.destination, token.title, token.reference)
            for token in self._all(TokenKind.IMAGE)
        )

    @once
    def code(self) -> tuple[str, ...]:
        """Contents of the code spans, as rendered."""
        return tuple(token.content for token in self._all(TokenKind.CODE))

    @once
    def html(self) -> tuple[Tag, ...]:
        """Raw HTML tags in order; comments are none."""
        tags = (_tag(self._source(token)) for token in self._all(TokenKind.HTML))
        return tuple(tag for tag in tags if tag)

    @once
    def emphasis(self) -> tuple[Run, ...]:
        """Strong and emphasised runs, outer before inner."""
        return tuple(self._runs(self.tokens, TokenKind.EMPHASIS))

    @once
    def marked(self) -> tuple[Run, ...]:
        """Marked, deleted, inserted, raised and lowered runs, outer before inner."""
        return tuple(self._runs(self.tokens, TokenKind.SPAN))

    @once
    def literal_markers(self) -> tuple[str, ...]:
        """Runs of emphasis characters a reader sees as such outside code."""
        return tuple(_LITERAL.findall("".join(self._unmarked(self.tokens))))

    def _all(self, kind: TokenKind) -> Iterator[Token]:
        return (token for token in self.all_tokens if token.kind is kind)

    def _source(self, token: Token) -> str:
        return self.source[token.start : token.end]

    def _seen(self, tokens: Iterable[Token], *, hidden: frozenset[TokenKind]) -> str:
        pieces = []
        for token in tokens:
            kind = token.kind
            if kind is TokenKind.TEXT:
                pieces.append(self._source(token))
            elif kind is TokenKind.LINK:
                pieces.append(self._seen(token.children, hidden=hidden))
            elif kind is TokenKind.HTML:
                tag = _tag(self._source(token))
                pieces.append(" " if tag and tag.name == "br" else "")
            elif kind is TokenKind.HARD_BREAK:
                pieces.append(" ")
            elif kind not in hidden and kind not in _MARKUP_HIDDEN:
                pieces.append(token.content)
        return "".join(pieces).replace("\n", " ")

    def _alternatives(self, tokens: Iterable[Token]) -> str:
        return " ".join(
            token.content for token in tokens if token.kind is TokenKind.IMAGE
        )

    def _runs(self, tokens: tuple[Token, ...], kind: TokenKind) -> Iterator[Run]:
        for index, token in enumerate(tokens):
            if token.kind is kind and token.partner > index:
                inner = tokens[index + 1 : token.partner]
                text = self._seen(inner, hidden=frozenset())
                yield Run(token.tag, text, token.end, tokens[token.partner].start)
            elif token.children:
                yield from self._runs(token.children, kind)

    def _unmarked(self, tokens: Iterable[Token]) -> Iterator[str]:
        for token in tokens:
            if token.kind is TokenKind.TEXT:
                yield self._source(token)
            elif token.kind in {TokenKind.ESCAPE, TokenKind.ENTITY}:
                yield token.content
            elif token.kind is TokenKind.LINK:
                yield from self._unmarked(token.children)
            else:
                yield _STOOD_IN


def _walk(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _walk(token.children)


def _tag(source: str) -> Tag | None:
    found = _TAG_NAME.match(source)
    if not found:
        return None
    attributes = sorted(
        (each[1].lower(), unescape(each[2] or each[3] or each[4] or ""))
        for each in _ATTRIBUTE.finditer(source, found.end())
    )
    return Tag(found[1] + found[2].lower(), tuple(attributes))
