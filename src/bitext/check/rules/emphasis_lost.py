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
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.inline import Inline, Run, TokenKind

__all__ = ["RULE"]


_SCRIPTS_WITH_ITALICS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})
_BRACKETING_SCRIPTS = frozenset({"Jpan", "Hans", "Hant", "Hani", "Kore"})
_BRACKETED = re.compile(
    r"\[[^\[\]]+\]|「[^「」]+」|【[^【】]+】"
    r"|“[^“”]+”|『[^『』]+』|［[^［］]+］"
)
_PARTS = re.compile(r"\s[>|/+→›]+\s|>|[,、，،;]")


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain or pair.source.literal_markers or pair.stray_marks:
        return
    if _count(pair.target_seen) >= _count(pair.source_seen):
        return
    has_italics = pair.locale.script in _SCRIPTS_WITH_ITALICS
    wanted = [run for run in _outer(pair.source) if has_italics or run.tag == "strong"]
    if not wanted:
        return
    found = _outer(pair.target)
    lost = min(
        _separate(pair.source.source, wanted) - len(found),
        sum(map(_parts, wanted)) - sum(map(_parts, found)),
    )
    if lost > 0 and pair.locale.script in _BRACKETING_SCRIPTS:
        lost -= max(0, _brackets(pair.target) - _brackets(pair.source))
    if lost > 0:
        yield Problem(f"{lost} of {len(wanted)} marked texts lost their emphasis")


def _count(text: Rendered) -> int:
    """How many texts are marked, those within others left out."""
    count = last = 0
    for region in text.regions:
        if region.end > last and region.is_emphasis:
            count, last = count + 1, region.end
    return count


def _outer(text: Inline) -> list[Run]:
    """Marked texts, those within others left out."""
    runs: list[Run] = []
    for run in text.emphasis:
        if not runs or run.end > runs[-1].end:
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
    """Bracketed or quoted texts that are not marked besides."""
    marked = [(run.start, run.end) for run in text.emphasis]
    return sum(
        not any(start < found.end() and found.start() < end for start, end in marked)
        for found in _BRACKETED.finditer(_hidden_links(text))
    )


def _hidden_links(text: Inline) -> str:
    """The source of ``text`` with the brackets of its links blotted out."""
    blotted = list(text.source)
    for token in text.all_tokens:
        if token.kind in {TokenKind.LINK, TokenKind.IMAGE} and token.label:
            start, end = token.label
            blotted[token.start : start] = " " * (start - token.start)
            blotted[end : token.end] = " " * (token.end - end)
    return "".join(blotted)


RULE = Rule(
    "emphasis-lost",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="mark the words that stand for the marked words of the source",
    signs=("*", "_"),
)
