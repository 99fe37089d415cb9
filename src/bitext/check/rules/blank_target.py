"""The translation is nothing but blanks.

A site that took it for a translation would show nothing at all, so readers see the
source. Somebody may have meant to empty it.

Fails:  ``Bail the boat.`` → `` ``
Passes: ``Bail the boat.`` → ``Øs båten.``
"""

from collections.abc import Iterator

from bitext.catalog import Message
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE", "is_blank"]


_UNSEEN = " \t\n\r\u00a0\u00ad\u200b-\u200f\u2060\u3000\ufeff"


def is_blank(target: str) -> bool:
    """Whether a translation is there and shows nothing."""
    return bool(target) and not target.strip().strip(_UNSEEN)


def check(message: Message) -> Iterator[Problem]:
    for target in message.plural_targets or (message.target,):
        if is_blank(target):
            yield Problem("the translation is blank")
            return


RULE = Rule(
    "blank-target",
    Severity.WARNING,
    check,
    needs=Needs.MESSAGE,
    cure="translate it, or empty it",
)
