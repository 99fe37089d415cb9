"""Tags of raw HTML that mark words just as emphasis and links of Markdown do."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bitext.markdown.inline import Token, TokenKind

__all__ = ["Opening", "edges", "opening", "pairs"]

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s>/])(?![^>]*/>)")
_RUNS = {
    "a": "a",
    "b": "strong",
    "del": "del",
    "em": "em",
    "font": "font",
    "i": "em",
    "ins": "ins",
    "mark": "mark",
    "small": "small",
    "span": "span",
    "strike": "del",
    "strong": "strong",
    "sub": "sub",
    "sup": "sup",
    "u": "u",
}
"""Elements whose tags say how words look or where they lead, as runs are named."""
_BLOCKS = frozenset({"div", "p"})
_ADDRESS = re.compile(
    r"""\shref\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)
_MARKS = frozenset({TokenKind.EMPHASIS, TokenKind.SPAN})


class Opening(NamedTuple):
    """What an opening tag says."""

    tag: str
    """strong, em, a, span, ..."""
    address: tuple[int, int] | None
    """Character offsets of where it leads, without quotes."""
    dress: str
    """All of it but the address."""


def opening(text: str, token: Token) -> Opening:
    """What the opening tag ``token`` of a pair says."""
    source = text[token.start : token.end]
    _, name = _parted(source)
    found = _ADDRESS.search(source) if name == "a" else None
    if found is None or found.lastgroup is None:
        return Opening(_RUNS[name], None, source)
    first, last = found.span(found.lastgroup)
    address = (token.start + first, token.start + last)
    return Opening(_RUNS[name], address, source[:first] + source[last:])


def pairs(text: str, tokens: Sequence[Token]) -> dict[int, int]:
    """Indices of tags that open a run, with those of the tags that close it.

    A pair that would cross emphasis is none.
    """
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if token.kind in _MARKS and token.partner > index:
            opened.append(("", index))
        elif token.kind in _MARKS and token.partner >= 0:
            while opened and opened.pop()[1] != token.partner:
                pass
        elif token.kind is TokenKind.HTML:
            is_closing, name = _parted(text[token.start : token.end])
            if name not in _RUNS:
                continue
            if not is_closing:
                opened.append((name, index))
            elif opened and opened[-1][0] == name:
                found[opened.pop()[1]] = index
    return found


def edges(
    text: str, tokens: Sequence[Token], *, paired: dict[int, int]
) -> tuple[list[int], list[int]]:
    """Indices of the tags without a partner a text begins with, and ends with.

    Their partners stand in other sentences of the block.
    """
    taken = {*paired, *paired.values()}

    def is_edge(index: int) -> bool:
        token = tokens[index]
        if token.kind is not TokenKind.HTML or index in taken:
            return False
        _, name = _parted(text[token.start : token.end])
        return name in _RUNS or name in _BLOCKS

    def run(indices: Iterator[int]) -> list[int]:
        found = []
        for index in indices:
            if is_edge(index):
                found.append(index)
            elif not text[tokens[index].start : tokens[index].end].isspace():
                break
        return found

    head = run(iter(range(len(tokens))))
    if len(head) == len(tokens):
        return head, []
    return head, run(iter(range(len(tokens) - 1, -1, -1)))[::-1]


def _parted(source: str) -> tuple[bool, str]:
    """Whether a tag closes an element, and its name; an empty one if it does both."""
    found = _NAME.match(source)
    return (bool(found[1]), found[2].lower()) if found else (False, "")
