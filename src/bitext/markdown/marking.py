"""Mark the letters of a page so that its renderer tells where each of them went.

Every letter that is no syntax is replaced by a letter of a script the page does not
use, each by another one. After the renderer's block parser has run, a marked letter
found in the element tree tells its exact place in the article.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

__all__ = ["Marked", "mark"]

# Unified ideographs and Hangul syllables: letters for every rule the renderer and
# its extensions have, 160,000 of them.
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
_POOL = "".join(map(chr, chain.from_iterable(range(a, b + 1) for a, b in _RANGES)))
_FIRST_POOLED = "\u3400"

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
  | ^[ \t>]*/{3,}[^\n|]*(?:\n[ \t]+[\w-]+:[^\n]*)*          # /// block and options
  | ^[ \t>]*(?:[A-Za-z]|[ivxlcdmIVXLCDM]{1,7})[.)](?=[ \t]) # lettered list item
  | ^[ \t]*-+8<-+\r?\n.*?^[ \t]*-+8<-+\r?$                # paths of snippets
  | --8<--[^\n]*
  | \{[*!%][^\n]*
  | \[TOC\]
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD_START = re.compile(r"(?<![^\W\d_])[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with marked letters."""

    text: str
    """As long as the page: offsets are the same."""
    origins: Mapping[str, int]
    """Marked letter to its offset in the page."""


def mark(text: str) -> Marked:
    """Replace each letter of ``text`` that is no block syntax by one of its own.

    A page with more letters than there are marks gets its words' first letters marked,
    which is as exact: a line is followed letter by letter from any of its marks.
    """
    used = {character for character in text if character >= _FIRST_POOLED}
    pool = [letter for letter in _POOL if letter not in used] if used else _POOL
    syntax = [found.span() for found in _SYNTAX.finditer(text)]
    syntax.append((len(text), len(text)))
    letters = _LETTER
    if len(text) > len(pool) and sum(1 for _ in _LETTER.finditer(text)) > len(pool):
        letters = _WORD_START
    marked, origins, region = list(text), {}, iter(syntax)
    start, end = next(region)
    supply = iter(pool)
    for found in letters.finditer(text):
        offset = found.start()
        while end <= offset:
            start, end = next(region)
        if start <= offset:
            continue
        letter = next(supply, None)
        if letter is None:
            break
        marked[offset] = letter
        origins[letter] = offset
    return Marked("".join(marked), origins)
