"""Runs all rules over a catalog."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bitext.catalog import Catalog, CatalogError, Key, Message
from bitext.catalog.conflicts import Conflict
from bitext.check.acceptance import accepted_rules
from bitext.check.finding import Finding, Severity
from bitext.check.pair import PLAIN_KINDS, Pair
from bitext.check.pair_problems import problems_of
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.rules import ALL_RULES
from bitext.check.subjects import File, Update
from bitext.check.termbase import Term, TermPair
from bitext.check.texts import parsed
from bitext.locales import Locale
from bitext.markdown.article import JOINED, Article, Block, Kind

__all__ = [
    "Judged",
    "check_catalogs",
    "check_conflict",
    "check_fault",
    "check_language",
    "check_source",
    "check_update",
    "errors_in",
    "has_errors",
    "judged",
    "kinds_of",
    "rules_for",
]


@dataclass(frozen=True, slots=True)
class _Group:
    """Messages that are judged as one."""

    messages: tuple[Message, ...]

    @property
    def source(self) -> str:
        first, *others = self.messages
        if not others:
            return first.source
        return " ".join(message.source for message in self.messages)

    @property
    def target(self) -> str:
        return self.messages[0].target

    def accepted_at(self, rule: str) -> tuple[int, ...]:
        return tuple(
            message.line or 1
            for message in self.messages
            if rule in accepted_rules(message)
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A catalog to judge, and what is to be known of it."""

    catalog: Catalog
    kinds: Mapping[Key, Kind]
    """Of what kind the block of a message is, as kinds_of says; one that this lacks is
    taken for a paragraph."""
    before: Catalog | None = None
    """The file as it stands, for the rules that look at whole files, where ``catalog``
    is what an update would make of it."""


def check_catalogs(
    asked: Iterable[Judged],
    *,
    locale: Locale,
    source_locale: Locale,
    terms: Sequence[Term] = (),
) -> tuple[Finding, ...]:
    """What is wrong with catalogs of ``locale``, in the order of paths and lines.

    ``terms`` are those of the language. Fuzzy and empty messages are reported as such
    and not judged further. What comments accept is found too, and says so.
    """
    findings: list[Finding] = []
    batch: list[_Judgeable] = []
    for one in asked:
        catalog = one.catalog
        file = File(one.before or catalog, locale)
        findings += _of_file(file, path=catalog.path)
        for message in catalog.messages:
            if message.target == JOINED:
                continue
            for rule in rules_for(Needs.MESSAGE):
                findings += (
                    _finding(rule, problem, message, catalog.path, locale)
                    for problem in rule.check(message)
                )
        batch += (
            (group, one.kinds.get(group.messages[0].key, Kind.PARAGRAPH), catalog.path)
            for group in _groups(catalog.messages)
        )
        if len(batch) >= _BATCH:
            findings += _of_groups(
                batch, locale=locale, source_locale=source_locale, terms=terms
            )
            batch.clear()
    findings += _of_groups(
        batch, locale=locale, source_locale=source_locale, terms=terms
    )
    return tuple(sorted(findings))


def check_fault(
    error: CatalogError, *, locale: Locale, path: str | None = None
) -> tuple[Finding, ...]:
    """Why a catalog cannot be read, as findings; ``path`` names it if not the error."""
    return tuple(_of_file(File(error, locale), path=path or error.path))


def check_update(update: Update, *, path: str, locale: Locale) -> tuple[Finding, ...]:
    """What is to be said of an update that the catalog at ``path`` has yet to see."""
    return tuple(
        _file_finding(rule, problem, path, locale)
        for rule in rules_for(Needs.UPDATE)
        for problem in rule.check(update)
    )


def check_language(
    catalogs: Sequence[Catalog], *, locale: Locale
) -> tuple[Finding, ...]:
    """What is wrong with the catalogs of a language taken together."""
    messages = {
        (catalog.path, message.line): message
        for catalog in catalogs
        for message in catalog.messages
    }
    return tuple(
        _finding(rule, problem, message, problem.path, locale)
        for rule in rules_for(Needs.LANGUAGE)
        for problem in rule.check(catalogs)
        if (message := messages[problem.path, problem.line])
    )


def check_source(article: Article, *, path: str, locale: Locale) -> Iterator[Finding]:
    """What is wrong with the Markdown of an article at ``path``, whoever reads it."""
    known: set[str] = set()
    for block in article.blocks:
        for segment in block.segments if block.kind not in PLAIN_KINDS else ():
            if segment.text in known:
                continue
            known.add(segment.text)
            for rule in rules_for(Needs.SOURCE):
                for problem in rule.check(parsed(segment.text)):
                    offset = segment.spans[0][0]
                    yield replace(
                        _file_finding(rule, problem, path, locale),
                        line=article.text.count("\n", 0, offset) + 1,
                        article=path,
                        source=segment.text,
                    )


