"""An image of a page is not in the site.

Fails:  ``<img src="../boat.png">`` where there is no such file
Passes: ``<img src="../assets/boat.png">``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.facts import Use
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    for path, links in site.resolved.items():
        for link, target in links:
            if not target.exists and link.use is Use.IMAGE:
                yield Problem(
                    f"the image {link.href!r} is not there",
                    link.href,
                    line=link.line,
                    path=path,
                )


RULE = Rule(
    "broken-image",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="correct the address in the article, or add the file",
)
