"""Findings for people at a terminal."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from bitext.check.finding import Finding, Severity
from bitext.report.terminal import coloured, columns, fitted, plain, safe

__all__ = ["render", "summary"]

_WIDTH = 88
_NAME_WIDTH = 8
_INDENT = " " * 6
_LINES_SHOWN = 10
_TOLD_ONCE = frozenset({"empty-target", "fuzzy-used", "outdated-translation"})
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_BOLD, _DIM, _MARKED = "1", "2", "31"
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}

_Paint = Callable[[str, str], str]


def render(
    findings: Iterable[Finding], *, is_coloured: bool = False, width: int = _WIDTH
) -> str:
    r"""A report grouped by file, its last line the summary.

    What is said of many messages of a file only because work is left to do is said
    once. Control characters of catalogs are shown as ``\x1b``, never passed on.
    ``width`` is in columns, 40 or more; ``is_coloured`` adds ANSI colours.
    """
    paint: _Paint = coloured if is_coloured else plain
    ordered = sorted(findings)
    lines: list[str] = []
    for path, group in groupby(ordered, key=lambda finding: finding.path):
        of_file = list(group)
        locales = ", ".join(dict.fromkeys(finding.locale for finding in of_file))
        lines.append(f"{paint(safe(path), _BOLD)}  {paint(locales, _DIM)}")
        for alike in _alike(of_file):
            lines += _entry(alike, paint=paint, width=width)
        lines.append("")
    lines.append(summary(ordered, is_coloured=is_coloured))
    return "\n".join(lines) + "\n"


def summary(findings: Sequence[Finding], *, is_coloured: bool = False) -> str:
    """How many there are of each severity, in how many files: one line."""
    if not findings:
        return "no findings"
    paint: _Paint = coloured if is_coloured else plain
    counts = Counter(finding.severity for finding in findings)
    parts = [
        paint(_counted(counts[severity], severity), _COLOURS[severity])
        for severity in Severity
        if counts[severity]
    ]
    files = len({finding.path for finding in findings})
    return f"{', '.join(parts)} in {_counted(files, 'file')}"


def _alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings to tell together, in the order of their first lines."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for index, finding in enumerate(findings):
        own = None if finding.rule in _TOLD_ONCE else index
        groups.setdefault((finding.rule, finding.text, own), []).append(finding)
    return list(groups.values())


def _entry(alike: Sequence[Finding], *, paint: _Paint, width: int) -> Iterator[str]:
    first = alike[0]
    severity = paint(f"{first.severity:7}", _COLOURS[first.severity])
    text = safe(first.text)
    yield f"{first.line:>5} {severity} {text}  {paint(first.rule, _DIM)}"
    if len(alike) > 1:
        others = dict.fromkeys(str(one.line) for one in alike if one.line != first.line)
        count = len(others) - _LINES_SHOWN
        more = f" and {count} more" if count > 0 else ""
        listed = ", ".join(list(others)[:_LINES_SHOWN])
        # In a catalog that an update has yet to make, all are on its first line.
        places = _counted(len(alike) - 1, "more place")
        yield _named("also in", f"line {listed}{more}" if others else places, paint)
    else:
        yield from _excerpts(first, paint=paint, width=width)
    if first.article:
        line = f":{first.article_line}" if first.article_line else ""
        yield _named("article", f"{safe(first.article)}{line}", paint)
    yield _named("cure", first.cure, paint)


def _excerpts(finding: Finding, *, paint: _Paint, width: int) -> Iterator[str]:
    room = width - len(_INDENT) - _NAME_WIDTH - 1
    in_target = bool(finding.at) and finding.at in finding.target
    for name, text, at in (
        ("source", finding.source, "" if in_target else finding.at),
        ("target", finding.target, finding.at if in_target else ""),
    ):
        if text:
            excerpt, start, length = _cut(text, at, room)
            is_reversed = _is_right_to_left(excerpt)
            if is_reversed and length:
                # A caret below cannot be set where text runs both ways.
                end = start + length
                excerpt = f"{excerpt[:start]}⟦{excerpt[start:end]}⟧{excerpt[end:]}"
            shown = f"{_ISOLATE}{excerpt}{_END_ISOLATE}" if is_reversed else excerpt
            yield _named(name, shown, paint)
            if length and not is_reversed:
                blank = " " * (
                    len(_INDENT) + _NAME_WIDTH + 1 + columns(excerpt[:start])
                )
                carets = "^" * max(1, columns(excerpt[start : start + length]))
                yield blank + paint(carets, _MARKED)


def _named(name: str, text: str, paint: _Paint) -> str:
    return f"{_INDENT}{paint(f'{name:{_NAME_WIDTH}}', _DIM)} {text}"


def _cut(text: str, at: str, room: int) -> tuple[str, int, int]:
    """A part of ``text`` that fits, with the place of ``at`` in it; length 0: none."""
    before, meant, after = text.partition(at) if at else ("", "", text)
    before, meant, after = safe(before), safe(meant), safe(after)
    meant = fitted(meant, room - 2)
    left = room - columns(meant)
    wanted_after = min(columns(after), left // 2)
    shown_before = fitted(before[::-1], left - wanted_after)[::-1]
    shown_after = fitted(after, left - columns(shown_before))
    start = len(shown_before)
    return shown_before + meant + shown_after, start, len(meant)


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def _counted(count: int, noun: str) -> str:
    is_invariable = noun == Severity.INFO
    return f"{count:,} {noun}" if count == 1 or is_invariable else f"{count:,} {noun}s"
