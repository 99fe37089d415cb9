"""Two pages of a language have one title, though those of their sources differ.

Fails:  ``Oars`` and ``Paddles`` → ``Årer`` and ``Årer``
Passes: ``Oars`` and ``Paddles`` → ``Årer`` and ``Padleårer``
"""

from collections import defaultdict
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    by_title: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for page, original in site.translations():
        if page.facts.title:
            known = (original.facts.title, page.path)
            by_title[page.facts.title].append(known)
    for title, pages in by_title.items():
        sources = {source for source, _ in pages}
        if len(sources) > 1:
            for _, path in pages:
                yield Problem(
                    f"{len(pages)} pages have the title {title!r}",
                    title,
                    line=1,
                    path=path,
                )


RULE = Rule(
    "duplicate-title",
    Severity.INFO,
    check,
    needs=Needs.SITE,
    cure="translate what is different differently",
)
