"""Sentences that were joined or cut in the source, and their translations likewise."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from bitext.catalog.message import Key, Message
from bitext.catalog.similarity import EDITED_AT_LEAST, Edits, Resembling
from bitext.locales import Locale
from bitext.markdown.article import JOINED
from bitext.markdown.sentences import boundaries, joiner

__all__ = ["Seam", "find_seams"]

Origin = TypeVar("Origin")
_CLEARLY = 5.0
"""By how much a pair must resemble the text more than either half does, of 100."""
_CLAUSE_ENDS = re.compile(r"[;:,–—،؛] ?|(?<=[^\s-])[ ]-[ ]|[、；：，]")


@dataclass(frozen=True, slots=True)
class Seam:
    """What the translation of a joined or cut sentence is made of."""

    target: str
    previous: str
    """The source or sources it was a translation of, on one line."""
    origin: Message
    """The message, the first of two, whose notes stay with it."""


def find_seams(
    new: Sequence[Message],
    old: Sequence[Message],
    *,
    edits: Edits,
    locale: Locale,
) -> Mapping[Key, Seam]:
    """Translations for messages of ``new`` that are two of ``old``, or half of one.

    Both are the live messages of an article, in its order; ``edits`` pairs them.
    """
    kept = {message.key for message in new} & {message.key for message in old}
    seams: dict[Key, Seam] = {}
    appeared = [message for message in new if message.key not in kept]
    vanished = [message for message in old if message.key not in kept]
    if not appeared or not vanished:
        return seams
    gone = [pair for pair in _neighbours(old, kept) if _usable(*pair)]
    pairs = Resembling([_both(one.source, two.source) for one, two in gone])
    for wanted in appeared:
        if pair := _closest(wanted.source, pairs, gone, edits.likeness, wanted):
            seams[wanted.key] = _joined(*pair, locale=locale)
    usable = [message for message in vanished if _usable(message)]
    wholes = Resembling([message.source for message in usable])
    for one, two in _neighbours(new, kept):
        if one.key in seams or two.key in seams:
            continue
        together = _both(one.source, two.source)
        if whole := _closest(together, wholes, usable, edits.likeness, one, two):
            seams.update(_cut(one, two, whole, locale=locale))
    return seams


def _closest(
    text: str,
    texts: Resembling,
    origins: Sequence[Origin],
    likeness: Mapping[Key, float],
    *wanted: Message,
) -> Origin | None:
    """What ``text`` resembles clearly more than any of ``wanted`` does alone."""
    alone = max(likeness.get(message.key, 0.0) for message in wanted)
    found = texts.closest(text, at_least=max(alone + _CLEARLY, EDITED_AT_LEAST))
    return origins[found[0]] if found else None


def _neighbours(
    messages: Sequence[Message], kept: set[Key]
) -> list[tuple[Message, Message]]:
    return [
        (one, two)
        for one, two in pairwise(messages)
        if one.key not in kept and two.key not in kept
    ]


def _usable(*messages: Message) -> bool:
    return all(message.target and message.target != JOINED for message in messages)


def _both(one: str, two: str) -> str:
    return f"{one} {two}"


def _joined(one: Message, two: Message, *, locale: Locale) -> Seam:
    between = joiner(one.target, two.target, spaced=locale.spaced)
    target = f"{one.target}{between}{two.target}"
    return Seam(target, _both(one.source, two.source), one)


def _cut(
    one: Message, two: Message, whole: Message, *, locale: Locale
) -> list[tuple[Key, Seam]]:
    share = len(one.source) / len(_both(one.source, two.source))
    first, second = _halves(whole.target, share, language=locale.language)
    return [
        (wanted.key, Seam(target, whole.source, whole))
        for wanted, target in ((one, first), (two, second))
        if target
    ]


def _halves(target: str, share: float, *, language: str) -> tuple[str, str]:
    """``target`` cut at a sentence end, else a clause end, nearest to ``share`` of it.

    All of it is the first half where there is neither.
    """
    places = [
        place for place in boundaries(target, language=language) if place < len(target)
    ] or [found.end() for found in _CLAUSE_ENDS.finditer(target)]
    place = min(places, key=lambda place: abs(place - share * len(target)), default=0)
    if not place:
        return target, ""
    return target[:place].rstrip(), target[place:].lstrip()
