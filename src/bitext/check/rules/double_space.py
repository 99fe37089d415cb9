"""Two blanks stand side by side where the source has one.

Browsers show one of them, other readers both. Mostly a word was lost between them.

Fails:  ``Open **File**.`` → ``Öffne  **Datei**.``
Passes: ``Open **File**.`` → ``Öffne **Datei**.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_BLANKS = re.compile(r"[ \u00a0]{2,}")


def check(pair: Pair) -> Iterator[Problem]:
    target = pair.target_seen.without_code
    if "  " not in target and "\u00a0" not in target:
        return
    found = _BLANKS.findall(target.strip())
    if found and len(found) > len(_BLANKS.findall(pair.source_seen.text.strip())):
        count = len(found)
        yield Problem(f"{count} double blanks" if count > 1 else "a double blank")


RULE = Rule(
    "double-space",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="write one blank, and see whether a word is missing",
)
