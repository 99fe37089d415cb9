"""The description of a translated page is that of its source.

Search engines show it below the title. Pages of which less than half is translated are
left alone; the description of the site, which most pages have, is told of its home.

Fails:  ``All you need for rowing.`` → ``All you need for rowing.``
Passes: ``All you need for rowing.`` → ``Alt du trenger for å ro.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite
from bitext.check.site.rules.title_untranslated import is_prose

__all__ = ["RULE"]

_HALF = 0.5


def check(site: LanguageSite) -> Iterator[Problem]:
    home = f"{site.folder}index.html"
    known = site.pages.get(home)
    of_site = known.facts.description if known is not None else ""
    for page, original in site.translations():
        text = page.facts.description
        is_same = text == original.facts.description
        if text == of_site and page.path != home:
            continue
        if is_same and page.share >= _HALF and is_prose(text):
            yield Problem(
                f"the description {text!r} is not translated",
                text,
                line=1,
                path=page.path,
            )


RULE = Rule(
    "meta-untranslated",
    Severity.INFO,
    check,
    needs=Needs.SITE,
    cure="translate the description",
)
