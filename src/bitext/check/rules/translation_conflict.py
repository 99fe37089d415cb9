"""One text of an article has two valid translations, and nobody has chosen.

A merge, an import or another program brought them together. Readers see the one in the
catalog; ``memory.po`` keeps the other. To change the translation in the catalog settles
it, whatever it becomes.

Fails:  ``Put the oars away.`` → ``Legg bort årene.`` beside ``Rydd bort årene.``
Passes: ``Put the oars away.`` → ``Rydd bort årene.`` in another article
"""

from collections.abc import Iterator

from bitext.catalog.conflicts import Conflict
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(conflict: Conflict) -> Iterator[Problem]:
    if conflict.is_settled:
        return
    targets = conflict.other.plural_targets or (conflict.other.target,)
    other = ", ".join(map(repr, targets))
    yield Problem(f"memory.po has another translation of it: {other}")


RULE = Rule(
    "translation-conflict",
    Severity.WARNING,
    check,
    needs=Needs.CONFLICT,
    cure="write the better one here; to keep this one, delete the other in memory.po",
)
