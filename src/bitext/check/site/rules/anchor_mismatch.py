"""An anchor is not what the source page has, or a link leads to one that is not there.

Headings keep the ids of their source in every language, so that a link to one of them
works in all. Each id stands once on a page.

Fails:  ``<h2 id="aarer">`` where the source page has ``<h2 id="oars">``
Passes: ``<h2 id="oars">Årer</h2>``
"""

from collections import Counter
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import BuiltPage, LanguageSite

__all__ = ["RULE"]

_TOPS = frozenset({"top"})


def check(site: LanguageSite) -> Iterator[Problem]:
    for page in site.pages.values():
        yield from _twice(page)
    yield from _led_to(site)
    for page, original in site.translations():
        yield from _compared(page, original)


def _twice(page: BuiltPage) -> Iterator[Problem]:
    seen: set[str] = set()
    told: set[str] = set()
    for anchor in page.facts.anchors:
        if anchor.name in seen and anchor.name not in told and anchor.is_in_article:
            told.add(anchor.name)
            yield Problem(
                f"the id {anchor.name!r} stands on the page twice",
                anchor.name,
                line=anchor.line,
                path=page.path,
            )
        seen.add(anchor.name)


def _led_to(site: LanguageSite) -> Iterator[Problem]:
    for path, links in site.resolved.items():
        for link, target in links:
            if not target.fragment or target.fragment in _TOPS or not target.exists:
                continue
            names = site.anchors.get(target.path)
            # Text fragments, and what scripts of other kinds of files make of theirs.
            if names is None or target.fragment.startswith((":~:", "__")):
                continue
            if target.fragment not in names:
                yield Problem(
                    f"the link to {link.href!r} leads to an anchor that is not there",
                    link.href,
                    line=link.line,
                    path=path,
                )


def _compared(page: BuiltPage, original: BuiltPage) -> Iterator[Problem]:
    ours, theirs = _own(page), _own(original)
    if ours == theirs:
        return
    lines = {one.name: one.line for one in page.facts.anchors}
    for name in theirs - ours:
        yield Problem(
            f"the id {name!r} of the source page is missing",
            name,
            line=1,
            path=page.path,
        )
    for name in ours - theirs:
        yield Problem(
            f"the id {name!r} is not on the source page",
            name,
            line=lines[name],
            path=page.path,
        )


def _own(page: BuiltPage) -> Counter[str]:
    return Counter(one.name for one in page.facts.anchors if one.is_in_article)


RULE = Rule(
    "anchor-mismatch",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="give the heading the id of its source, or correct the link",
)
