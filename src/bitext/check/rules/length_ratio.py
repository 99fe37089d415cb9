"""The translation is far shorter or far longer than its source.

A part of it was cut off, or words were made up. How long a text usually becomes depends
on the script; short texts are not compared.

Fails:  ``Mind the mast, all of its old, white sails, and both of the oars.`` → ``Ab.``
Passes: ``Mind the mast and the oars.`` → ``Achte auf den Mast und die Ruder.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.locales import Locale

__all__ = ["RULE"]


# Letters of a translation from English for one of the source: medians.
_USUAL = {
    "Arab": 0.9,
    "Hang": 0.55,
    "Hans": 0.34,
    "Hant": 0.34,
    "Hebr": 0.8,
    "Jpan": 0.52,
    "Kore": 0.55,
    "Latn": 1.1,
    "Thai": 0.9,
}
_DEFAULT = 1.05
_FEWEST = 60
_SHORTEST = 0.56
_SHORTEST_UNSPACED = 0.45
_LONGEST = 3.2


def check(pair: Pair) -> Iterator[Problem]:
    source, target = len(pair.source_seen.text), len(pair.target_seen.text)
    if source < _FEWEST:
        return
    usual = _usual(pair.locale) / _usual(pair.source_locale) * _USUAL["Latn"]
    shortest = _SHORTEST if pair.locale.spaced else _SHORTEST_UNSPACED
    if not shortest < target / source / usual < _LONGEST:
        yield Problem(f"has {target} characters, and its source {source}")


def _usual(locale: Locale) -> float:
    return _USUAL.get(locale.script, _DEFAULT)


RULE = Rule(
    "length-ratio",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="see whether something is missing or was added",
)
