"""There is no translation.

Readers see the source. A translation of blanks only is none.

Fails:  ``Bail the boat.`` → ````
Passes: ``Bail the boat.`` → ``Øs båten.``
"""

from collections.abc import Iterator

from bitext.catalog import Message
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(message: Message) -> Iterator[Problem]:
    targets = message.plural_targets or (message.target,)
    if not all(target.strip() for target in targets):
        yield Problem("there is no translation")


RULE = Rule(
    "empty-target",
    Severity.WARNING,
    check,
    needs=Needs.MESSAGE,
    cure="translate it",
)
