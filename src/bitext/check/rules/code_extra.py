"""The translation has code that its source does not have.

Code of the source may be said twice where the grammar asks for it.

Fails:  ``Start the engine.`` → ``Start `engine`.``
Passes: ``Start `engine`.`` → ``Start `engine`.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for code in pair.code.extra:
        yield Problem(f"code {code!r} is not in the source", at=code)


RULE = Rule(
    "code-extra",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="remove the backticks",
    signs=("`",),
)
