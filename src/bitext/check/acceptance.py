"""Which findings count: what comments, settings and the baseline accept does not.

Nothing here reaches the guard: what it refuses is a finding that cannot be accepted,
and stays out of the site whatever a comment, a setting or a baseline says.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase

from bitext.catalog import Message
from bitext.check.finding import Finding, Severity, fingerprints
from bitext.check.other_findings import REFUSED, UNUSED
from bitext.check.rules import ALL_RULES
from bitext.check_config import OFF, Accepted
from bitext.errors import BitextError

__all__ = [
    "Baseline",
    "BaselineError",
    "accepted_rules",
    "baseline_text",
    "named_rules",
    "read_baseline",
    "unknown_rule",
    "unused_comments",
    "unused_settings",
    "with_severities",
    "without_accepted",
    "without_baseline",
]

_RULE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = 1
_LINKS = ("link-missing", "link-extra", "link-target-changed", "link-broken")
_ENDS = ("end-punctuation",)
_SPACES = ("edge-space",)
_WEBLATE = {
    "ignore-begin-space": _SPACES,
    "ignore-double-space": ("double-space",),
    "ignore-duplicate": ("doubled-word",),
    "ignore-end-colon": _ENDS,
    "ignore-end-ellipsis": _ENDS,
    "ignore-end-exclamation": _ENDS,
    "ignore-end-interrobang": _ENDS,
    "ignore-end-question": _ENDS,
    "ignore-end-semicolon": _ENDS,
    "ignore-end-space": _SPACES,
    "ignore-end-stop": _ENDS,
    "ignore-inconsistent": ("inconsistent-translation",),
    "ignore-md-link": _LINKS,
    "ignore-md-reflink": _LINKS,
    "ignore-md-syntax": (
        "code-changed",
        "code-extra",
        "code-missing",
        "emphasis-broken",
        "emphasis-lost",
        "emphasis-moved",
    ),
    "ignore-placeholders": ("placeholder-mismatch",),
    "ignore-punctuation-spacing": ("punct-space-after", "punct-space-before"),
    "ignore-safe-html": ("html-unsafe",),
    "ignore-same": ("untranslated",),
    "ignore-url": ("link-target-changed",),
    "ignore-xml-invalid": ("html-tag-mismatch",),
    "ignore-xml-tags": ("html-attr-changed", "html-tag-mismatch"),
    "ignore-zero-width-space": ("invisible-char",),
}
"""What Weblate's flags (https://docs.weblate.org/, section Checks) mean here."""


class BaselineError(BitextError):
    """A baseline cannot be read."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"{path}: {what}; write it anew: bitext check --write-baseline"
        )


# -- what a message accepts ----------------------------------------------------


def named_rules(message: Message) -> tuple[str, ...]:
    """Ids that its translator comment ``# bitext: ignore=ID, ID reason`` names."""
    if "ignore" not in message.facts:
        return ()
    lines = message.facts["ignore"].split("\n")
    return tuple(dict.fromkeys(rule for line in lines for rule in _ids(line)))


def accepted_rules(message: Message) -> frozenset[str]:
    """Ids that its comment names, and those that flags of Weblate stand for."""
    if not message.flags and "ignore" not in message.facts:
        return frozenset()
    flags = (rule for flag in message.flags for rule in _WEBLATE.get(flag, ()))
    return frozenset((*named_rules(message), *flags))


def _ids(line: str) -> Iterator[str]:
    """Ids up to the first that is followed by words: the reason."""
    for piece in line.split(","):
        first, _, reason = piece.strip().partition(" ")
        if not _RULE_ID.fullmatch(first):
            return
        yield first
        if reason:
            return


def without_accepted(findings: Iterable[Finding]) -> list[Finding]:
    """Those that no comment accepts."""
    return [one for one in findings if not one.accepted_at]


def unused_comments(
    messages: Iterable[tuple[str, Message]],
    findings: Iterable[Finding],
    *,
    locale: str,
) -> Iterator[Finding]:
    """What comments accept though nothing finds it.

    ``messages`` stand with the paths of their catalogs; ``findings`` are all, accepted
    or not. Messages that are not published are not judged, so nothing is said of them.
    """
    used = {(one.path, line, one.rule) for one in findings for line in one.accepted_at}
    for path, message in messages:
        if not message.is_translated:
            continue
        for rule in named_rules(message):
            if (path, message.line, rule) in used:
                continue
            yield Finding(
                path=path,
                line=message.line or 1,
                rule=UNUSED,
                text=unknown_rule(rule)
                or (
                    f"{rule} cannot be accepted: it keeps the site safe"
                    if rule == REFUSED
                    else f"the comment accepts {rule}, which finds nothing here"
                ),
                severity=Severity.WARNING,
                cure=f"take {rule} out of the comment",
                locale=locale,
                article=next(iter(message.references), ""),
                source=message.source,
                target=message.target,
            )


