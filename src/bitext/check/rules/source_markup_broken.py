r"""The article itself shows stray marks or the remains of a link.

Readers of every language see them. It is said once, of the article, and the rules about
emphasis and links then leave the translations alone.

Fails:  ``Click\*\* Save\*\*.``
Passes: ``Click **Save**.``
"""

import re
from collections.abc import Iterator

from bitext.check.addresses import remains
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.texts import Text

__all__ = ["RULE"]


# Neither a glob nor a power.
_STRAY = re.compile(
    r"(?<![*/\w])\*\*(?=[^\W\d])|(?<=[^\W\d])\*\*(?![*/\w.])|(?<=\w)\*\*\s"
)


def check(text: Text) -> Iterator[Problem]:
    seen = text.seen.without_code
    if "**" in seen and _STRAY.search(seen):
        yield Problem("'**' is visible as text", at="**")
    if "]" in seen or "\uff3d" in seen:
        for found in dict.fromkeys(remains(text)):
            yield Problem(f"{found!r} is what is left of a link", at=found)


RULE = Rule(
    "source-markup-broken",
    Severity.WARNING,
    check,
    needs=Needs.SOURCE,
    cure="mend the Markdown of the article",
)
