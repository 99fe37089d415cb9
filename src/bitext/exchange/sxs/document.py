"""The side-by-side format: one Markdown file that holds a text and its translation.

A translatable run of the English Markdown is replaced by a *unit*::

    <span data-ttu-id="1acd1-102">TARGET</span><span class="sxs-lookup"><span
    data-stu-id="1acd1-102">SOURCE</span></span>

(on one line). Everything outside units, the *skeleton*, serves both languages. Reading
scans the text from left to right once and never looks at its Markdown: the time is
linear in the size of the file, whatever it holds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "PIPELINE_KEYS",
    "Damage",
    "Document",
    "Fault",
    "Unit",
    "damage_lines",
    "front_end",
    "read",
    "repair",
]

_OPEN = '<span data-ttu-id="'
_BETWEEN = '</span><span class="sxs-lookup"><span data-stu-id="'
_CLOSE = "</span></span>"
_HALF_CLOSE = len("</span>")
_ID = re.compile(r'([0-9a-f]{5})-(p?[0-9]+)">')
_SPAN_TAG = re.compile(r"<(/?)span\b[^<>]*>", re.IGNORECASE)
_FRONT_OPENS = re.compile(r"---[ \t]*\r?\n")
_FRONT_ENDS = re.compile(r"\n---[ \t]*(?:\r?\n|\Z)")
_FRONT_STARTS = re.compile(r"---[ \t]*\r?\n[\w.-]+:[ \t\r\n]")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_BOM = "\ufeff"

PIPELINE_KEYS = (
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
)
"""What the pipeline appends to the front matter: always last, always in this order."""


class Fault(StrEnum):
    """What is wrong with a run of a file; the value is its description."""

    OPEN_UNIT = "a unit begins here and never ends"
    CUT_TAG = "the file ends inside a tag"
    OPEN_FRONT = "the front matter begins here and never ends"
    BROKEN_UNIT = "a unit begins here that is none to its end, and is kept as text"
    QUOTES = "quotes of the format are written as &quot;"
    SPANS = "the span tags inside this unit are not paired"
    DUPLICATE = "another unit has the same id"
    UNSORTED = "the number of this unit is lower than one before"
    EMPTY = "a half of this unit is empty"

    @property
    def loses_text(self) -> bool:
        """Whether some of the file is missing or cannot be told apart."""
        return self in {Fault.OPEN_UNIT, Fault.CUT_TAG, Fault.OPEN_FRONT}


class Damage(NamedTuple):
    """A place that does not keep the format's rules. Its bytes are kept as they are."""

    fault: Fault
    offset: int
    """Into the file's text, in characters."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of text with its translation, both raw Markdown, never escaped."""

    prefix: str
    """Five hex digits, one value per file, new on every hand-off."""
    number: str
    """``102``, or ``p101`` for what a translator merged out of several segments."""
    target: str
    source: str

    def render(self) -> str:
        """Bytes of the unit in its file."""
        ident = f'{self.prefix}-{self.number}">'
        return f"{_OPEN}{ident}{self.target}{_BETWEEN}{ident}{self.source}{_CLOSE}"


_MOST_REPORTED = 1000
"""Broken units of one file that are listed; nobody reads more."""


