r"""A backslash that readers were not meant to see is visible.

It stands before a character that needs none, or another one makes it text. Paths and
what the source shows are left alone.

Fails:  ``Type \* here.`` → ``Gib hier \\\* ein.``
Passes: ``Type \* here.`` → ``Gib hier \* ein.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_VISIBLE = re.compile(
    r"(?<![\\\w:])\\(?![\\\w])|(?<=[^\W\d_])\\(?=[\s.,;:!?*_\[\]()]|\Z)"
)


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain:
        return
    target, source = pair.target_seen.without_code, pair.source_seen.without_code
    count = len(_VISIBLE.findall(target))
    if count > len(_VISIBLE.findall(source)) and (
        target.count("\\") > source.count("\\")
    ):
        yield Problem("a backslash is visible as text", at="\\")


RULE = Rule(
    "escape-broken",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="delete the backslash",
    signs=("\\",),
)
