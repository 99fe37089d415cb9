"""A catalog brought up to its article, no translation lost on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from bitext.catalog.catalog import Catalog
from bitext.catalog.conflicts import in_conflict
from bitext.catalog.header import Edition, complete_header
from bitext.catalog.memory import Lookups
from bitext.catalog.message import FUZZY, MARKDOWN_TEXT, Key, Message
from bitext.catalog.offers import (
    CARRY_NOTHING,
    FUZZY_FACT,
    Carrying,
    Offers,
)
from bitext.catalog.similarity import pair_edits
from bitext.locales import Locale

__all__ = ["Counts", "UpdateResult", "update", "updated_messages"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the messages of one or more catalogs."""

    kept: int = 0
    """The same text in the same article, translated or not."""
    revived: int = 0
    """Had been obsolete in this catalog."""
    moved: int = 0
    """Took the translation of the same text elsewhere in the memory."""
    carried: int = 0
    """Valid: only what is no word changed, and the change was made in it."""
    edited: int = 0
    """Fuzzy: resembles a text that vanished from this article."""
    similar: int = 0
    """Fuzzy: resembles another text of the memory."""
    untranslated: int = 0
    """New, and nothing was found."""
    obsolete: int = 0
    """Vanished and kept as obsolete."""
    dropped: int = 0
    """Vanished without ever having been translated."""
    displaced: int = 0
    """Went to ``memory.po``."""

    @property
    def changes(self) -> dict[str, int]:
        """What became of messages that did not just stay, by name, without zeros."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(Counts)
            if field.name != "kept" and getattr(self, field.name)
        }

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            *(
                getattr(self, field.name) + getattr(other, field.name)
                for field in fields(Counts)
            )
        )


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """An updated catalog and what it could not hold."""

    catalog: Catalog
    displaced: tuple[Message, ...]
    """Second translations of a text and obsolete twins of live messages."""
    counts: Counts


def update(  # noqa: PLR0913 - seven inputs decide what a catalog becomes
    old: Catalog,
    *,
    article: str,
    template: Sequence[Message],
    memory: Lookups,
    locale: Locale,
    edition: Edition,
    carrying: Carrying = CARRY_NOTHING,
) -> UpdateResult:
    """The catalog of ``article`` with the messages of ``template``, in their order.

    ``old`` may be empty and is not changed; ``memory`` is a snapshot taken before any
    catalog of the locale was updated. A new message takes, in this order: the obsolete
    translation of the same text in this catalog, the one its template brings along, a
    translation of the same text in the memory, one of the same words with the other
    changes made in it as ``carrying`` allows, and fuzzy the translation of the
    vanished or else the remembered text it resembles. Messages that have a translation
    keep it. One that stays untranslated takes a valid translation as soon as the memory
    has one of the same text or words; similar texts are offered once, when it is new.
    """
    edits = pair_edits(template, old.messages)
    offers = Offers(
        article, template, old.messages, edits, memory, locale, carrying=carrying
    )
    work = _Work(old, article=article, memory=memory, offers=offers)
    messages = [work.message(wanted) for wanted in template]
    work.retire({message.key for message in template})
    header = complete_header(
        old.header, locale=locale, edition=edition, is_new_set=not edits.is_complete
    )
    catalog = Catalog(
        old.path,
        header,
        messages,
        sorted(work.obsolete.values(), key=_obsolete_position),
        comments=old.comments,
        header_flags=tuple(flag for flag in old.header_flags if flag != FUZZY),
        trailer=old.trailer,
        wrap=edition.wrap,
    )
    shown = {message.key: message for message in messages}
    displaced = tuple(
        in_conflict(message, shown=shown.get(message.key)) for message in work.displaced
    )
    work.tally["displaced"] = len(displaced)
    return UpdateResult(catalog, displaced, Counts(**work.tally))


def updated_messages(  # noqa: PLR0913 - six inputs decide what a message becomes
    old: Catalog,
    *,
    article: str,
    template: Sequence[Message],
    memory: Lookups,
    locale: Locale,
    carrying: Carrying,
) -> list[Message]:
    """The messages of the catalog that ``update`` would give.

    ``memory`` is asked only for texts that ``old`` has no translation of.
    """
    edits = pair_edits(template, old.messages)
    offers = Offers(
        article, template, old.messages, edits, memory, locale, carrying=carrying
    )
    work = _Work(old, article=article, memory=memory, offers=offers)
    return [work.message(wanted) for wanted in template]


class _Work:
    """One catalog while it is being updated."""

    def __init__(
        self, old: Catalog, *, article: str, memory: Lookups, offers: Offers
    ) -> None:
        self._live = {message.key: message for message in old.messages}
        self._article = article
        self._memory = memory
        self._offers = offers
        self.obsolete: dict[Key, Message] = {}
        self.displaced: list[Message] = []
        self.tally = {field.name: 0 for field in fields(Counts)}
        for message in old.obsolete:
            self._put_obsolete(message)

    def message(self, wanted: Message) -> Message:
        held = self._live.get(wanted.key)
        if held is not None and held.has_target:
            self.tally["kept"] += 1
            return _adopt(wanted, held)
        if found := self._found(wanted, held):
            return found
        if held is not None:
            self.tally["kept"] += 1
            return _adopt(wanted, held)
        return self._new(wanted)

    def _found(self, wanted: Message, held: Message | None) -> Message | None:
        """A translation of the same text, or of the same words."""
        if revived := self.obsolete.pop(wanted.key, None):
            self.tally["revived"] += 1
            return _adopt(wanted, _in_place_of(held, revived))
        if wanted.has_target:
            self.tally["moved"] += 1
            return _in_place_of(held, wanted)
        if moved := self._memory.exact(wanted, article=self._article, is_fuzzy=False):
            self.tally["moved"] += 1
            return _adopt(wanted, _in_place_of(held, moved.message))
        if carried := self._offers.carried(wanted):
            self.tally["carried"] += 1
            return _in_place_of(held, carried)
        return None

    def _new(self, wanted: Message) -> Message:
        moved = self._memory.exact(wanted, article=self._article, is_fuzzy=True)
        if moved:
            self.tally["moved"] += 1
            return _adopt(wanted, _in_place_of(None, moved.message))
        if offer := self._offers.proposal(wanted):
            how, proposed = offer
            self.tally[str(how)] += 1
            return proposed
        self.tally["untranslated"] += 1
        return wanted

    def retire(self, wanted: set[Key]) -> None:
        """Make obsolete what vanished and displace the twins of live messages."""
        for key in self.obsolete.keys() & wanted:
            self.displaced.append(self.obsolete.pop(key))
        for key, message in self._live.items():
            if key in wanted:
                continue
            if not message.has_target:
                self.tally["dropped"] += 1
                continue
            self.tally["obsolete"] += 1
            self._put_obsolete(message)
        self.displaced.sort(key=_obsolete_position)

    def _put_obsolete(self, message: Message) -> None:
        if not message.has_target:
            return
        if older := self.obsolete.get(message.key):
            self.displaced.append(older)
        self.obsolete[message.key] = _retired(message)


def _adopt(wanted: Message, held: Message) -> Message:
    """The translation of ``held`` for the text and place of ``wanted``."""
    settled = _settled(held)
    flags = (*wanted.flags, *_lasting(held.flags, known=wanted.flags))
    made_again = (wanted.extracted, wanted.references, flags, False)
    stands = (held.extracted, held.references, held.flags, held.is_obsolete)
    if made_again == stands:
        return settled
    return replace(
        settled,
        extracted=wanted.extracted,
        references=wanted.references,
        flags=flags,
        is_obsolete=False,
    )


def _retired(message: Message) -> Message:
    return replace(
        _settled(message),
        extracted=(),
        references=(),
        flags=_lasting(message.flags, known=()),
        is_obsolete=True,
    )


def _lasting(flags: Iterable[str], *, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != MARKDOWN_TEXT and flag not in known)


def _settled(message: Message) -> Message:
    """``message`` without what told why it was fuzzy, once a translator approved it."""
    previous = (message.previous, message.previous_context, message.previous_plural)
    is_settled = previous == (None, None, None) and FUZZY_FACT not in message.facts
    if message.is_fuzzy or is_settled:
        return message
    return replace(
        message,
        facts=_without_reason(message),
        previous=None,
        previous_context=None,
        previous_plural=None,
    )


def _without_reason(message: Message) -> dict[str, str]:
    return {name: value for name, value in message.facts.items() if name != FUZZY_FACT}


def _in_place_of(held: Message | None, found: Message) -> Message:
    """``found`` with the line and the notes of the untranslated message it fills."""
    if held is None:
        return replace(found, line=0)
    added = tuple(line for line in held.comments if line not in found.comments)
    return replace(
        found,
        comments=(*found.comments, *added),
        facts={**held.facts, **found.facts},
        line=held.line,
    )


def _obsolete_position(message: Message) -> tuple[str, str, str]:
    return (message.source, message.context or "", message.target)
