"""The translation begins or ends with a blank.

Sentences are joined with the blank their language needs; one of the translation's own
is too many.

Fails:  ``Bail the boat.`` → ``Öse das Boot. ``
Passes: ``Bail the boat.`` → ``Öse das Boot.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source.source, pair.target.source
    if target[:1].isspace() and not source[:1].isspace():
        yield Problem("begins with a blank")
    if target[-1:].isspace() and not source[-1:].isspace():
        yield Problem("ends with a blank")


RULE = Rule(
    "edge-space",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="delete the blank",
)
