"""Text no page may show, whatever stands around it: what one translation tells."""

import re
from collections import Counter
from html import unescape
from typing import Final

from bitext.locales import Locale
from bitext.markdown.article import JOINED, Kind
from bitext.markdown.inline import tokenize
from bitext.markdown.tokens import TokenKind

__all__ = ["PLAIN_KINDS", "directives", "refuse_text"]

PLAIN_KINDS: Final = frozenset({Kind.FRONT_MATTER, Kind.NAV, Kind.SITE, Kind.WORD})
# MkDocs' templates print these values, and the first heading, without escaping them,
# and may undo escapes on the way (striptags in Material's base.html).
_ANGLED = re.compile(r"<[^<>]*>|<[/\w]?|>")
_QUOTED = re.compile(r'<[^<>]*>|<[/\w]?|[>"]')
# What ends a label of a diagram or begins something else there; alone, a word does.
_DIAGRAM_SIGNS = re.compile(
    r"<[^<>]*>|[<>\[\](){}|\"`;:#%&~=\\@]|-{2,}|-\.|\.-|\A\s*end\s*\Z", re.IGNORECASE
)
# Text this much longer than its source is no translation, and may cost minutes.
_MOST_TIMES, _SPARE_CHARACTERS = 10, 1000
# Escapes of escapes that are undone; no template undoes more than two.
_MOST_ESCAPES = 4
# Controls, noncharacters, line separators, bidirectional overrides and isolates, and
# characters without a shape of their own.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
# Scripts that write with joiners, direction marks or break hints (Unicode core
# specification, chapter 23).
_JOINERS = "\u200c\u200d"
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_BREAK_HINTS = "\u200b"
_UNSPACED_SCRIPTS = frozenset({"Thai", "Laoo", "Khmr", "Mymr"})
_JOINING_SCRIPTS = frozenset(
    "Arab Beng Deva Gujr Guru Knda Khmr Mlym Mong Mymr Orya Sinh Syrc Taml Telu "
    "Thai Tibt".split()
)
_PIPE = re.compile(r"(?<!\\)\|")
# Read by plugins before the renderer sees the page, or by table of contents, which
# the renderer lacks.
_DIRECTIVES = re.compile(
    r"\{\{|\{%|\{#|\{!|\{\*|-8<-|:::|^\s*/{3,}|^\s*!!!|^\s*\?\?\?|<!--|-->|\[TOC\]",
    re.MULTILINE,
)


def refuse_text(
    source: str, translation: str, *, kind: Kind, locale: Locale
) -> str | None:
    """Why a translation may not be published whatever page it stands on, or None."""
    if translation.strip() == JOINED:
        # Blocks of one message: there is none before it.
        is_alone = kind in {Kind.NAV, Kind.SITE, Kind.WORD}
        return "it says nothing of its own" if is_alone else None
    if len(translation) > _MOST_TIMES * len(source) + _SPARE_CHARACTERS:
        return "it is far longer than its source"
    known = source + unescape(source)
    for found in _SUSPECT.finditer(translation + unescape(translation)):
        if found[0] not in known and not _is_needed(found[0], locale=locale):
            return f"it holds the invisible character U+{ord(found[0]):04X}"
    if directives(translation) - directives(source):
        return "it holds a directive, macro or include that its source lacks"
    if kind in PLAIN_KINDS or kind is Kind.DIAGRAM:
        signs = _DIAGRAM_SIGNS if kind is Kind.DIAGRAM else _QUOTED
        return _refuse_signs(source, translation, signs=signs)
    return _refuse_markup(source, translation, kind=kind)


def _refuse_signs(
    source: str, translation: str, *, signs: re.Pattern[str]
) -> str | None:
    added = _signs(translation, signs) - _signs(source, signs)
    return f"it holds {next(iter(added))!r}, which its source lacks" if added else None


def _refuse_markup(source: str, translation: str, *, kind: Kind) -> str | None:
    if kind is Kind.CELL and _pipes(translation) > _pipes(source):
        return "it holds a pipe, which parts table cells; write \\|"
    if _tags(translation) != _tags(source):
        return "its HTML tags are not those of its source"
    if kind is Kind.HEADING:
        return _refuse_signs(source, translation, signs=_ANGLED)
    return None


def _is_needed(character: str, *, locale: Locale) -> bool:
    if character in _JOINERS:
        return locale.script in _JOINING_SCRIPTS
    if character in _DIRECTION_MARKS:
        return locale.direction == "rtl"
    return character in _BREAK_HINTS and locale.script in _UNSPACED_SCRIPTS


def _pipes(text: str) -> int:
    """Number of pipes that a table would take for the border of a cell."""
    return len(_PIPE.findall(text))


def directives(text: str) -> Counter[str]:
    """What in ``text`` a plugin may read as an order to it."""
    return Counter(found[0].strip() for found in _DIRECTIVES.finditer(text))


def _signs(text: str, signs: re.Pattern[str]) -> Counter[str]:
    """What may be markup once all escapes of ``text`` are undone."""
    bare = text.replace("\\", "")
    for _ in range(_MOST_ESCAPES):
        bare = unescape(bare)
    return Counter(signs.findall(bare))


def _tags(text: str) -> Counter[str]:
    return Counter(
        " ".join(text[token.start : token.end].split())
        for token in tokenize(text)
        if token.kind in {TokenKind.HTML, TokenKind.COMMENT}
    )
