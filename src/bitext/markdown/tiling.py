"""Tokens in order, with the text between them and their partners found."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from bitext.markdown.emphasis import Region
from bitext.markdown.tokens import Token, TokenKind

__all__ = ["tile"]

_STRESSED = frozenset({"strong", "em"})
_start = attrgetter("start")


def tile(
    placed: Sequence[Token], regions: Sequence[Region], *, start: int, end: int
) -> tuple[Token, ...]:
    """Tokens from ``start`` to ``end``: ``placed``, delimiters and the text between.

    Offsets of ``regions`` count from ``start``; ``placed`` is in order.
    """
    if regions:
        placed = sorted((*placed, *_delimiters(regions, start)), key=_start)
    tokens = []
    position = start
    for token in placed:
        begin = token.start
        if position < begin:
            tokens.append(Token(TokenKind.TEXT, position, begin))
        tokens.append(token)
        position = token.end
    if position < end:
        tokens.append(Token(TokenKind.TEXT, position, end))
    return tuple(_partnered(tokens) if regions else tokens)


def _delimiters(regions: Sequence[Region], offset: int) -> Iterator[Token]:
    """Both delimiters of each region; ``partner`` is an offset still."""
    for region in regions:
        kind = TokenKind.EMPHASIS if region.tag in _STRESSED else TokenKind.SPAN
        opening = offset + region.open_start
        closing = offset + region.close_start
        end = offset + region.open_end
        yield Token(kind, opening, end, tag=region.tag, partner=closing)
        end = offset + region.close_end
        yield Token(kind, closing, end, tag=region.tag, partner=opening)


def _partnered(tokens: Sequence[Token]) -> Iterator[Token]:
    """The same tokens with the indices of partners for their offsets."""
    index = {token.start: number for number, token in enumerate(tokens)}
    for token in tokens:
        if token.tag:
            kind, begin, end, *_ = token
            yield Token(kind, begin, end, tag=token.tag, partner=index[token.partner])
        else:
            yield token
