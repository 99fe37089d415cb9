"""Translations of a file against those the project has already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bitext.catalog import Catalog, Message
from bitext.catalog.conflicts import in_conflict
from bitext.catalog.message import Key
from bitext.exchange.sxs.draft import Draft, Entry, Outcome
from bitext.markdown.segments import JOINED

__all__ = ["Places", "merge", "with_conflicts", "without_echoes"]


def merge(
    held: Catalog,
    made: Draft,
    *,
    wins: bool,
    edited: frozenset[str] = frozenset(),
) -> tuple[Catalog, list[Message]]:
    """Put the file's translations into the catalog that was there.

    Where both have one, the file's stays if it ``wins`` and the source is not among
    those ``edited`` since the last hand-off; the other is displaced.
    """
    displaced = list(made.spare)
    live = {message.key: message for message in held.messages}
    gone = {(message.source, message.target) for message in held.obsolete}
    refused = _refused(live, made, among=edited if wins else None)
    for message in made.messages.values():
        there = live.get(message.key)
        if message.source in refused:
            displaced.append(message)
        elif there is None:
            if (message.source, message.target) not in gone:
                live[message.key] = message
        elif there.target != message.target or there.is_fuzzy:
            # What an update made fuzzy has its origin among the obsolete.
            if "fuzzy" not in there.facts:
                displaced.append(there)
            live[message.key] = replace(message, comments=there.comments)
    merged = replace(held, header=dict(held.header), messages=list(live.values()))
    return merged, [
        message
        for message in displaced
        if message.has_target and message.target != JOINED
    ]


def _refused(
    live: Mapping[Key, Message], made: Draft, *, among: frozenset[str] | None
) -> set[str]:
    """Sources whose translation in the catalog differs and stays.

    Only ``among`` these where they are given.
    A group is taken whole or not at all: half of one would say things twice or never.
    """
    refused = {
        message.source
        for message in made.messages.values()
        if (there := live.get(message.key))
        and there.is_translated
        and there.target != message.target
        and (among is None or message.source in among)
    }
    for group in made.groups:
        if not refused.isdisjoint(group):
            refused.update(group)
    return refused


def with_conflicts(
    displaced: Sequence[Message], catalog: Catalog, *, equals: Sequence[Message]
) -> list[Message]:
    """Mark what of ``displaced`` is as good as what ``catalog`` shows in its place.

    Of ``equals`` nobody has decided so far; others were replaced by a newer one.
    """
    shown = {message.key: message for message in catalog.messages}
    return [
        in_conflict(one, shown=shown.get(one.key)) if one in equals else one
        for one in displaced
    ]


def without_echoes(catalog: Catalog, displaced: Sequence[Message]) -> Catalog:
    """Return ``catalog`` without obsolete proposals whose origin is kept.

    They would tell in which order locales were imported, and nothing else.
    """
    held = (*catalog.messages, *catalog.obsolete, *displaced)
    origins = {(one.source, one.target) for one in held if not one.is_fuzzy}
    obsolete = [
        one
        for one in catalog.obsolete
        if "fuzzy" not in one.facts or (one.previous, one.target) not in origins
    ]
    return replace(catalog, obsolete=obsolete)


class Places:
    """Where a translation stands in an updated catalog."""

    def __init__(self, catalog: Catalog, displaced: Sequence[Message]) -> None:
        self._live: Mapping[str, Message] = {
            message.source: message
            for message in catalog.messages
            if message.context is None
        }
        self._fuzzy = {
            (message.previous, message.target)
            for message in catalog.messages
            if message.is_fuzzy
        }
        self._obsolete = {
            (message.source, message.target) for message in catalog.obsolete
        }
        self._displaced = {(message.source, message.target) for message in displaced}

    def outcome(self, entry: Entry) -> Outcome | None:
        """Return where ``entry`` is found; None if it is nowhere."""
        pair = (entry.source, entry.target)
        live = self._live.get(entry.source)
        if live and live.target == entry.target and not live.is_fuzzy:
            return entry.outcome
        if pair in self._fuzzy:
            return Outcome.FUZZY
        if pair in self._obsolete:
            return Outcome.OBSOLETE
        if pair in self._displaced:
            is_loose = entry.outcome in {Outcome.NO_SEGMENT, Outcome.NOT_CUT}
            return entry.outcome if is_loose else Outcome.SECOND
        return None
