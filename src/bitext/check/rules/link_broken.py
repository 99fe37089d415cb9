"""The marks of a link are damaged, so readers see them as text.

Blanks between the brackets, brackets in the wrong order, escaped brackets and
full-width brackets keep Markdown from making a link.

Fails:  ``Read [the guide](guide.md).`` → ``Les [veiledningen] (guide.md).``
Passes: ``Read [the guide](guide.md).`` → ``Les [veiledningen](guide.md).``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for remains in pair.links.broken:
        yield Problem(f"{remains!r} is what is left of a link", at=remains)


RULE = Rule(
    "link-broken",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="write the link as `[text](address)`",
    signs=("[", "]", "\uff3b", "\uff3d"),
)
