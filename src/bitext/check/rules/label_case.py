"""The capital of a bold label is lost.

Labels of an interface are searched for as they are written there. Only texts with as
many labels as their source are compared, each with its own.

Fails:  ``Open **Billing** now.`` → ``Åpne **fakturering** nå.``
Passes: ``Open **Billing** now.`` → ``Åpne **Fakturering** nå.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.labels import labels
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import has_case

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    if not (has_case(pair.locale) and has_case(pair.source_locale)):
        return
    source, target = labels(pair.source_seen), labels(pair.target_seen)
    if len(source) != len(target) or not all(map(_is_capital, source)):
        return
    for label, known in zip(target, source, strict=True):
        if label[0].islower() and label[-1] not in ".," and label not in known:
            yield Problem(f"{label!r} begins small", at=label)


def _is_capital(label: str) -> bool:
    return label[0].isupper() and not label.endswith((".", "!"))


RULE = Rule(
    "label-case",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="write the label as the interface does",
    signs=("*", "_"),
)
