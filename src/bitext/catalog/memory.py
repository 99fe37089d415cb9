"""Every translation of one locale: what an update looks in, and ``memory.po``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from bitext.catalog.atoms import words_key
from bitext.catalog.catalog import Catalog
from bitext.catalog.message import MARKDOWN_TEXT, Key, Message
from bitext.catalog.similarity import SourceIndex

__all__ = [
    "CONFLICT_FACT",
    "DELETED_FACT",
    "Lookups",
    "Memory",
    "Remembered",
    "kept_in_memory",
    "merge_memory",
    "parted_context",
    "recalled",
    "remembered",
    "target_digest",
]

DELETED_FACT = "deleted"
"""Marks in ``memory.po`` what the catalog of a deleted article held, and says as what.
"""
CONFLICT_FACT = "conflict"
"""Marks in ``memory.po`` the equal of a translation that an article shows."""
_CONTEXT_FACT = "context"
_HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation and what decides between it and another of the same text."""

    message: Message
    article: str
    """Empty for an entry of ``memory.po`` that is not ours."""
    revised: float = 0.0
    """When its catalog was last revised, in seconds since 1970."""
    places: frozenset[str] = frozenset()
    """Kinds and headings of the blocks it stands in now; empty if in none."""


class Lookups(Protocol):
    """What finds translations for an update, as Memory does."""

    def exact(
        self, wanted: Message, *, article: str, is_fuzzy: bool
    ) -> Remembered | None:
        """See Memory."""

    def similar(self, wanted: Message, *, article: str) -> Remembered | None:
        """See Memory."""

    def same_words(self, wanted: Message, *, article: str) -> Sequence[Remembered]:
        """See Memory."""


class Memory:
    """A snapshot of one locale's translations, the same whatever their order.

    Texts are found by their wording and, exactly, by their context. Ties fall by:
    valid before fuzzy, same article, same place in it, human before machine, newest,
    path order.
    """

    def __init__(self, entries: Iterable[Remembered]) -> None:
        """``entries`` are gone through when the first text is looked for."""
        self._entries = entries

    def exact(
        self, wanted: Message, *, article: str, is_fuzzy: bool
    ) -> Remembered | None:
        """The best translation of the same text in the same context.

        Looks among the valid ones, or with ``is_fuzzy`` among the fuzzy ones.
        """
        found = [
            entry
            for entry in self._by_key.get(wanted.key, ())
            if entry.message.is_fuzzy == is_fuzzy
            and (is_fuzzy or entry.message.is_translated)
        ]
        return _best(found, wanted, article=article)

    def similar(self, wanted: Message, *, article: str) -> Remembered | None:
        """The translation of the most similar text, in any context."""
        sources = self._index.closest(wanted.source)
        found = [entry for source in sources for entry in self._by_source[source]]
        return _best(found, wanted, article=article)

    def same_words(self, wanted: Message, *, article: str) -> list[Remembered]:
        """Valid translations of texts with the same words, in this context, best first.

        The texts may differ in what is no word, and in more than that: they are the
        ones worth comparing.
        """
        found = [
            entry
            for source in self._by_words.get(words_key(wanted.source), ())
            for entry in self._by_key.get((wanted.context, source), ())
            if entry.message.target and entry.message.is_translated
        ]
        return sorted(found, key=_rank(wanted, article=article))

    @cached_property
    def _by_key(self) -> dict[Key, list[Remembered]]:
        by_key: dict[Key, list[Remembered]] = defaultdict(list)
        for entry in self._entries:
            if entry.message.has_target:
                by_key[entry.message.key].append(entry)
        return by_key

    @cached_property
    def _by_source(self) -> dict[str, list[Remembered]]:
        by_source: dict[str, list[Remembered]] = defaultdict(list)
        for (_, source), entries in self._by_key.items():
            # A fuzzy target found by an update is the translation of another text,
            # which the memory holds too.
            found = [
                entry
                for entry in entries
                if entry.message.target and "fuzzy" not in entry.message.facts
            ]
            if found:
                by_source[source] += found
        return by_source

    @cached_property
    def _by_words(self) -> defaultdict[str, list[str]]:
        by_words: defaultdict[str, list[str]] = defaultdict(list)
        for source in self._by_source:
            by_words[words_key(source)].append(source)
        return by_words

    @cached_property
    def _index(self) -> SourceIndex:
        return SourceIndex(self._by_source)


