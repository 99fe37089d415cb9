"""One side-by-side file into one project: its article, its catalog, other catalogs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from bitext.catalog import (
    Catalog,
    Edition,
    Memory,
    Message,
    catalog_bytes,
    parse_catalog,
    template,
    update,
)
from bitext.catalog.memory import kept_in_memory
from bitext.exchange.sxs.document import Fault, damage_lines, read, repair
from bitext.exchange.sxs.draft import Draft, Outcome, draft, pair_without_units
from bitext.exchange.sxs.english import english
from bitext.exchange.sxs.facts import (
    Ballot,
    Facts,
    ballot_of,
    digest,
    elect,
    facts_of,
    header_fields,
)
from bitext.exchange.sxs.ids import id_faults
from bitext.exchange.sxs.merge import Places, merge, with_conflicts, without_echoes
from bitext.exchange.sxs.records import Edited, Records
from bitext.files import read_text
from bitext.layout import catalog_path
from bitext.locales import Locale
from bitext.markdown.article import Article

__all__ = ["Choice", "Imported", "Importer", "Original", "Target"]


class Choice(StrEnum):
    """Why an article reads as it does after an import."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"
    """By this hand-off: it is newer, or most locales say so."""
    OUTVOTED = "outvoted"
    """Kept: the newest hand-off of other locales says so."""
    EDITED = "edited"
    """Kept: it is no text of any hand-off, so somebody wrote it here."""


class Original(StrEnum):
    """What is known of the English file an article was translated from."""

    NOT_ASKED = "not asked"
    MISSING = "missing"
    CURRENT = "current"
    """Its hash is the one the hand-off names."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Target:
    """The project that is imported into."""

    docs: Path
    locales_root: Path
    locale: Locale
    others: tuple[Locale, ...]
    """The project's other locales: their catalogs follow an article that changes."""
    originals: Path | None
    """Folder of the English files, by the same paths."""
    front_matter: tuple[str, ...]
    """Keys whose values are translated."""
    edition: Edition
    docs_name: str = "docs"
    """The folder of articles as messages refer to it."""


@dataclass(slots=True)
class Imported:
    """What importing one file would write, and what became of it."""

    article: str
    writes: list[tuple[Path, bytes]] = field(default_factory=list)
    known: dict[Path, bytes | None] = field(default_factory=dict)
    """Digests of the files to be written, from before they were read."""
    displaced: dict[str, list[Message]] = field(default_factory=dict)
    """By gettext locale, in the shape of ``memory.po``, where they belong."""
    units: Counter[Outcome] = field(default_factory=Counter)
    choice: Choice = Choice.NEW
    original: Original = Original.NOT_ASKED
    edited: Edited = field(default_factory=Edited)
    contested: list[str] = field(default_factory=list)
    """Sources whose translation was edited here, while a newer hand-off has another."""
    damage: tuple[tuple[int, Fault], ...] = ()
    """Lines, 1-based, with what is wrong there."""
    given_up: int = 0
    """Runs of the article that could not be placed and stay untranslated."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text the article could have, with the vote for it."""

    text: str
    ballot: Ballot
    facts: Facts


