"""Readers see asterisks or underscores that should make text bold or italic.

Marks do nothing when a blank stands inside them, when they are escaped, when one of
the two is missing, or when a word follows where Markdown expects none.

Fails:  ``Check the **oars**.`` → ``Se over ** årene **.``
Passes: ``Check the **oars**.`` → ``Se over **årene**.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for marks in pair.stray_marks:
        escaped = "".join(f"\\{mark}" for mark in marks)
        written = next((at for at in (escaped, marks) if at in pair.target.source), "")
        yield Problem(f"{marks!r} is visible as text", at=written)


RULE = Rule(
    "emphasis-broken",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="set the marks close to the words, without blanks or backslashes",
    signs=("*", "_", "~", "="),
)