def unknown_rule(rule: str, *, known: Collection[str] = ()) -> str:
    """What to say where ``rule`` is none, nor one of ``known``; else empty."""
    names = {*known, *(one.id for one in ALL_RULES), REFUSED, UNUSED}
    if rule in names:
        return ""
    near = get_close_matches(rule, sorted(names), n=1)
    return f"there is no rule {rule}" + (f"; did you mean {near[0]}?" if near else "")


# -- what the settings accept ---------------------------------------------------


def with_severities(
    findings: Iterable[Finding], severities: Mapping[str, str]
) -> list[Finding]:
    """Findings as severe as the project wants; what is off is left out."""
    kept = []
    for one in findings:
        chosen = severities.get(one.rule)
        if chosen is None:
            kept.append(one)
        elif chosen != OFF:
            kept.append(replace(one, severity=Severity(chosen)))
    return kept


def unused_settings(
    findings: Sequence[Finding],
    accept: Iterable[Accepted],
    *,
    config_file: str,
    judged: Collection[str],
) -> tuple[list[Finding], list[Finding]]:
    """Findings that ``accept`` leaves, and one for each part of it without effect.

    ``judged`` are the rules that were looked at: of the others nothing is known.
    """
    kept = list(findings)
    unused = []
    for index, item in enumerate(accept):
        before = len(kept)
        kept = [one for one in kept if not _accepts(item, one)]
        if len(kept) == before and all(rule in judged for rule in item.rules):
            unused.append(
                Finding(
                    path=config_file,
                    line=1,
                    rule=UNUSED,
                    text=f"check.accept[{index}] accepts nothing that is found",
                    severity=Severity.WARNING,
                    cure="take it out",
                    locale=item.locale,
                )
            )
    return kept, unused


def _accepts(item: Accepted, one: Finding) -> bool:
    return (
        one.rule in item.rules
        and one.rule != REFUSED
        and item.locale in {"", one.locale}
        and any(fnmatchcase(path, item.path) for path in (one.path, one.article))
    )


# -- the baseline -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings that a project has accepted for now."""

    path: str
    entries: Mapping[str, Mapping[str, str]]
    """By fingerprint: rule, locale, path and text."""


def baseline_text(
    findings: Iterable[Finding], *, kept: Iterable[Mapping[str, str]] = ()
) -> str:
    """A baseline of ``findings`` as JSON: a line for each, so branches merge.

    ``kept`` are entries of an earlier one that stay.
    """
    ordered = sorted(one for one in findings if one.rule != REFUSED)
    lines = [
        json.dumps(
            {
                "rule": one.rule,
                "locale": one.locale,
                "path": one.path,
                "text": one.text,
                "fingerprint": name,
            },
            ensure_ascii=False,
        )
        for one, name in zip(ordered, fingerprints(ordered), strict=True)
    ]
    lines += (json.dumps(dict(one), ensure_ascii=False) for one in kept)
    body = ",\n  ".join(sorted(lines))
    found = f"[\n  {body}\n ]" if lines else "[]"
    return f'{{"version": {_VERSION},\n "findings": {found}}}\n'


def read_baseline(text: str, *, path: str) -> Baseline:
    """What ``baseline_text`` wrote. Raises BaselineError."""
    try:
        value = json.loads(text)
        if value["version"] != _VERSION:
            raise BaselineError(path, f"is of version {value['version']}")
        entries = {str(one["fingerprint"]): one for one in value["findings"]}
    except (ValueError, KeyError, TypeError) as error:
        raise BaselineError(path, "is no baseline") from error
    return Baseline(path, entries)


def without_baseline(
    findings: Iterable[Finding],
    baseline: Baseline,
    *,
    locales: Collection[str],
    judged: Collection[str],
) -> tuple[list[Finding], list[Finding]]:
    """Findings that ``baseline`` lacks, and one for what it has in vain.

    Of languages that are not among ``locales``, and of rules that are not among
    ``judged``, nothing is known.
    """
    ordered = sorted(findings)
    names = fingerprints(ordered)
    pairs = list(zip(ordered, names, strict=True))
    known = baseline.entries
    kept = [one for one, name in pairs if name not in known or one.rule == REFUSED]
    gone = Counter(
        entry["rule"]
        for name, entry in known.items()
        if name not in names
        and entry.get("locale") in locales
        and entry["rule"] in judged
    )
    if not gone:
        return kept, []
    listed = ", ".join(f"{rule} ({count})" for rule, count in sorted(gone.items()))
    return kept, [
        Finding(
            path=baseline.path,
            line=1,
            rule=UNUSED,
            text=f"it accepts findings that are gone: {listed}",
            severity=Severity.WARNING,
            cure="write it anew: bitext check --write-baseline",
            locale="",
        )
    ]
