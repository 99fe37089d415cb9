"""What a reader sees of a text, and where in it the markup begins and ends."""

from collections.abc import Iterable
from typing import NamedTuple

from bitext.check.placeholders import HTML_TAGS, tag_name
from bitext.markdown.inline import Inline, Token, TokenKind

__all__ = ["STANDS_IN", "Region", "Rendered", "rendered"]

STANDS_IN = "\ufffc"
"""Stands for what is seen and has no text: an image, an icon, a footnote mark."""

_PICTURES = frozenset(
    {TokenKind.IMAGE, TokenKind.EMOJI, TokenKind.FOOTNOTE, TokenKind.MACRO}
)
_NOTHING = frozenset({TokenKind.COMMENT, TokenKind.ATTRIBUTES, TokenKind.CRITIC})
_VERBATIM = frozenset(
    {
        TokenKind.CODE,
        TokenKind.MATH,
        TokenKind.KEYS,
        TokenKind.AUTOLINK,
        TokenKind.URL,
    }
)


# Made by the thousand, as tokens are.
class Region(NamedTuple):
    """A stretch of rendered text that markup sets apart."""

    kind: str
    """``link``, ``code``, or the element: ``strong``, ``em``, ``mark`` and so on."""
    start: int
    end: int
    """Offsets into the rendered text."""
    destination: str = ""
    """Of a link; empty where the article defines it elsewhere."""

    @property
    def is_emphasis(self) -> bool:
        """Whether it is strong or emphasised."""
        return self.kind in {"strong", "em"}


_LABELS = frozenset({"em", "link", "strong"})


class Rendered(NamedTuple):
    """A text as it is seen, and what is set apart in it, outer before inner."""

    text: str
    regions: tuple[Region, ...]
    without_code: str
    """The text with every code span and address replaced by characters that stand in;
    as long as ``text``, so that offsets agree."""

    def inner(self, region: Region) -> str:
        """What is seen of ``region``."""
        return self.text[region.start : region.end]

    def labels(self) -> tuple[Region, ...]:
        """Links and emphasis, whose words are translated."""
        return tuple(each for each in self.regions if each.kind in _LABELS)


def rendered(text: Inline) -> Rendered:
    """What is seen of ``text``."""
    tokens = text.tokens
    if len(tokens) == 1 and tokens[0].kind is TokenKind.TEXT:
        seen = text.source.replace("\n", " ")
        return Rendered(seen, (), seen)
    pieces: list[str] = []
    regions: list[Region] = []
    _render(text.source, tokens, pieces, regions, 0)
    seen = "".join(pieces)
    if len(regions) > 1:
        regions.sort(key=_place)
    return Rendered(seen, tuple(regions), _without_code(seen, regions))


def _without_code(text: str, regions: Iterable[Region]) -> str:
    for region in regions:
        if region.kind == "code":
            code = STANDS_IN * (region.end - region.start)
            text = text[: region.start] + code + text[region.end :]
    return text


def _place(region: Region) -> tuple[int, int]:
    return (region.start, -region.end)


def _render(
    source: str,
    tokens: Iterable[Token],
    pieces: list[str],
    regions: list[Region],
    position: int,
) -> int:
    """Add what is seen of ``tokens`` from ``position`` on; return where it ends."""
    opened: dict[int, int] = {}
    for index, token in enumerate(tokens):
        kind = token.kind
        start = position
        if kind is TokenKind.LINK:
            position = _render(source, token.children, pieces, regions, position)
            regions.append(Region("link", start, position, token.destination or ""))
        elif token.partner > index:
            opened[index] = position
        elif token.partner in opened:
            regions.append(Region(token.tag, opened[token.partner], position))
        elif seen := _seen(source, token):
            pieces.append(seen)
            position += len(seen)
            if kind in _VERBATIM:
                regions.append(Region("code", start, position))
    return position


def _seen(source: str, token: Token) -> str:
    kind = token.kind
    if kind is TokenKind.TEXT:
        seen = source[token.start : token.end].replace("\n", " ")
    elif kind in _PICTURES:
        seen = STANDS_IN
    elif kind is TokenKind.HARD_BREAK:
        seen = "\n"
    elif kind is TokenKind.HTML:
        name = tag_name(source[token.start : token.end])
        # Other names in angle brackets are to be filled in.
        seen = "\n" if name == "br" else "" if name in HTML_TAGS else STANDS_IN
    else:
        seen = "" if kind in _NOTHING else token.content
    return seen
