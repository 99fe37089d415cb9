"""A segment stands in two places of a page, or on a page it does not belong to.

Pages in the source language carry no segments.

Fails:  one sentence's element in two paragraphs
Passes: two elements of one sentence, one after the other, parted by a link
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.facts import PageFacts
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    for path, page in site.pages.items():
        wanted = page.wanted
        known = set(wanted.numbers) | wanted.included if wanted is not None else set()
        if not page.article:
            continue
        for number, line in _foreign(page.facts, known):
            yield Problem(
                f"segment {number} does not belong on this page", line=line, path=path
            )
        for number, line in _parted(page.facts, known):
            yield Problem(
                f"segment {number} stands in two places", line=line, path=path
            )


def _foreign(facts: PageFacts, known: set[int]) -> Iterator[tuple[int, int]]:
    lines = {one.number: one.line for one in reversed(facts.spans)}
    return ((number, line) for number, line in lines.items() if number not in known)


def _parted(facts: PageFacts, known: set[int]) -> Iterator[tuple[int, int]]:
    seen: set[int] = set()
    told: set[int] = set()
    for span in facts.spans:
        is_again = span.number in seen and not span.follows
        if is_again and span.number in known and span.number not in told:
            told.add(span.number)
            yield span.number, span.line
        seen.add(span.number)


RULE = Rule(
    "segment-misplaced",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="build the site again; if it stays, a plugin or extension moves it",
)
