"""The translation has a word that the termbase forbids.

Only with a termbase, in the setting ``check.terms``. A word that is forbidden for one
term may stand for others.

Fails:  ``Tie the boat.`` → ``Binde das Schiff fest.``, with *Schiff* to avoid
Passes: ``Tie the ship.`` → ``Binde das Schiff fest.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.termbase import TermPair, Use

__all__ = ["RULE"]


def check(subject: TermPair) -> Iterator[Problem]:
    for term in subject.found(Use.AVOID):
        for text in term.targets:
            if subject.has_target(text, has_case=term.has_case, is_exact=True):
                of = f" for {term.source!r}" if term.source else ""
                note = f" ({term.note})" if term.note else ""
                at = text if text in subject.pair.target.source else ""
                yield Problem(f"{text!r} is not to be used{of}{note}", at=at)


RULE = Rule(
    "forbidden-term",
    Severity.WARNING,
    check,
    needs=Needs.TERMS,
    cure="use another word",
)
