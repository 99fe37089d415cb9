"""Changes of a source that its translation takes over as they stand.

A writer who moves a page, renames an option or corrects a number changes no word. The
change is made inside the translation, which then needs no translator; where anything
leaves room for doubt the result is a proposal.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import itemgetter

from bitext.catalog.atoms import Atom, AtomKind, Atoms, words_key
from bitext.catalog.carry_marks import carry_marks
from bitext.locales import Locale, plural_category
from bitext.markdown.article import JOINED

__all__ = ["Carried", "Carry", "carry"]


class Carry(StrEnum):
    """Which changes keep a translation valid."""

    NEVER = "never"
    LINKS = "links"
    """Addresses, and what a translation has no part in: blanks and typography."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Carried:
    """A translation with a change of its source made in it."""

    target: str
    changes: tuple[str, ...]
    """What changed, sorted: code, emphasis, link, markup, number, space."""
    is_sure: bool
    """Whether all of it could be made in one way only; else a human is to look."""


_OF_LINKS = frozenset({"link", "space"})
_VERBATIM = frozenset({AtomKind.LINK, AtomKind.CODE, AtomKind.MARKUP})
# Counting words of Japanese that only some numbers take: 3つ, but 12.
_COUNTERS = frozenset("つ")
_PLAIN = re.compile(
    r"""(?>(?!www)[^\W_]                   # letters and digits
        | [\s.,;?!()'’"“”*\[–—-]
        | :(?=[\s*]|\Z)                    # of no emoji and no address
        | `[^`\n]+`(?!`)
        | \](?:\([^()\s<>]*\))?+           # a link, or what is none
    )*+""",
    re.IGNORECASE | re.VERBOSE,
)
"""Markdown of which ``words_key`` sees each word, and nothing else, as one."""
_GROUP = 3
"""Digits between the separators of thousands."""

_Edit = tuple[int, int, str]


def carry(  # noqa: PLR0913 - three texts, and what decides how they are read
    old: str,
    new: str,
    target: str,
    *,
    locale: Locale,
    is_markdown: bool,
    which: Carry = Carry.ALL,
) -> Carried | None:
    """``target``, the translation of ``old``, as a translation of ``new``.

    None where words changed. Numbers are exchanged where the old one stands exactly
    once on both sides, in the same digits, and the new one takes the same plural form
    in ``locale`` (CLDR); code and addresses where the old one stands in ``target`` to
    the letter.
    """
    are_plain = _PLAIN.fullmatch(old) and _PLAIN.fullmatch(new)
    if are_plain and words_key(old) != words_key(new):
        return None
    before = Atoms(old, is_markdown=is_markdown)
    after = Atoms(new, is_markdown=is_markdown)
    if before.core != after.core:
        return None
    work = _Work(before, after, Atoms(target, is_markdown=is_markdown), locale=locale)
    work.run()
    changes = frozenset(work.changes) or {"space"}
    if target == JOINED:
        # Its words stand in the message before, where this change is not looked for.
        return Carried(target, ("space",), is_sure=True) if not work.changes else None
    allowed = {Carry.NEVER: frozenset(), Carry.LINKS: _OF_LINKS, Carry.ALL: changes}
    is_sure = work.is_sure and changes <= allowed[which]
    return Carried(_applied(target, work.edits), tuple(sorted(changes)), is_sure)


class _Work:
    """The edits of one translation, collected change by change."""

    def __init__(
        self, before: Atoms, after: Atoms, target: Atoms, *, locale: Locale
    ) -> None:
        self._before = before
        self._after = after
        self._target = target
        self._locale = locale
        self.edits: list[_Edit] = []
        self.changes: set[str] = set()
        self.is_sure = True

    def run(self) -> None:
        self._replacements()
        marks = carry_marks(self._before, self._after, self._target)
        self.changes |= marks.changes
        self.edits += marks.edits
        self.is_sure &= marks.is_sure

    def _replacements(self) -> None:
        wanted: dict[tuple[AtomKind, str], list[str]] = defaultdict(list)
        changed: set[tuple[AtomKind, str]] = set()
        for kind, one, other in self._counterparts():
            wanted[kind, one].append(other)
            if one != other:
                changed.add((kind, one))
        for kind, text in sorted(changed):
            self.changes.add(str(kind))
            places = [atom for atom in self._places(kind) if atom.text == text]
            # Said twice and changed in one place only: nobody knows in which.
            others = {*wanted[kind, text], *(self._unlinked & {text})}
            if len(others) > 1 or not places:
                self.is_sure = False
                continue
            replacement = wanted[kind, text][0]
            if kind is AtomKind.NUMBER and not self._is_sure_number(
                text, replacement, times=len(wanted[kind, text]), places=places
            ):
                self.is_sure = False
            self.edits += ((atom.start, atom.end, replacement) for atom in places)

    def _counterparts(self) -> Iterator[tuple[AtomKind, str, str]]:
        """What may be exchanged in the old text, and what stands there in the new."""
        pairs = zip(self._before.atoms, self._after.atoms, strict=True)
        for one, other in pairs:
            if one.kind in _VERBATIM or one.kind is AtomKind.NUMBER:
                yield one.kind, one.text, other.text
        after = {run.place: run for run in self._after.runs}
        for run in self._before.runs:
            counterpart = after.get(run.place)
            if run.address and counterpart and counterpart.address:
                old = self._before.text[slice(*run.address)]
                yield AtomKind.LINK, old, self._after.text[slice(*counterpart.address)]

    @cached_property
    def _unlinked(self) -> set[str]:
        """Addresses of links that the new text lacks."""
        kept = {run.place for run in self._after.runs if run.address}
        return {
            self._before.text[slice(*run.address)]
            for run in self._before.runs
            if run.address and run.place not in kept
        }

    def _places(self, kind: AtomKind) -> Iterator[Atom]:
        """Atoms of ``kind`` in the translation; addresses of links among links."""
        yield from (atom for atom in self._target.atoms if atom.kind is kind)
        if kind is AtomKind.LINK:
            for run in self._target.runs:
                if run.address:
                    text = self._target.text[slice(*run.address)]
                    yield Atom(kind, text, *run.address)

    def _is_sure_number(
        self, old: str, new: str, *, times: int, places: Sequence[Atom]
    ) -> bool:
        if times != 1 or len(places) != 1:
            return False
        following = self._target.text[places[0].end : places[0].end + 1]
        if following in _COUNTERS:
            return False
        if not _separators(new) <= _separators(old):
            # 2,500 is two and a half to many readers of what was 500.
            return False
        values = _value(old), _value(new)
        if values[0] is None or values[1] is None:
            # A version or a time is said the same way whatever its figures.
            return values == (None, None)
        return plural_category(self._locale, values[0]) == plural_category(
            self._locale, values[1]
        )


def _value(text: str) -> int | Decimal | None:
    """The number a reader reads; None for versions, times and the like."""
    if text.isdecimal():
        return int(text)
    groups = text.split(",")
    if len(groups) > 1 and all(len(group) == _GROUP for group in groups[1:]):
        return int("".join(groups)) if "".join(groups).isdecimal() else None
    if text.count(".") == 1 and text.replace(".", "").isdecimal():
        return Decimal(text)
    return None


def _separators(text: str) -> set[str]:
    return {sign for sign in text if not sign.isdecimal()}


def _applied(target: str, edits: Iterable[_Edit]) -> str:
    parts: list[str] = []
    position = 0
    # What comes to stand at one place does so in the order it was asked for.
    for start, end, text in sorted(edits, key=itemgetter(0, 1)):
        parts += (target[position:start], text)
        position = end
    return "".join((*parts, target[position:]))