@dataclass(frozen=True, slots=True)
class Document:
    """A side-by-side file, taken apart without loss."""

    bom: str
    front: str
    """The front matter with both its ``---`` lines, verbatim; empty where none is."""
    parts: tuple[str | Unit, ...]
    """The body: skeleton and units in order."""
    damage: tuple[Damage, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units in document order."""
        return tuple(part for part in self.parts if isinstance(part, Unit))

    def join(self) -> str:
        """Return the text that was read, character for character."""
        return "".join(self._pieces())

    def target(self) -> str:
        """Return the translation alone, front matter and anchors as in the file."""
        body = (part.target if isinstance(part, Unit) else part for part in self.parts)
        return self.bom + self.front + "".join(body)

    def _pieces(self) -> Iterator[str]:
        yield self.bom
        yield self.front
        for part in self.parts:
            yield part.render() if isinstance(part, Unit) else part


def read(text: str) -> Document:
    """Take a file apart. ``read(text).join() == text`` for every text.

    What does not keep the rules stays skeleton and is listed as damage. Front matter
    that holds units is body: the pipeline took a file for Markdown from its first line
    when its YAML did not parse.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    end = _fenced_end(text, len(bom))
    damage: list[Damage] = []
    if end < 0 and _FRONT_STARTS.match(text, len(bom)):
        damage.append(Damage(Fault.OPEN_FRONT, len(bom)))
    front = text[len(bom) : max(end, len(bom))]
    if _OPEN in front:
        front = ""
    start = len(bom) + len(front)
    pending = start
    before, *openings = text[start:].split(_OPEN)
    start += len(before)
    parts: list[str | Unit] = []
    reported = -1
    opened = len(_OPEN)
    last = text.rfind(_OPEN)
    for opening in openings:
        taken = _read_unit(opening) if _BETWEEN in opening else None
        if taken:
            parts += (text[pending:start], taken.unit)
            pending = start + opened + taken.end
        if not taken:
            # One a line is enough to find the place, and a file of openings stays fast.
            if reported < 0 or text.find("\n", reported, start) >= 0:
                # Only the last line with an opening may be cut.
                is_last = text.find("\n", start, last) < 0
                if is_last or len(damage) < _MOST_REPORTED:
                    cut = is_last and _is_cut(text, start)
                    fault = Fault.OPEN_UNIT if cut else Fault.BROKEN_UNIT
                    damage.append(Damage(fault, start))
            reported = start
        elif not taken.is_paired:
            damage.append(Damage(Fault.SPANS, start))
        start += opened + len(opening)
    parts.append(text[pending:])
    damage += _damage_of_skeleton(text, pending)
    return Document(bom, front, tuple(parts), tuple(damage))


def front_end(text: str) -> int:
    """Return where the body of ``text`` begins, behind byte order mark and ``---``."""
    start = len(_BOM) if text.startswith(_BOM) else 0
    end = _fenced_end(text, start)
    return start if end < 0 or text.find(_OPEN, start, end) >= 0 else end


def _fenced_end(text: str, start: int) -> int:
    """Where the ``---`` block that begins at ``start`` ends, -1 without one."""
    opens = _FRONT_OPENS.match(text, start)
    if not opens:
        return -1
    # A block without a line between its fences is one only where no other ends.
    ends = _FRONT_ENDS.search(text, opens.end())
    ends = ends or _FRONT_ENDS.match(text, opens.end() - 1)
    return ends.end() if ends else -1


class _Taken(NamedTuple):
    unit: Unit
    end: int
    is_paired: bool


def _read_unit(opening: str) -> _Taken | None:
    """Return the unit whose text after ``_OPEN`` begins ``opening``, if it ends there.

    The text reaches to the next opening; ``end`` is a place in it.
    """
    found = _ID.match(opening)
    if not found:
        return None
    between = _BETWEEN + found[0]
    middle = opening.find(between, found.end())
    if middle < 0:
        return None
    start = middle + len(between)
    end = opening.find("<", start)
    is_paired = opening.startswith(_CLOSE, end)
    if not is_paired:
        # The source has tags of its own, or there is no end at all.
        last = opening.rfind(_CLOSE, start)
        if last < 0:
            return None
        end = _paired_end(opening, start)
        is_paired = end >= 0
        end = end if is_paired else last
    unit = Unit(found[1], found[2], opening[found.end() : middle], opening[start:end])
    return _Taken(unit, end + len(_CLOSE), is_paired)


def _paired_end(opening: str, start: int) -> int:
    """Where SOURCE ends when its own span tags are paired, else -1."""
    depth = 2
    last_close_end = -1
    for tag in _SPAN_TAG.finditer(opening, start):
        if not tag[1]:
            depth += 1
            last_close_end = -1
            continue
        depth -= 1
        if depth == 0:
            end = tag.start() - _HALF_CLOSE
            adjacent = last_close_end == tag.start()
            return end if adjacent and opening.startswith(_CLOSE, end) else -1
        last_close_end = tag.end()
    return -1


def _is_cut(text: str, start: int) -> bool:
    """Whether the file ends inside a unit that begins on the line of ``start``."""
    line_end = text.find("\n", start)
    last = text.rfind(_OPEN, start, line_end if line_end >= 0 else len(text))
    return (
        text.find(_OPEN, last + 1) < 0
        and text.find(_CLOSE, last) < 0
        and not _BLANK_LINE.search(text, last)
    )


_BROKEN_QUOTES = re.compile(
    r"""
    (?: <a[ ]name="[^"\n&]*
      | data-[ts]tu-id="[0-9a-f]{5}-p?[0-9]+
      | <span[ ]data-[ts]tu-id=
      | class="sxs-lookup
    )
    (?= &quot; )
    """,
    re.VERBOSE,
)


def repair(text: str) -> str:
    """Undo the corruption that wrote ``&quot;`` for quotes of the format's own tags.

    A run that begins in such a tag and ends at the next real quote is mended. A clean
    text comes back unchanged.
    """
    if "&quot;" not in text:
        return text
    mended: list[str] = []
    position = 0
    while found := _BROKEN_QUOTES.search(text, position):
        end = text.find('"', found.end())
        end = len(text) if end < 0 else end
        mended += (
            text[position : found.end()],
            text[found.end() : end].replace("&quot;", '"'),
        )
        position = end
    mended.append(text[position:])
    return "".join(mended)


_SHORTEST_CUT = len("<s")


def _damage_of_skeleton(text: str, tail_start: int) -> Iterator[Damage]:
    """Yield what of the format stands in ``text`` where no unit could be read."""
    broken = _BROKEN_QUOTES.search(text) if "&quot;" in text else None
    if broken:
        yield Damage(Fault.QUOTES, broken.start())
    cut = text.rfind("<", tail_start)
    tail = text[cut:] if cut >= 0 else ""
    if len(tail) >= _SHORTEST_CUT and _OPEN.startswith(tail):
        yield Damage(Fault.CUT_TAG, cut)


def damage_lines(
    text: str, document: Document, mended: str
) -> tuple[tuple[int, Fault], ...]:
    """Return lines, 1-based, and faults of ``text``, read as ``document``.

    ``mended`` is the text after ``repair``.
    """
    # The mended text no longer shows what was mended.
    lines = list(_by_line(mended, document.damage))
    if text != mended:
        quotes = [one for one in read(text).damage if one.fault is Fault.QUOTES]
        lines += _by_line(text, quotes)
    return tuple(sorted(lines))


def _by_line(text: str, damage: Iterable[Damage]) -> Iterator[tuple[int, Fault]]:
    line = 1
    position = 0
    for one in sorted(damage, key=lambda one: one.offset):
        line += text.count("\n", position, one.offset)
        position = one.offset
        yield line, one.fault
