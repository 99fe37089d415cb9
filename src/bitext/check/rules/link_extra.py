"""The translation has a link that its source does not have.

It leads readers to a place the author did not choose. A second link to a page the
source links to is none.

Fails:  ``Read the guide.`` → ``Les [veiledningen](guide.md).``
Passes: ``Read [the guide](guide.md).`` → ``Les [veiledningen](guide.md).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import LINK_SIGNS, Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for destination in pair.links.changes.extra:
        yield Problem(f"link to {destination!r} is not in the source", at=destination)


RULE = Rule(
    "link-extra",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="remove the link and keep its words",
    signs=LINK_SIGNS,
)
