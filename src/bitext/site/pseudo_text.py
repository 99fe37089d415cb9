"""Text that reads like its source and is told from it at a glance.

Only words change: markup, addresses, code, HTML, macros and placeholders stay to the
letter, as they would in a good translation.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import cycle

from bitext.check.literals import LITERAL
from bitext.check.placeholders import PLACEHOLDER, tag_name
from bitext.markdown.inline import tokenize
from bitext.markdown.shorthands import NO_SHORTHANDS, Shorthands
from bitext.markdown.tokens import Token, TokenKind

__all__ = ["Style", "pseudo_text"]

_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# One character each, so that offsets stay, and each a letter, so that marks of
# emphasis keep what they stand at; none that text in a wrong encoding is full of.
# CLDR's en-XA has nearly the same.
_ACCENTS = str.maketrans(_LATIN, "åƀçðéḟĝĥîĵķļɱñöþǫŕşţûṽŵẋýżÅƁÇÐÉḞĜĤÎĴĶĻṀÑÖÞǪŔŞŢÛṼŴẊÝŻ")
_ARABIC_LETTERS = "ابصدعفغهيجكلمنوپقرستؤڤۋخىز"
_ARABIC = str.maketrans(_LATIN, _ARABIC_LETTERS * 2)
# No markup begins or ends with them.
_OPENING, _CLOSING = "⟦", "⟧"
_NUMBERS = "one two three four five six seven eight nine ten".split()
# Characters of a text, and how many times as long its translation may be: IBM's
# figures, as W3C's article on text size in translation quotes them.
_GROWTH = ((10, 2.0), (20, 1.8), (30, 1.6), (50, 1.4))
_GROWTH_OF_LONG = 1.3
_END = re.compile(r"[.!?:;,…]+\Z")
_KEPT = re.compile(f"{PLACEHOLDER.pattern} | {LITERAL.pattern}", re.VERBOSE)
_LETTER = re.compile(r"[^\W\d_]")
# What stands between such tags is no prose.
_VERBATIM = frozenset("code kbd math pre samp script style svg var".split())
_EMPTY = frozenset("area br col hr img input link meta source track wbr".split())
# HTML's way to say that something stays as it is, in a tag or an attribute list.
_MARKED = re.compile(
    r"""\btranslate\s*=\s*["']?no\b|[.\s"']notranslate\b""", re.IGNORECASE
)
_SHORTCUT = re.compile(r"\]\s*(?:\[\])?")


class Style(StrEnum):
    """How a text is changed."""

    ACCENTED = "accented"
    """With accents, brackets around it, and as long as translations may be."""
    MIRRORED = "mirrored"
    """In letters of a script that is written from right to left."""


def pseudo_text(
    source: str,
    *,
    style: Style,
    references: Collection[str] = frozenset(),
    shorthands: Shorthands = NO_SHORTHANDS,
) -> str:
    """``source``, inline Markdown, in ``style``; other letters than Latin stay.

    ``references`` are the labels its article defines, ``shorthands`` those of the site.
    """
    tokens = tokenize(source, references=references, shorthands=shorthands)
    text = "".join(_Writer(source, style).pieces(tokens))
    if style is Style.MIRRORED or not _LETTER.search(source):
        return text
    length = sum(one.end - one.start for one in tokens if one.kind is TokenKind.TEXT)
    # A full stop stays last, but for one within markup: `**Stop.**`
    end = _END.search(text) if tokens[-1].kind is TokenKind.TEXT else None
    at = end.start() if end else len(text)
    return f"{_OPENING}{text[:at]}{_padding(length)}{_CLOSING}{text[at:]}"


def _padding(length: int) -> str:
    """Words that make a text of ``length`` characters as long as it may become."""
    factor = next((by for most, by in _GROWTH if length <= most), _GROWTH_OF_LONG)
    wanted = round(length * (factor - 1))
    padding = ""
    for word in cycle(_NUMBERS):
        if len(padding) >= wanted:
            break
        padding += f" {word.translate(_ACCENTS)}"
    return padding


class _Writer:
    """Writes one text anew, token by token."""

    def __init__(self, source: str, style: Style) -> None:
        self._source = source
        self._style = style
        self._open: list[str] = []
        """Elements of which the first says that its text stays."""

    def pieces(self, tokens: Sequence[Token]) -> Iterator[str]:
        kept_until = 0
        for index, token in enumerate(tokens):
            written = self._source[token.start : token.end]
            kept_until = max(kept_until, self._kept_until(tokens, index))
            if token.kind is TokenKind.HTML:
                self._follow(written)
                yield written
            elif self._open or token.start < kept_until:
                yield written
            elif token.kind is TokenKind.TEXT:
                yield self._prose(written)
            elif token.kind in {TokenKind.LINK, TokenKind.IMAGE} and token.label:
                yield from self._link(token)
            else:
                yield written

    def _kept_until(self, tokens: Sequence[Token], index: int) -> int:
        """Where the run ends that begins here and is marked to stay, else 0."""
        last = max(index, tokens[index].partner)
        if last + 1 == len(tokens) or tokens[last + 1].kind is not TokenKind.ATTRIBUTES:
            return 0
        following = tokens[last + 1]
        written = self._source[following.start : following.end]
        return following.end if _MARKED.search(written) else 0

    def _follow(self, tag: str) -> None:
        name = tag_name(tag)
        if tag.startswith("</"):
            if name in self._open:
                del self._open[self._open.index(name) :]
        elif name in _EMPTY or tag.endswith("/>"):
            return
        elif self._open or name in _VERBATIM or _MARKED.search(tag):
            self._open.append(name)

    def _link(self, token: Token) -> Iterator[str]:
        start, end = token.label or (token.start, token.end)
        label = self._source[start:end]
        yield self._source[token.start : start]
        is_link = token.kind is TokenKind.LINK
        said = "".join(self.pieces(token.children)) if is_link else self._prose(label)
        yield said
        rest = self._source[end : token.end]
        is_shortcut = token.reference is not None and _SHORTCUT.fullmatch(rest)
        if is_shortcut and said != label:
            # Its text was its label: now it needs one.
            yield f"][{label}]"
        elif token.title_span:
            first, last = token.title_span
            yield self._source[end:first]
            yield self._prose(self._source[first:last])
            yield self._source[last : token.end]
        else:
            yield rest

    def _prose(self, text: str) -> str:
        last = 0
        pieces = []
        for found in _KEPT.finditer(text):
            pieces += [self._letters(text[last : found.start()]), found[0]]
            last = found.end()
        return "".join([*pieces, self._letters(text[last:])])

    def _letters(self, text: str) -> str:
        if self._style is Style.ACCENTED:
            return text.translate(_ACCENTS)
        if not text.isascii():
            text = unicodedata.normalize("NFC", _bare(text))
        return text.translate(_ARABIC)


def _bare(text: str) -> str:
    """``text`` without the accents of its Latin letters."""
    return "".join(
        parts[0] if (parts := unicodedata.normalize("NFD", one))[0] in _LATIN else one
        for one in text
    )
