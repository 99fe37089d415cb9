"""Text no page may show, whatever stands around it: what one translation tells."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bitext.guard_config import Danger
from bitext.locales import Locale
from bitext.markdown.article import JOINED, Kind
from bitext.markdown.inline import tokenize
from bitext.markdown.references import LONG_REFERENCE, unescape
from bitext.markdown.tokens import TokenKind

__all__ = [
    "PLAIN_KINDS",
    "Fault",
    "directives",
    "fault_of_text",
    "labels",
    "refuse_text",
    "signs_in_titles",
]

PLAIN_KINDS: Final = frozenset({Kind.FRONT_MATTER, Kind.NAV, Kind.SITE, Kind.WORD})
# MkDocs' templates print these values, and the first heading, without escaping them,
# and may undo escapes on the way (striptags in Material's base.html).
_ANGLED = re.compile(r"<[^<>]*>|<[/\w]?|>")
_QUOTED = re.compile(r'<[^<>]*>|<[/\w]?|[>"\r\n]')
# Scripts of themes and galleries take these out of their attributes, where escapes
# are undone, and put them into the page as HTML.
_TITLES = frozenset({Kind.ABBREVIATION, Kind.ALT, Kind.LINK_TITLE})
# What ends a label of a diagram or begins something else there; alone, a word does.
_DIAGRAM_SIGNS = re.compile(
    r"<[^<>]*>|[<>\[\](){}|\"`;:#%&~=\\@]|-{2,}|-\.|\.-|\A\s*end\s*\Z", re.IGNORECASE
)
_MARKED = re.compile("[<>&]")
# Text this much longer than its source is no translation, and may cost minutes.
_MOST_TIMES, _SPARE_CHARACTERS = 10, 1000
# Escapes of escapes that are undone; no template undoes more than two.
_MOST_ESCAPES = 4
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
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
# Definitions of references, footnotes and abbreviations, wherever a block may begin.
_DEFINITION = re.compile(
    r"^[ \t>]*(?:(?:[-+*:]|\d+[.)])[ \t]+)*(?:\[[^\[\]\n]+\]|\*\[[^\]\n]+\][ ]?):",
    re.MULTILINE,
)
# Places where a reference may name its definition.
_LABEL = re.compile(
    r"(?<!\\)\[(?P<text>[^\[\]]*)\](?:[ ]?\[(?P<label>[^\[\]]*)\]|(?![\[(]))"
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)[^<>]*?(?P<closed>/?)>")
_VOID = frozenset("area br col embed hr img input link meta source wbr".split())
# Read by plugins before the renderer sees the page, or by table of contents, which
# the renderer lacks.
_DIRECTIVES = re.compile(
    r"\{\{|\{%|\{#|\{!|\{\*|-8<-|:::|^\s*/{3,}|^\s*!!!|^\s*\?\?\?|<!--|-->|\[TOC\]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a translation may not be published."""

    danger: Danger
    reason: str


def refuse_text(
    source: str, translation: str, *, kind: Kind, locale: Locale
) -> str | None:
    """Why a translation may not be published whatever page it stands on, or None."""
    fault = fault_of_text(source, translation, kind=kind, locale=locale)
    return fault.reason if fault else None


def fault_of_text(
    source: str, translation: str, *, kind: Kind, locale: Locale
) -> Fault | None:
    """The same, with what it would do."""
    if translation.strip() == JOINED:
        # Blocks of one message: there is none before it.
        is_alone = kind in {Kind.NAV, Kind.SITE, Kind.WORD}
        return Fault(Danger.MARKUP, "it says nothing of its own") if is_alone else None
    if len(translation) > _MOST_TIMES * len(source) + _SPARE_CHARACTERS:
        return Fault(Danger.LENGTH, "it is far longer than its source")
    if fault := _fault_of_characters(source, translation, locale=locale):
        return fault
    if directives(translation) - directives(source):
        reason = "it holds a directive, macro or include that its source lacks"
        return Fault(Danger.DIRECTIVES, reason)
    if kind in PLAIN_KINDS or kind is Kind.DIAGRAM:
        signs = _DIAGRAM_SIGNS if kind is Kind.DIAGRAM else _QUOTED
        return _fault_of_signs(source, translation, signs=signs) or _fault_of_nesting(
            _TAG.finditer(_bare(source)), _TAG.finditer(_bare(translation))
        )
    return _fault_of_markup(source, translation, kind=kind)


