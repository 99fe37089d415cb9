"""A translator that knows no language: every word is wrapped in two letters.

What a translator must not touch stays: code, addresses, tags, names of references.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bitext.markdown.inline import Token, TokenKind, tokenize
from bitext.markdown.shorthands import Shorthands

__all__ = ["CLOSE", "CODE", "OPEN", "WRAPPED", "Translator", "unwrapped"]

# Letters to every pattern, ASCII to those that know no other, and together of no page.
OPEN, CLOSE = "zʭ", "ʬz"
WRAPPED = re.compile(f"{OPEN}[^ʭʬ]*{CLOSE}")
CODE = frozenset(
    {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"}
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")


def unwrapped(text: str) -> str:
    """``text`` as it was before it was translated."""
    return text.replace(OPEN, "").replace(CLOSE, "")


@dataclass(frozen=True)
class Translator:
    """Translates the segments of one page."""

    references: frozenset[str]
    """Labels the page defines."""
    abbreviations: Collection[str]
    """Terms the page explains, which stay."""
    shorthands: Shorthands

    def translate(self, text: str) -> str:
        """Inline Markdown with its words wrapped."""
        return "".join(self._pieces(text, self._tokens(text)))

    def _tokens(self, text: str) -> tuple[Token, ...]:
        return tokenize(text, references=self.references, shorthands=self.shorthands)

    def _pieces(self, text: str, tokens: Iterable[Token]) -> Iterator[str]:
        in_code = 0
        for token in tokens:
            source = text[token.start : token.end]
            if token.kind is TokenKind.HTML:
                in_code = max(0, in_code + _code_opened(source))
            if in_code:
                yield source
            elif token.kind is TokenKind.TEXT:
                yield self.translate_plain(source)
            elif token.kind in {TokenKind.LINK, TokenKind.IMAGE} and token.label:
                yield from self._linked(text, token)
            else:
                yield source

    def _linked(self, text: str, token: Token) -> Iterator[str]:
        """A link or image with its text and title translated."""
        first, last = token.label or (token.start, token.end)
        label = text[first:last]
        yield text[token.start : first]
        if token.kind is TokenKind.IMAGE:
            shown = "".join(self._pieces(label, self._tokens(label)))
        else:
            shown = "".join(self._pieces(text, token.children))
        rest = text[last : token.end]
        if token.reference is not None and rest in {"]", "][]", "] []"}:
            # The text was its own label. Two dollars would enclose mathematics.
            yield shown.replace("$", "\\$")
            yield f"][{' '.join(label.split())}]"
        elif token.title_span:
            start, end = token.title_span
            yield shown + text[last:start]
            yield self.translate_plain(text[start:end])
            yield text[end : token.end]
        else:
            yield shown + rest

    def translate_plain(self, text: str) -> str:
        """Text that is no Markdown with its words wrapped."""
        if self._kept is None:
            return _WORD.sub(_wrapped_word, text)
        parts, position = [], 0
        for found in self._kept.finditer(text):
            parts.append(_WORD.sub(_wrapped_word, text[position : found.start()]))
            parts.append(found[0])
            position = found.end()
        return "".join([*parts, _WORD.sub(_wrapped_word, text[position:])])

    @cached_property
    def _kept(self) -> re.Pattern[str] | None:
        terms = sorted(self.abbreviations, key=len, reverse=True)
        if not terms:
            return None
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b")


def _wrapped_word(found: re.Match[str]) -> str:
    return f"{OPEN}{found[0]}{CLOSE}" if _LETTER.search(found[0]) else found[0]


def _code_opened(tag: str) -> int:
    """1 for a tag that opens code, -1 for one that closes it, else 0."""
    found = _TAG.match(tag)
    if not found or found[2].lower() not in CODE or tag.endswith("/>"):
        return 0
    return -1 if found[1] else 1
