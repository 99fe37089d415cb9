"""A vertical bar in a table's cell ends the cell.

What follows it moves one column on, and the last cell of the row is lost. In code it is
text, and behind a backslash too.

Fails:  ``Yes or no`` → ``Ja | nein``
Passes: ``Yes or no`` → ``Ja oder nein``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.article import Kind
from bitext.markdown.inline import Inline, TokenKind

__all__ = ["RULE"]


_HIDING = frozenset({TokenKind.CODE, TokenKind.ESCAPE, TokenKind.MATH})


def check(pair: Pair) -> Iterator[Problem]:
    if pair.kind is Kind.CELL and _bars(pair.target) > _bars(pair.source):
        yield Problem("'|' ends the cell", at="|")


def _bars(text: Inline) -> int:
    return text.source.count("|") - sum(
        text.source.count("|", token.start, token.end)
        for token in text.tokens
        if token.kind in _HIDING
    )


RULE = Rule(
    "table-cell-break",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="write a backslash before it, or another mark",
    signs=("|",),
)
