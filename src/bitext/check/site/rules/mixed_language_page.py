"""A page changes between two languages: less than half of its words are translated.

Pages of which nothing is translated are in one language, and say so. Which sentences
are missing, ``empty-target`` and ``fuzzy-used`` tell.

Fails:  a page of twenty sentences, three of them translated
Passes: the same page with twelve of them translated, or with none
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]

_HALF = 0.5


def check(site: LanguageSite) -> Iterator[Problem]:
    for page, _ in site.translations():
        if 0 < page.share < _HALF:
            percent = round(page.share * 100)
            yield Problem(
                f"{percent} % of its words are translated", line=1, path=page.path
            )


RULE = Rule(
    "mixed-language-page",
    Severity.INFO,
    check,
    needs=Needs.SITE,
    cure="translate the rest of the page",
)
