"""The one scanner of inline Markdown: in the renderer's order, each construct once.

Python-Markdown and its extensions replace what they recognise by a placeholder, one
construct after the other over the whole text: code binds tighter than links, links
tighter than HTML, and emphasis sees only what the others left. The scanner does the
same with placeholders as long as what they stand for, so offsets never move.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from enum import Enum
from functools import partial
from typing import NamedTuple

from bitext.markdown import constructs
from bitext.markdown.addresses import addresses
from bitext.markdown.brackets import (
    matching_brackets,
    normalize_label,
    read_target,
)
from bitext.markdown.codespans import code_spans
from bitext.markdown.constructs import Maker
from bitext.markdown.critic import critic_spans
from bitext.markdown.emphasis import Region, pair
from bitext.markdown.flanking import CLOSE, OPEN
from bitext.markdown.patterns import (
    ATTRIBUTES,
    AUTOLINK,
    AUTOMAIL,
    EMOJI,
    ENTITY,
    ESCAPE,
    FOOTNOTE,
    HARD_BREAK,
    HTML,
    KEYS,
    LAST_ATTRIBUTES,
    MACRO,
    MAIL,
    MATH,
    NO_PLACEHOLDER,
    OPENERS,
    PLACEHOLDER,
    PROGRESS,
    SECOND_LABEL,
    may_be_markup,
)
from bitext.markdown.references import unescape
from bitext.markdown.shorthands import NO_SHORTHANDS, Shorthands
from bitext.markdown.tiling import tile
from bitext.markdown.tokens import Token, TokenKind

__all__ = ["scan"]

_ELEMENTS = frozenset(
    {
        TokenKind.CODE,
        TokenKind.LINK,
        TokenKind.IMAGE,
        TokenKind.AUTOLINK,
        TokenKind.URL,
        TokenKind.FOOTNOTE,
        TokenKind.EMOJI,
        TokenKind.KEYS,
        TokenKind.MATH,
    }
)
# A target's end is looked for in so many times the text's length altogether.
_TARGET_SCANS = 16
_LEAST_SCANNED = 4096


def scan(
    text: str,
    *,
    references: Collection[str] | None = None,
    shorthands: Shorthands = NO_SHORTHANDS,
) -> tuple[Token, ...]:
    """Tokens that tile ``text``; see ``inline.tokenize``."""
    if not may_be_markup(text) and not shorthands.that_may_match(text):
        return (Token(TokenKind.TEXT, 0, len(text)),) if text else ()
    return _Scanner(text, references, shorthands).run()


class _Form(Enum):
    """What follows the first brackets of a link or image."""

    TARGET = re.compile(r"\]\(")
    FULL = re.compile(r"\]\s?\[")
    SHORT = re.compile(r"\]")


# In the renderer's order; a link's label is read on with the stages after its own.
_BRACKET_STAGES = (
    (False, _Form.FULL),
    (False, _Form.TARGET),
    (True, _Form.TARGET),
    (True, _Form.FULL),
    (False, _Form.SHORT),
    (True, _Form.SHORT),
)


class _Lead(NamedTuple):
    """Where a link or image leads, and where it ends."""

    end: int
    destination: str | None = None
    title: str | None = None
    title_span: tuple[int, int] | None = None
    reference: str | None = None
    is_defined: bool = True
    """False for a label the article does not define: the renderer looks on behind."""


class _Scanner:
    def __init__(
        self,
        text: str,
        references: Collection[str] | None,
        shorthands: Shorthands,
    ) -> None:
        self._text = text
        self._references = references
        self._shorthands = shorthands
        self._at: dict[int, Token] = {}
        """What each placeholder stands for, by its offset."""
        self._scannable = _TARGET_SCANS * len(text) + _LEAST_SCANNED

    def run(self) -> tuple[Token, ...]:
        masked = self._text
        if OPEN in masked or CLOSE in masked:
            masked = masked.translate(NO_PLACEHOLDER)
        if "`" in masked:
            masked = self._code(masked)
        if "{" in masked:
            marks = [Token(TokenKind.CRITIC, *span) for span in critic_spans(masked)]
            masked = self._put(masked, 0, marks)
            masked = self._sub(MACRO, masked, 0, constructs.simple(TokenKind.MACRO))
        if "$" in masked or "\\" in masked:
            masked = self._sub(MATH, masked, 0, constructs.math)
        if "\n" in masked:
            masked = self._sub(
                HARD_BREAK, masked, 0, constructs.simple(TokenKind.HARD_BREAK)
            )
        if "++" in masked and ('"' in masked or "'" in masked):
            masked = self._sub(KEYS, masked, 0, constructs.quoted_keys)
        if "\\" in masked:
            masked = self._sub(ESCAPE, masked, 0, constructs.escape)
        return self._from_brackets(masked, 0, stage=0)

    # -- replacing -----------------------------------------------------------

    def _sub(
        self, pattern: re.Pattern[str], masked: str, offset: int, make: Maker
    ) -> str:
        def stand_in(found: re.Match[str]) -> str:
            token = make(found, offset)
            if token is None:
                return found[0]
            self._at[token.start] = token
            return OPEN + "x" * (token.end - token.start - 2) + CLOSE

        return pattern.sub(stand_in, masked)

    def _put(self, masked: str, offset: int, tokens: list[Token]) -> str:
        """Replace what ``tokens``, in order, stand for."""
        pieces: list[str] = []
        position = 0
        for token in tokens:
            self._at[token.start] = token
            pieces += (
                masked[position : token.start - offset],
                OPEN + "x" * (token.end - token.start - 2) + CLOSE,
            )
            position = token.end - offset
        return "".join((*pieces, masked[position:])) if tokens else masked

    def _plain(self, masked: str, start: int, end: int, *, offset: int) -> str:
        """Text of an attribute: constructs within it count by what they show."""

        def shown(found: re.Match[str]) -> str:
            token = self._at[offset + start + found.start()]
            return token.content or self._text[token.start : token.end]

        plain = masked[start:end]
        if OPEN in plain:
            plain = PLACEHOLDER.sub(shown, plain)
        return _decoded(plain)

    # -- what binds tighter than brackets ------------------------------------

    def _code(self, masked: str) -> str:
        escapes, spans = code_spans(masked)
        tokens = [
            Token(TokenKind.ESCAPE, start, start + 2, content="\\") for start in escapes
        ]
        tokens += [
            Token(TokenKind.CODE, span.start, span.end, content=span.content)
            for span in spans
        ]
        tokens.sort(key=lambda token: token.start)
        return self._put(masked, 0, tokens)

    # -- brackets ------------------------------------------------------------

    def _from_brackets(
        self, masked: str, offset: int, *, stage: int, in_link: bool = False
    ) -> tuple[Token, ...]:
        if "[" in masked:
            if stage == 0:
                masked = self._sub(
                    FOOTNOTE, masked, offset, constructs.simple(TokenKind.FOOTNOTE)
                )
            for number in range(stage, len(_BRACKET_STAGES)):
                masked = self._bracket_stage(masked, offset, number)
        return self._after_brackets(masked, offset, in_link=in_link)

    def _bracket_stage(self, masked: str, offset: int, number: int) -> str:
        is_image, form = _BRACKET_STAGES[number]
        if is_image and "![" not in masked:
            return masked
        if not (self._references if form is _Form.SHORT else form.value.search(masked)):
            return masked
        closed = matching_brackets(masked)
        tokens: list[Token] = []
        position = 0
        for found in OPENERS[is_image].finditer(masked) if closed else ():
            start, inner = found.span()
            close = closed.get(inner - 1)
            if start < position or close is None:
                continue
            lead = self._lead(form, masked, inner, close, offset=offset)
            if lead:
                position = lead.end
            if not lead or not lead.is_defined:
                continue
            label = (offset + inner, offset + close)
            tokens.append(
                Token(
                    TokenKind.IMAGE if is_image else TokenKind.LINK,
                    offset + start,
                    offset + position,
                    content=self._plain(masked, inner, close, offset=offset)
                    if is_image
                    else "",
                    destination=lead.destination,
                    title=lead.title,
                    title_span=lead.title_span,
                    reference=lead.reference,
                    label=label,
                    children=()
                    if is_image
                    else self._from_brackets(
                        masked[inner:close], label[0], stage=number + 1, in_link=True
                    ),
                )
            )
        return self._put(masked, offset, tokens)

    def _lead(
        self, form: "_Form", masked: str, start: int, close: int, *, offset: int
    ) -> "_Lead | None":
        if form is _Form.TARGET:
            return self._target(masked, close, offset=offset)
        if form is _Form.FULL:
            return self._full(masked, start, close)
        label = normalize_label(masked[start:close])
        is_defined = bool(self._references and label in self._references)
        return _Lead(close + 1, reference=label, is_defined=is_defined)

    def _target(self, masked: str, close: int, *, offset: int) -> "_Lead | None":
        if masked[close + 1 : close + 2] != "(":
            return None
        limit = min(self._scannable, len(masked))
        target = read_target(masked, close + 1, limit=limit)
        self._scannable -= target.end - close if target else limit
        if target is None:
            return None
        destination = self._plain(masked, *target.destination, offset=offset)
        title = span = None
        if target.title:
            span = (offset + target.title[0], offset + target.title[1])
            title = self._plain(masked, *target.title, offset=offset)
            title = re.sub(r"\s", " ", title.strip())
        return _Lead(
            target.end,
            destination=destination.strip(),
            title=title,
            title_span=span,
        )

    def _full(self, masked: str, start: int, close: int) -> "_Lead | None":
        second = SECOND_LABEL.match(masked, close + 1)
        if not second:
            return None
        label = normalize_label(second[2] or masked[start:close])
        if self._references is None:
            is_link = not second[1] and OPEN not in label
            return _Lead(second.end(), reference=label) if is_link else None
        is_defined = label in self._references
        return _Lead(second.end(), reference=label, is_defined=is_defined)

    # -- what brackets bind tighter than -------------------------------------

    def _after_brackets(
        self, masked: str, offset: int, *, in_link: bool
    ) -> tuple[Token, ...]:
        if not self._shorthands.groups and not may_be_markup(masked):
            return tile((), (), start=offset, end=offset + len(masked))
        if "<" in masked:
            masked = self._sub(AUTOLINK, masked, offset, self._autolink)
            masked = self._sub(AUTOMAIL, masked, offset, self._autolink)
            masked = self._sub(HTML, masked, offset, constructs.tag)
        if "://" in masked or "www." in masked.lower():
            tokens = list(self._urls(masked, offset, in_link=in_link))
            masked = self._put(masked, offset, tokens)
        if "@" in masked:
            make = partial(constructs.mail, in_link=in_link)
            masked = self._sub(MAIL, masked, offset, make)
        if "&" in masked:
            masked = self._sub(ENTITY, masked, offset, constructs.entity)
        for shorthand in self._shorthands.that_may_match(masked):
            masked = self._sub(shorthand, masked, offset, constructs.shorthand)
        if ":" in masked:
            masked = self._sub(
                EMOJI, masked, offset, constructs.simple(TokenKind.EMOJI)
            )
        if "++" in masked:
            masked = self._sub(KEYS, masked, offset, constructs.keys)
        return self._tiled(masked, offset)

    def _autolink(self, found: re.Match[str], offset: int) -> Token:
        start, end = offset + found.start(), offset + found.end()
        shown = self._plain(found[1], 0, len(found[1]), offset=start + 1)
        destination = shown if "://" in shown else f"mailto:{shown}"
        return Token(
            TokenKind.AUTOLINK, start, end, content=shown, destination=destination
        )

    def _urls(self, masked: str, offset: int, *, in_link: bool) -> Iterator[Token]:
        for found in addresses(masked):
            shown = self._plain(masked, found.start, found.end, offset=offset)
            yield Token(
                TokenKind.URL,
                offset + found.start,
                offset + found.end,
                content=shown,
                destination=(
                    found.scheme + shown if found.is_linked and not in_link else None
                ),
            )

    # -- tiling --------------------------------------------------------------

    def _tiled(self, masked: str, offset: int) -> tuple[Token, ...]:
        regions = pair(masked)
        if "{" in masked:
            masked = self._attributes(masked, offset, regions)
        placed = [
            self._at[offset + found.start()] for found in PLACEHOLDER.finditer(masked)
        ]
        return tile(placed, regions, start=offset, end=offset + len(masked))

    def _attributes(self, masked: str, offset: int, regions: list[Region]) -> str:
        """Lists behind inline elements, and one at the end of the block."""
        after = {region.close_end for region in regions} | {
            found.end()
            for found in PLACEHOLDER.finditer(masked)
            if self._at[offset + found.start()].kind in _ELEMENTS
        }
        after |= {found.end() for found in PROGRESS.finditer(masked)}
        spans = [
            found.span()
            for found in (ATTRIBUTES.match(masked, at) for at in sorted(after))
            if found
        ]
        if last := LAST_ATTRIBUTES.search(masked, spans[-1][1] if spans else 0):
            spans.append(last.span(1))
        # Emphasis within a list takes it apart.
        edges = sorted(
            edge for region in regions for edge in (region.open_end, region.close_end)
        )
        return self._put(
            masked,
            offset,
            [
                Token(TokenKind.ATTRIBUTES, offset + start, offset + end)
                for start, end in spans
                if bisect_right(edges, end) == bisect_right(edges, start)
            ],
        )


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    return ENTITY.sub(lambda found: unescape(found[0]), text)
