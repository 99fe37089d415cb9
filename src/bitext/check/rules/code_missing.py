"""Code of the source is missing from the translation.

Code is what readers type or look for, so it stays as it is, marks included. Code of
which something else has taken the place is ``code-changed``.

Fails:  ``Run `row --fast`.`` → ``Kjør row fort.``
Passes: ``Run `row --fast`.`` → ``Kjør `row --fast`.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for code in pair.code.missing:
        yield Problem(f"code {code!r} is missing", at=code)


RULE = Rule(
    "code-missing",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="put the code back, between backticks",
    signs=("`",),
)
