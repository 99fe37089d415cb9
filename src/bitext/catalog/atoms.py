"""A text as a translator sees it: words, and beside them what is no word.

Two texts whose words are the same differ by what a translation takes over as it
stands: addresses, code, numbers, marks of emphasis, blanks and kinds of quotation mark.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bitext.catalog import tags
from bitext.markdown.inline import Token, TokenKind, tokenize

__all__ = ["Atom", "AtomKind", "Atoms", "Run", "words_key"]


class AtomKind(StrEnum):
    """What an atom is, and whether another may stand in its place."""

    WORD = "word"
    POINT = "point"
    """A character that is no letter, digit or blank."""
    BRACKET = "bracket"
    """Where an image begins."""
    NUMBER = "number"
    LINK = "link"
    """An address or the label of one."""
    CODE = "code"
    MARKUP = "markup"
    """A tag, an attribute list, a footnote mark, an emoji, keys, a macro, maths."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of a text that is neither blank nor a mark of a run."""

    kind: AtomKind
    text: str
    """As it stands."""
    start: int
    end: int
    """Character offsets, half open."""

    @property
    def core(self) -> str:
        """What must be equal for two texts to have the same words."""
        if self.kind is AtomKind.WORD:
            return self.text
        if self.kind is AtomKind.POINT:
            return _TYPOGRAPHY.get(self.text, self.text)
        return f"\0{self.kind}"


@dataclass(frozen=True, slots=True)
class Run:
    """Atoms between two marks: emphasis, or the text of a link."""

    tag: str
    """strong, em, mark, del, ... or a."""
    first: int
    last: int
    """Atoms of the run, half open."""
    opening: tuple[int, int]
    closing: tuple[int, int]
    """Character offsets of the marks; where a link leads is part of the closing."""
    address: tuple[int, int] | None = None
    """Character offsets of where a link leads, or of its label."""
    title: str = ""
    """What follows the address, as it stands."""
    dress: str = ""
    """The opening tag without its address, if the run is one of raw HTML."""

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """What tells two runs of texts with the same words apart."""
        return self.tag, self.first, self.last, self.title, self.dress

    @property
    def is_titled(self) -> bool:
        """Whether its marks hold words for a reader."""
        return bool(self.title or _SAYS.search(self.dress))


