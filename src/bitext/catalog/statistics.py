"""How much of a catalog is translated, in messages and in words of the source."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from bitext.catalog.catalog import Catalog
from bitext.catalog.message import Message, fuzzy_reason
from bitext.catalog.offers import How

__all__ = ["Amount", "Statistics", "count", "words"]

# Kana and ideographs, halfwidth ones and the planes of rare ones too.
_SINGLE = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
_REASONS = frozenset({How.EDITED, How.SIMILAR})
_WORD = re.compile(rf"[{_SINGLE}]|[^\W_{_SINGLE}][^\s{_SINGLE}]*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of messages and the words of their sources."""

    messages: int = 0
    words: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The live messages of one or more catalogs, by state.

    ``translated``, ``fuzzy`` and ``untranslated`` are all there are; the others are
    parts of the first two.
    """

    translated: Amount = Amount()
    """What readers get."""
    fuzzy: Amount = Amount()
    """Has a translation that nobody has approved; not published."""
    untranslated: Amount = Amount()
    machine: Amount = Amount()
    """Of the translated ones: made by a machine, and nobody says more."""
    carried: Amount = Amount()
    """Of the translated ones: an update made a change of the source in them."""
    edited: Amount = Amount()
    """Of the fuzzy ones: their source was edited."""
    similar: Amount = Amount()
    """Of the fuzzy ones: the translation of a similar text is offered."""

    def __add__(self, other: "Statistics") -> "Statistics":
        return Statistics(
            *(
                getattr(self, field.name) + getattr(other, field.name)
                for field in fields(Statistics)
            )
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

    @property
    def percent(self) -> float:
        """The same from 0.0 to 100.0, with one decimal.

        Never rounded up: a hundred means all, and nothing means nothing.
        """
        total = self.total.words
        return self.translated.words * 1000 // total / 10 if total else 100.0


def count(catalog: Catalog, *, is_machine: bool = False) -> Statistics:
    """Statistics of one catalog; add them for more.

    With ``is_machine`` a translation is a machine's unless its message tells another
    origin.
    """
    messages: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for message in catalog.messages:
        number = words(message.source)
        for state in _states(message, is_machine=is_machine):
            messages[state] += 1
            counted[state] += number
    return Statistics(
        **{state: Amount(messages[state], counted[state]) for state in messages}
    )


def _states(message: Message, *, is_machine: bool) -> Iterable[str]:
    """Names of the fields of Statistics that ``message`` counts for."""
    facts = message.facts
    if message.is_translated:
        yield "translated"
        if facts.get("origin", "mt" if is_machine else "") == "mt":
            yield "machine"
        if "carried" in facts:
            yield "carried"
    elif message.is_fuzzy and message.has_target:
        yield "fuzzy"
        if (reason := fuzzy_reason(message)[0]) in _REASONS:
            yield reason
    else:
        yield "untranslated"


def words(text: str) -> int:
    """Number of words: what stands between blanks and has a letter or a digit.

    Each kana or ideograph counts as one, since those scripts part no words.
    """
    return len(_WORD.findall(text))
