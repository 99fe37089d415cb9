"""The translation is far shorter or far longer than its source.

A part of it was cut off, or words were made up. How long a text usually becomes
depends on the language, and long texts stray less than short ones; the shortest are not
compared. In Chinese, Japanese and Korean what stays in Latin letters does not count.

Fails:  ``Mind the mast, all of its old, white sails, and both of the oars.`` → ``Ab.``
Passes: ``Mind the mast and the oars.`` → ``Achte auf den Mast und die Ruder.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import usual_length

__all__ = ["RULE"]


_FEWEST = 60
_MANY = 80
_SHORTEST = 0.55
_SHORTEST_OF_MANY = 0.6
_SHORTEST_COMPACT = 0.44
_SHORTEST_OF_MANY_COMPACT = 0.55
_LONGEST = 2.9
_COMPACT = frozenset({"Jpan", "Hans", "Hant", "Hani", "Kore"})
_KEPT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.,:/_-]*[A-Za-z0-9])?")


def check(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source_seen.text, pair.target_seen.text
    count, found = len(source), len(target)
    if count < _FEWEST:
        return
    usual = usual_length(pair.locale) / usual_length(pair.source_locale)
    is_many = count >= _MANY
    is_long = found / count / usual > _LONGEST
    shortest = _SHORTEST_OF_MANY if is_many else _SHORTEST
    if (
        found < count * usual
        and pair.locale.script in _COMPACT
        and pair.source_locale.script not in _COMPACT
    ):
        kept = sum(len(word) for word in _KEPT.findall(target) if word in source)
        count, found = max(_FEWEST // 2, count - kept), found - kept
        shortest = _SHORTEST_OF_MANY_COMPACT if is_many else _SHORTEST_COMPACT
    if is_long or found / count / usual < shortest:
        yield Problem(f"has {len(target)} characters, and its source {len(source)}")


RULE = Rule(
    "length-ratio",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="see whether a part is missing or was made up",
)
