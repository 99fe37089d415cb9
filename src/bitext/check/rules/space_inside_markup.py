"""A blank stands inside a link or bold text, at its edge.

The underline of a link then reaches beyond its words.

Fails:  ``See [setup](setup.md).`` → ``Siehe [Einrichtung ](setup.md).``
Passes: ``See [setup](setup.md).`` → ``Siehe [Einrichtung](setup.md).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    found = _padded(pair.target_seen)
    if len(found) > len(_padded(pair.source_seen)):
        for text in found:
            yield Problem(f"a blank at the edge of {text.strip()!r}", at=text)


def _padded(text: Rendered) -> list[str]:
    padded = [
        region
        for region in text.labels()
        if (inner := text.inner(region)) != (stripped := inner.strip()) and stripped
    ]
    # A link without text leaves blanks of its own.
    empty = {region.start for region in text.regions if region.start == region.end}
    return [
        text.inner(region)
        for region in padded
        if not empty & {region.start, region.end}
    ]


RULE = Rule(
    "space-inside-markup",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="move the blank out of the markup",
    signs=("[", "*", "_"),
)
