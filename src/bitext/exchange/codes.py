"""Inline markup of a message as codes that a translator moves and never edits.

Every translation tool knows such codes: it shows them as small labels and keeps what
they stand for. A text is cut into words and codes by the tokenizer that the checks use,
so that whatever a renderer would take for markup is a code.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bitext.exchange.errors import UnitRefusedError
from bitext.markdown.article import JOINED
from bitext.markdown.inline import Inline, Token, TokenKind

__all__ = [
    "Code",
    "Known",
    "Part",
    "Ref",
    "Role",
    "coded",
    "plain",
    "require_codes",
    "shown",
]

_FREE = frozenset({TokenKind.ESCAPE, TokenKind.ENTITY, TokenKind.EMPHASIS})
"""Left out or written otherwise as the language likes; checks tell what is a fault."""
_PAIRED = frozenset({TokenKind.EMPHASIS, TokenKind.SPAN})
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 has no way to write."""
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^>]*?(/?)>")
_FEW = 3


class Role(StrEnum):
    """What a code does."""

    SINGLE = "single"
    """Stands for itself: a code span, an address."""
    OPEN = "open"
    CLOSE = "close"
    """The end of what the opening code of the same number begins."""


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of markup in a text."""

    number: int
    """Tells it from the others of its message, 1 or more; a pair shares one. In a
    translation it is that of the source's code which stands at its place."""
    role: Role
    original: str
    """The piece as the text has it."""
    kind: str
    """A TokenKind, ``control`` or ``title``."""
    is_free: bool = False
    """Whether a translation may lack or repeat it."""


Part = str | Code
"""Words, or a code between them."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A code as a file names it."""

    number: str
    role: Role
    said: str | None = None
    """What the file says that it stands for, if it does."""


def plain(parts: Iterable[str | Ref]) -> str:
    """Words, and what the codes between them say that they stand for."""
    return "".join(part if isinstance(part, str) else part.said or "" for part in parts)


