"""One bold label of the source is translated in two ways in one article.

Readers look for two buttons where there is one. Endings, capitals and hyphens make no
difference, and only messages with as many labels as their source are compared.

Fails:  ``Click **Pay**.`` → ``Klikk **Betal**.``, and ``**Gjør opp**`` further down
Passes: ``Click **Pay**.`` → ``Klikk **Betal**.``, and ``**Betal**`` further down
"""

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from bitext.catalog import Catalog, Message
from bitext.check.finding import Severity
from bitext.check.labels import labels
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File
from bitext.check.texts import parsed

__all__ = ["RULE"]


_ALIKE = 0.6
_CLOSERS = " .,:;!?[]()「」【】“”\"'：。、،"


def check(file: File) -> Iterator[Problem]:
    if not isinstance(file.content, Catalog):
        return
    said: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for message in file.content.messages:
        if message.is_translated and "**" in message.source:
            for source, target in _labels(message):
                said[source].append((target, message.line or 1))
    for source, uses in said.items():
        first = uses[0][0]
        if all(_is_alike(first, target) for target, _ in uses):
            continue
        for target, line in uses:
            # One between two others may be like both.
            other = next((each for each, _ in uses if not _is_alike(target, each)), "")
            if other:
                yield Problem(
                    f"{source!r} is {target!r} here and {other!r} elsewhere",
                    at=target,
                    line=line,
                )


def _labels(message: Message) -> Iterator[tuple[str, str]]:
    source, target = (
        labels(parsed(text).seen) for text in (message.source, message.target)
    )
    if len(source) == len(target):
        for known, found in zip(source, target, strict=True):
            label = known.strip(_CLOSERS)
            if label and found.strip(_CLOSERS):
                yield label, found.strip(_CLOSERS)


def _is_alike(left: str, right: str) -> bool:
    """Whether two labels differ in no more than endings."""
    # The matcher's answer hangs on the order.
    first, second = sorted(map(_letters, (left, right)))
    if first == second or first in second or second in first:
        return True
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _letters(label: str) -> str:
    return "".join(filter(str.isalnum, label.lower()))


RULE = Rule(
    "ui-label-inconsistent",
    Severity.WARNING,
    check,
    needs=Needs.FILE,
    cure="use one translation, the one the interface shows",
)
