"""A link leads to a page in another language though the reader's has that page too.

The language menu, links with ``hreflang``, and pages that the language lacks are meant
to lead elsewhere.

Fails:  ``<a href="../../boats/">`` on a Norwegian page, with ``nb/boats/`` there
Passes: ``<a href="../boats/">``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.facts import Use
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]


def check(site: LanguageSite) -> Iterator[Problem]:
    layout = site.layout
    for path, links in site.resolved.items():
        for link, target in links:
            # Most lead to pages of their own language.
            if target.path in site.pages or not target.exists:
                continue
            if link.use is not Use.LINK or link.language:
                continue
            code = layout.language_of(target.path)
            if code in {site.code, ""} or not target.path.endswith(".html"):
                continue
            own = site.folder + target.path.removeprefix(layout.folders[code])
            if own in layout.files:
                yield Problem(
                    f"the link to {link.href!r} leads to the page in {code}",
                    link.href,
                    line=link.line,
                    path=path,
                )


RULE = Rule(
    "link-wrong-language",
    Severity.WARNING,
    check,
    needs=Needs.SITE,
    cure="write the link relative to the article, as MkDocs does",
)