# Kinds of one mark: the language and the typist choose among them.
_TYPOGRAPHY = {
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛‹›`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_ELLIPSIS = "…"
_PIECE = re.compile(
    r"(?P<number>\d+(?:[.,:\u00a0\u202f'’]\d+)*)|(?P<word>[^\W\d_]+)|(?P<point>\S)"
)
_ADDRESS = re.compile(
    r"\]\(\s*(?P<address><[^<>\n]*>|\S*?)(?P<title>\s+[\"'(].*)?\s*\)", re.DOTALL
)
_LABEL = re.compile(r"\]\s?\[(?P<address>[^\]]*)\]")
_TAG_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_SAYS = re.compile(r"\s(?:title|aria-label)\s*=", re.IGNORECASE)
_OPAQUE = frozenset(
    {
        TokenKind.HTML,
        TokenKind.ATTRIBUTES,
        TokenKind.FOOTNOTE,
        TokenKind.EMOJI,
        TokenKind.KEYS,
        TokenKind.MATH,
        TokenKind.MACRO,
        TokenKind.COMMENT,
        TokenKind.CRITIC,
    }
)
_MARKS = frozenset({TokenKind.EMPHASIS, TokenKind.SPAN})


class Atoms:
    """The atoms of ``text`` and the runs of emphasis and links among them.

    ``is_markdown`` is false for text that is shown as it stands.
    """

    def __init__(self, text: str, *, is_markdown: bool = True) -> None:
        self.text = text
        self.atoms: list[Atom] = []
        self.runs: list[Run] = []
        self.edges: tuple[tuple[tuple[int, int], ...], ...] = ((), ())
        """Offsets of the tags whose partners stand in other sentences: those the text
        begins with, and those it ends with."""
        tokens = tokenize(text) if is_markdown else (_whole(text),)
        pairs = tags.pairs(text, tokens)
        edges = tags.edges(text, tokens, paired=pairs)
        self.edges = tuple(
            tuple((tokens[index].start, tokens[index].end) for index in edge)
            for edge in edges
        )
        self._walk(tokens, pairs=pairs, without=frozenset((*edges[0], *edges[1])))

    @property
    def core(self) -> tuple[str, ...]:
        """Equal where two texts have the same words in the same places."""
        return tuple(atom.core for atom in self.atoms)

    def _walk(
        self,
        tokens: Sequence[Token],
        *,
        pairs: Mapping[int, int],
        without: Collection[int] = (),
    ) -> None:
        opened: dict[int, tuple[Token, int]] = {}
        openings = {last: first for first, last in pairs.items()}
        for index, token in enumerate(tokens):
            kind = token.kind
            if index in without:
                continue
            if index in pairs:
                opened[index] = (token, len(self.atoms))
            elif index in openings:
                self._tagged(*opened.pop(openings[index]), token)
            elif kind in _MARKS and token.partner > index:
                opened[index] = (token, len(self.atoms))
            elif kind in _MARKS and token.partner in opened:
                opening, first = opened.pop(token.partner)
                self.runs.append(
                    Run(
                        token.tag,
                        first,
                        len(self.atoms),
                        (opening.start, opening.end),
                        (token.start, token.end),
                    )
                )
            else:
                self._token(token)

    def _tagged(self, opening: Token, first: int, closing: Token) -> None:
        """A run between two tags of raw HTML."""
        said = tags.opening(self.text, opening)
        self.runs.append(
            Run(
                said.tag,
                first,
                len(self.atoms),
                (opening.start, opening.end),
                (closing.start, closing.end),
                said.address,
                dress=said.dress,
            )
        )

    def _token(self, token: Token) -> None:
        kind = token.kind
        if kind is TokenKind.LINK and token.label:
            self._link(token, token.label)
        elif kind is TokenKind.IMAGE and token.label:
            self._image(token, token.label)
        elif kind in {TokenKind.URL, TokenKind.AUTOLINK}:
            self._add(AtomKind.LINK, token.start, token.end)
        elif kind is TokenKind.CODE:
            self._add(AtomKind.CODE, token.start, token.end)
        elif kind in {TokenKind.ENTITY, TokenKind.ESCAPE}:
            self._character(token)
        elif kind in _OPAQUE:
            self._opaque(token)
        elif kind is not TokenKind.HARD_BREAK:
            self._plain(token.start, token.end)

    def _opaque(self, token: Token) -> None:
        source = self.text[token.start : token.end]
        found = _TAG_ADDRESS.search(source) if token.kind is TokenKind.HTML else None
        if found is None:
            self._add(AtomKind.MARKUP, token.start, token.end)
            return
        start, end = token.start + found.start(1), token.start + found.end(1)
        self._add(AtomKind.MARKUP, token.start, start)
        self._add(AtomKind.LINK, start, end)
        self._add(AtomKind.MARKUP, end, token.end)

    def _character(self, token: Token) -> None:
        """A character written otherwise: how does not matter to a translation."""
        character = token.content
        if len(character) != 1 or character.isalnum():
            self._add(AtomKind.MARKUP, token.start, token.end)
        elif not character.isspace():
            point = Atom(AtomKind.POINT, character, token.start, token.end)
            self.atoms.append(point)

    def _link(self, token: Token, label: tuple[int, int]) -> None:
        first = len(self.atoms)
        children = token.children
        self._walk(children, pairs=tags.pairs(self.text, children))
        address, title = self._tail(label[1], token.end)
        self.runs.append(
            Run(
                "a",
                first,
                len(self.atoms),
                (token.start, label[0]),
                (label[1], token.end),
                address,
                title,
            )
        )

    def _image(self, token: Token, label: tuple[int, int]) -> None:
        self._add(AtomKind.BRACKET, token.start, label[0])
        self._plain(*label)
        address, title = self._tail(label[1], token.end)
        if address:
            self._add(AtomKind.LINK, *address)
        if title:
            self._add(AtomKind.WORD, token.end - 1 - len(title), token.end - 1)

    def _tail(self, start: int, end: int) -> tuple[tuple[int, int] | None, str]:
        """Where the address stands in the end of a link, and what follows it."""
        tail = self.text[start:end]
        found = _ADDRESS.fullmatch(tail)
        if found:
            first, last = found.span("address")
            return (start + first, start + last), found["title"] or ""
        label = _LABEL.fullmatch(tail)
        if label:
            first, last = label.span("address")
            return (start + first, start + last), ""
        return None, ""

    def _plain(self, start: int, end: int) -> None:
        for found in _PIECE.finditer(self.text, start, end):
            if found[0] == _ELLIPSIS:
                place = found.start()
                point = Atom(AtomKind.POINT, ".", place, place)
                self.atoms += (point, point)
                self.atoms.append(Atom(AtomKind.POINT, ".", place, place + 1))
            else:
                self._add(AtomKind(str(found.lastgroup)), *found.span())

    def _add(self, kind: AtomKind, start: int, end: int) -> None:
        self.atoms.append(Atom(kind, self.text[start:end], start, end))


def _whole(text: str) -> Token:
    return Token(TokenKind.TEXT, 0, len(text))


_NOT_WORDS = re.compile(
    r"`[^`]*`|\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]|<[^<>]*>|https?://\S+|&#?\w+;"
)
_LETTERS = re.compile(r"[^\W\d_]+")


def words_key(text: str) -> str:
    """A key that texts with the same words share, made without parsing them.

    Others may share it too: it only says which texts are worth comparing.
    """
    return " ".join(_LETTERS.findall(_NOT_WORDS.sub(" ", text)))
