"""The translation begins as a list item, a heading or a quotation does.

``1. November`` at the start of a paragraph becomes item 1 of a list.

Fails:  ``November 1 is the last day.`` → ``1. November ist der letzte Tag.``
Passes: ``November 1 is the last day.`` → ``Am 1. November ist der letzte Tag.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.article import Kind

__all__ = ["RULE"]


_BLOCK = re.compile(r"\d+\.(?=\s)|[-+*](?=\s)|#{1,6}(?=\s)|>(?=\s)|```|~~~|(?:!!!|///)")
_OPEN_KINDS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.FOOTNOTE})


def check(pair: Pair) -> Iterator[Problem]:
    if pair.kind not in _OPEN_KINDS:
        return
    found = _BLOCK.match(pair.target.source.lstrip())
    if found and not pair.source.source.lstrip().startswith(found[0]):
        yield Problem(f"{found[0]!r} at its start begins another block", at=found[0])


RULE = Rule(
    "block-leak",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="begin with another word, or write a backslash before the mark",
)
