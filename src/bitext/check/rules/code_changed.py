"""Code differs from that of the source.

Blanks do not count, nor do words in angle brackets within code, which readers replace
by their own.

Fails:  ``Run `row --fast`.`` → ``Kjør `ro --fort`.``
Passes: ``Run `cd <folder>`.`` → ``Kjør `cd <mappe>`.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for old, new in pair.code.changed:
        yield Problem(f"code {old!r} became {new!r}", at=new)


RULE = Rule(
    "code-changed",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="copy the code from the source",
    signs=("`",),
)
