"""Which old text a new one most resembles."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bitext.catalog.message import Key, Message

__all__ = ["EDITED_AT_LEAST", "SIMILAR_AT_LEAST", "Edits", "SourceIndex", "pair_edits"]

# Both are RapidFuzz's normalised indel similarity, 0 to 100. Of two random sentences of
# a 27,000 sentence help site one pair in a hundred reaches 50, one in a thousand 61.
EDITED_AT_LEAST = 60.0
"""Among the few messages that vanished from the same article a chance hit is rare."""
SIMILAR_AT_LEAST = 75.0
"""Against the whole memory 60 would always find something; 75 is what translation
memory tools offer by default."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Edits:
    """New messages of an article paired with the vanished ones they were made of."""

    origins: Mapping[Key, Message]
    """By key of the new message; only vanished messages that have a translation."""
    is_complete: bool
    """Whether each message that appeared was made of another one that vanished."""


def pair_edits(new: Sequence[Message], old: Sequence[Message]) -> Edits:
    """Which messages of ``new`` are edited ones of ``old``, live messages both."""
    new_keys = {message.key for message in new}
    old_keys = {message.key for message in old}
    appeared = [message for message in new if message.key not in old_keys]
    vanished = [message for message in old if message.key not in new_keys]
    translated = [message for message in vanished if message.target]
    vanished_sources = [message.source for message in vanished]
    translated_sources = [message.source for message in translated]
    origins: dict[Key, Message] = {}
    explained: set[int] = set()
    for message in appeared:
        number = _closest(message.source, vanished_sources)
        if number is None:
            continue
        explained.add(number)
        origin: Message | None = vanished[number]
        if not vanished[number].target:
            number = _closest(message.source, translated_sources)
            origin = None if number is None else translated[number]
        if origin is not None:
            origins[message.key] = origin
    are_edits = len(appeared) == len(vanished) == len(explained)
    return Edits(origins, are_edits)


def _closest(source: str, candidates: Sequence[str]) -> int | None:
    found = process.extractOne(
        source, candidates, scorer=fuzz.ratio, score_cutoff=EDITED_AT_LEAST
    )
    return found[2] if found else None


class SourceIndex:
    """Source texts, indexed by word, so that a look-up compares few of them."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._sources = sorted(set(sources))
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, source in enumerate(self._sources):
            for word in _words(source):
                self._holders[word].append(number)

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


def _words(source: str) -> set[str]:
    return set(_WORD.findall(source.lower()))
