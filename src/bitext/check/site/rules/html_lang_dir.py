"""A page says the wrong language or direction, or names the wrong pages as its others.

Browsers, screen readers and search engines believe what a page says: ``lang``, ``dir``,
its canonical address, and ``hreflang`` for the same page in other languages, where each
page that is named must name this one too.

Fails:  ``<html lang="en">`` in the Norwegian site
Passes: ``<html lang="nb">``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import BuiltPage, LanguageSite

__all__ = ["RULE"]

_DEFAULT = "x-default"


def check(site: LanguageSite) -> Iterator[Problem]:
    for path in site.articles.values():
        page = site.pages.get(path)
        if page is not None:
            yield from _said(site, page)
            yield from _addresses(site, page)


def _said(site: LanguageSite, page: BuiltPage) -> Iterator[Problem]:
    facts = page.facts
    if facts.language.casefold() != site.code.casefold():
        yield Problem(
            f"lang is {facts.language!r}, not {site.code!r}",
            "lang",
            line=1,
            path=page.path,
        )
    wanted = site.locale.direction
    if (facts.direction or "ltr") != wanted:
        yield Problem(
            f"dir is {facts.direction or 'ltr'!r}, not {wanted!r}",
            "dir",
            line=1,
            path=page.path,
        )


def _addresses(site: LanguageSite, page: BuiltPage) -> Iterator[Problem]:
    facts = page.facts
    if facts.canonical:
        target = site.target(page.path, facts.canonical)
        if target is None or target.path != page.path:
            yield Problem(
                f"the canonical address {facts.canonical!r} is not that of the page",
                "canonical",
                line=1,
                path=page.path,
            )
    named = dict(facts.alternates)
    if not named:
        return
    if len(named) < len(facts.alternates):
        yield Problem(
            "a language is named twice by hreflang", "hreflang", line=1, path=page.path
        )
    for code, href in named.items():
        known = site.code if code == _DEFAULT else code
        target = site.target(page.path, href)
        if target is None or not target.exists:
            yield Problem(
                f"hreflang {code} names {href!r}, where nothing is",
                href,
                line=1,
                path=page.path,
            )
        elif code != _DEFAULT and site.layout.language_of(target.path) != known:
            yield Problem(
                f"hreflang {code} names {href!r}, which is in another language",
                href,
                line=1,
                path=page.path,
            )
        elif code not in {_DEFAULT, site.code} and not _names(site, target.path, page):
            yield Problem(
                f"hreflang {code} names {href!r}, which does not name this page",
                href,
                line=1,
                path=page.path,
            )
    if site.code not in named:
        yield Problem(
            f"hreflang names other languages, but not {site.code} itself",
            "hreflang",
            line=1,
            path=page.path,
        )


def _names(site: LanguageSite, other: str, page: BuiltPage) -> bool:
    """Whether the page at ``other`` names ``page`` for this language."""
    href = dict(site.alternates.get(other, ())).get(site.code)
    target = None if href is None else site.target(other, href)
    return target is not None and target.path == page.path


RULE = Rule(
    "html-lang-dir",
    Severity.WARNING,
    check,
    needs=Needs.SITE,
    cure="build the site again; if a template of your own writes it, correct that",
)
