"""Every rule against its cases, and the rules as a whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from bitext.catalog import Catalog, CatalogError, Counts, Message, read_catalog
from bitext.catalog.conflicts import Conflict
from bitext.catalog.memory import target_digest
from bitext.check import ALL_RULES, Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import Fate, File, Update
from bitext.check.termbase import TermPair, read_csv
from bitext.check.texts import parsed
from bitext.locales import parse_locale
from bitext.markdown.article import Kind

CASES = Path(__file__).parent / "cases"
RULES = Path(import_module("bitext.check.rules").__file__ or "").parent

KINDS = {"line-break-added": "heading", "table-cell-break": "cell"}
"""Where the example of a manual stands, if not in a paragraph."""

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)


def said(message: Message, key: str) -> list[str]:
    """What the case's comments say behind ``key``."""
    lines = (line.partition(f"{key}: ") for line in message.comments)
    return [text for start, mark, text in lines if mark and not start]


def subject(  # noqa: PLR0911 - one for each need
    rule: Rule[object], message: Message
) -> object:
    if rule.needs is Needs.MESSAGE:
        return message
    if rule.needs is Needs.UPDATE:
        pairs = (one.split("=") for one in said(message, "counts"))
        counts = Counts(**{name: int(number) for name, number in pairs})
        return Update(Fate(said(message, "fate")[0]), counts)
    if rule.needs is Needs.SOURCE:
        return parsed(message.source)
    if rule.needs is Needs.LANGUAGE:
        others = [replace(message, target=one) for one in said(message, "other")]
        return [Catalog(f"{n}.po", {}, [one]) for n, one in enumerate(others)] + [
            Catalog("own.po", {}, [message])
        ]
    if rule.needs is Needs.CONFLICT:
        other = replace(message, target=said(message, "other")[0])
        then = (*said(message, "then"), message.target)[0]
        found_beside = target_digest(replace(message, target=then))
        return Conflict("index.md", message, other, found_beside)
    pair = Pair.parse(
        message.source,
        message.target,
        locale=parse_locale((*said(message, "locale"), "de")[0]),
        source_locale=parse_locale("en"),
        kind=Kind((*said(message, "kind"), "paragraph")[0]),
    )
    if rule.needs is Needs.TERMS:
        table = "\n".join(("term,use,translation,case,note", *said(message, "term")))
        return TermPair(pair, read_csv(table, shown="terms.csv"))
    return pair


def file_cases(rule: Rule[object]) -> Iterator[tuple[str, object, list[str]]]:
    for path in sorted((CASES / rule.id).glob("*.po")):
        lines = path.read_text(encoding="utf-8").splitlines()
        expected = [line[10:] for line in lines if line.startswith("# expect: ")]
        try:
            content = read_catalog(path)
        except CatalogError as error:
            yield path.name, File(error, parse_locale("de")), expected
        else:
            yield path.name, File(content, parse_locale("de")), expected


@each_rule
def test_rule_reports_exactly_what_its_cases_expect(rule: Rule[object]) -> None:
    failing = passing = 0
    cases: list[tuple[str, object, list[str]]]
    if rule.needs is Needs.FILE:
        cases = list(file_cases(rule))
    else:
        cases = [
            (message.source, subject(rule, message), said(message, "expect"))
            for message in read_catalog(CASES / f"{rule.id}.po").messages
        ]
    for name, given, expected in cases:
        found = [problem.text for problem in rule.check(given)]
        assert found == expected, name
        failing += bool(expected)
        passing += not expected
    assert failing, "no failing case"
    assert passing >= failing, "silence is to be shown more often than noise"


def test_cases_say_where_severity_differs_from_the_rule() -> None:
    for rule in ALL_RULES:
        if rule.needs is not Needs.PAIR:
            continue
        for message in read_catalog(CASES / f"{rule.id}.po").messages:
            found: list[Problem] = list(rule.check(subject(rule, message)))
            expected = [Severity(one) for one in said(message, "severity")]
            assert [one.severity for one in found if one.severity] == expected


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_every_case_belongs_to_a_rule(name: str) -> None:
    assert name.removesuffix(".po") in {rule.id for rule in ALL_RULES}


def test_rules_are_the_modules_of_their_folder_in_order() -> None:
    modules = sorted(path.stem for path in RULES.glob("*.py") if path.stem[0] != "_")
    assert [rule.id.replace("-", "_") for rule in ALL_RULES] == modules


@each_rule
def test_docstring_is_a_manual_with_an_example_of_each_kind(
    rule: Rule[object],
) -> None:
    name = rule.id.replace("-", "_")
    manual = import_module(f"bitext.check.rules.{name}").__doc__ or ""
    summary, *reasons, examples = manual.strip().split("\n\n")
    assert re.fullmatch(r"[A-Z].*\.", summary)
    assert reasons
    fails, passes = examples.split("\n")
    assert re.match(r"Fails:  ``", fails)
    assert re.match(r"Passes: ``", passes)


@each_rule
def test_manual_tells_the_truth(rule: Rule[object]) -> None:
    if rule.needs is not Needs.PAIR:
        return
    name = rule.id.replace("-", "_")
    manual = import_module(f"bitext.check.rules.{name}").__doc__ or ""
    for word, is_fault in (("Fails:", True), ("Passes:", False)):
        line = next(line for line in manual.split("\n") if line.startswith(word))
        sides = line.removeprefix(word).split(" → ")
        source, target = (
            side.strip().removeprefix("``")[:-2].replace("⏎", "\n") for side in sides
        )
        kind = (f"kind: {KINDS[rule.id]}",) if rule.id in KINDS else ()
        pair = subject(rule, Message(source, target, comments=kind))
        assert bool(list(rule.check(pair))) == is_fault, line


@each_rule
def test_cure_is_one_clause_without_an_end(rule: Rule[object]) -> None:
    assert re.fullmatch(r"[a-z].*[^.]", rule.cure)
