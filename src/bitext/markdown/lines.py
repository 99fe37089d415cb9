"""A block's lines as one text, with the way back to the article."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from bitext.markdown.article import Segment, Span

__all__ = ["EDGES", "Lines", "breaks", "escapes"]

EDGES = " \t\r\n"
"""What a segment never begins or ends with."""
_BLANKS = " \t"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or what a directive left of it."""

    offset: int
    """Of the first character in the block's text."""
    span: Span
    goes_on: bool
    """Whether it stands on the line of the piece before it."""


class Lines:
    """The text at ``spans`` of an article, one span per line, as one text.

    A line break of the page is two blanks and a line end. ``without`` are comments,
    in order, that the text is to be read without.
    """

    def __init__(
        self,
        article: str,
        spans: Sequence[Span],
        *,
        breaks_lines: bool = False,
        without: Sequence[Span] = (),
    ) -> None:
        self._article = article
        self._pieces: list[_Piece] = []
        text = ""
        last = 0
        for start, end in spans:
            kept = list(_outside((start, end), without)) if without else [(start, end)]
            goes_on = False
            for first, until in _trimmed(article, kept) if without else kept:
                if self._pieces and not goes_on:
                    gap = article[last:start]
                    hard = breaks_lines or breaks(text, gap)
                    text += "  \n" if hard else "\n"
                self._pieces.append(_Piece(len(text), (first, until), goes_on))
                text += article[first:until]
                goes_on = True
            if goes_on:
                last = end
        self.text = text

    def place(self, offset: int) -> int:
        """Where in the text the article's ``offset`` is, or what follows it."""
        for piece in self._pieces:
            first, last = piece.span
            if offset < last:
                return piece.offset + max(offset - first, 0)
        return len(self.text)

    def segment(self, start: int, end: int) -> Segment:
        """The segment that stands from ``start`` to ``end`` of the text."""
        spans: list[Span] = []
        words = ""
        # A block may have thousands of lines, and as many segments.
        number = max(bisect_right(self._pieces, start, key=attrgetter("offset")) - 1, 0)
        for piece in map(self._pieces.__getitem__, range(number, len(self._pieces))):
            if piece.offset >= end:
                break
            first, last = piece.span
            left = max(start - piece.offset, 0)
            right = min(end - piece.offset, last - first)
            if left < right:
                found = self._article[first + left : first + right]
                if piece.goes_on and spans:
                    words += found
                elif spans:
                    words = f"{words.rstrip(EDGES)} {found.lstrip(EDGES)}"
                else:
                    words = found
                spans.append((first + left, first + right))
        return Segment(words.strip(EDGES), tuple(spans))


def _outside(span: Span, others: Sequence[Span]) -> Iterator[Span]:
    """What of ``span`` lies outside ``others``."""
    start, end = span
    for first, last in others:
        if first < end and last > start:
            if start < first:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end


def _trimmed(article: str, pieces: Sequence[Span]) -> list[Span]:
    """Pieces of a line without the blanks a comment stood between."""
    kept: list[Span] = []
    is_blank = True
    for first, last in pieces:
        words = article[first:last]
        blanks = len(words) - len(words.lstrip(_BLANKS)) if is_blank else 0
        if blanks < len(words):
            kept.append((first + blanks, last))
            is_blank = words[-1] in _BLANKS
    while kept:
        first, last = kept.pop()
        words = article[first:last].rstrip(_BLANKS)
        if words:
            kept.append((first, first + len(words)))
            break
    return kept


def breaks(before: str, gap: str) -> bool:
    """Whether two blanks end a line; a backslash before them escapes one."""
    return gap.startswith("  ") and not escapes(before)


def escapes(before: str) -> bool:
    """Whether a backslash at the end of ``before`` escapes what follows."""
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
