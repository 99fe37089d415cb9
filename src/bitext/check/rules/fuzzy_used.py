"""The message is fuzzy.

Its translation is a proposal, or belongs to a similar text. Readers see the source
until a translator confirms it. An edited source is ``outdated-translation``'s.

Fails:  ``#, fuzzy`` above ``Bail both boats.`` → ``Øs båten.``
Passes: ``Bail both boats.`` → ``Øs begge båtene.``
"""

from collections.abc import Iterator

from bitext.catalog import Message
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_REASONS = {"similar": "it was made for a similar text"}


def check(message: Message) -> Iterator[Problem]:
    # An edited source is outdated-translation's.
    mark = message.facts.get("fuzzy", "")
    if message.is_fuzzy and message.has_target and mark != "edited":
        reason = _REASONS.get(mark)
        because = f": {reason}" if reason else ""
        yield Problem(f"translation is fuzzy{because}")


RULE = Rule(
    "fuzzy-used",
    Severity.WARNING,
    check,
    needs=Needs.MESSAGE,
    cure="correct it and remove the fuzzy mark",
)