class Importer:
    """Imports files one by one; nothing is written.

    ``split`` cuts an English article. Files do not depend on one another, so several
    importers may share the work.
    """

    def __init__(self, target: Target, *, split: Callable[[str], Article]) -> None:
        self._target = target
        self._split = split
        self._records = Records(target.locales_root, keys=target.front_matter)

    def paths(self, article: str) -> list[Path]:
        """Files of the project that importing ``article`` reads and may write."""
        root = self._target.locales_root
        paths = [self._target.docs / PurePosixPath(article)]
        for locale in (self._target.locale, *self._target.others):
            paths.append(catalog_path(root, gettext=locale.gettext, article=article))
            paths.append(self._records.path(article, locale=locale))
        return paths

    def run(self, article: str, text: str) -> Imported:
        """Import the file whose ``text`` was read; ``article`` is its path.

        Raises CatalogError and EncodingError for files of the project that cannot be
        read.
        """
        mended = repair(text)
        document = read(mended)
        damage = (*document.damage, *id_faults(document))
        document = replace(document, damage=damage)
        imported = Imported(article, damage=damage_lines(text, document, mended))
        keys = self._target.front_matter
        mine = english(document, path=article, keys=keys)
        candidate = self._candidate(imported, facts_of(document), mine.text)
        held = self._catalog(article, self._target.locale)
        existing = self._existing(article)
        chosen_text = self._choose(imported, candidate, held, existing)
        own = self._split(mine.text)
        chosen = own if chosen_text == mine.text else self._split(chosen_text)
        imported.given_up = len(chosen.given_up)
        made = draft(
            mine,
            own,
            chosen,
            is_original=candidate.ballot.is_original and chosen_text == candidate.text,
        )
        wanted = template(
            chosen.blocks, reference=f"{self._target.docs_name}/{article}"
        )
        if existing is not None:
            imported.edited = self._records.edited(
                article, held, locale=self._target.locale, text=existing
            )
        catalog = self._update(imported, made, held, wanted, candidate)
        proposed = {one.source: one.target for one in made.messages.values()}
        is_newest = _handoff(held) <= candidate.facts.handoff
        if not self._keeps_record(imported, held, candidate, is_newest=is_newest):
            based = chosen
            if imported.choice is Choice.EDITED and imported.edited.is_article_edited:
                # What was edited then differs from what this hand-off knows.
                is_own = candidate.text == mine.text
                based = own if is_own else self._split(candidate.text)
            record = self._records.made(text, based, catalog, proposed=proposed)
            path = self._records.path(article, locale=self._target.locale)
            imported.writes.append((path, record))
        elif existing is not None and imported.choice is Choice.REPLACED:
            self._move_record(
                imported, self._target.locale, (existing, held), (chosen, catalog)
            )
        if imported.choice is Choice.REPLACED and existing is not None:
            renamed = _renamed(self._split(existing), chosen)
            self._follow(imported, wanted, renamed, existing, chosen)
        if imported.choice in {Choice.NEW, Choice.REPLACED}:
            path = self._target.docs / PurePosixPath(article)
            imported.writes.append((path, chosen_text.encode("utf-8")))
        return imported

    def _candidate(self, imported: Imported, facts: Facts, made: str) -> _Text:
        """Return the text this hand-off stands for: the original, if there is one."""
        folder = self._target.originals
        if folder is not None:
            path = folder / PurePosixPath(imported.article)
            if path.is_file():
                text = read_text(path)
                is_current = facts.names(text)
                imported.original = Original.CURRENT if is_current else Original.CHANGED
                ballot = Ballot(facts.handoff, digest(text), is_original=True)
                return _Text(text, ballot, facts)
            imported.original = Original.MISSING
        ballot = Ballot(facts.handoff, digest(made), is_original=False)
        return _Text(made, ballot, facts)

    def _existing(self, article: str) -> str | None:
        path = self._target.docs / PurePosixPath(article)
        return read_text(path) if path.is_file() else None

    def _choose(
        self,
        imported: Imported,
        candidate: _Text,
        held: Catalog,
        existing: str | None,
    ) -> str:
        if existing is None:
            imported.choice = Choice.NEW
            return candidate.text
        if existing == candidate.text:
            imported.choice = Choice.SAME
            return existing
        cast = [
            ballot
            for locale in self._target.others
            if (ballot := ballot_of(self._catalog(imported.article, locale).header))
        ]
        before = ballot_of(held.header)
        known = {ballot.digest for ballot in (*cast, *([before] if before else []))}
        if digest(existing) not in known:
            imported.choice = Choice.EDITED
            return existing
        ballots = [*cast, _newer(candidate.ballot, before)]
        is_elected = elect(ballots) == candidate.ballot.digest
        imported.choice = Choice.REPLACED if is_elected else Choice.OUTVOTED
        return candidate.text if is_elected else existing

    def _catalog(self, article: str, locale: Locale) -> Catalog:
        path = catalog_path(
            self._target.locales_root, gettext=locale.gettext, article=article
        )
        if not path.is_file():
            return Catalog(str(path))
        return parse_catalog(path.read_bytes(), path=str(path))

    def _update(
        self,
        imported: Imported,
        made: Draft,
        held: Catalog,
        wanted: Sequence[Message],
        candidate: _Text,
    ) -> Catalog:
        """Bring the locale's own catalog up to the article and to the file."""
        facts, ballot = candidate.facts, candidate.ballot
        before = ballot_of(held.header)
        is_newer = before is not None and facts.handoff > before.handoff
        is_older = before is not None and facts.handoff < before.handoff
        edited = imported.edited
        merged, displaced = merge(held, made, wins=is_newer, edited=edited.sources)
        contested = [one for one in displaced if is_newer and edited.contests(one)]
        imported.contested = [one.source for one in contested]
        if not is_older:
            merged.header |= header_fields(facts, ballot)
        result = self._updated(
            merged, wanted, article=imported.article, locale=self._target.locale
        )
        places = Places(result[0], [*displaced, *result[1]])
        for entry in made.entries:
            outcome = places.outcome(entry)
            if outcome is None:
                second = Message(entry.source, entry.target)
                displaced.append(second)
                contested.append(second)
                outcome = Outcome.SECOND
            imported.units[outcome] += entry.units
        displaced = with_conflicts(
            displaced, result[0], equals=[*contested, *made.spare]
        )
        self._keep(imported, [*displaced, *result[1]], self._target.locale)
        return self._write(imported, result[0], self._target.locale)

    def _follow(
        self,
        imported: Imported,
        wanted: Sequence[Message],
        renamed: Mapping[str, str],
        existing: str,
        chosen: Article,
    ) -> None:
        """Bring the other locales' catalogs and records up to the article."""
        for locale in self._target.others:
            held = self._catalog(imported.article, locale)
            before = (existing, replace(held))
            if not held.header:
                self._move_record(imported, locale, before, (chosen, held))
                continue
            sources = {message.source for message in held.messages}
            held.messages = [
                replace(message, source=renamed[message.source])
                if "source" in message.facts
                and renamed.get(message.source, message.source) not in sources
                else message
                for message in held.messages
            ]
            catalog, displaced = self._updated(
                held, wanted, article=imported.article, locale=locale
            )
            self._keep(imported, displaced, locale)
            written = self._write(imported, catalog, locale)
            self._move_record(imported, locale, before, (chosen, written))

    def _updated(
        self,
        old: Catalog,
        wanted: Sequence[Message],
        *,
        article: str,
        locale: Locale,
    ) -> tuple[Catalog, list[Message]]:
        # Without a memory: what a file holds must not depend on the files before it.
        result = update(
            old,
            article=article,
            template=wanted,
            memory=Memory(()),
            locale=locale,
            edition=self._target.edition,
        )
        displaced = list(result.displaced)
        return without_echoes(result.catalog, displaced), displaced

    def _keep(
        self, imported: Imported, displaced: Sequence[Message], locale: Locale
    ) -> None:
        imported.displaced.setdefault(locale.gettext, []).extend(
            kept_in_memory(message, article=imported.article)
            for message in displaced
            if message.has_target
        )

    def _keeps_record(
        self, imported: Imported, held: Catalog, candidate: _Text, *, is_newest: bool
    ) -> bool:
        """Whether the record there says more than this file: newer, or edited since."""
        if not self._records.path(
            imported.article, locale=self._target.locale
        ).is_file():
            return False
        is_same = _handoff(held) == candidate.facts.handoff
        return not is_newest or (is_same and imported.choice is Choice.EDITED)

    def _move_record(
        self,
        imported: Imported,
        locale: Locale,
        before: tuple[str, Catalog],
        after: tuple[Article, Catalog],
    ) -> None:
        path = self._records.path(imported.article, locale=locale)
        if path.is_file():
            record = self._records.moved(path, before=before, after=after)
            imported.writes.append((path, record))

    def _write(self, imported: Imported, catalog: Catalog, locale: Locale) -> Catalog:
        """Return the catalog as the project has it: one without messages has none."""
        if not (catalog.messages or catalog.obsolete):
            return Catalog(catalog.path)
        path = catalog_path(
            self._target.locales_root,
            gettext=locale.gettext,
            article=imported.article,
        )
        imported.writes.append((path, catalog_bytes(catalog)))
        return catalog


def _renamed(before: Article, after: Article) -> dict[str, str]:
    """Old to new texts that stand for an unknown English: place tells they are one."""
    renamed: dict[str, str] = {}
    for here, there in pair_without_units(before, after):
        for old, new in zip(here.segments, there.segments, strict=False):
            if new.text not in renamed.values():
                renamed[old.text] = new.text
    return renamed


def _handoff(catalog: Catalog) -> str:
    ballot = ballot_of(catalog.header)
    return ballot.handoff if ballot else ""


def _newer(ballot: Ballot, before: Ballot | None) -> Ballot:
    """Return the vote of a locale that had voted ``before``: its newest hand-off's."""
    if before is not None and before.handoff > ballot.handoff:
        return before
    return ballot
