"""Two pages have one title, or one description, though those of their sources differ.

Sources that differ in numbers, marks and capitals alone count as one.

Fails:  ``Oars`` and ``Paddles`` → ``Årer`` and ``Årer``
Passes: ``Oars`` and ``Paddles`` → ``Årer`` and ``Padleårer``
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.site.language import LanguageSite

__all__ = ["RULE"]

_WORDS = re.compile(r"[^\W\d_]+")


def check(site: LanguageSite) -> Iterator[Problem]:
    for what in ("title", "description"):
        by_text: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for page, original in site.translations():
            if text := getattr(page.facts, what):
                by_text[text].append((getattr(original.facts, what), page.path))
        for text, pages in by_text.items():
            if len({_said(source) for source, _ in pages}) > 1:
                for _, path in pages:
                    yield Problem(
                        f"{len(pages)} pages have the {what} {text!r}",
                        text,
                        line=1,
                        path=path,
                    )


def _said(text: str) -> str:
    """What tells titles apart for readers: words, and no numbers, marks or capitals."""
    return " ".join(_WORDS.findall(text.casefold()))


RULE = Rule(
    "duplicate-title",
    Severity.INFO,
    check,
    needs=Needs.SITE,
    cure="translate what is different differently",
)
