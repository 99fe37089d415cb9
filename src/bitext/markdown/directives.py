"""Directives: comments in an article that tell us how to cut it.

Ours begin with ``bitext:``. Those of mdbook-i18n-helpers (``i18n:skip``,
``i18n:skip-start``, ``i18n:skip-end``, ``i18n:comment``, also with its older prefix
``mdbook-xgettext:``) and of translate-toolkit (``translate:off``, ``translate:on``)
are read as well.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bitext.markdown.article import DirectiveFault, Misuse

__all__ = [
    "Directive",
    "Order",
    "is_directive",
    "may_direct",
    "read_directives",
    "unknown",
    "without_directives",
]


class Order(StrEnum):
    """What a directive asks for, by the name of our own form."""

    SKIP = "skip"
    OFF = "off"
    ON = "on"
    NOTE = "note"
    CONTEXT = "context"
    JOIN = "join"
    CUT = "cut"


_OWN: Final = MappingProxyType({str(order): order for order in Order})
_MDBOOK: Final = MappingProxyType(
    {
        "skip": Order.SKIP,
        "skip-start": Order.OFF,
        "skip-end": Order.ON,
        "comment": Order.NOTE,
    }
)
_TOOLKIT: Final = MappingProxyType({"off": Order.OFF, "on": Order.ON})
_NAMES: Final[Mapping[str, Mapping[str, Order]]] = MappingProxyType(
    {
        "bitext": _OWN,
        "i18n": _MDBOOK,
        "mdbook-xgettext": _MDBOOK,
        "translate": _TOOLKIT,
    }
)
_COMMENT = re.compile(
    r"<!--+\s*(?:"
    # A comment left open in code must not reach the next one.
    r"(bitext|i18n|mdbook-xgettext)\s*:((?:[^<-]|<(?!!--)|-(?!->))*+)"
    r"|(translate)\s*:\s*(on|off)\s*)--+>",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"\s*([A-Za-z]\w*(?:-\w+)*)?\s*:?\s*(.*?)[\s-]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment with one of our prefixes, wherever it stands."""

    order: Order | None
    """None when no directive has this name."""
    prefix: str
    name: str
    """As the comment writes it."""
    argument: str
    """What follows the name, on one line."""
    start: int
    end: int
    """Of the comment in the article, half open."""


def may_direct(text: str) -> bool:
    """Whether an article may hold directives or what HTML marks as not to translate.

    Costs next to nothing for one that does not.
    """
    return "<!--" in text or "translate" in text


def is_directive(comment: str) -> bool:
    """Whether ``comment``, the text between its dashes, is a directive."""
    return bool(_COMMENT.fullmatch(f"<!--{comment}-->"))


def without_directives(text: str) -> str:
    """``text`` without comments that are directives."""
    return _COMMENT.sub("", text) if "<!--" in text else text


def read_directives(text: str, *, start: int) -> Iterator[Directive]:
    """Directives of an article whose body begins at ``start``, those in code too."""
    for found in _COMMENT.finditer(text, start):
        prefix = (found[1] or found[3]).lower()
        content = _CONTENT.fullmatch(found[2] or found[4] or "")
        # A pattern of which every part may be empty matches anything.
        name, argument = (content[1] or "", content[2]) if content else ("", "")
        yield Directive(
            _NAMES[prefix].get(name.lower()),
            prefix,
            name,
            " ".join(argument.split()),
            found.start(),
            found.end(),
        )


def unknown(directive: Directive) -> DirectiveFault:
    """What is wrong with a directive whose name is none."""
    names = _NAMES[directive.prefix]
    text = f"unknown directive `{directive.name}`"
    if not directive.name:
        text = f"a directive's name is missing after `{directive.prefix}:`"
    elif close := get_close_matches(directive.name.lower(), names, n=1):
        text += f"; did you mean `{close[0]}`?"
    cure = f"write one of: {', '.join(names)}"
    return DirectiveFault(directive.start, Misuse.UNKNOWN, text, cure)
