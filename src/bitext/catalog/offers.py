"""Translations for texts that are new to an article and nowhere in the memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from bitext.catalog.carry import Carried, Carry, carry
from bitext.catalog.memory import Lookups
from bitext.catalog.message import (
    CARRIED_FACT,
    EDITED,
    FUZZY_FACT,
    MARKDOWN_TEXT,
    Key,
    Message,
    fuzzy_reason,
    text_digest,
)
from bitext.catalog.seams import Seam, find_seams
from bitext.catalog.similarity import Edits
from bitext.locales import Locale

__all__ = ["CARRY_NOTHING", "Carrying", "How", "Offers"]


@dataclass(frozen=True, slots=True)
class Carrying:
    """Which changes are made in translations, and who accepts the result."""

    which: Carry
    accept: Callable[[Message], bool]
    """Whether a message is free of errors; asked before it is published."""


CARRY_NOTHING = Carrying(Carry.NEVER, lambda _: False)


class How(StrEnum):
    """Where an offer comes from."""

    CARRIED = "carried"
    EDITED = EDITED
    SIMILAR = "similar"


@dataclass(frozen=True)
class Offers:
    """What can be offered for new texts of one article.

    ``edits`` pair them with texts that vanished from it.
    """

    article: str
    template: Sequence[Message]
    old: Sequence[Message]
    edits: Edits
    memory: Lookups
    locale: Locale
    carrying: Carrying

    def carried(self, wanted: Message) -> Message | None:
        """The valid translation of the same words, the changes made in it."""
        for message, carried in self._same_words(wanted):
            if not carried.is_sure:
                continue
            made = _carried(wanted, message, carried)
            if self.carrying.accept(made):
                return made
        return None

    def proposal(self, wanted: Message) -> tuple[How, Message] | None:
        """A fuzzy translation: of a sentence that was edited, else of a similar one."""
        for message, carried in self._same_words(wanted):
            return How.EDITED, _edited(wanted, message, carried)
        if seam := self._seams.get(wanted.key):
            remade = Carried(seam.target, ("sentence",), is_sure=False)
            proposed = _edited(wanted, seam.origin, remade)
            return How.EDITED, replace(proposed, previous=seam.previous)
        if origin := self.edits.origins.get(wanted.key):
            unchanged = Carried(origin.target, (), is_sure=False)
            made = self._carry(wanted, origin) or unchanged
            return How.EDITED, _edited(wanted, origin, made)
        if similar := self.memory.similar(wanted, article=self.article):
            return How.SIMILAR, _fuzzy(wanted, similar.message, How.SIMILAR)
        return None

    def _same_words(self, wanted: Message) -> Iterator[tuple[Message, Carried]]:
        if self.carrying.which is Carry.NEVER:
            return
        for entry in self.memory.same_words(wanted, article=self.article):
            if carried := self._carry(wanted, entry.message):
                yield entry.message, carried

    def _carry(self, wanted: Message, origin: Message) -> Carried | None:
        if self.carrying.which is Carry.NEVER:
            return None
        return carry(
            origin.source,
            wanted.source,
            origin.target,
            locale=self.locale,
            is_markdown=MARKDOWN_TEXT in wanted.flags,
            which=self.carrying.which,
        )

    @cached_property
    def _seams(self) -> Mapping[Key, Seam]:
        return find_seams(self.template, self.old, edits=self.edits, locale=self.locale)


def _carried(wanted: Message, origin: Message, carried: Carried) -> Message:
    """``wanted`` with the words of ``origin``, whose notes stay with them."""
    changes = _all_changes(origin, carried)
    return replace(
        wanted,
        target=carried.target,
        comments=origin.comments,
        facts={**origin.facts, CARRIED_FACT: changes},
    )


def _all_changes(origin: Message, carried: Carried) -> str:
    before = origin.facts.get(CARRIED_FACT, "").replace("\n", ", ").split(", ")
    return ", ".join(sorted({*filter(None, before), *carried.changes}))


def _edited(wanted: Message, origin: Message, carried: Carried) -> Message:
    """``wanted`` with the translation of the text it was, the changes made in it."""
    proposed = _fuzzy(wanted, origin, How.EDITED)
    if carried.target == origin.target:
        # So a translation that a translator began to change is known from that one.
        was = fuzzy_reason(origin)[1] if origin.is_fuzzy else text_digest(origin.target)
        said = f"{How.EDITED} {was}".rstrip()
        return replace(proposed, facts={**proposed.facts, FUZZY_FACT: said})
    facts = {**proposed.facts, CARRIED_FACT: _all_changes(origin, carried)}
    return replace(proposed, target=carried.target, facts=facts)


def _fuzzy(wanted: Message, origin: Message, how: How) -> Message:
    """``wanted`` with a translation to be looked over.

    Comments travel with the text that was edited, not with one that merely resembles.
    """
    is_edited = how is How.EDITED
    kept = origin.facts if is_edited else _only_origin(origin)
    facts = {name: value for name, value in kept.items() if name != FUZZY_FACT}
    context, previous = origin.context, origin.source
    if origin.is_fuzzy and origin.previous:
        context, previous = origin.previous_context, origin.previous
    return replace(
        wanted,
        target=origin.target,
        is_fuzzy=True,
        previous=previous,
        previous_context=context,
        comments=origin.comments if is_edited else (),
        facts={**facts, FUZZY_FACT: str(how)},
    )


def _only_origin(message: Message) -> dict[str, str]:
    return {name: value for name, value in message.facts.items() if name == "origin"}
