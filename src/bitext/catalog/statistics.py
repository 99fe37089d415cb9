"""How much of a catalog is translated, in messages and in words of the source."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bitext.catalog.catalog import Catalog
from bitext.catalog.message import Message

__all__ = ["Amount", "Statistics", "count", "words"]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of messages and the words of their sources."""

    messages: int = 0
    words: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The live messages of one or more catalogs, by state."""

    translated: Amount = Amount()
    fuzzy: Amount = Amount()
    """Has a translation that nobody has approved; not published."""
    untranslated: Amount = Amount()

    def __add__(self, other: "Statistics") -> "Statistics":
        return Statistics(
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
        )

    @property
    def total(self) -> Amount:
        """All live messages."""
        return self.translated + self.fuzzy + self.untranslated

    @property
    def coverage(self) -> float:
        """Translated share of the words, 0.0 to 1.0; 1.0 where there are none."""
        total = self.total.words
        return self.translated.words / total if total else 1.0


def count(catalog: Catalog) -> Statistics:
    """Statistics of one catalog; add them for more."""
    translated: list[Message] = []
    fuzzy: list[Message] = []
    untranslated: list[Message] = []
    for message in catalog.messages:
        if message.is_translated:
            translated.append(message)
        elif message.is_fuzzy and message.has_target:
            fuzzy.append(message)
        else:
            untranslated.append(message)
    return Statistics(_amount(translated), _amount(fuzzy), _amount(untranslated))


def _amount(messages: Iterable[Message]) -> Amount:
    counts = [words(message.source) for message in messages]
    return Amount(len(counts), sum(counts))


def words(text: str) -> int:
    """Number of words between white space; each kana or ideograph counts as one."""
    return len(_WORD.findall(text))