def _best(
    entries: list[Remembered], wanted: Message, *, article: str
) -> Remembered | None:
    return min(entries, key=_rank(wanted, article=article), default=None)


def _rank(
    wanted: Message, *, article: str
) -> Callable[[Remembered], tuple[object, ...]]:
    places = frozenset(wanted.extracted)

    def rank(entry: Remembered) -> tuple[object, ...]:
        message = entry.message
        return (
            message.is_fuzzy,
            entry.article != article,
            entry.places.isdisjoint(places),
            message.facts.get("origin") == "mt",
            -entry.revised,
            entry.article,
            message.source,
            message.target,
            message.plural_targets,
        )

    return rank


def kept_in_memory(message: Message, *, article: str) -> Message:
    """``message`` of ``article`` in the shape of ``memory.po``.

    The msgctxt ``<article>|<hash of the msgstr>`` lets translations of one text stand
    side by side; a context of the message's own becomes a fact, and part of the hash.
    """
    digest = target_digest(message)
    facts = dict(message.facts)
    if message.context is not None:
        facts[_CONTEXT_FACT] = message.context
    return replace(
        message,
        context=f"{article}|{digest}",
        facts=facts,
        extracted=(),
        references=(),
        flags=tuple(flag for flag in message.flags if flag != MARKDOWN_TEXT),
        is_obsolete=False,
    )


def target_digest(message: Message) -> str:
    """What tells the translation of ``message``, in its context, from another."""
    parts = [message.target, *message.plural_targets]
    if message.context is not None:
        parts += ["", message.context]
    return sha256("\0".join(parts).encode("utf-8")).hexdigest()[:_HASH_DIGITS]


def remembered(memory: Catalog) -> Iterator[Remembered]:
    """What the catalog ``memory.po`` holds, in the shape it had in its article."""
    for message in (*memory.messages, *memory.obsolete):
        article = parted_context(message)
        if article is None:
            yield Remembered(message, "")
        else:
            yield Remembered(recalled(message), article)


def parted_context(message: Message) -> str | None:
    """The article of an entry of ``memory.po``; None where the entry is not ours."""
    article, bar, _ = (message.context or "").rpartition("|")
    return article if bar else None


def recalled(message: Message) -> Message:
    """An entry of ``memory.po`` that is ours, in the shape it had in its article."""
    facts = dict(message.facts)
    context = facts.pop(_CONTEXT_FACT, None)
    facts.pop(DELETED_FACT, None)
    facts.pop(CONFLICT_FACT, None)
    return replace(message, context=context, facts=facts)


def merge_memory(memory: Catalog, displaced: Iterable[Message]) -> list[Message]:
    """Messages of ``memory`` and ``displaced``, sorted so that branches merge.

    Of two with the same context and source the valid one stays, else the older. Only
    a catalog that was deleted just now replaces what it was when last deleted, and an
    entry learns that it is in conflict.
    """
    displaced = list(displaced)
    gone = {parted_context(one) for one in displaced if DELETED_FACT in one.facts}
    merged = {
        message.key: _unmarked(message) if parted_context(message) in gone else message
        for message in memory.messages
    }
    for message in displaced:
        held = merged.get(message.key)
        is_better = held is None or (held.is_fuzzy and not message.is_fuzzy)
        says_more = DELETED_FACT in message.facts or (
            # One that was settled is not opened again.
            held and CONFLICT_FACT in message.facts and CONFLICT_FACT not in held.facts
        )
        if is_better or says_more:
            merged[message.key] = message
    return sorted(merged.values(), key=_position)


def _unmarked(message: Message) -> Message:
    facts = {key: value for key, value in message.facts.items() if key != DELETED_FACT}
    return replace(message, facts=facts)


def _position(message: Message) -> tuple[str, str, str]:
    context = message.context or ""
    return (context.rpartition("|")[0], message.source, context)
