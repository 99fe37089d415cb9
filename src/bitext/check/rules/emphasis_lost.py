"""The translation has less bold or italic text than its source.

Two marked texts may become one that holds both. Languages of scripts that have no
italics may leave them out, and Chinese, Japanese and Korean may set brackets or
quotation marks instead. Where the source shows stray marks nothing is said.

Fails:  ``Check the **oars**.`` → ``Se over årene.``
Passes: ``Check the **oars**.`` → ``Se over **årene**.``
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.inline import Inline, Run

__all__ = ["RULE"]


_SCRIPTS_WITH_ITALICS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})
_BRACKETING_SCRIPTS = frozenset({"Jpan", "Hans", "Hant", "Hani", "Kore"})
_BRACKETED = re.compile(
    r"\[[^\[\]]+\]|「[^「」]+」|【[^【】]+】"
    r"|“[^“”]+”|『[^『』]+』|［[^［］]+］"
)
_PARTS = re.compile(r"\s[>|/+→›]+\s|>|[,、，،;]")


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain or pair.source.literal_markers:
        return
    wanted = _runs(pair.source, pair)
    if not wanted:
        return
    found = _runs(pair.target, pair)
    lost = min(
        _separate(pair.source.source, wanted) - len(found),
        sum(map(_parts, wanted)) - sum(map(_parts, found)),
    )
    if lost > 0 and pair.locale.script in _BRACKETING_SCRIPTS:
        lost -= max(0, _brackets(pair.target) - _brackets(pair.source))
    if lost > 0:
        yield Problem(f"{lost} of {len(wanted)} marked texts lost their emphasis")


def _runs(text: Inline, pair: Pair) -> list[Run]:
    """Runs that mark words, outer ones only; italics where the script has them."""
    has_italics = pair.locale.script in _SCRIPTS_WITH_ITALICS
    runs: list[Run] = []
    for run in text.emphasis:
        is_inner = bool(runs) and run.end <= runs[-1].end
        is_kept = has_italics or run.tag == "strong" or text is pair.target
        if is_kept and not is_inner and any(map(str.isalnum, run.text)):
            runs.append(run)
    return runs


def _separate(text: str, runs: Sequence[Run]) -> int:
    """How many there are when those with only blanks between them are joined."""
    joints = (text[left.end : right.start] for left, right in pairwise(runs))
    return len(runs) - sum(not joint.strip(" *_") for joint in joints)


def _parts(run: Run) -> int:
    parts = (part for part in _PARTS.split(run.text) if part.strip())
    return max(1, sum(1 for _ in parts))


def _brackets(text: Inline) -> int:
    return len(_BRACKETED.findall(text.text))


RULE = Rule(
    "emphasis-lost",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="mark the words that stand for the marked words of the source",
)
