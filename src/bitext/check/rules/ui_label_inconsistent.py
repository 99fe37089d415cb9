"""One bold label of the source is translated in two ways in one article.

Readers look for two buttons where there is one. Endings, capitals and hyphens make no
difference, and only messages with as many labels as their source are compared.

Fails:  ``Click **Pay**.`` → ``Klikk **Betal**.``, and ``**Gjør opp**`` further down
Passes: ``Click **Pay**.`` → ``Klikk **Betal**.``, and ``**Betal**`` further down
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from bitext.catalog import Catalog, Message
from bitext.check.finding import Severity
from bitext.check.labels import labels
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File
from bitext.check.texts import parsed, parsed_translation

__all__ = ["RULE"]


_ALIKE = 0.6
_MARKUP = re.compile(r"[*_~^=<>&\[\]{}:]")
# Marks that are none, and other marks of bold text.
_MAY_HIDE = re.compile(r"[`\\]|__|\*\*\*").search
_CLOSERS = " .,:;!?[]()「」【】“”\"'：。、،"


def check(file: File) -> Iterator[Problem]:
    if not isinstance(file.content, Catalog):
        return
    said: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for message in _repeating(file.content.messages):
        if message.is_translated:
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


def _repeating(messages: Sequence[Message]) -> Sequence[Message]:
    """Those of which a label may stand in another too."""
    marked = [message for message in messages if "**" in message.source]
    # Within one, labels may stand in another order.
    if len(marked) <= 1:
        return ()
    written = [_written(message.source) for message in marked]
    counts = Counter(chain.from_iterable(written))
    # What is marked up within may be the same to a reader.
    if any(map(_MARKUP.search, counts)) or any(_MAY_HIDE(one.source) for one in marked):
        return marked
    return [
        message
        for message, labels_of in zip(marked, written, strict=True)
        if any(counts[label] > 1 for label in labels_of)
    ]


def _written(source: str) -> list[str]:
    """What stands between the marks of bold text."""
    return [part.strip(_CLOSERS) for part in source.split("**")[1::2]]


def _labels(message: Message) -> Iterator[tuple[str, str]]:
    source = labels(parsed(message.source).seen)
    target = labels(parsed_translation(message.target).seen)
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
