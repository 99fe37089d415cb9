"""A term is not translated as the termbase says.

Only with a termbase, in the setting ``check.terms``. Endings of inflection and
compounds make no difference, nor do capitals unless the termbase says so.

Fails:  ``Tie the mooring.`` → ``Binde die Leine fest.``, with *mooring* as *Liegeplatz*
Passes: ``Tie up at moorings.`` → ``Machen Sie an Liegeplätzen fest.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.termbase import TermPair, Use

__all__ = ["RULE"]


def check(subject: TermPair) -> Iterator[Problem]:
    for term in subject.found(Use.TARGET):
        if not any(
            subject.has_target(text, has_case=term.has_case) for text in term.targets
        ):
            wanted = " or ".join(map(repr, term.targets))
            note = f" ({term.note})" if term.note else ""
            yield Problem(f"{term.source!r} is not translated as {wanted}{note}")


RULE = Rule(
    "term-violation",
    Severity.WARNING,
    check,
    needs=Needs.TERMS,
    cure="use the word of the termbase",
)
