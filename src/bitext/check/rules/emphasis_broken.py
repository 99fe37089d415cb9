"""Readers see asterisks or underscores that should make text bold or italic.

Marks do nothing when a blank stands inside them, when they are escaped, when one of
the two is missing, or when a word follows where Markdown expects none.

Fails:  ``Check the **oars**.`` → ``Se over ** årene **.``
Passes: ``Check the **oars**.`` → ``Se over **årene**.``
"""

from collections.abc import Iterator

from bitext.check.changes import difference
from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_MARKS = "*_~="


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain:
        return
    for mark in _MARKS:
        seen = [run for run in pair.target.literal_markers if run[0] == mark]
        known = [run for run in pair.source.literal_markers if run[0] == mark]
        added = difference(seen, known)
        # The source's own stray marks may be spaced, joined or escaped otherwise.
        if added and (not known or len("".join(seen)) > len("".join(known)) + 1):
            yield Problem(f"{added[0]!r} is visible as text", at=added[0])


RULE = Rule(
    "emphasis-broken",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="set the marks close to the words, without blanks or backslashes",
)
