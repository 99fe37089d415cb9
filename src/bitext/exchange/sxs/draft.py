"""The messages one side-by-side file gives, before any catalog is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bitext.catalog import Message
from bitext.exchange.sxs.align import Fit, Translation, align
from bitext.exchange.sxs.english import English, UnknownSource
from bitext.markdown import frontmatter
from bitext.markdown.article import Article, Block, Kind
from bitext.markdown.segments import JOINED

__all__ = ["SOURCE_UNKNOWN", "Draft", "Entry", "Outcome", "draft", "pair_without_units"]

SOURCE_UNKNOWN: Mapping[str, str] = MappingProxyType({"source": "unknown"})
"""The fact of a message whose msgid was made up."""

_WITHOUT_UNITS = frozenset({Kind.ALT, Kind.DIAGRAM, Kind.LINK_TITLE})
"""Kinds of blocks the pipeline translates in place, without a unit."""


class Outcome(StrEnum):
    """Where the TARGET of a unit stands after an import."""

    EQUAL = "equal"
    """In a message: one unit is one segment."""
    JOINED = "joined"
    """In a message of several units."""
    PARTED = "parted"
    """In a message that is more than the unit, or in several."""
    FUZZY = "fuzzy"
    """In a fuzzy message: the article says it in other words."""
    SECOND = "second translation"
    """In ``memory.po``: its text has another translation in the catalog."""
    OBSOLETE = "obsolete"
    """In the catalog, obsolete: the article does not say it."""
    NO_SEGMENT = "no segment"
    """In ``memory.po``: it is no text of the article (code, raw HTML, no words)."""
    NOT_CUT = "not cut"
    """In ``memory.po``: it cannot be cut where segments end."""


_OUTCOME_OF_FIT = {
    Fit.EQUAL: Outcome.EQUAL,
    Fit.JOINED: Outcome.JOINED,
    Fit.PARTED: Outcome.PARTED,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation, the units it came from and what they are to its message."""

    source: str
    target: str
    outcome: Outcome
    units: int
    """How many units it accounts for; 0 for what came without one."""


@dataclass(slots=True)
class Draft:
    """What a file says, as messages by source and as entries unit by unit."""

    messages: dict[str, Message] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    """Each unit is counted in exactly one; those in ``messages`` come by place."""
    groups: list[tuple[str, ...]] = field(default_factory=list)
    """Sources whose translation stands in the message of the first of them."""
    spare: list[Message] = field(default_factory=list)
    """What the messages cannot hold; it belongs to ``memory.po``."""

    def take(
        self, sources: Sequence[str], target: str, *, facts: Mapping[str, str]
    ) -> bool:
        """Whether ``target`` could become the translation of ``sources`` together."""
        if len(set(sources)) < len(sources):
            return False
        wanted = [
            Message(source, JOINED if index else target, facts=dict(facts))
            for index, source in enumerate(sources)
        ]
        for message in wanted:
            held = self.messages.get(message.source)
            if held is not None and held.target != message.target:
                return False
        for message in wanted:
            self.messages.setdefault(message.source, message)
        if len(sources) > 1:
            self.groups.append(tuple(sources))
        return True


def draft(
    english: English, own: Article, chosen: Article, *, is_original: bool
) -> Draft:
    """Messages of the file whose article is ``own``, with msgids of ``own``.

    ``chosen`` is the article the project has: it gives the msgids of what has no
    unit. ``is_original`` says that it is the English file itself, so that none of its
    texts is made up.
    """
    made = Draft()
    alignment = align(own, english.placed)
    # A text on its own is the better evidence than one in a group of sentences.
    for translation in sorted(
        alignment.translations, key=lambda translation: len(translation.segments) > 1
    ):
        _put(made, translation)
    for loose in alignment.loose:
        unit = loose.placed.unit
        made.spare.append(Message(unit.source, unit.target))
        outcome = Outcome[loose.reason.name]
        made.entries.append(Entry(unit.source, unit.target, outcome, 1))
    _put_values(made, english.unknown, chosen, is_original=is_original)
    _put_without_units(made, own, chosen, is_original=is_original)
    return made


def _put(made: Draft, translation: Translation) -> None:
    sources = [segment.text for segment in translation.segments]
    units = len(translation.units)
    target = translation.target
    if made.take(sources, target, facts={}):
        outcome = _OUTCOME_OF_FIT[translation.fit]
        made.entries.append(Entry(sources[0], target, outcome, units))
        return
    source = " ".join(sources)
    made.spare.append(Message(source, target))
    made.entries.append(Entry(source, target, Outcome.SECOND, units))


def _put_values(
    made: Draft, values: Sequence[UnknownSource], chosen: Article, *, is_original: bool
) -> None:
    """Give front matter values to the messages of the same keys."""
    if not values:
        return
    blocks = {block.spans: block for block in reversed(chosen.blocks)}
    places: dict[str, tuple[frontmatter.Value, Block]] = {}
    keys = sorted({value.key for value in values})
    for wanted in frontmatter.read(chosen.text, keys=keys).values:
        if block := blocks.get(((wanted.start, wanted.end),)):
            places.setdefault(wanted.key, (wanted, block))
    for value in values:
        if value.key in places:
            wanted, block = places[value.key]
            is_known = is_original or wanted.text != value.source
            _put_block(made, block, value.target, is_known=is_known)
        else:
            facts = dict(SOURCE_UNKNOWN)
            made.spare.append(Message(value.source, value.target, facts=facts))


def _put_block(made: Draft, block: Block, target: str, *, is_known: bool) -> None:
    facts = {} if is_known else SOURCE_UNKNOWN
    sources = [segment.text for segment in block.segments]
    if not made.take(sources, target, facts=facts):
        made.spare.append(Message(" ".join(sources), target, facts=dict(facts)))


def _put_without_units(
    made: Draft, own: Article, chosen: Article, *, is_original: bool
) -> None:
    """Give texts translated in place to the messages in the same places."""
    for mine, theirs in pair_without_units(own, chosen):
        texts = [segment.text for segment in mine.segments]
        if not any(text in made.messages for text in texts):
            _put_block(made, theirs, " ".join(texts), is_known=is_original)


def pair_without_units(one: Article, other: Article) -> list[tuple[Block, Block]]:
    """Blocks that have no units, by their place in two versions of an article.

    None where the versions do not have the same kinds of blocks in the same order.
    """
    left, right = (
        [block for block in article.blocks if block.kind is not Kind.FRONT_MATTER]
        for article in (one, other)
    )
    if [block.kind for block in left] != [block.kind for block in right]:
        return []
    return [
        (here, there)
        for here, there in zip(left, right, strict=True)
        if here.kind in _WITHOUT_UNITS
    ]
