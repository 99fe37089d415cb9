"""All translations a project has of a language: shown, out and in as TMX, used."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from bitext.catalog import (
    Amount,
    Catalog,
    Changes,
    Key,
    LocaleUpdate,
    Message,
    Remembered,
    catalog_bytes,
    kind_of,
    until_settled,
    words,
)
from bitext.catalog.changes import digest
from bitext.catalog.header import complete_header
from bitext.catalog.memory import kept_in_memory, merge_memory
from bitext.catalog.message import MARKDOWN_TEXT
from bitext.catalog.standing import Standing
from bitext.config import LocaleConfig
from bitext.exchange import tmx
from bitext.exchange.codes import plain
from bitext.exchange.incoming_files import find_files, read_within_bounds
from bitext.exchange.intake import Refused
from bitext.exchange.unit import Incoming, Origin, Outgoing, State
from bitext.files import write_atomic
from bitext.locales import Locale
from bitext.markdown.article import Kind
from bitext.site.catalogs import UnreadableCatalogsError, edition, update_catalogs
from bitext.site.exchange import with_catalogs
from bitext.site.lock import catalogs_held
from bitext.site.project import Project
from bitext.site.sources import read_sources

__all__ = [
    "Held",
    "Learned",
    "Pretranslated",
    "export_memory",
    "import_memory",
    "pretranslate",
    "read_memory",
]


@dataclass(frozen=True, slots=True)
class Held:
    """What the memory of one language holds, each pair of texts once."""

    entries: tuple[Remembered, ...]

    @property
    def valid(self) -> Amount:
        """Translations an update gives to the same text as they are."""
        return self._amount(is_fuzzy=False)

    @property
    def fuzzy(self) -> Amount:
        """Translations it offers."""
        return self._amount(is_fuzzy=True)

    def found(self, text: str) -> tuple[Remembered, ...]:
        """Entries that have ``text`` in either language, whatever its case."""
        wanted = text.casefold()
        return tuple(
            one
            for one in self.entries
            if wanted in one.message.source.casefold()
            or wanted in one.message.target.casefold()
        )

    def _amount(self, *, is_fuzzy: bool) -> Amount:
        return sum(
            (
                Amount(1, words(one.message.source))
                for one in self.entries
                if one.message.is_fuzzy is is_fuzzy
            ),
            Amount(),
        )


@dataclass(slots=True)
class Learned:
    """What an import of a memory did."""

    added: int = 0
    known: int = 0
    """Pairs of texts that the memory had."""
    refused: list[Refused] = field(default_factory=list)
    changed: int = 0
    """Files below ``locales/``: 0 or 1."""


@dataclass(frozen=True, slots=True)
class Pretranslated:
    """What the memory gave to texts that had no translation."""

    messages: int
    articles: int
    changed: int
    """Files below ``locales/``, those that the update alone changed included."""


def read_memory(project: Project, *, locale: Locale) -> Held:
    """The memory of ``locale``, from its catalogs and ``memory.po`` as they stand.

    In the order an update prefers them in: valid before fuzzy, human before machine,
    then by texts. Raises UnreadableCatalogsError.
    """
    return Held(tuple(_entries(_standing(project, locale))))


def _standing(project: Project, locale: Locale) -> Standing:
    return Standing(project.locales_dir, locale=locale, templates={})


def _entries(standing: Standing) -> Iterator[Remembered]:
    entries = sorted(standing.entries(), key=_rank)
    if standing.faults:
        raise UnreadableCatalogsError(list(standing.faults.values()))
    seen: set[tuple[Key, str]] = set()
    for entry in entries:
        message = entry.message
        pair = (message.key, message.target)
        if message.target and message.plural_source is None and pair not in seen:
            seen.add(pair)
            yield entry


def _rank(entry: Remembered) -> tuple[object, ...]:
    message = entry.message
    return (
        message.is_fuzzy,
        message.facts.get("origin") == Origin.MACHINE,
        message.source,
        message.context or "",
        message.target,
        not entry.article,
        entry.article,
    )


def export_memory(project: Project, *, item: LocaleConfig, output: Path) -> int:
    """Number of translations written to the TMX file ``output``.

    What no article has any more is among them. Raises UnreadableCatalogsError,
    ExtraMissingError, WriteError.
    """
    held = read_memory(project, locale=item.locale)
    messages = [
        Outgoing(one.article, replace(one.message, flags=(MARKDOWN_TEXT,)))
        for one in held.entries
    ]
    source = project.config.source.locale
    write_atomic(output, tmx.write(messages, source=source, target=item.locale))
    return len(messages)


def import_memory(
    project: Project,
    *,
    item: LocaleConfig,
    paths: Sequence[Path],
    exact_is_fuzzy: bool = False,
) -> Learned:
    """Take TMX files into ``memory.po``; the next update uses what they bring.

    With ``exact_is_fuzzy`` it offers their translations even for the very same text.
    Raises ExchangeFileError, ExtraMissingError, UnreadableCatalogsError, and what
    writing catalogs raises.
    """
    with catalogs_held(project):
        units = [
            unit
            for path in find_files(paths, suffixes=tmx.SUFFIXES)
            for unit in tmx.read(
                read_within_bounds(path), shown_as=str(path), locale=item.locale
            )
        ]

        def decide() -> tuple[Learned, Changes]:
            return _learned(project, item.locale, units, as_fuzzy=exact_is_fuzzy)

        (learned, _), changed = until_settled(
            decide, lambda decided: decided[1].apply()
        )
        learned.changed = changed
        return learned


def _learned(
    project: Project,
    locale: Locale,
    units: Sequence[Incoming | Refused],
    *,
    as_fuzzy: bool,
) -> tuple[Learned, Changes]:
    standing = _standing(project, locale)
    known = {(one.message.source, one.message.target) for one in _entries(standing)}
    learned = Learned(refused=[unit for unit in units if isinstance(unit, Refused)])
    new: list[Message] = []
    for unit in units:
        if isinstance(unit, Refused):
            continue
        source = " ".join(plain(unit.source).split())
        target = " ".join(plain(unit.target).split())
        if not source or not target:
            continue
        if (source, target) in known:
            learned.known += 1
            continue
        known.add((source, target))
        learned.added += 1
        state = unit.state or State()
        origin = Origin.MACHINE if state.is_machine else Origin.MEMORY
        message = Message(
            source,
            target,
            is_fuzzy=as_fuzzy or state.is_fuzzy,
            facts={"origin": str(origin)},
        )
        new.append(kept_in_memory(message, article=""))
    return learned, _memory_changes(project, locale, standing, new)


def _memory_changes(
    project: Project, locale: Locale, standing: Standing, new: Sequence[Message]
) -> Changes:
    if not new:
        return Changes((), ())
    held = standing.memory_held
    memory = standing.memory_catalog
    header = complete_header(
        memory.header, locale=locale, edition=edition(project), is_new_set=False
    )
    merged = replace(memory, header=header, messages=merge_memory(memory, new))
    path = standing.memory_file
    known = {path: digest(held.content) if held else None}
    return Changes(((path, catalog_bytes(merged)),), (), known)


def pretranslate(
    project: Project,
    *,
    item: LocaleConfig,
    patterns: Sequence[str] = (),
    exact_is_fuzzy: bool = False,
    advance: Callable[[int], None] | None = None,
) -> Pretranslated:
    """Bring the catalogs of one language up to date and say what the memory gave.

    Texts with the very same source elsewhere take its translation; it is marked as the
    memory's, and with ``exact_is_fuzzy`` waits for a translator. Articles whose path is
    like none of ``patterns`` are updated and not marked. Raises what write_updates
    raises.
    """
    with catalogs_held(project):
        sources = read_sources(project, advance=advance)

        def decide() -> tuple[dict[str, Catalog], int, Changes]:
            found = update_catalogs(project, locales=[item], sources=sources)
            update = found[item.locale.code]
            marked, count = _marked(
                update, patterns=patterns, exact_is_fuzzy=exact_is_fuzzy
            )
            changes = with_catalogs(
                project, update, catalogs=marked, locale=item.locale
            )
            return marked, count, changes

        (marked, count, _), changed = until_settled(
            decide, lambda decided: decided[2].apply()
        )
        return Pretranslated(count, len(marked), changed)


def _marked(
    update: LocaleUpdate, *, patterns: Sequence[str], exact_is_fuzzy: bool
) -> tuple[dict[str, Catalog], int]:
    """Catalogs with translations from the memory, and how many those are."""
    marked: dict[str, Catalog] = {}
    count = 0
    for article, catalog in update.catalogs.items():
        if patterns and not any(fnmatchcase(article, one) for one in patterns):
            continue
        before = update.before.get(update.renamed.get(article, article))
        own = (
            {
                message.key
                for message in (*before.messages, *before.obsolete)
                if message.has_target
            }
            if before
            else set()
        )
        given = {
            message.key: _given(message, is_fuzzy=exact_is_fuzzy)
            for message in catalog.messages
            if message.is_translated
            and message.key not in own
            and "carried" not in message.facts
            and kind_of(message) is not Kind.WORD
        }
        if given:
            count += len(given)
            messages = [given.get(one.key, one) for one in catalog.messages]
            marked[article] = replace(catalog, messages=messages)
    return marked, count


def _given(message: Message, *, is_fuzzy: bool) -> Message:
    facts = {"origin": str(Origin.MEMORY), **message.facts}
    return replace(message, facts=facts, is_fuzzy=is_fuzzy)
