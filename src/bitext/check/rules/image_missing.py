"""An image of the source is missing from the translation.

Readers of the translation lose what it shows. An image of another address is
``image-changed``.

Fails:  ``Open ![the menu](menu.png).`` → ``Öffne das Menü.``
Passes: ``Open ![the menu](menu.png).`` → ``Öffne ![das Menü](menu.png).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for where in pair.images.missing:
        yield Problem(f"image {where!r} is missing", at=where)


RULE = Rule(
    "image-missing",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="put the image back",
    signs=("![",),
)
