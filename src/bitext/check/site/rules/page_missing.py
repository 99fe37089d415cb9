"""A page of an article is not in the built site of a language.

Every article has a page in every language; what is not translated is shown in the
source language.

Fails:  ``site/index.html`` without ``site/nb/index.html``
Passes: ``site/index.html`` and ``site/nb/index.html``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    for path in site.articles.values():
        if path not in site.pages:
            yield Problem("the page is not there", path=path)


RULE = Rule(
    "page-missing", Severity.ERROR, check, needs=Needs.SITE, cure="build the site again"
)
