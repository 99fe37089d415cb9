"""A link, or the address of a file a page needs, leads nowhere in the site.

A link of a page may lead to any file of its own language, or of another: that is
another rule. Addresses of other sites are asked for with ``--external`` only.

Fails:  ``<a href="../oars/">`` where there is no page of oars
Passes: ``<a href="../boats/">``
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
            if not target.exists and link.use is not Use.IMAGE:
                what = "the link to" if link.use is Use.LINK else "the file"
                yield Problem(
                    f"{what} {link.href!r} leads nowhere",
                    link.href,
                    line=link.line,
                    path=path,
                )


RULE = Rule(
    "broken-link",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="correct the address in the article",
)
