"""The title of a translated page is that of its source.

A name is the same in every language: titles of one or two words are left alone, and
pages of which less than half is translated.

Fails:  ``How to row a boat`` → ``How to row a boat``
Passes: ``How to row a boat`` → ``Slik ror du en båt``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE", "is_prose"]

_HALF = 0.5
_FEWEST_WORDS = 3


def check(site: LanguageSite) -> Iterator[Problem]:
    for page, original in site.translations():
        title = page.facts.title.rpartition(" - ")[0] or page.facts.title
        known = original.facts.title.rpartition(" - ")[0] or original.facts.title
        if title != known or page.share < _HALF:
            continue
        # What begins small is a command or a name.
        if is_prose(title) and not title[:1].islower():
            yield Problem(
                f"the title {title!r} is not translated", title, line=1, path=page.path
            )


def is_prose(text: str) -> bool:
    """Whether ``text`` is more than a name: it has some words without a capital."""
    words = [word for word in text.split() if word.isalpha()]
    return len(words) >= _FEWEST_WORDS and sum(map(str.islower, words)) > 1


RULE = Rule(
    "title-untranslated",
    Severity.INFO,
    check,
    needs=Needs.SITE,
    cure="translate the title; give the article a heading if it has none",
)