def check_conflict(
    conflict: Conflict, *, path: str, locale: Locale
) -> tuple[Finding, ...]:
    """What is to be said of two translations; the catalog at ``path`` shows one."""
    return tuple(
        _finding(rule, problem, conflict.shown, path, locale)
        for rule in rules_for(Needs.CONFLICT)
        for problem in rule.check(conflict)
    )


def has_errors(
    message: Message, *, locale: Locale, source_locale: Locale, kind: Kind
) -> bool:
    """Whether a rule finds an error in ``message`` as it would be published."""
    return bool(
        errors_in(message, locale=locale, source_locale=source_locale, kind=kind)
    )


def errors_in(
    message: Message, *, locale: Locale, source_locale: Locale, kind: Kind
) -> tuple[Finding, ...]:
    """The errors rules find in ``message`` as it would be published; no path."""
    found = judged(message, locale=locale, source_locale=source_locale, kind=kind)
    return tuple(
        one for one in found if one.severity is Severity.ERROR and not one.accepted_at
    )


def judged(
    message: Message, *, locale: Locale, source_locale: Locale, kind: Kind
) -> tuple[Finding, ...]:
    """All that rules about pairs find in ``message`` as it would be published."""
    group = _Group((replace(message, is_fuzzy=False),))
    return tuple(
        _of_groups([(group, kind, "")], locale=locale, source_locale=source_locale)
    )


def kinds_of(blocks: Iterable[Block]) -> dict[Key, Kind]:
    """Kind by message; where one has several, that of its first block."""
    kinds: dict[Key, Kind] = {}
    for block in blocks:
        for segment in block.segments:
            kinds.setdefault(segment.key, block.kind)
    return kinds


@cache
def rules_for(needs: Needs) -> tuple[Rule[Any], ...]:
    """The rules that look at ``needs``."""
    return tuple(rule for rule in ALL_RULES if rule.needs is needs)


_Judgeable = tuple[_Group, Kind, str]
"""With the path of the catalog."""
# Many texts at a time: a processor is a quarter faster than with those of an article.
_BATCH = 500


def _groups(messages: Sequence[Message]) -> Iterator[_Group]:
    """Published messages, each with those whose words it holds."""
    current: list[Message] = []
    for message in messages:
        if message.target == JOINED and not message.is_fuzzy:
            if current:
                current.append(message)
            continue
        if current:
            yield _Group(tuple(current))
        is_judged = (
            message.is_translated
            and message.plural_source is None
            # An import made its source up: there is nothing to compare with.
            and message.facts.get("source") != "unknown"
        )
        current = [message] if is_judged and message.target.strip() else []
    if current:
        yield _Group(tuple(current))


def _of_groups(
    groups: Iterable[_Judgeable],
    *,
    locale: Locale,
    source_locale: Locale,
    terms: Sequence[Term] = (),
) -> Iterator[Finding]:
    asked = [
        (group, path, (group.source, group.target, kind))
        for group, kind, path in groups
    ]
    problems = problems_of(
        (texts for *_, texts in asked), locale=locale, source_locale=source_locale
    )
    for group, path, texts in asked:
        for rule, problem in problems[texts]:
            yield _of_group(rule, problem, group, path, locale)
    for group, path, (source, target, kind) in asked if terms else ():
        pair = Pair.parse(
            source, target, locale=locale, source_locale=source_locale, kind=kind
        )
        for rule in rules_for(Needs.TERMS):
            for problem in rule.check(TermPair(pair, terms)):
                yield _of_group(rule, problem, group, path, locale)


def _of_group(
    rule: Rule[Any], problem: Problem, group: _Group, path: str, locale: Locale
) -> Finding:
    first = group.messages[0]
    found = _finding(rule, problem, first, path, locale, source=group.source)
    return replace(found, accepted_at=group.accepted_at(rule.id))


def _finding(  # noqa: PLR0913 - a place is many things
    rule: Rule[Any],
    problem: Problem,
    message: Message,
    path: str,
    locale: Locale,
    *,
    source: str = "",
) -> Finding:
    return Finding(
        path=path,
        line=message.line or 1,
        rule=rule.id,
        text=problem.text,
        severity=problem.severity or rule.severity,
        cure=rule.cure,
        locale=locale.code,
        article=next(iter(message.references), ""),
        source=source or message.source,
        target=message.target,
        at=problem.at,
        accepted_at=(message.line or 1,) if rule.id in accepted_rules(message) else (),
    )


def _of_file(file: File, *, path: str) -> Iterator[Finding]:
    for rule in rules_for(Needs.FILE):
        for problem in rule.check(file):
            yield _file_finding(rule, problem, path, file.locale)


def _file_finding(
    rule: Rule[Any], problem: Problem, path: str, locale: Locale
) -> Finding:
    return Finding(
        path=path,
        line=problem.line,
        rule=rule.id,
        text=problem.text,
        severity=problem.severity or rule.severity,
        cure=rule.cure,
        locale=locale.code,
        at=problem.at,
    )
