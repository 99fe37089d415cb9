"""What a change of the articles did to their translations."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bitext.catalog.atoms import words_key
from bitext.catalog.catalog import Catalog
from bitext.catalog.message import Key, Message
from bitext.catalog.offers import CARRIED_FACT, FUZZY_FACT, How
from bitext.catalog.statistics import Amount, words

__all__ = ["Affected", "Effect", "LanguageEffects", "effects"]


class Effect(StrEnum):
    """What became of a sentence's translation."""

    STALE = "stale"
    """Its sentence was edited: readers see the source until somebody translates."""
    CARRIED = "carried"
    """An update made the change in it; worth a look, and published."""
    NEW = "new"
    """The sentence was not there before and has no translation."""


@dataclass(frozen=True, slots=True)
class Affected:
    """One message that a change touched."""

    page: str
    effect: Effect
    source: str
    before: str = ""
    """The sentence as it was; empty for a new one."""
    target: str = ""
    """What the catalog has: outdated where it is stale, a proposal where it is new."""


@dataclass(frozen=True, slots=True)
class LanguageEffects:
    """What a change did to one language."""

    locale: str
    name: str
    affected: tuple[Affected, ...]
    """In the order of the pages and of their messages."""

    @property
    def amounts(self) -> dict[Effect, Amount]:
        """Messages and words of each effect."""
        messages = Counter(one.effect for one in self.affected)
        counted: Counter[Effect] = Counter()
        for one in self.affected:
            counted[one.effect] += words(one.source)
        return {effect: Amount(messages[effect], counted[effect]) for effect in Effect}


def effects(
    before: Mapping[str, Catalog], after: Mapping[str, Catalog]
) -> Iterator[Affected]:
    """What stands otherwise in the catalogs ``after`` a change than ``before`` it.

    Both by article, and as an update leaves them. What moved with its translation is
    not affected, nor what was stale or missing before.
    """
    known = _known(before)
    now = {message.key for catalog in after.values() for message in catalog.messages}
    valid = [
        (page, message)
        for page, catalog in before.items()
        for message in catalog.messages
        if message.is_translated
    ]
    sources = {message.source for _, message in valid}
    vanished = _by_words((page, one) for page, one in valid if one.key not in now)
    for page, catalog in after.items():
        for message in catalog.messages:
            held = known.get(message.key)
            facts = message.facts
            if message.is_translated:
                if CARRIED_FACT in facts and (
                    held is None or CARRIED_FACT not in held.facts
                ):
                    was = vanished.get((page, words_key(message.source)), "")
                    yield _affected(page, Effect.CARRIED, message, was)
            elif not message.has_target or facts.get(FUZZY_FACT) == How.SIMILAR:
                if held is None:
                    yield _affected(page, Effect.NEW, message, "")
            elif message.previous in sources and not (held and held.is_fuzzy):
                yield _affected(page, Effect.STALE, message, message.previous)


def _known(catalogs: Mapping[str, Catalog]) -> dict[Key, Message]:
    """Messages by their keys; of equal ones the one that is translated."""
    known: dict[Key, Message] = {}
    for catalog in catalogs.values():
        for message in catalog.messages:
            if message.key not in known or message.is_translated:
                known[message.key] = message
    return known


def _by_words(
    vanished: Iterator[tuple[str, Message]],
) -> dict[tuple[str, str], str]:
    """The first source of each page with such words."""
    found: dict[tuple[str, str], str] = {}
    for page, message in vanished:
        found.setdefault((page, words_key(message.source)), message.source)
    return found


def _affected(page: str, effect: Effect, message: Message, was: str) -> Affected:
    return Affected(page, effect, message.source, was, message.target)
