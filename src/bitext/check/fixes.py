"""Translations with their mechanical faults mended: blanks, and nothing else.

A change is made only where it is proved: a reader sees the same but for blanks, with
the same links, code and images, the faults it was made for are gone, and no rule finds
anything new.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bitext.catalog import Message
from bitext.check.engine import judged
from bitext.check.finding import Finding
from bitext.check.texts import parsed
from bitext.locales import Locale
from bitext.markdown.article import Kind

__all__ = ["FIXED_RULES", "Fix", "fixed"]

_BLANKS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_EMPHASIS = re.compile(r"(\*\*|__)[ \u00a0]*([^*_\n]+?)[ \u00a0]*\1")
_MARK = re.compile(r"([,;!?،؛؟:.])(?=[^\W\d_])")
_STEP = re.compile(r"\s*>\s*")
_MOST_FIXES = 20
"""Of one message: what needs more has another fault."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A message that was mended."""

    before: Message
    after: Message
    rules: tuple[str, ...]
    """The faults that are gone, sorted, each once."""


def fixed(
    message: Message, *, locale: Locale, source_locale: Locale, kind: Kind
) -> Fix | None:
    """``message`` without those of its faults that can be mended; None without any.

    What its comments accept stays.
    """

    def findings(one: Message) -> list[Finding]:
        found = judged(one, locale=locale, source_locale=source_locale, kind=kind)
        return [each for each in found if not each.accepted_at]

    current, known = message, findings(message)
    for _ in range(_MOST_FIXES):
        better = next(_better(current, known, findings), None)
        if better is None:
            break
        current, known = better
    if current.target == message.target:
        return None
    gone = _rules(findings(message)) - _rules(known)
    return Fix(message, current, tuple(sorted(gone)))


def _better(
    message: Message,
    known: list[Finding],
    findings: Callable[[Message], list[Finding]],
) -> Iterator[tuple[Message, list[Finding]]]:
    """Each way to mend one fault, with what is found then."""
    for finding in known:
        candidates = _CANDIDATES.get(finding.rule)
        for target in candidates(message.target, finding) if candidates else ():
            if not _is_same(message.target, target):
                continue
            after = replace(message, target=target)
            left = findings(after)
            if _rules(left) < _rules(known):
                yield after, left


def _rules(findings: list[Finding]) -> Counter[str]:
    return Counter(one.rule for one in findings)


def _is_same(before: str, after: str) -> bool:
    """Whether the texts differ, and a reader sees the same but for blanks."""
    if before == after:
        return False
    one, other = parsed(before), parsed(after)
    return (
        # Marks that were to be read become marks: they are seen no more.
        _letters(one.seen.text) == _letters(other.seen.text)
        and one.code == other.code
        and "".join(before.split()) == "".join(after.split())
    )


def _letters(text: str) -> str:
    return re.sub(r"[\s*_]", "", text)


def _double(target: str, _: Finding) -> Iterator[str]:
    for found in _BLANKS.finditer(target):
        blank = "\u00a0" if "\u00a0" in found[0] else " "
        yield target[: found.start()] + blank + target[found.end() :]


def _edges(target: str, _: Finding) -> Iterator[str]:
    yield target.strip()
    yield target.lstrip()
    yield target.rstrip()


def _padded(target: str, finding: Finding) -> Iterator[str]:
    """The blank at the edge of a link moved out of it."""
    inner = finding.at
    label = re.compile(rf"\[({re.escape(inner)})\](\([^()\n]*\)|\[[^\[\]\n]*\])")
    for found in label.finditer(target):
        before, after = target[: found.start()], target[found.end() :]
        left = " " if inner[:1].isspace() and before[-1:].strip() else ""
        right = " " if inner[-1:].isspace() and after[:1].isalnum() else ""
        yield f"{before}{left}[{inner.strip()}]{found[2]}{right}{after}"


def _stray(target: str, _: Finding) -> Iterator[str]:
    """Marks that are to be read since blanks stand inside them."""
    for found in _EMPHASIS.finditer(target):
        marked = f"{found[1]}{found[2]}{found[1]}"
        yield target[: found.start()] + marked + target[found.end() :]


def _before(target: str, finding: Finding) -> Iterator[str]:
    at = finding.at.strip()
    for found in re.finditer(rf"[ \u00a0]+{re.escape(at)}", target) if at else ():
        yield target[: found.start()] + at + target[found.end() :]


def _after(target: str, finding: Finding) -> Iterator[str]:
    start = target.find(finding.at) if finding.at else -1
    if start >= 0:
        for found in _MARK.finditer(finding.at):
            end = start + found.end()
            yield f"{target[:end]} {target[end:]}"


def _glued(target: str, finding: Finding) -> Iterator[str]:
    inner = re.escape(finding.at)
    closing = r"(?:\*\*|__|\*|_|`|\]\([^()\n]*\)|\]\[[^\[\]\n]*\])"
    for found in re.finditer(rf"(?<=\w)(?=(?:\*\*|__|\*|_|`|\[){inner})", target):
        yield f"{target[: found.start()]} {target[found.start() :]}"
    for found in re.finditer(rf"{inner}{closing}(?=\w)", target):
        yield f"{target[: found.end()]} {target[found.end() :]}"


def _steps(target: str, finding: Finding) -> Iterator[str]:
    start = target.find(finding.at)
    if start >= 0:
        steps = _STEP.sub(" > ", finding.at)
        yield target[:start] + steps + target[start + len(finding.at) :]


_CANDIDATES: dict[str, Callable[[str, Finding], Iterator[str]]] = {
    "double-space": _double,
    "edge-space": _edges,
    "emphasis-broken": _stray,
    "markup-spacing": _glued,
    "punct-space-after": _after,
    "punct-space-before": _before,
    "space-inside-markup": _padded,
    "ui-path-spacing": _steps,
}
FIXED_RULES = tuple(sorted(_CANDIDATES))
"""Rules whose faults can be mended, if not always."""
