"""A phrase around the article is in the language of the source.

The theme's own words come with the theme, those of ``mkdocs.yml`` from its catalog.
Left are languages the theme does not know, and phrases in overridden templates. Names
are the same in every language: only phrases of three words or more count, some of them
small, and each is told of once.

Fails:  ``<button>Back to top</button>`` on pages in Norwegian
Passes: ``<button>Til toppen</button>``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite
from bitext.check.site.rules.title_untranslated import is_prose

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    told: set[str] = set()
    for page, original in site.translations():
        # An untranslated page shows its own words in the theme's places.
        names = {*original.facts.title.split(" - "), original.facts.title}
        for text in page.facts.frame:
            if (
                text not in told
                and text in original.facts.frame
                and text not in names
                and text not in site.titles.values()
                and is_prose(text)
            ):
                told.add(text)
                yield Problem(
                    f"{text!r} is in the language of the source",
                    text,
                    line=1,
                    path=page.path,
                )


RULE = Rule(
    "ui-string-missing",
    Severity.WARNING,
    check,
    needs=Needs.SITE,
    cure="translate it in the catalog of mkdocs.yml, or in the template it comes from",
)
