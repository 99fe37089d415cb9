"""A link of the source is missing from the translation.

Readers of the translation lose the page the author pointed at. Two links to one page
may become one. A link that is there but damaged is ``link-broken``.

Fails:  ``See [setup](setup.md).`` → ``Siehe Einrichtung.``
Passes: ``See [setup](setup.md).`` → ``Siehe [Einrichtung](setup.md).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import LINK_SIGNS, Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for destination in pair.links.changes.missing:
        yield Problem(f"link to {destination!r} is missing", at=destination)


RULE = Rule(
    "link-missing",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="put the link back, around the words that name its page",
    signs=LINK_SIGNS,
)
