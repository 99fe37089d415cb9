"""How right the rules are on labelled segments, and how much they say of others.

Each labelled segment is judged alone. With ``--sxs`` folders of the languages of the
file, the figures with catalog statistics are printed too: rules that look at a whole
catalog then see the labelled segments within the articles they come from. pofilter
judges the same segments; its filters count for the rules they are nearest to.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benches.messages import header_of
from benches.pofilter import RULES, Pofilter
from bitext.catalog import Catalog, Message
from bitext.check import ALL_RULES, Finding, Judged, check_catalogs
from bitext.exchange.sxs import read
from bitext.files import read_text
from bitext.locales import LocaleError, parse_locale

# Rules that name one fault by its cause or by its effect: either is right.
_EQUAL = (
    {"punct-space-after", "markup-spacing"},
    {"literal-changed", "placeholder-mismatch"},
)
_SOURCE = "en"


@dataclass(frozen=True, slots=True)
class _Row:
    locale: str
    file: str
    source: str
    target: str
    labels: frozenset[str]
    hard: frozenset[str] = frozenset()
    """Labels a mechanical check need not find."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench findings``."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help='labelled JSON lines {"locale", "source", "target", "labels", ...}',
    )
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    parser.add_argument(
        "--sxs",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="also count findings on side-by-side articles; FOLDER ends in a locale",
    )
    parser.add_argument("--segments", type=int, default=2000, help="of each folder")
    parser.add_argument("--show", type=int, default=0, help="findings to print of it")
    parser.add_argument("--rule", help="print findings of this rule only")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Precision and recall, 0.0 to 1.0, and findings per 1,000 segments by rule."""
    figures: dict[str, object] = {}
    if arguments.file:
        rows = list(_rows(arguments.file))
        figures |= _scored(rows, is_shown=arguments.misses)
        figures["with catalog statistics"] = _scored_in_articles(rows, arguments.sxs)
        figures["pofilter"] = _pofilter(rows)
    if arguments.sxs:
        figures["segments"] = {
            folder.name: _counted(folder, arguments) for folder in arguments.sxs
        }
    return figures


def _rows(path: Path) -> Iterator[_Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row.get("borderline"):
            yield _Row(
                row["locale"],
                row.get("file", ""),
                row["source"],
                row["target"],
                frozenset(row["labels"]) - {"clean"},
                frozenset(row.get("hard", ())) | frozenset(row.get("auto_labels", ())),
            )


def _findings(locale: str, pairs: Iterable[tuple[str, str]]) -> Iterator[list[Finding]]:
    """Findings of each pair, judged alone."""
    known = parse_locale(_known(locale))
    source_locale = parse_locale(_SOURCE)
    headed = header_of(known)
    for source, target in pairs:
        catalog = Catalog("", headed, [Message(source, target, line=1)])
        yield list(
            check_catalogs(
                [Judged(catalog, {})], locale=known, source_locale=source_locale
            )
        )


def _known(code: str) -> str:
    """``code``, or the language of a region that is not needed to tell it."""
    try:
        return parse_locale(code).code
    except LocaleError:
        return code.split("-", maxsplit=1)[0]


def _agrees(rule: str, labels: frozenset[str]) -> bool:
    return rule in labels or any(rule in equal and equal & labels for equal in _EQUAL)


def _scored(rows: list[_Row], *, is_shown: bool) -> dict[str, object]:
    ids = {rule.id for rule in ALL_RULES}
    true: Counter[str] = Counter()
    false: Counter[str] = Counter()
    found_labels: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for row in rows:
        (findings,) = _findings(row.locale, [(row.source, row.target)])
        emitted = frozenset(finding.rule for finding in findings)
        for rule in sorted(emitted):
            is_true = _agrees(rule, row.labels)
            (true if is_true else false)[rule] += 1
            if is_shown and not is_true:
                _show("false", rule, row, findings)
        for label in sorted(row.labels - row.hard):
            labels[label] += 1
            found_labels[label] += _agrees(label, emitted)
            if is_shown and not _agrees(label, emitted):
                _show("missed", label, row, findings)
    return {
        "precision": _share(true.total(), true.total() + false.total()),
        "recall": _share(found_labels.total(), labels.total()),
        "labelled_segments": len(rows),
        "rules": {
            rule: {
                "true": true[rule],
                "false": false[rule],
                "labels": labels[rule],
                "found": found_labels[rule],
            }
            for rule in sorted(ids)
            if true[rule] or false[rule] or labels[rule]
        },
    }


def _scored_in_articles(rows: list[_Row], folders: Iterable[Path]) -> object:
    """Precision and recall where rules see the article of each segment as well."""
    by_locale = {"-".join(folder.name.split("-")[-2:]): folder for folder in folders}
    if not all(row.locale in by_locale for row in rows):
        return "name a folder of each language with --sxs"
    true = false = found = labels = 0
    for row in rows:
        emitted = _rules_in_article(row, by_locale[row.locale])
        right = sum(_agrees(rule, row.labels) for rule in emitted)
        true, false = true + right, false + len(emitted) - right
        wanted = row.labels - row.hard
        labels += len(wanted)
        found += sum(_agrees(label, emitted) for label in wanted)
    return {
        "precision": _share(true, true + false),
        "recall": _share(found, labels),
    }


def _rules_in_article(row: _Row, folder: Path) -> frozenset[str]:
    """Rules that say something of a segment within its article."""
    path = next(folder.rglob(row.file), None) if row.file else None
    units = read(read_text(path)).units if path else ()
    pairs = dict.fromkeys([(row.source, row.target)])
    pairs |= dict.fromkeys((unit.source, unit.target) for unit in units)
    known = parse_locale(_known(row.locale))
    messages = [
        Message(source, target, context=str(line), line=line)
        for line, (source, target) in enumerate(pairs, start=2)
    ]
    findings = check_catalogs(
        [Judged(Catalog("", header_of(known), messages), {})],
        locale=known,
        source_locale=parse_locale(_SOURCE),
    )
    own = messages[0].line
    return frozenset(finding.rule for finding in findings if finding.line == own)


def _pofilter(rows: list[_Row]) -> dict[str, float]:
    """Precision and recall of pofilter, each filter taken for its nearest rules."""
    true = false = found = labels = 0
    checkers: dict[str, Pofilter] = {}
    for row in rows:
        language = parse_locale(_known(row.locale)).gettext
        checker = checkers.setdefault(language, Pofilter(language))
        (unit,) = checker.load([(row.source, row.target)])
        meant = [RULES.get(name, frozenset()) for name in checker.findings(unit)]
        right = sum(bool(rules & row.labels) for rules in meant)
        true, false = true + right, false + len(meant) - right
        wanted = row.labels - row.hard
        labels += len(wanted)
        found += sum(any(label in rules for rules in meant) for label in wanted)
    return {
        "precision": _share(true, true + false),
        "recall": _share(found, labels),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _show(what: str, rule: str, row: _Row, findings: list[Finding]) -> None:
    said = "; ".join(finding.text for finding in findings if finding.rule == rule)
    print(f"{what}: {rule} [{row.locale}] {said}\n  {row.source}\n  {row.target}")


def _counted(folder: Path, arguments: argparse.Namespace) -> Mapping[str, object]:
    locale = "-".join(folder.name.split("-")[-2:])
    pairs = list(_pairs(folder, arguments.segments))
    started = time.perf_counter()
    per_pair = list(_findings(locale, pairs))
    elapsed_s = time.perf_counter() - started
    by_rule: defaultdict[str, int] = defaultdict(int)
    for finding in (one for findings in per_pair for one in findings):
        by_rule[finding.rule] += 1
    if arguments.show:
        _print_some(per_pair, arguments)
    return {
        "segments": len(pairs),
        "segments_per_s": len(pairs) / elapsed_s,
        "per_1000": {
            rule: 1000 * count / len(pairs) for rule, count in sorted(by_rule.items())
        },
    }


def _print_some(per_pair: list[list[Finding]], arguments: argparse.Namespace) -> None:
    shown = [
        finding
        for findings in per_pair
        for finding in findings
        if arguments.rule in {None, finding.rule}
    ]
    # A sample for reading, the same every time.
    chosen = random.Random(0).sample(shown, min(arguments.show, len(shown)))  # noqa: S311
    for finding in chosen:
        print(f"{finding.rule}: {finding.text}\n  {finding.source}\n  {finding.target}")


def _pairs(folder: Path, count: int) -> Iterator[tuple[str, str]]:
    """Different pairs, drawn from all files, the same every time."""
    pairs = {
        (unit.source, unit.target): None
        for path in sorted(folder.rglob("*.md"))
        for unit in read(read_text(path)).units
    }
    # As above.
    yield from random.Random(0).sample(list(pairs), min(count, len(pairs)))  # noqa: S311
