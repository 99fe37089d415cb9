"""What of inline Markdown has words for a translator."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from bitext.markdown.article import Kind, Span
from bitext.markdown.tokens import Token, TokenKind

__all__ = ["has_words", "images_alone"]

_LETTER = re.compile(r"[^\W\d_]")
_WORDLESS = frozenset(
    {
        TokenKind.CODE,
        TokenKind.HTML,
        TokenKind.COMMENT,
        TokenKind.ENTITY,
        TokenKind.URL,
        TokenKind.AUTOLINK,
        TokenKind.ATTRIBUTES,
        TokenKind.FOOTNOTE,
        TokenKind.EMOJI,
        TokenKind.KEYS,
        TokenKind.MATH,
        TokenKind.MACRO,
        TokenKind.SHORTHAND,
    }
)


def images_alone(tokens: Sequence[Token], run: str) -> list[tuple[Kind, Span]] | None:
    """Texts of the images when a block holds nothing else to read, else None."""
    found: list[tuple[Kind, Span]] = []
    for token in tokens:
        if token.kind is TokenKind.IMAGE:
            if token.label:
                found.append((Kind.ALT, token.label))
            if token.title_span:
                found.append((Kind.LINK_TITLE, token.title_span))
        elif token.kind is TokenKind.LINK and token.label:
            inner = images_alone(token.children, run)
            if not inner:
                return None
            found += inner
        elif (
            token.kind not in _WORDLESS and run[token.start : token.end].strip()
        ) or token.kind is TokenKind.CODE:
            return None
    return found or None


def has_words(run: str, tokens: Sequence[Token], span: Span) -> bool:
    """Whether there is anything to translate at ``span``, code aside."""
    # Tokens follow each other: a line may hold thousands, and as many sentences.
    start = bisect_right(tokens, span[0], key=attrgetter("end"))
    for token in map(tokens.__getitem__, range(start, len(tokens))):
        if token.start >= span[1]:
            break
        if token.kind in _WORDLESS:
            continue
        first, last = token.label or (token.start, token.end)
        if token.kind is TokenKind.LINK and token.label:
            if has_words(run, token.children, token.label):
                return True
        elif _LETTER.search(run, max(first, span[0]), min(last, span[1])):
            return True
    return False
