"""A link leads to another place than in the source.

The language of an address may differ (``/en-us/`` and ``/de-de/``, ``?hl=``, the host
``de.example.org``), and so may the order of its parameters, a slash at its end and
``http`` for ``https``. Articles of Wikipedia have other names in other languages.

Fails:  ``Read [the guide](guide.md).`` → ``Les [veiledningen](veiledning.md).``
Passes: ``[Buy](https://example.org/en-us/a)`` → ``[Kjøp](https://example.org/nb-no/a)``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import LINK_SIGNS, Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    for old, new in pair.links.changes.changed:
        yield Problem(f"link to {old!r} leads to {new!r}", at=new)


RULE = Rule(
    "link-target-changed",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="copy the address from the source",
    signs=LINK_SIGNS,
)
