"""Findings that no rule of messages makes: those of the guard and of articles."""

from types import MappingProxyType
from typing import Final

from bitext.check.finding import Severity
from bitext.markdown.article import Misuse

__all__ = [
    "EXTERNAL",
    "MANUALS",
    "MISUSES",
    "REDIRECT",
    "REFUSED",
    "UNPLACED",
    "UNUSED",
]

REFUSED: Final = "translation-refused"
"""Id of the guard's findings; nothing in ``locales/`` can silence it."""
UNPLACED: Final = "text-not-placed"
"""Id of findings for text of an article that cannot become a segment."""
UNUSED: Final = "unused-suppression"
"""Id of findings for what accepts findings that there are not."""
EXTERNAL: Final = "external-link-broken"
"""Id of findings for addresses of other sites where nothing is."""
REDIRECT: Final = "redirect"
"""Id of findings for addresses of other sites that have moved."""
MISUSES: Final = MappingProxyType(
    {
        Misuse.UNKNOWN: ("directive-unknown", Severity.ERROR),
        Misuse.UNBALANCED: ("directive-unbalanced", Severity.ERROR),
        Misuse.UNUSED: ("directive-unused", Severity.WARNING),
    }
)
"""Ids of findings for directives of an article, and how much each fault hurts."""
MANUALS: Final = MappingProxyType(
    {
        REFUSED: (
            Severity.ERROR,
            "change words only; until then the page shows the source",
            """The guard keeps the translation out of the site.

            It would change more of the page than words: add a link, an image, HTML or
            a script, or break the Markdown around it. No comment accepts this finding.

            Fails:  ``Bail the boat.`` → ``Øs båten.<script src="//elsewhere.example">``
            Passes: ``Bail the boat.`` → ``Øs båten.``
            """,
        ),
        UNPLACED: (
            Severity.WARNING,
            "write it in simpler Markdown",
            """A text of the article cannot be translated: its exact place is not known.

            The text stays in the source language. So does a snippet that the setting
            ``snippets`` does not name.

            Fails:  a paragraph within a table within a list item
            Passes: the same paragraph below the table
            """,
        ),
        UNUSED: (
            Severity.WARNING,
            "take it out",
            """Something accepts a finding that nothing finds any more.

            A comment ``# bitext: ignore=…``, an entry of the setting ``check.accept``
            or of the baseline. Of messages that are not published nothing is said.

            Fails:  ``# bitext: ignore=link-missing`` above a text without links
            Passes: ``# bitext: ignore=number-mismatch it counts from zero``
            """,
        ),
        EXTERNAL: (
            Severity.WARNING,
            "correct or take out the link",
            """A link leads to a page of another site that is not there.

            ``bitext check --external`` asks for it three times. Of pages that want a
            name and password, or do not like programs, nothing is said.

            Fails:  ``https://boats.org/oars`` where its host says 404 Not Found
            Passes: the same address where it has the page, and the anchor
            """,
        ),
        REDIRECT: (
            Severity.INFO,
            "write the new address",
            """A link leads to a page of another site that has moved for good.

            Fails:  ``http://boats.org/`` where its host leads on to ``https``
            Passes: ``https://boats.org/``
            """,
        ),
        "directive-unknown": (
            Severity.ERROR,
            "correct its name",
            """No directive of an article has this name.

            Fails:  ``<!-- bitext: skpi -->``
            Passes: ``<!-- bitext: skip -->``
            """,
        ),
        "directive-unbalanced": (
            Severity.ERROR,
            "begin and end the range once each",
            """A range of an article begins and does not end, or ends without beginning.

            A range that does not end reaches to the end of the article.

            Fails:  ``<!-- bitext: off -->`` alone
            Passes: ``<!-- bitext: off -->`` and, further down, ``<!-- bitext: on -->``
            """,
        ),
        "directive-unused": (
            Severity.WARNING,
            "move it before the text it is for, or delete it",
            """A directive of an article has no effect.

            No text comes after it, it lacks its word or note, or it stands where
            nothing can be joined or cut.

            Fails:  ``**Tie the boat <!-- bitext: cut --> well.**``
            Passes: ``Tie the boat.<!-- bitext: cut --> Then row.``
            """,
        ),
    }
)
"""Severity, cure and docstring by id; ``manual`` takes them apart."""
