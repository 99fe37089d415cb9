"""What is seen of texts of the shapes most texts have, without taking them apart.

Far the most texts hold words, bold labels, links and code, one after the other. For
those this says what the tokenizer would, in a fifth of its time; of all others nothing.
"""

import re
from typing import NamedTuple

from bitext.check.rendered import STANDS_IN, Region, Rendered
from bitext.markdown.flanking import CLOSE, MARKERS, OPEN, Side, flank
from bitext.markdown.patterns import may_be_in_words, may_be_markup

__all__ = ["Simple", "simple"]

# No mark within code, a label or an address means anything but itself.
_PIECE = re.compile(
    r"`([^`\\\n]+)`(?!`)"
    r"|(?<!!)\[((?:[^\[\]`\\$*_~^=<&{@\n]|&(?![#\w]))+)\]"
    r"\(([^\s()<>\"'`\\*;{}\[\]$]+)\)"
)
# An ampersand that begins no entity is one, an underscore within a word too, and so is
# a bracket that no other follows.
_SPECIAL = re.compile(
    r"[`\\$_~^=\]<&{@\n]"
    r"(?:(?<![_&\]])|(?<=_)(?:(?<![^\W_]_)|(?![^\W_]))|(?<=&)[#\w]|(?<=\])\s?[\[(\x02])"
)
_STOOD_IN = f"{OPEN}x{CLOSE}"
_MARK = re.compile(rf"(\*+|{_STOOD_IN})")
_STEP = 1 + _PIECE.groups
_LANGUAGE = ("#!", ":::")
_OPENING = frozenset({Side.START, Side.BOTH})
_CLOSING = frozenset({Side.END, Side.BOTH})
_TAGS = {1: "em", 2: "strong"}


class Simple(NamedTuple):
    """What the rules ask of a text."""

    seen: Rendered
    prose: str
    """What is seen besides code."""
    destinations: tuple[str, ...] = ()
    """Where its links lead."""
    code: tuple[str, ...] = ()


def simple(text: str) -> Simple | None:
    """What is seen of ``text``; None where its shape is another."""
    if not may_be_markup(text):
        seen = text.replace("\n", " ")
        return Simple(Rendered(seen, (), seen), seen)
    parts = [text]
    masked = text
    if "[" in text or "`" in text:
        if OPEN in text or CLOSE in text or "++" in text:
            return None
        parts = _PIECE.split(text)
        masked = _STOOD_IN.join(parts[::_STEP])
    if _SPECIAL.search(masked):
        return None
    return _joined(masked, parts)


def _joined(  # noqa: C901, PLR0912 - taken apart, it takes half as long again
    masked: str, parts: list[str]
) -> Simple | None:
    """Words, labels and pieces put together again.

    ``parts`` are the words before, between and behind the pieces, and of each piece its
    code, its label and its address.
    """
    shown: list[str] = []
    bare: list[str] = []
    regions: list[Region] = []
    destinations: list[str] = []
    codes: list[str] = []
    opened: tuple[int, int] | None = None
    place = position = 0
    number = 1
    is_mark = True
    for piece in _MARK.split(masked):
        is_mark = not is_mark
        start = position
        position += len(piece)
        if not is_mark:
            shown.append(piece)
            bare.append(piece)
            place += len(piece)
        elif piece[0] != "*":
            code, label, destination = parts[number : number + _STEP - 1]
            number += _STEP
            text = code.strip() if code else label
            end = place + len(text)
            if code:
                if not text or text.startswith(_LANGUAGE):
                    return None
                codes.append(text)
                regions.append(Region("code", place, end))
                bare.append(STANDS_IN * len(text))
            else:
                destinations.append(destination)
                regions.append(Region("link", place, end, destination))
                bare.append(text)
            shown.append(text)
            place = end
        else:
            size = len(piece)
            side = _side(masked, start, position) if size in _TAGS else None
            if opened is None and side in _OPENING:
                opened = place, size
            elif opened and opened[1] == size and side in _CLOSING:
                regions.append(Region(_TAGS[size], opened[0], place))
                opened = None
            else:
                return None
    if opened:
        return None
    seen, without_code = "".join(shown), "".join(bare)
    # Names between colons, keys and bare addresses mean something to the renderer.
    if may_be_in_words(without_code):
        return None
    if len(regions) > 1:
        regions.sort(key=_in_order)
    return Simple(
        Rendered(seen, tuple(regions), without_code),
        without_code.replace(STANDS_IN, "") if codes else without_code,
        tuple(destinations),
        tuple(codes),
    )


def _side(text: str, start: int, end: int) -> Side | None:
    return flank(
        MARKERS["*"],
        "*",
        text[start - 1] if start else None,
        text[end] if end < len(text) else None,
    )


def _in_order(region: Region) -> tuple[int, int]:
    return (region.start, -region.end)
