"""A page has other blocks than its source: headings, paragraphs, items, cells, code.

Fails:  a list of two items where the source page has three
Passes: the same headings, items and cells in the same order
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]

_NAMES = {
    "li": "an item of a list",
    "p": "a paragraph",
    "td": "a cell",
    "th": "a cell of a table's head",
    "tr": "a row of a table",
    "img": "an image",
}


def check(site: LanguageSite) -> Iterator[Problem]:
    for page, original in site.translations():
        ours, theirs = page.facts.blocks, original.facts.blocks
        if ours != theirs:
            for text in _differences(theirs, ours):
                yield Problem(text, line=1, path=page.path)


def _differences(wanted: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what != "equal":
            yield _difference(wanted[start:end], found[first:last], at=start + 1)
            return


def _difference(wanted: Sequence[str], found: Sequence[str], *, at: int) -> str:
    if not found:
        return f"{_named(wanted)} of the source is missing (block {at})"
    if not wanted:
        return f"{_named(found)} is not in the source (block {at})"
    return f"{_named(found)} stands for {_named(wanted)} of the source (block {at})"


def _named(blocks: Sequence[str]) -> str:
    return _NAMES.get(blocks[0], blocks[0])


RULE = Rule(
    "structure-mismatch",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="correct the Markdown of the translation",
)
