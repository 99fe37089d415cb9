"""A link has no text, so nobody can follow it.

A link round an image is fine.

Fails:  ``See [setup](setup.md).`` → ``Siehe Einrichtung. [](setup.md)``
Passes: ``See [setup](setup.md).`` → ``Siehe [Einrichtung](setup.md).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Region, Rendered
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    empty = _empty(pair.target_seen)
    if len(empty) > len(_empty(pair.source_seen)):
        for region in empty:
            at = f"[]({region.destination}"
            yield Problem(
                f"link to {region.destination!r} has no text",
                at=at if at in pair.target.source else "",
            )


def _empty(text: Rendered) -> list[Region]:
    return [
        region
        for region in text.regions
        if region.kind == "link" and not text.inner(region).strip("\u200b \u00a0")
    ]


RULE = Rule(
    "link-text-empty",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="put the words that name the page between the brackets",
    signs=("[",),
)
