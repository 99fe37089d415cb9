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
_MARK = re.compile(rf"\*+|{_STOOD_IN}")
# Runs that touch a letter or a figure within open and close whatever is around them.
_ONLY_BOLD = re.compile(
    r"[^*`\\\[$_~^=\]<&{@\n]*(?:\*\*[^\W_](?:[^*`\\\[$_~^=\]<&{@\n]*[^\W_])?\*\*"
    r"[^*`\\\[$_~^=\]<&{@\n]*)+"
)
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
    if _ONLY_BOLD.fullmatch(text) and not may_be_in_words(text):
        return _bold(text)
    pieces: list[tuple[str, str, str]] = []
    masked = text
    if "[" in text or "`" in text:
        if OPEN in text or CLOSE in text or "++" in text:
            return None
        pieces = _PIECE.findall(text)
        masked = _PIECE.sub(_STOOD_IN, text)
    if _SPECIAL.search(masked):
        return None
    return _joined(masked, pieces)


def _bold(text: str) -> Simple:
    """Words, some of them bold; every other part between the marks is."""
    regions: list[Region] = []
    place = 0
    parts = text.split("**")
    for number, part in enumerate(parts):
        end = place + len(part)
        if number % 2:
            regions.append(Region("strong", place, end))
        place = end
    seen = "".join(parts)
    return Simple(Rendered(seen, tuple(regions), seen), seen)


def _joined(masked: str, pieces: list[tuple[str, str, str]]) -> Simple | None:
    """Words, labels and pieces put together again."""
    shown: list[str] = []
    bare: list[str] = []
    regions: list[Region] = []
    opened: tuple[int, int] | None = None
    place = position = number = 0
    for found in _MARK.finditer(masked):
        start, end = found.span()
        words = masked[position:start]
        shown.append(words)
        bare.append(words)
        place += start - position
        position = end
        if masked[start] != "*":
            code, label, destination = pieces[number]
            number += 1
            text = code.strip() or label
            if code:
                if not text or code.startswith(_LANGUAGE):
                    return None
                regions.append(Region("code", place, place + len(text)))
                bare.append(STANDS_IN * len(text))
            else:
                regions.append(Region("link", place, place + len(text), destination))
                bare.append(text)
            shown.append(text)
            place += len(text)
            continue
        size = end - start
        side = _side(masked, start, end) if size in _TAGS else None
        if opened is None and side in _OPENING:
            opened = place, size
        elif opened and opened[1] == size and side in _CLOSING:
            regions.append(Region(_TAGS[size], opened[0], place))
            opened = None
        else:
            return None
    if opened:
        return None
    shown.append(masked[position:])
    bare.append(masked[position:])
    seen, without_code = "".join(shown), "".join(bare)
    # Names between colons, keys and bare addresses mean something to the renderer.
    if may_be_in_words(without_code):
        return None
    if len(regions) > 1:
        regions.sort(key=_in_order)
    prose = without_code.replace(STANDS_IN, "")
    return Simple(
        Rendered(seen, tuple(regions), without_code),
        prose,
        tuple([destination for _, _, destination in pieces if destination]),
        tuple([code.strip() for code, _, _ in pieces if code]),
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
