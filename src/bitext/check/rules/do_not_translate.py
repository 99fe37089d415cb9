"""A name that stays as it is was translated or left out.

Only with a termbase, in the setting ``check.terms``. An ending may follow the name.

Fails:  ``Open Boatyard.`` → ``Öffne Bootswerft.``, with *Boatyard* to keep
Passes: ``Open Boatyard.`` → ``Öffne Boatyard.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.termbase import TermPair, Use

__all__ = ["RULE"]


def check(subject: TermPair) -> Iterator[Problem]:
    seen = subject.pair.target_seen.text
    for term in subject.found(Use.KEEP):
        wanted, text = term.source, seen
        if not term.has_case:
            wanted, text = wanted.casefold(), text.casefold()
        if wanted not in text:
            note = f" ({term.note})" if term.note else ""
            yield Problem(f"{term.source!r} does not stay as it is{note}")


RULE = Rule(
    "do-not-translate",
    Severity.WARNING,
    check,
    needs=Needs.TERMS,
    cure="write the name as the source does",
)
