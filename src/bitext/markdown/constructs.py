"""What token a match of an inline pattern makes."""

import re
from collections.abc import Callable

from bitext.markdown.flanking import CLOSE, OPEN
from bitext.markdown.patterns import PROSE
from bitext.markdown.references import unescape
from bitext.markdown.tokens import Token, TokenKind

__all__ = [
    "Maker",
    "entity",
    "escape",
    "keys",
    "mail",
    "math",
    "quoted_keys",
    "shorthand",
    "simple",
    "tag",
]

Maker = Callable[[re.Match[str], int], Token | None]
"""Takes a match and the offset of the text it was made in; None makes no token."""


def simple(kind: TokenKind) -> Maker:
    """Makes tokens that hold nothing but their kind and place."""
    return lambda found, offset: Token(
        kind, offset + found.start(), offset + found.end()
    )


def math(found: re.Match[str], offset: int) -> Token | None:
    """Mathematics, unless brackets are escaped around words."""
    if found[0][0] == "\\" and PROSE.search(found[0]):
        return None
    start, end = offset + found.start(), offset + found.end()
    return Token(TokenKind.MATH, start, end, content=found[0])


def escape(found: re.Match[str], offset: int) -> Token | None:
    """An escaped character; None when the backslash escapes nothing."""
    if found[1] is None:
        return None
    start = offset + found.start()
    return Token(TokenKind.ESCAPE, start, start + 2, content=found[1])


def quoted_keys(found: re.Match[str], offset: int) -> Token | None:
    """Keys with labels of their own, which bind tighter than links."""
    # Unquoted ones come after URLs, which may hold their like.
    is_quoted = '"' in found[1] or "'" in found[1]
    return keys(found, offset) if is_quoted else None


def keys(found: re.Match[str], offset: int) -> Token:
    """Keys to press."""
    start, end = offset + found.start(), offset + found.end()
    content = found[1].replace('"', "").replace("'", "")
    return Token(TokenKind.KEYS, start, end, content=content)


def tag(found: re.Match[str], offset: int) -> Token:
    """A raw HTML tag or a comment."""
    start, end = offset + found.start(), offset + found.end()
    is_comment = found[0].startswith("<!--")
    return Token(TokenKind.COMMENT if is_comment else TokenKind.HTML, start, end)


def mail(found: re.Match[str], offset: int, *, in_link: bool) -> Token:
    """A bare mail address."""
    start, end = offset + found.start(), offset + found.end()
    destination = None if in_link else f"mailto:{found[0]}"
    return Token(TokenKind.URL, start, end, content=found[0], destination=destination)


def shorthand(found: re.Match[str], offset: int) -> Token | None:
    """What a pattern of the site matches, where that is text and nothing else."""
    # One character holds no word, and is too short to stand in for.
    if len(found[0].strip()) <= 1 or OPEN in found[0] or CLOSE in found[0]:
        return None
    before = found.string[: found.start()]
    if before.rfind(OPEN) > before.rfind(CLOSE):
        return None
    start, end = offset + found.start(), offset + found.end()
    return Token(TokenKind.SHORTHAND, start, end, content=found[0])


def entity(found: re.Match[str], offset: int) -> Token:
    """A character reference."""
    start, end = offset + found.start(), offset + found.end()
    return Token(TokenKind.ENTITY, start, end, content=unescape(found[0]))
