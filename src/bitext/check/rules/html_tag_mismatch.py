"""The HTML tags differ from those of the source.

A tag that is not closed takes hold of what follows it on the page.

Fails:  ``Press <kbd>Enter</kbd>.`` → ``Trykk <kbd>Enter.``
Passes: ``Press <kbd>Enter</kbd>.`` → ``Trykk <kbd>Enter</kbd>.``
"""

from collections.abc import Iterator

from bitext.check.changes import difference
from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.placeholders import HTML_TAGS
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.inline import Inline

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    source, target = list(_tags(pair.source)), list(_tags(pair.target))
    for tag in dict.fromkeys(difference(source, target)):
        yield Problem(f"HTML tag {tag} is missing", at=tag)
    for tag in dict.fromkeys(difference(target, source)):
        yield Problem(f"HTML tag {tag} is not in the source", at=tag)


def _tags(text: Inline) -> Iterator[str]:
    """Tags without attributes; other names in angle brackets are placeholders."""
    for tag in text.html:
        if tag.name.removeprefix("/") in HTML_TAGS:
            yield f"<{tag.name}>"


RULE = Rule(
    "html-tag-mismatch",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="write the same tags as the source, each closed",
    signs=("<",),
)