def shown(text: str) -> str:
    """``text`` with U+FFFD for what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def coded(
    text: str, *, is_markup: bool, like: Sequence[Part] = (), follows: bool = True
) -> tuple[Part, ...]:
    """``text`` as words and codes; their originals and words joined give it back.

    ``like`` are the parts of the source that ``text`` translates: codes that stand for
    the same get the same numbers, and with ``follows`` those of one kind too, in their
    order, such as links that lead elsewhere.
    """
    pieces = list(_pieces(text, is_markup=is_markup))
    groups: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        if not isinstance(piece, str):
            groups[piece.group].append(piece)
    numbers = _numbers(groups, like, follows=follows)
    return tuple(
        piece
        if isinstance(piece, str)
        else Code(
            numbers[piece.group],
            piece.role,
            piece.original,
            piece.kind,
            piece.is_free,
        )
        for piece in pieces
    )


@dataclass(frozen=True, slots=True)
class Known:
    """The codes of a message and of the translation it has: what a file may name."""

    source: tuple[Part, ...]
    target: tuple[Part, ...] = ()
    _originals: Mapping[tuple[str, Role], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        originals: dict[tuple[str, Role], list[str]] = defaultdict(list)
        for part in (*self.target, *self.source):
            if isinstance(part, Code):
                found = originals[str(part.number), part.role]
                if part.original not in found:
                    found.append(part.original)
        object.__setattr__(self, "_originals", originals)

    def restored(self, parts: Sequence[str | Ref]) -> str:
        """The text that ``parts`` of a file stand for, to the letter.

        What a file says of a code is believed, for require_codes judges the text.
        Raises UnitRefusedError for a code of which it says nothing and that is not the
        message's.
        """
        return "".join(
            part if isinstance(part, str) else self._original(part) for part in parts
        )

    def _original(self, ref: Ref) -> str:
        found = self._originals.get((ref.number, ref.role), [])
        if ref.said:
            alike = (one for one in found if shown(one) == ref.said)
            return next(alike, ref.said)
        if not found:
            raise UnitRefusedError(f"code {ref.number} is none of this message")
        return found[0]


def require_codes(target: str, *, source: str, current: str, is_markup: bool) -> None:
    """Require a translation to have the codes of its source, or of the present one.

    Raises UnitRefusedError that names what is lost, repeated or made up.
    """
    if not is_markup or target == JOINED:
        return
    found, wanted = _counted(target), _counted(source)
    if found in (wanted, _counted(current) if current else wanted):
        return
    lost, added = wanted - found, found - wanted
    repeated = [one for one in added if one in wanted]
    made_up = [one for one in added if one not in wanted]
    raise UnitRefusedError(
        "; ".join(
            f"{what} {_listed(codes)}"
            for what, codes in (
                ("lost:", list(lost)),
                ("repeated:", repeated),
                ("not in the source:", made_up),
            )
            if codes
        )
    )


def _counted(text: str) -> Counter[str]:
    return Counter(
        piece.original
        for piece in _pieces(text, is_markup=True)
        if not isinstance(piece, str) and not piece.is_free
    )


def _listed(codes: list[str]) -> str:
    more = f" and {len(codes) - _FEW} more" if len(codes) > _FEW else ""
    return ", ".join(repr(code) for code in codes[:_FEW]) + more


@dataclass(frozen=True, slots=True)
class _Piece:
    """A code without its number."""

    group: int
    """The same for the two of a pair."""
    role: Role
    original: str
    kind: str
    is_free: bool = False


def _pieces(text: str, *, is_markup: bool) -> Iterator[str | _Piece]:
    """Words and codes in order, two words never side by side."""
    cutter = _Cutter(text)
    found = cutter.tokens(Inline(text).tokens) if is_markup else cutter.words(text)
    words = ""
    for piece in found:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
            words = ""
        yield piece
    if words:
        yield words


class _Cutter:
    """Cuts one text; numbers the groups as it meets them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._groups = 0

    def words(self, text: str) -> Iterator[str | _Piece]:
        """Words; each character XML cannot hold is a code."""
        end = 0
        for found in _NO_XML.finditer(text):
            yield text[end : found.start()]
            yield self._single(found[0], "control")
            end = found.end()
        yield text[end:]

    def tokens(self, tokens: Sequence[Token]) -> Iterator[str | _Piece]:
        pairs = self._pairs(tokens)
        for index, token in enumerate(tokens):
            text = self._text[token.start : token.end]
            if token.kind is TokenKind.TEXT:
                yield from self.words(text)
            elif index in pairs:
                group, role = pairs[index]
                yield _Piece(group, role, text, token.kind, token.kind in _FREE)
            elif token.label and token.kind in {TokenKind.LINK, TokenKind.IMAGE}:
                yield from self._labelled(token)
            else:
                yield self._single(text, token.kind, is_free=token.kind in _FREE)

    def _pairs(self, tokens: Sequence[Token]) -> dict[int, tuple[int, Role]]:
        """Group and role by index: of delimiters, and of tags within one another."""
        pairs: dict[int, tuple[int, Role]] = {}
        open_tags: list[tuple[str, int]] = []
        for index, token in enumerate(tokens):
            if token.kind in _PAIRED and token.partner > index:
                self._pair(pairs, index, token.partner)
            elif token.kind is TokenKind.HTML:
                tag = _TAG.fullmatch(self._text[token.start : token.end])
                if not tag or tag[3]:
                    continue
                if not tag[1]:
                    open_tags.append((tag[2].lower(), index))
                    continue
                names = [name for name, _ in open_tags]
                if tag[2].lower() in names:
                    last = len(names) - 1 - names[::-1].index(tag[2].lower())
                    self._pair(pairs, open_tags[last][1], index)
                    del open_tags[last:]
        return pairs

    def _pair(self, pairs: dict[int, tuple[int, Role]], start: int, end: int) -> None:
        self._groups += 1
        pairs[start] = (self._groups, Role.OPEN)
        pairs[end] = (self._groups, Role.CLOSE)

    def _labelled(self, token: Token) -> Iterator[str | _Piece]:
        """A link or an image; its label and its title are words."""
        start, end = token.label or (token.end, token.end)
        self._groups += 1
        group, kind, text = self._groups, token.kind, self._text
        yield _Piece(group, Role.OPEN, text[token.start : start], kind)
        if token.children:
            yield from self.tokens(token.children)
        else:
            yield from self.words(text[start:end])
        if token.title_span and token.title_span[0] >= end:
            title_start, title_end = token.title_span
            yield self._single(text[end:title_start], "title")
            yield from self.words(text[title_start:title_end])
            end = title_end
        yield _Piece(group, Role.CLOSE, text[end : token.end], kind)

    def _single(self, original: str, kind: str, *, is_free: bool = False) -> _Piece:
        self._groups += 1
        return _Piece(self._groups, Role.SINGLE, original, kind, is_free)


def _numbers(
    groups: Mapping[int, Sequence[_Piece]], like: Sequence[Part], *, follows: bool
) -> dict[int, int]:
    """Number by group: that of the source's codes it stands for, else a new one."""
    known: dict[int, list[Code]] = defaultdict(list)
    for part in like:
        if isinstance(part, Code):
            known[part.number].append(part)
    numbers: dict[int, int] = {}
    for is_same in (_is_same, _is_alike) if follows else (_is_same,):
        for group, pieces in groups.items():
            if group in numbers:
                continue
            for number, codes in known.items():
                if is_same(pieces, codes):
                    numbers[group] = number
                    del known[number]
                    break
    last = max((part.number for part in like if isinstance(part, Code)), default=0)
    for group in groups:
        if group not in numbers:
            last += 1
            numbers[group] = last
    return numbers


def _is_same(pieces: Sequence[_Piece], codes: Sequence[Code]) -> bool:
    return [(one.role, one.original) for one in pieces] == [
        (one.role, one.original) for one in codes
    ]


def _is_alike(pieces: Sequence[_Piece], codes: Sequence[Code]) -> bool:
    return [(one.role, one.kind) for one in pieces] == [
        (one.role, one.kind) for one in codes
    ]
