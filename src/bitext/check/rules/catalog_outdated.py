"""An update would change the catalog.

Builds and checks see the catalog as an update would leave it, so readers miss nothing.
Translators do: what is new or has changed in the article is not in the file they work
in.

Fails:  ``Bail both boats.`` in the article, ``Bail the boat.`` in its catalog
Passes: ``Bail the boat.`` in both, translated or not
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import Fate, Update

__all__ = ["RULE"]


def check(update: Update) -> Iterator[Problem]:
    changes = update.counts.changes
    what = ", ".join(f"{number:,} {name}" for name, number in changes.items())
    match update.fate:
        case Fate.STAYS:
            return
        case Fate.IS_MADE:
            text = "there is no catalog yet; an update makes it"
        case Fate.IS_DELETED:
            text = "its article is gone; an update takes the catalog away"
        case Fate.CHANGES:
            text = "an update would change it"
            what = what or "header, comments or order only"
    yield Problem(f"{text}: {what}" if what else text, line=1)


RULE = Rule(
    "catalog-outdated",
    Severity.WARNING,
    check,
    needs=Needs.UPDATE,
    cure="run bitext update",
)
