"""A line ends within a text that must stand on one line.

Headings, table cells, list items, titles and values of the front matter end where their
line does; what follows becomes something else.

Fails:  ``A boat and its oars`` → ``Ein Boot⏎und seine Ruder``
Passes: ``A boat and its oars`` → ``Ein Boot und seine Ruder``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.article import Kind

__all__ = ["RULE"]


# Text of these may go on on the next line.
_LONG_KINDS = frozenset(
    {Kind.PARAGRAPH, Kind.DEFINITION, Kind.FOOTNOTE, Kind.HTML, Kind.CAPTION}
)


def check(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source.source.strip(), pair.target.source.strip()
    if "\n" in target and "\n" not in source and pair.kind not in _LONG_KINDS:
        yield Problem("a line ends within it")


RULE = Rule(
    "line-break-added",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="write it on one line",
    signs=("\n",),
)
