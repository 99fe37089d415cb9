"""Bold or italic text sits on other words than in the source.

Certain are marks round nothing but punctuation or half a pair of brackets, round a
short word for a long label, and labels that stand beside the marks unchanged.

Fails:  ``See the **sample queries** in it.`` → ``Siehe die Abfragen **in** ihm.``
Passes: ``See the **sample queries** in it.`` → ``Siehe die **Abfragen** darin.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Region, Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import parts_words

__all__ = ["RULE"]


_LONG = 8
_SHORT = 3
_ENDS = ".,،、。"
_BRACKETS = (("(", ")"), ("[", "]"), ("「", "」"), ("【", "】"), ("“", "”"))
_NAME = re.compile(r"[\w$.-]*[$_\d][\w$.-]*|[A-Za-z]+[a-z][A-Z]\w*")


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain or pair.source.literal_markers:
        return
    source, target = _marked(pair.source_seen), _marked(pair.target_seen)
    if not source or not target:
        return
    found = next(_moved(pair, source, target), None)
    if found is not None:
        at = found if found in pair.target.source else ""
        yield Problem(f"marks sit on {found!r}", at=at)


def _moved(pair: Pair, source: list[str], target: list[str]) -> Iterator[str]:
    seen = pair.target_seen.text
    for text in target:
        if not any(map(str.isalnum, text)) and all(
            any(map(str.isalnum, known)) for known in source
        ):
            yield text
        if any(
            text.count(opening) != text.count(closing) and len(text) < len(seen)
            for opening, closing in _BRACKETS
        ) and not any(
            known.count(opening) != known.count(closing)
            for known in source
            for opening, closing in _BRACKETS
        ):
            yield text
        if (
            parts_words(pair.locale)
            and len(text.strip()) <= _SHORT
            and text.islower() | text.isalpha()
            and not text.isupper()
            and min(map(len, source)) >= _LONG
        ):
            yield text
        # Where labels are lost too, a mark within shows that they slipped.
        if (
            len(target) < len(source)
            and text[-1:] in _ENDS
            and not any(known[-1:] in _ENDS for known in source)
        ):
            yield text
    for known in source:
        if (
            _NAME.fullmatch(known)
            and seen.count(known) == 1
            and not any(known in text for text in target)
        ):
            yield known


def _marked(text: Rendered) -> list[str]:
    outer: list[Region] = []
    for region in text.regions:
        if region.is_emphasis and (not outer or region.end > outer[-1].end):
            outer.append(region)
    return [text.inner(region) for region in outer]


RULE = Rule(
    "emphasis-moved",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="set the marks around the words that stand for the source's marked words",
    signs=("*", "_"),
)
