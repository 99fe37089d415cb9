"""Which old text a new one most resembles."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

from rapidfuzz import fuzz, process

from bitext.catalog.message import Key, Message

__all__ = [
    "EDITED_AT_LEAST",
    "SIMILAR_AT_LEAST",
    "Edits",
    "Resembling",
    "SourceIndex",
    "pair_edits",
]

# Both are RapidFuzz's normalised indel similarity, 0 to 100. Of two random sentences of
# a 27,000 sentence help site one pair in a hundred reaches 50, one in a thousand 61.
EDITED_AT_LEAST = 60.0
"""Among the few messages that vanished from the same article a chance hit is rare."""
SIMILAR_AT_LEAST = 75.0
"""Against the whole memory 60 would always find something; 75 is what translation
memory tools offer by default."""

_SAME = 100.0
_ROUNDING = 0.01
"""RapidFuzz may find a similarity to be just below itself."""
_FEW = 24
"""Fewer texts than this are compared one by one in less time than looked up."""
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Edits:
    """New messages of an article paired with the vanished ones they were made of."""

    origins: Mapping[Key, Message]
    """By key of the new message; only vanished messages that have a translation."""
    likeness: Mapping[Key, float]
    """By key of the new message: how much it resembles the vanished message it
    resembles most, EDITED_AT_LEAST to 100; not there if less."""
    is_complete: bool
    """Whether each message that appeared was made of another one that vanished."""


def pair_edits(new: Sequence[Message], old: Sequence[Message]) -> Edits:
    """Which messages of ``new`` are edited ones of ``old``, live messages both."""
    new_keys = {message.key for message in new}
    old_keys = {message.key for message in old}
    appeared = [message for message in new if message.key not in old_keys]
    vanished = [message for message in old if message.key not in new_keys]
    translated = [message for message in vanished if message.target]
    of_vanished = Resembling([message.source for message in vanished])
    of_translated = Resembling([message.source for message in translated])
    origins: dict[Key, Message] = {}
    likeness: dict[Key, float] = {}
    explained: set[int] = set()
    for message in appeared:
        found = of_vanished.closest(message.source, at_least=EDITED_AT_LEAST)
        if found is None:
            continue
        number, likeness[message.key] = found
        explained.add(number)
        origin: Message | None = vanished[number]
        if not vanished[number].target:
            found = of_translated.closest(message.source, at_least=EDITED_AT_LEAST)
            origin = translated[found[0]] if found else None
        if origin is not None:
            origins[message.key] = origin
    are_edits = len(appeared) == len(vanished) == len(explained)
    return Edits(origins, likeness, are_edits)


class Resembling:
    """Texts among which the one that most resembles another is looked for.

    None is passed over: a text that shares a rare word says how much at least the
    closest resembles, and then all of a length that allows it are compared.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def closest(self, text: str, *, at_least: float) -> tuple[int, float] | None:
        """Number of the first that resembles ``text`` most, and how much, up to 100.

        None if all resemble it less than ``at_least``, a number above 0.
        """
        if at_least > _SAME:
            return None
        if len(self._texts) < _FEW:
            found = process.extractOne(
                text,
                self._texts,
                scorer=fuzz.ratio,
                score_cutoff=at_least - _ROUNDING,
            )
            return (found[2], found[1]) if found and found[1] >= at_least else None
        cutoff = max(at_least, self._guess(text)) - _ROUNDING
        lengths, numbers, texts = self._by_length
        # Texts of other lengths have too many characters that they do not share.
        most = (2 * _SAME - cutoff) / cutoff
        begin = bisect_left(lengths, floor(len(text) / most))
        end = bisect_right(lengths, ceil(len(text) * most))
        alike = process.extract(
            text,
            texts[begin:end],
            scorer=fuzz.ratio,
            score_cutoff=cutoff,
            limit=None,
        )
        best = max((score for _, score, _ in alike), default=0.0)
        if best < at_least:
            return None
        return min(numbers[begin + at] for _, score, at in alike if score == best), best

    def _guess(self, text: str) -> float:
        """How much the text resembles that shares most of the rare words; 0 if none."""
        shared = Counter(
            number
            for word in _words(text)
            if len(holders := self._holders.get(word, ())) < _FEW
            for number in holders
        )
        if not shared:
            return 0.0
        number = max(shared, key=shared.__getitem__)
        return fuzz.ratio(text, self._texts[number])

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[int]]:
        return _holders(self._texts)

    @cached_property
    def _by_length(self) -> tuple[list[int], list[int], list[str]]:
        """Lengths in ascending order, the numbers of their texts, and the texts."""
        numbers = sorted(
            range(len(self._texts)), key=lambda number: len(self._texts[number])
        )
        texts = [self._texts[number] for number in numbers]
        return [len(text) for text in texts], numbers, texts


class SourceIndex:
    """Source texts, indexed by word, so that a look-up compares few of them."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._sources = sorted(set(sources))
        self._holders = _holders(self._sources)

    def closest(self, source: str) -> list[str]:
        """All texts that resemble ``source`` most, at least SIMILAR_AT_LEAST, sorted.

        Only texts that share one of the rarer half of its words are compared: what
        shares none of them is no edit of it (prefix filter of set similarity joins).
        """
        words = sorted(_words(source), key=lambda word: (self._rarity(word), word))
        rarer = words[: len(words) // 2 + 1]
        numbers = {number for word in rarer for number in self._holders.get(word, ())}
        found = process.extract(
            source,
            {number: self._sources[number] for number in sorted(numbers)},
            scorer=fuzz.ratio,
            score_cutoff=SIMILAR_AT_LEAST,
            limit=None,
        )
        best = max((score for _, score, _ in found), default=0.0)
        return sorted(text for text, score, _ in found if score == best)

    def _rarity(self, word: str) -> int:
        return len(self._holders.get(word, ()))


def _holders(texts: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Numbers of the texts that hold a word, by word."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in _words(text):
            holders[word].append(number)
    return holders


def _words(source: str) -> set[str]:
    pattern = _ASCII_WORD if source.isascii() else _WORD
    return set(pattern.findall(source.lower()))
