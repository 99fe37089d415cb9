"""The source was edited after it was translated.

The translation may say what is no longer so. Unless the site keeps such translations,
readers see the source until a translator has seen the edit, which the previous source
above the message shows.

Fails:  ``#, fuzzy`` with ``# bitext: fuzzy=edited`` above ``Bail both boats.``
Passes: ``Bail both boats.`` → ``Øs begge båtene.``
"""

from collections.abc import Iterator

from bitext.catalog import Message
from bitext.catalog.message import EDITED, fuzzy_reason
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(message: Message) -> Iterator[Problem]:
    is_edited = fuzzy_reason(message)[0] == EDITED
    if message.is_fuzzy and message.has_target and is_edited:
        yield Problem("its source was edited")


RULE = Rule(
    "outdated-translation",
    Severity.WARNING,
    check,
    needs=Needs.MESSAGE,
    cure="make the translation follow the edit and remove the fuzzy mark",
)
