"""A path, a file name, a command or another text for machines was altered.

Readers type it as they see it. What is marked as code is compared by ``code-changed``,
what a program fills in by ``placeholder-mismatch``.

Fails:  ``Run Get-Mailbox as admin.`` → ``Führe Hole-Mailbox als Admin aus.``
Passes: ``Run Get-Mailbox as admin.`` → ``Führe Get-Mailbox als Admin aus.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.literals import LITERAL, MAY_BE_LITERAL
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_ARTEFACT = re.compile(r"(?<![\w&/])#[A-F]\d\b")
_SHORTEST = 3


def check(pair: Pair) -> Iterator[Problem]:
    source = pair.source_seen.without_code
    target = pair.target_seen.text
    may_have_one = MAY_BE_LITERAL.search(source)
    for found in dict.fromkeys(LITERAL.findall(source) if may_have_one else ()):
        literal = found.rstrip(".-")
        if len(literal) >= _SHORTEST and not _is_in(literal, target):
            yield Problem(f"{literal!r} was altered or is missing", at=literal)
    for found in dict.fromkeys(_ARTEFACT.findall(target) if "#" in target else ()):
        if found not in source:
            yield Problem(f"{found!r} stands for something that was lost", at=found)


def _is_in(literal: str, text: str) -> bool:
    """Whether it stands there with nothing glued to its start."""
    if literal[0] == "." and "/" not in literal:
        # German writes "PST-Dateien" for ".pst files".
        literal = literal[1:]
    edge = r"(?<![A-Za-z0-9])" if literal[0] in "/-." else ""
    return bool(re.search(edge + re.escape(literal), text, re.IGNORECASE))


RULE = Rule(
    "literal-changed",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="write it as the source does",
)
