"""A menu path lost some of its steps, or the marks between them.

``A > B > C`` may be told in words, or with the arrows of right-to-left scripts. What is
found are paths that keep a part of their marks, and marks that a machine spelled out.

Fails:  ``Go to **A > B > C**.`` → ``Gehe zu **A > B C**.``
Passes: ``Go to **A > B > C**.`` → ``Wähle **A**, dann **B** und **C**.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_MARK = re.compile(r"(?<![<>=])[>›→](?![>=])|(?<=\s)[<‹←](?=\s)|[＞〉»]")
_SPELLED = re.compile(r"_(?:GT|LT)_|(?<!\w)(?:GT|LT)_")
# Words and marks that part steps as well.
_PARTS = re.compile(r"[,;、，；،/|–—:：・]|\s-\s|\*\*|「|\[")
_FEWEST = 2


def check(pair: Pair) -> Iterator[Problem]:
    # Its underscores make it italic.
    spelled = _SPELLED.search(pair.target.source)
    if spelled and spelled[0] not in pair.source.source:
        yield Problem(f"{spelled[0]!r} stands for a mark", at=spelled[0])
        return
    source, target = pair.source_seen.without_code, pair.target_seen.without_code
    wanted, found = len(_MARK.findall(source)), len(_MARK.findall(target))
    if wanted < _FEWEST or not 0 < found < wanted:
        return
    labels = sum(region.is_emphasis for region in pair.target_seen.regions)
    known = sum(region.is_emphasis for region in pair.source_seen.regions)
    parts = len(_PARTS.findall(target)) - len(_PARTS.findall(source))
    if found + max(0, parts) + max(0, labels - known) < wanted:
        yield Problem(f"{found} of {wanted} marks between steps are left")


RULE = Rule(
    "ui-path-lost",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="write all steps, with the marks of the source between them",
    signs=(">", "GT_", "LT_"),
)
