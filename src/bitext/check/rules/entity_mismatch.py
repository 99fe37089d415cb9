"""A character reference such as ``&nbsp;`` is to be read as such.

It was escaped twice, or lost its semicolon, so readers see its name instead of what it
stands for. References that were replaced by the character, or translated, are fine.

Fails:  ``Use &lt;b&gt; here.`` → ``Bruk &amp;lt;b&amp;gt; her.``
Passes: ``Use &lt;b&gt; here.`` → ``Bruk <b> her.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_NAMES = "lt|gt|amp|nbsp|quot|apos|copy|reg|hellip|mdash|ndash|rarr|larr|shy|zwnj|zwj"
_VISIBLE = re.compile(
    rf"[&\uff06]\s?(?:(?:{_NAMES}|#\d{{2,6}}|#x[\da-f]{{2,5}})\s?[;\uff1b]"
    r"|(?:lt|gt|nbsp|quot)\b)",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain:
        return
    target = pair.target_seen.without_code
    if "&" not in target and "\uff06" not in target:
        return
    known = pair.source_seen.text
    for found in dict.fromkeys(_VISIBLE.findall(target)):
        if found not in known:
            yield Problem(f"{found!r} is visible as text", at=found)


RULE = Rule(
    "entity-mismatch",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="write it as the source does, with & once and a semicolon",
    signs=("&", "\uff06"),
)
