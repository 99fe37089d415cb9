"""A mark between two steps of a menu path is glued to one of them.

The source sets blanks on both sides of ``>``, the translation on one.

Fails:  ``Go to **File > Open**.`` → ``Gehe zu **Datei> Öffnen**.``
Passes: ``Go to **File > Open**.`` → ``Gehe zu **Datei > Öffnen**.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import parts_words

__all__ = ["RULE"]


_SPACED = re.compile(r"\S\s+>\s+\S")
_GLUED = re.compile(r"[^\s<>=|\ufffc-]+-?>\s+[^\s>.,]+|[^\s>]+\s+>[^\s>=]+")


def check(pair: Pair) -> Iterator[Problem]:
    source = pair.source_seen.without_code
    if not parts_words(pair.locale) or not _SPACED.search(source):
        return
    found = _GLUED.findall(pair.target_seen.without_code)
    if len(found) > len(_GLUED.findall(source)):
        yield Problem(f"a blank is missing in {found[0]!r}", at=found[0])


RULE = Rule(
    "ui-path-spacing",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="set a blank on both sides of the mark",
    signs=(">",),
)
