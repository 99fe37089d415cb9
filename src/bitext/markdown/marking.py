"""Mark the letters of a page so that its renderer tells where each of them went.

Every letter that is no syntax is replaced by a letter of a script the page does not
use, each by another one. After the renderer's block parser has run, a marked letter
found in the element tree tells its exact place in the article.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, pairwise, zip_longest
from operator import sub

from bitext.markdown.article import Span

__all__ = ["MARK", "Marked", "mark"]

# Unified ideographs and Hangul syllables: letters for every rule the renderer and
# its extensions have, 104,000 of them.
_RANGES = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0xAC00, 0xD7A3),
    (0x2A700, 0x2B738),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
    (0x30000, 0x3134A),
)
MARK = re.compile("[^\x00-\u33ff]")
"""Matches every marked letter, and letters that a page may have of its own."""

# What the block parser reads by its letters stays as it is.
_SYNTAX = re.compile(
    r"""
    <!--(?:[^<-]|<(?!!--)|-(?!->))*+-->                     # comment: code may open one
  | <\?.*?\?>
  | </?[A-Za-z][\w-]*(?:[^<>\n]|\n(?![ \t]*\n)){0,3000}>    # tag with attributes
  | </?[A-Za-z][\w-]*                                       # tag left open
  | <![A-Z][^<>\n]*>
  | &[A-Za-z0-9#]+;
  | ^[ \t>]*(?:[:*+-][ \t]+|\d+\.[ \t]+)?
    (?:!!!|\?\?\?\+?)[ ]*[\w\-]+(?:[ ]+[\w\-]+)*            # admonition and its types
  | ^[ \t]*(?:(?:[:*+-]|\d+\.)[ \t]+)*>[ \t>]*
    \[![\w| -]+\][+-]?                                     # alert and its types
  | ^[ \t>]*(?:(?:[:*+-]|\d+\.|///+)[ \t]+)*
    (?:`{3,}[^`\n]*|~{3,}[^\n]*)$                           # fence
  | ^[ \t>]*/{3,}[ ]*(?:html\b[^\n]*|[^\n|]*)               # /// block
  | ^[ \t>]*(?:[A-Za-z]|[ivxlcdmIVXLCDM]{1,7})[.)](?=[ \t]) # lettered list item
  | ^[ \t]*-+8<-+\r?\n.*?^[ \t]*-+8<-+\r?$                # paths of snippets
  | --8<--[^\n]*
  | \{([*!%])(?:[^\n]*?\1\}|[^\n]*)                          # include or macro
  | \[TOC\]
  | ^(?:\#{1,6}[ ]+)?:::[ ]?[^\s:]\S*[ ]*$                   # of mkdocstrings
    (?:\r?\n[ ]{4}[^\n]*)*                                  # and its options
  | \\(?:begin|end)\{[^{}\n]*\}                             # of mathematics
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
# Options of a block stand below it and its title, indented.
_OPTIONS = re.compile(
    r"^[ \t>]*/{3,}[ ]*[\w-]+[^\n]*((?:\r?\n[ \t>]*[ ]{4}[ \t]*[^\s][^\n]*)+)",
    re.MULTILINE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"[^\w .,]")
_WORD_START = re.compile(r"(?<![^\W\d_])[^\W\d_]")


@cache
def _pool() -> str:
    return "".join(map(chr, chain.from_iterable(range(a, b + 1) for a, b in _RANGES)))


class Marked:
    """A page with marked letters."""

    def __init__(
        self,
        text: str,
        starts: Sequence[int],
        taken: Sequence[int],
        used: Sequence[int],
    ) -> None:
        self.text = text
        """As long as the page: offsets are the same."""
        self._starts = starts
        """Where the runs of marked letters begin."""
        self._taken = taken
        """How many marks are taken before each run, and in all."""
        self._used = used
        """Places in the pool of letters the page has of its own."""

    def origin(self, letter: str) -> int | None:
        """Offset in the page of a marked letter; None when it is no mark."""
        place = _place(letter)
        if place is None:
            return None
        if self._used:
            rank = bisect_left(self._used, place)
            if self._used[rank : rank + 1] == [place]:
                return None
            place -= rank
        if place >= self._taken[-1]:
            return None
        run = bisect_right(self._taken, place) - 1
        return self._starts[run] + place - self._taken[run]


def _place(letter: str) -> int | None:
    """Where in the pool a letter is."""
    code, before = ord(letter), 0
    for first, last in _RANGES:
        if first <= code <= last:
            return before + code - first
        before += last - first + 1
    return None


def mark(text: str, *, kept: Sequence[Span] = ()) -> Marked | None:
    """Replace each letter of ``text`` that is no block syntax by one of its own.

    A page with more letters than there are marks gets its words' first letters marked,
    or those of words that follow a sign or a line end. That is as exact: a line is
    followed letter by letter from any of its marks. None when these are too many.
    What stands at ``kept`` stays as it is.
    """
    own = frozenset(MARK.findall(text))
    used = sorted(place for place in map(_place, own) if place is not None)
    pool = _pool()[: len(text) + len(used)]
    if used:
        pool = "".join([letter for letter in pool if letter not in own])
    runs = _runs(text, list(_markable(text, kept)), marks=len(pool))
    starts = [start for start, _ in runs]
    ends = [end for _, end in runs]
    taken = [0, *accumulate(map(sub, ends, starts))]
    if taken[-1] > len(pool):
        return None
    between = map(slice, [0, *ends], [*starts, len(text)])
    marks = map(slice, taken, taken[1:])
    pieces = zip_longest(
        map(text.__getitem__, between), map(pool.__getitem__, marks), fillvalue=""
    )
    return Marked("".join(chain.from_iterable(pieces)), starts, taken, used)


def _runs(text: str, markable: Sequence[Span], *, marks: int) -> list[Span]:
    """Runs of letters to mark, as many as there are marks for if that can be."""
    if len(text) <= marks or sum(map(len, _LETTERS.findall(text))) <= marks:
        return _matches(_LETTERS, text, markable)
    runs = _matches(_WORD_START, text, markable)
    if len(runs) <= marks:
        return runs
    return [
        run
        for before, run in pairwise([(0, 0), *runs])
        if not before[1] or _SIGN.search(text, before[1], run[0])
    ]


def _matches(letters: re.Pattern[str], text: str, parts: Sequence[Span]) -> list[Span]:
    return [
        found.span()
        for start, end in parts
        for found in letters.finditer(text, start, end)
    ]


def _markable(text: str, kept: Sequence[Span]) -> Iterator[Span]:
    """What lies between the syntax of ``text`` and between what is kept."""
    syntax = [found.span() for found in _SYNTAX.finditer(text)]
    if "///" in text:
        syntax += [found.span(1) for found in _OPTIONS.finditer(text)]
        syntax.sort()
    position = 0
    for start, end in sorted([*syntax, *kept]) if kept else syntax:
        if position < start:
            yield position, start
        position = max(position, end)
    yield position, len(text)
