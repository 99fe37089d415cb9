"""Sentences that were joined or cut in the source, and their translations likewise."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from bitext.catalog.message import Key, Message
from bitext.catalog.similarity import EDITED_AT_LEAST
from bitext.locales import Locale
from bitext.markdown.article import JOINED
from bitext.markdown.sentences import boundaries, joiner

__all__ = ["Seam", "find_seams"]

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
    new: Sequence[Message], old: Sequence[Message], *, locale: Locale
) -> Mapping[Key, Seam]:
    """Translations for messages of ``new`` that are two of ``old``, or half of one.

    Both are the live messages of an article, in its order.
    """
    kept = {message.key for message in new} & {message.key for message in old}
    seams: dict[Key, Seam] = {}
    appeared = [message for message in new if message.key not in kept]
    vanished = [message for message in old if message.key not in kept]
    if not appeared or not vanished:
        return seams
    gone = [pair for pair in _neighbours(old, kept) if _usable(*pair)]
    for wanted in appeared:
        if seam := _joined(wanted, gone, vanished, locale=locale):
            seams[wanted.key] = seam
    for one, two in _neighbours(new, kept):
        if one.key in seams or two.key in seams:
            continue
        seams.update(_cut(one, two, vanished, locale=locale))
    return seams


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


def _alike(one: str, two: str) -> float:
    return fuzz.ratio(one, two, score_cutoff=EDITED_AT_LEAST)


def _joined(
    wanted: Message,
    gone: Sequence[tuple[Message, Message]],
    vanished: Sequence[Message],
    *,
    locale: Locale,
) -> Seam | None:
    best, pair = 0.0, None
    for one, two in gone:
        score = _alike(wanted.source, _both(one.source, two.source))
        if score > best:
            best, pair = score, (one, two)
    alone = max((_alike(wanted.source, old.source) for old in vanished), default=0.0)
    if pair is None or best < alone + _CLEARLY:
        return None
    one, two = pair
    between = joiner(one.target, two.target, spaced=locale.spaced)
    target = f"{one.target}{between}{two.target}"
    return Seam(target, _both(one.source, two.source), one)


def _cut(
    one: Message, two: Message, vanished: Sequence[Message], *, locale: Locale
) -> list[tuple[Key, Seam]]:
    together = _both(one.source, two.source)
    found = max(
        (old for old in vanished if _usable(old)),
        key=lambda old: _alike(together, old.source),
        default=None,
    )
    if found is None:
        return []
    alone = max(
        _alike(wanted.source, old.source) for wanted in (one, two) for old in vanished
    )
    if _alike(together, found.source) < max(alone + _CLEARLY, EDITED_AT_LEAST):
        return []
    share = len(one.source) / len(together)
    first, second = _halves(found.target, share, language=locale.language)
    return [
        (wanted.key, Seam(target, found.source, found))
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
