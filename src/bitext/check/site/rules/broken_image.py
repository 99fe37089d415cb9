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
    for path, page in site.pages.items():
        for link in page.facts.links:
            if link.use is not Use.IMAGE:
                continue
            target = site.target(page.path, link.href)
            if target is not None and not target.exists:
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
