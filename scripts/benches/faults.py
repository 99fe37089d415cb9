"""How many of the faults put into good translations are found, with the right rule.

Of each folder a number of messages without errors and warnings is drawn, and every kind
of fault put into each of them that it fits. A fault is found where its rule says what
it did not say before. Where a message has no link, image or code of its own, one is
added to both sides first. A cut loses markup too: the second figure of it counts what
any rule says. The same number of messages is drawn from all and left alone: findings
per 1,000 by rule, and some of them for reading. ``ok`` is whether the shares asked for
are reached.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from benches.injection import FAULTS, Case, Fault
from benches.messages import SOURCE, catalogs_of, header_of
from bitext.catalog import Catalog, Message
from bitext.check import Finding, Judged, Severity, check_catalogs
from bitext.locales import Locale, parse_locale


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench faults``."""
    parser.add_argument(
        "folders", nargs="+", type=Path, help="folders of side-by-side articles"
    )
    parser.add_argument("--messages", type=int, default=2000, help="of each folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", type=int, default=0, help="untouched findings to print for reading"
    )
    parser.add_argument("--missed", help="print what is missed of this kind of fault")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Shares found, 0.0 to 1.0, by kind; findings per 1,000 untouched messages."""
    put: Counter[str] = Counter()
    found: Counter[str] = Counter()
    by_any: Counter[str] = Counter()
    untouched: list[Finding] = []
    total = 0
    by_folder: dict[str, object] = {}
    for folder in arguments.folders:
        chance = Random(arguments.seed)  # noqa: S311 - a sample, the same every time
        locale, catalogs = catalogs_of(folder)
        messages = [each for catalog in catalogs for each in catalog.messages]
        chance.shuffle(messages)
        drawn = messages[: arguments.messages]
        total += len(drawn)
        untouched += (one for each in drawn for one in findings_of(each, locale))
        clean = _clean(messages, locale, arguments.messages)
        shares: dict[str, object] = {}
        for name, fault in FAULTS.items():
            cases = [Case(each.source, each.target, locale, chance) for each in clean]
            results = list(_results(fault, cases, is_shown=name == arguments.missed))
            put[name] += len(results)
            found[name] += sum(right for right, _ in results)
            by_any[name] += sum(some for _, some in results)
            if results:
                right = sum(right for right, _ in results)
                shares[name] = f"{right / len(results):.4f} of {len(results):,}"
        by_folder[folder.name] = {"clean messages": len(clean), **shares}
    shares_found = {name: found[name] / max(1, put[name]) for name in FAULTS}
    for finding in _drawn(untouched, arguments.show, arguments.seed):
        print(f"{finding.rule} [{finding.locale}]: {finding.text}")
        print(f"  {finding.source}\n  {finding.target}")
    return {
        "folders": by_folder,
        "found": {name: _figure(name, put, found, by_any) for name in FAULTS},
        "untouched messages": total,
        "findings per 1,000": _per_1000(untouched, total),
        "ok": all(
            put[name] and shares_found[name] >= fault.least
            for name, fault in FAULTS.items()
            if fault.least is not None
        ),
    }


def _figure(
    name: str, put: Mapping[str, int], found: Mapping[str, int], some: Mapping[str, int]
) -> str:
    least = FAULTS[name].least
    count = max(1, put[name])
    figure = f"{found[name] / count:.4f} of {put[name]:,}"
    if name.startswith("cut"):
        figure += f", by any rule {some[name] / count:.4f}"
    return figure if least is None else f"{figure}, at least {least:.2f}"


def _per_1000(findings: Iterable[Finding], total: int) -> dict[str, float]:
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    order = list(Severity)
    return {
        f"{severity} {rule}": 1000 * count / total
        for (severity, rule), count in sorted(
            counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
    }


def _drawn(findings: Sequence[Finding], count: int, seed: int) -> list[Finding]:
    chance = Random(seed)  # noqa: S311 - a sample for reading
    return chance.sample(findings, min(count, len(findings)))


def findings_of(message: Message, locale: Locale) -> tuple[Finding, ...]:
    """Of a message alone."""
    return check_catalogs(
        [Judged(Catalog("", header_of(locale), [message]), {})],
        locale=locale,
        source_locale=parse_locale(SOURCE),
    )


def _clean(messages: Iterable[Message], locale: Locale, count: int) -> list[Message]:
    """The first ``count`` that have no error and no warning."""
    clean: list[Message] = []
    for message in messages:
        if len(clean) == count:
            break
        if all(one.severity is Severity.INFO for one in findings_of(message, locale)):
            clean.append(message)
    return clean


def _results(
    fault: Fault, cases: Iterable[Case], *, is_shown: bool
) -> Iterator[tuple[bool, bool]]:
    """Of each message that the fault fits: found by its rule, and by any."""
    for case in cases:
        damaged = fault.put(case)
        if damaged is None:
            continue
        before = {
            (finding.rule, finding.text)
            for finding in findings_of(Message(case.source, case.target), case.locale)
        }
        rules = {
            finding.rule
            for finding in findings_of(Message(*damaged), case.locale)
            if (finding.rule, finding.text) not in before
        }
        is_right = bool(rules & fault.rules)
        if is_shown and not is_right:
            print(f"missed [{case.locale.code}]\n  {damaged[0]}\n  {damaged[1]}")
        yield is_right, bool(rules)
