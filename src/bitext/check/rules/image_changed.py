"""An image is another than in the source, or the source has none.

A folder for the language, as in ``img/fr/menu.png``, makes no difference where an
address begins with a slash or a host.

Fails:  ``Open ![the menu](menu.png).`` → ``Öffne ![das Menü](karte.png).``
Passes: ``Open ![the menu](menu.png).`` → ``Öffne ![das Menü](menu.png).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for known, found in pair.images.changed:
        yield Problem(f"image {known!r} became {found!r}", at=found)
    for found in pair.images.extra:
        yield Problem(f"image {found!r} is not in the source", at=found)


RULE = Rule(
    "image-changed",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="show the image of the source",
    signs=("![",),
)