def _fault_of_characters(
    source: str, translation: str, *, locale: Locale
) -> Fault | None:
    known = _shown(source)
    for found in _SUSPECT.finditer(_shown(translation)):
        if found[0] not in known and not _is_needed(found[0], locale=locale):
            reason = f"it holds the invisible character U+{ord(found[0]):04X}"
            return Fault(Danger.CHARACTERS, reason)
    if LONG_REFERENCE.search(translation) and not LONG_REFERENCE.search(source):
        # Not only Python's own parser of HTML fails on these.
        return Fault(Danger.CHARACTERS, "it holds a number no character has")
    return None


def _fault_of_signs(
    source: str, translation: str, *, signs: re.Pattern[str]
) -> Fault | None:
    added = _signs(translation, signs) - _signs(source, signs)
    if not added:
        return None
    reason = f"it holds {next(iter(added))!r}, which its source lacks"
    return Fault(Danger.TITLES, reason)


def _fault_of_markup(source: str, translation: str, *, kind: Kind) -> Fault | None:
    if kind is Kind.CELL and _pipes(translation) > _pipes(source):
        reason = "it holds a pipe, which parts table cells; write \\|"
        return Fault(Danger.MARKUP, reason)
    tags, source_tags = _tags(translation), _tags(source)
    if Counter(tags) != Counter(source_tags):
        return Fault(Danger.MARKUP, "its HTML tags are not those of its source")
    if kind is Kind.HEADING or kind in _TITLES:
        fault = _fault_of_signs(source, translation, signs=_ANGLED)
        if fault:
            return fault
    return _fault_of_nesting(_matched(source_tags), _matched(tags)) if tags else None


def _fault_of_nesting(
    source: Iterable[re.Match[str]], translation: Iterable[re.Match[str]]
) -> Fault | None:
    """A tag left open, or closed before it is opened, is the whole page's."""
    if _loose_tags(translation) == _loose_tags(source):
        return None
    return Fault(Danger.MARKUP, "its HTML tags do not enclose what they should")


def _loose_tags(tags: Iterable[re.Match[str]]) -> Counter[str]:
    """Tags without a partner that nests."""
    opened: list[str] = []
    loose: Counter[str] = Counter()
    for tag in tags:
        name = tag["name"].lower()
        if name in _VOID or tag["closed"]:
            continue
        if not tag["end"]:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            loose[f"/{name}"] += 1
    return loose + Counter(opened)


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
    """What in ``text`` a plugin, or the renderer, may read as an order to it."""
    found = Counter(found[0].strip() for found in _DIRECTIVES.finditer(text))
    found["definition"] = sum(1 for _ in _DEFINITION.finditer(text))
    return found


def labels(text: str) -> frozenset[str]:
    """What in ``text`` may name a definition that stands elsewhere."""
    return frozenset(
        " ".join((found["label"] or found["text"]).split()).casefold()
        for found in _LABEL.finditer(text)
    )


def signs_in_titles(text: str) -> str:
    """The signs of markup in an attribute that readers see, in one order."""
    if not _MARKED.search(text):
        return ""
    return "".join(sorted(_signs(text, _ANGLED).elements()))


def _shown(text: str) -> str:
    """``text`` with every character that it, or an escape in it, may show."""
    if "&" not in text:
        return text
    return text + _bare(text)


def _signs(text: str, signs: re.Pattern[str]) -> Counter[str]:
    return Counter(signs.findall(_bare(text)))


def _bare(text: str) -> str:
    """What ``text`` may be once all its escapes are undone."""
    bare = text.replace("\\", "")
    for _ in range(_MOST_ESCAPES if "&" in bare else 0):
        bare = unescape(_NUMBER.sub(_character, bare))
    return bare


def _character(reference: re.Match[str]) -> str:
    """What browsers make of a number; Python drops control characters."""
    if LONG_REFERENCE.fullmatch(reference[0]):
        return "\ufffd"
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return unescape(reference[0]) or chr(code)


def _tags(text: str) -> list[str]:
    return [
        " ".join(text[token.start : token.end].split())
        for token in tokenize(text)
        if token.kind in {TokenKind.HTML, TokenKind.COMMENT}
    ]


def _matched(tags: Iterable[str]) -> Iterable[re.Match[str]]:
    return filter(None, map(_TAG.match, tags))
