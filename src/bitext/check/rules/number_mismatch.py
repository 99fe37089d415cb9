"""The numbers differ from those of the source.

Their order, the separators and digits of a language, figures for months, other clocks
and small numbers in words make no difference, nor does a number said twice. Code and
addresses are left to other rules.

Fails:  ``Wait 15 minutes.`` → ``Vent i 50 minutter.``
Passes: ``It costs 1,000.50 a year.`` → ``Det koster 1 000,50 i året.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    missing, extra = pair.numbers.missing, pair.numbers.extra
    if len(missing) == len(extra) == 1:
        yield Problem(f"number {missing[0]} became {extra[0]}", at=extra[0])
        return
    for number in missing:
        yield Problem(f"number {number} is missing", at=number)
    for number in extra:
        yield Problem(f"number {number} is not in the source", at=number)


RULE = Rule(
    "number-mismatch",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="write the numbers of the source",
)
