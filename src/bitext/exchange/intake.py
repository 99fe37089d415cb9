"""Translations of a file taken into the catalogs; what does not fit is refused."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from bitext.catalog import Catalog, Key, Message
from bitext.exchange.codes import plain, require_codes
from bitext.exchange.errors import UnitRefusedError
from bitext.exchange.unit import Incoming, Origin, Outgoing, State, stamp

__all__ = ["Intake", "Outcome", "Refused", "take_in"]

_LINE_BREAK = re.compile(r"[ \t]*[\r\n]\s*")
_MADE_BY_UPDATE = frozenset({"carried", "fuzzy", "origin"})
"""Facts that end where a translator has been at work."""


class Outcome(StrEnum):
    """What became of a unit."""

    UNCHANGED = "unchanged"
    TRANSLATED = "translated"
    """Had no translation."""
    CHANGED = "changed"
    """Had another translation, or another state."""
    DOUBTFUL = "as fuzzy"
    """Has errors: imported, and not published before somebody looks at it."""
    UNTRANSLATED = "untranslated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Refused:
    """A unit with what is wrong with it."""

    place: str
    source: str
    reason: str


@dataclass(slots=True)
class Intake:
    """What an import makes of its units."""

    catalogs: dict[str, Catalog] = field(default_factory=dict)
    """Those that change, by article."""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    doubtful: list[Refused] = field(default_factory=list)
    """Imported as fuzzy although the file calls them done, with the reason."""


def take_in(
    units: Iterable[Incoming],
    *,
    catalogs: Mapping[str, Catalog],
    faults: Callable[[Message], str | None],
    as_fuzzy: bool = False,
) -> Intake:
    """What ``units`` make of ``catalogs``, which are up to date and are not changed.

    A unit finds its message by the article and the id it was exported with, else by
    its article and source, else, where it names no article, by its source alone: then
    it gives a translation to every message that has none. A unit that was not edited
    since its export changes nothing. ``faults`` says why a translation must not be
    published as it stands; None where it may. With ``as_fuzzy`` nothing that is new is
    published before somebody looks at it.
    """
    work = _Work(catalogs, faults=faults, as_fuzzy=as_fuzzy)
    for unit in units:
        work.take(unit)
    return work.result()


class _Work:
    def __init__(
        self,
        catalogs: Mapping[str, Catalog],
        *,
        faults: Callable[[Message], str | None],
        as_fuzzy: bool,
    ) -> None:
        self._catalogs = catalogs
        self._faults = faults
        self._as_fuzzy = as_fuzzy
        self._by_article: dict[str, _Article] = {}
        self._intake = Intake()

    def take(self, unit: Incoming) -> None:
        try:
            outcomes = [self._settle(unit, found) for found in self._found(unit)]
        except UnitRefusedError as error:
            self._intake.outcomes[Outcome.REFUSED] += 1
            self._intake.refused.append(Refused(unit.place, unit.words, str(error)))
        else:
            self._intake.outcomes.update(outcomes)

    def result(self) -> Intake:
        for article, found in self._by_article.items():
            if found.changed:
                catalog = self._catalogs[article]
                messages = [found.changed.get(one.key, one) for one in catalog.messages]
                self._intake.catalogs[article] = replace(catalog, messages=messages)
        return self._intake

    def _article(self, name: str) -> "_Article":
        if name not in self._by_article:
            self._by_article[name] = _Article(name, self._catalogs[name])
        return self._by_article[name]

    def _found(self, unit: Incoming) -> list[Outgoing]:
        """The messages a unit translates. Raises UnitRefusedError."""
        if unit.article is None:
            found = self._by_source.get(plain(unit.source), [])
            if not found:
                raise UnitRefusedError("no article has this text")
            return [one for one in found if not one.message.has_target]
        if unit.article not in self._catalogs:
            raise UnitRefusedError(_why_no_article(unit.article))
        article = self._article(unit.article)
        key = unit.id.partition(".")[0]
        if key in article.by_address:
            return [article.by_address[key]]
        found = [
            one
            for one in article.messages
            if one.message.context is None and _is_source(unit, one)
        ]
        if not found:
            raise UnitRefusedError(
                "the article has no such text any more; export it again"
            )
        return found

    @cached_property
    def _by_source(self) -> dict[str, list[Outgoing]]:
        """All messages of the language by their sources."""
        by_source: dict[str, list[Outgoing]] = defaultdict(list)
        for name in self._catalogs:
            for one in self._article(name).messages:
                by_source[one.message.source].append(one)
        return by_source

    def _settle(self, unit: Incoming, found: Outgoing) -> Outcome:
        """Take the translation in. Raises UnitRefusedError."""
        if unit.article is not None and not _is_source(unit, found):
            raise UnitRefusedError("its source is not the text of the article")
        message = found.message
        target = (
            plain(unit.target)
            if unit.article is None
            else found.known.restored(unit.target)
        )
        state = unit.state or State()
        if not target.strip():
            return Outcome.UNTRANSLATED
        base = unit.id.partition(".")[2]
        # Tools that indent add line breaks and blanks.
        tidy = _LINE_BREAK.sub(" ", target).strip(" \t")
        now = unit.state or found.state
        if message.target in (target, tidy) and now == found.state:
            return Outcome.UNCHANGED
        has_both = bool(base) and message.has_target
        if has_both and base in (stamp(target, state), stamp(tidy, state)):
            # Edited here since the export, and nothing was done to the unit.
            return Outcome.UNCHANGED
        if has_both and base != found.stamp:
            raise UnitRefusedError(
                "its translation was changed here since the export; export it again"
            )
        require_codes(
            tidy,
            source=message.source,
            current=message.target,
            is_markup=found.is_markup,
        )
        made = self._made(message, tidy, unit, state=state)
        article = self._by_article[found.article]
        before = article.changed.get(message.key)
        if before is not None and before.target != made.target:
            raise UnitRefusedError("the import has another translation of this text")
        if before is not None:
            return Outcome.UNCHANGED
        if not made.is_fuzzy and (why := self._faults(made)):
            made = replace(made, is_fuzzy=True)
            self._intake.doubtful.append(Refused(unit.place, message.source, why))
        article.changed[message.key] = made
        if made.is_fuzzy and not (state.is_fuzzy or self._as_fuzzy):
            return Outcome.DOUBTFUL
        return Outcome.CHANGED if message.has_target else Outcome.TRANSLATED

    def _made(
        self, message: Message, target: str, unit: Incoming, *, state: State
    ) -> Message:
        origin = Origin.MACHINE if state.is_machine else Origin.HUMAN
        if unit.is_from_memory:
            origin = Origin.MEMORY
        is_fuzzy = state.is_fuzzy or self._as_fuzzy
        same = target == message.target
        gone = frozenset({"origin"}) if same and is_fuzzy else _MADE_BY_UPDATE
        facts = {name: text for name, text in message.facts.items() if name not in gone}
        kept = message.previous if is_fuzzy else None
        return replace(
            message,
            target=target,
            is_fuzzy=is_fuzzy,
            facts={**facts, "origin": str(origin)},
            previous=kept,
            previous_context=message.previous_context if kept else None,
            previous_plural=message.previous_plural if kept else None,
        )


class _Article:
    """One article's messages by what units find them by."""

    def __init__(self, name: str, catalog: Catalog) -> None:
        self.messages = [
            Outgoing(name, message)
            for message in catalog.messages
            if message.plural_source is None
        ]
        self.changed: dict[Key, Message] = {}

    @cached_property
    def by_address(self) -> dict[str, Outgoing]:
        """Its messages by what their ids begin with."""
        return {one.id.partition(".")[0]: one for one in self.messages}


def _is_source(unit: Incoming, found: Outgoing) -> bool:
    try:
        source = found.known.restored(unit.source)
    except UnitRefusedError:
        return False
    return " ".join(source.split()) == " ".join(found.message.source.split())


def _why_no_article(name: str) -> str:
    if name.startswith(("/", "\\", "~")) or name[1:2] == ":":
        return f"{name!r} is an absolute path, not that of an article"
    if ".." in name.replace("\\", "/").split("/"):
        return f"{name!r} leads out of the project"
    return f"the project has no article {name!r}"
