"""Two valid translations of one text in one article: who holds them, and till when.

The catalog shows one. The other lies in ``memory.po`` with the fact ``conflict``, whose
value is the fingerprint of the one that was shown when both were found. Once a
translator changes what is shown, the two are no longer in conflict.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bitext.catalog.catalog import Catalog
from bitext.catalog.memory import (
    CONFLICT_FACT,
    parted_context,
    recalled,
    target_digest,
)
from bitext.catalog.message import Message

__all__ = ["Conflict", "conflicts", "in_conflict"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What an article shows for a text, and what it might show as well."""

    article: str
    shown: Message
    """As the catalog has it."""
    other: Message
    """As it was before it was put into ``memory.po``; its line is the one there."""
    found_beside: str
    """Fingerprint of what was shown when both were found."""

    @property
    def is_settled(self) -> bool:
        """Whether one of them is out of the running by now."""
        is_as_found = target_digest(self.shown) == self.found_beside
        return not is_as_found or not _are_equals(self.shown, self.other)


def in_conflict(other: Message, *, shown: Message | None) -> Message:
    """``other``, displaced by ``shown``, marked as its equal if it is one."""
    if shown is None or not _are_equals(shown, other):
        return other
    facts = {**other.facts, CONFLICT_FACT: target_digest(shown)}
    return replace(other, facts=facts)


def conflicts(
    memory: Catalog, *, catalogs: Mapping[str, Catalog]
) -> Iterator[Conflict]:
    """What ``memory``, a ``memory.po``, holds against live messages of ``catalogs``.

    Settled ones included.
    """
    marked = [one for one in memory.messages if CONFLICT_FACT in one.facts]
    shown_in = {
        article: {message.key: message for message in catalogs[article].messages}
        for article in {parted_context(one) or "" for one in marked} & catalogs.keys()
    }
    for one in marked:
        article, other = parted_context(one) or "", recalled(one)
        shown = shown_in.get(article, {}).get(other.key)
        if shown:
            yield Conflict(article, shown, other, one.facts[CONFLICT_FACT])


def _are_equals(shown: Message, other: Message) -> bool:
    said = (shown.target, shown.plural_targets)
    are_valid = shown.is_translated and other.is_translated
    return are_valid and said != (other.target, other.plural_targets)
