"""A path, a file name, a command or another text for machines was altered.

Readers type it as they see it. What is marked as code is compared by ``code-changed``,
what a program fills in by ``placeholder-mismatch``.

Fails:  ``Run Get-Mailbox as admin.`` → ``Führe Hole-Mailbox als Admin aus.``
Passes: ``Run Get-Mailbox as admin.`` → ``Führe Get-Mailbox als Admin aus.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


# Each is a shape that no prose has.
_LITERAL = re.compile(
    r"""
    (?<!\w)[A-Za-z]:\\(?:[\w.$%~-]+\\)*[\w.$%~-]*                # Windows path
  | \\\\[\w.$-]+(?:\\[\w.$-]+)+                                  # network path
  | \bHK(?:EY_[A-Z_]+|LM|CU|CR)(?:\\[\w.-]+)*                    # registry key
  | (?<![\w./~-])(?:~|\.{1,2})?(?:/[\w.-]+){2,}/?                # POSIX path
  | (?<=\s)/[a-z][A-Za-z\d]{2,}(?![\w/])                         # option of a command
  | (?<!\S)--[a-z][\w-]+                                       # option
  | \b[\w-]+\.(?:exe|dll|msi|ps1|bat|cmd|sys|ini|pst|ost|olm|xml|json|ya?ml|toml|csv
      |tsv|log|txt|docx?|xlsx?|pptx?|pdf|zip|md|py|js|css|html?|png|svg|jpe?g)\b
  | (?<!\S)\.[a-z][a-z\d]{1,4}(?=[\s,;:)]|\.?\Z)                  # extension
  | \b(?:[\da-fA-F]{8}-(?:[\da-fA-F]{4}-){3}[\da-fA-F]{12})\b    # GUID
  | \b0x[\dA-Fa-f]{2,}\b
  | \bKB\d{5,}\b
  | \b(?:Add|Clear|Connect|Convert|Copy|Disable|Disconnect|Enable|Export|Find|Format
      |Get|Grant|Import|Install|Invoke|Move|New|Open|Out|Register|Remove|Rename|Reset
      |Restart|Resume|Revoke|Search|Select|Send|Set|Show|Start|Stop|Suspend|Test
      |Uninstall|Unregister|Update|Where|Write)-[A-Z][a-z]*[A-Za-z]{3,}\b  # cmdlet
  | \b[A-Z][a-z]+(?:[A-Z][a-z]+)+-[A-Z][A-Za-z]+\b                # name of a log
  | \b[A-Za-z][A-Za-z\d]*_[A-Za-z\d_]*[A-Za-z\d]\b               # identifier
  | \$_?\.?[A-Za-z_][\w]*\.[A-Za-z]\w*
    """,
    re.VERBOSE,
)
_ARTEFACT = re.compile(r"(?<![\w&/])#[A-F]\d\b")
_SHORTEST = 3


def check(pair: Pair) -> Iterator[Problem]:
    source = pair.source_seen.without_code()
    target = pair.target_seen.text
    if not _LITERAL.search(source) and "#" not in target:
        return
    for found in dict.fromkeys(_LITERAL.findall(source)):
        literal = found.rstrip(".-")
        if len(literal) >= _SHORTEST and not _is_in(literal, target):
            yield Problem(f"{literal!r} was altered or is missing", at=literal)
    for found in dict.fromkeys(_ARTEFACT.findall(target)):
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
