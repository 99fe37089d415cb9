"""A segment is not on the page it belongs to.

The build knows what each page must carry: each sentence of its body as one element, or
as several that follow each other in one place; texts of images, of titles and of
metadata are found by their words. Titles in the navigation are looked for where
Material marks the way to a page.

Fails:  a staged page of two sentences whose built page carries one
Passes: both of them
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import BuiltPage, LanguageSite, Wanted

__all__ = ["RULE"]

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"\]\([^)]*\)|<[^>]*>|\{[^}]*\}|&#?\w+;|\\")


def check(site: LanguageSite) -> Iterator[Problem]:
    for page in site.pages.values():
        if page.wanted is None:
            continue
        found = {span.number for span in page.facts.spans}
        for number in page.wanted.numbers:
            if number not in found:
                yield Problem(
                    f"segment {number} is not on the page", line=1, path=page.path
                )
        yield from _of_texts(page, page.wanted)
    yield from _of_titles(site)


def _of_titles(site: LanguageSite) -> Iterator[Problem]:
    """Titles that the source's navigation shows, and this one does not."""
    if site.source is None:
        return
    for known, title in site.titles.items():
        if _one_line(known) in site.source.places and (
            _one_line(title) not in site.places
        ):
            home = next(iter(site.articles.values()), f"{site.folder}index.html")
            yield Problem(
                f"the title {title!r} is nowhere in the navigation",
                title,
                line=1,
                path=home,
            )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _of_texts(page: BuiltPage, wanted: Wanted) -> Iterator[Problem]:
    if not wanted.texts:
        return
    seen = _words(page.facts.words)
    for text in wanted.texts:
        if _words(text) not in seen:
            yield Problem(
                f"the text {text!r} is on the page in no attribute and no metadata",
                text,
                line=1,
                path=page.path,
            )


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(_MARKUP.sub(' ', text)))} "


RULE = Rule(
    "segment-missing",
    Severity.ERROR,
    check,
    needs=Needs.SITE,
    cure="build the site again; if it stays, a plugin or extension takes it away",
)
