"""No other page of the language leads to a page: readers find it by search alone.

Fails:  a page outside the navigation to which no text links
Passes: the same page with a link to it
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.facts import Use
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    if len(site.articles) <= 1:
        return
    reached: set[str] = set()
    for path, links in site.resolved.items():
        reached.update(
            target.path
            for link, target in links
            # What the language menu leads to is not found that way.
            if target.path != path and not link.language and link.use is Use.LINK
        )
    home = f"{site.folder}index.html"
    for path in site.articles.values():
        if path in site.pages and path not in reached and path != home:
            yield Problem("no page of its language links here", line=1, path=path)


RULE = Rule(
    "orphan-page",
    Severity.WARNING,
    check,
    needs=Needs.SITE,
    cure="link to it, or put it into the navigation",
)
