"""Markdown or a template's marks are to be read on a page, but not on its source.

Code, formulas and keys may show any marks.

Fails:  ``Press **Save**.`` → ``Trykk ** Lagre**.``
Passes: ``Press **Save**.`` → ``Trykk **Lagre**.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    for page, original in site.translations():
        for name, count in page.facts.leaks.items():
            if count > original.facts.leaks.get(name, 0):
                excerpt = page.facts.excerpts.get(name, "")
                yield Problem(
                    f"markup is to be read: {excerpt!r}",
                    excerpt,
                    line=1,
                    path=page.path,
                )


RULE = Rule(
    "leaked-markup",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="correct the markup in the translation",
)
