"""The message is fuzzy.

Its translation belongs to an older or a similar text. Readers see the source until a
translator confirms it.

Fails:  ``#, fuzzy`` above ``Bail both boats.`` → ``Øs båten.``
Passes: ``Bail both boats.`` → ``Øs begge båtene.``
"""

from collections.abc import Iterator

from bitext.catalog import Message
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_REASONS = {
    "edited": "its source was edited",
    "similar": "it was made for a similar text",
}


def check(message: Message) -> Iterator[Problem]:
    if message.is_fuzzy and message.has_target:
        reason = _REASONS.get(message.facts.get("fuzzy", ""))
        because = f": {reason}" if reason else ""
        yield Problem(f"translation is fuzzy{because}")


RULE = Rule(
    "fuzzy-used",
    Severity.WARNING,
    check,
    needs=Needs.MESSAGE,
    cure="correct it and remove the fuzzy mark",
)
