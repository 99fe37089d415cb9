"""A word stands twice in a row.

Languages that double words on purpose, and pairs such as *vous vous*, are known; so is
what the source doubles itself.

Fails:  ``Check the boat.`` → ``Prüfe das das Boot.``
Passes: ``Check the boat.`` → ``Prüfe das Boot.``
"""

import re
from collections.abc import Iterator
from itertools import islice
from operator import eq

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import parts_words

__all__ = ["RULE"]


_DOUBLED = re.compile(
    r"(?<![\w'’-])([^\W\d_]{2,}) \1(?![\w'’\u0300-\u036f\u064b-\u0652-])",
    re.IGNORECASE,
)
_DOUBLING = frozenset("id ms jv su fil tl hi bn mr ur vi sw".split())
_VALID: dict[str, set[str]] = {
    "de": {"sie", "die", "der", "ihnen"},
    "nl": {"u", "je", "die", "dat"},
    "fr": {"vous", "nous"},
    "it": {"via"},
    "nb": {"de", "den", "det", "på", "av", "til", "som", "er"},
    "nn": {"den", "det", "på", "av", "til", "som", "er"},
    "sv": {"att", "den", "det", "på", "till", "som", "är"},
    "da": {"at", "den", "der", "det", "på", "til", "som", "er"},
    "el": {"ένα", "λίγο", "πρώτα", "σιγά"},
    "pt": {"logo"},
    "ru": {"чуть"},
    "tr": {
        *("tek", "yavaş", "sık", "adım", "ayrı", "teker", "zaman", "hızlı", "çeşit"),
        *("sıra", "kat", "satır", "parça", "gün", "birer", "ikişer"),
    },
    "az": {"tək", "ayrı", "addım", "tez"},
    "he": {"לאט", "אחד", "אחת", "יום"},
    "ko": {"하나", "각각", "차례", "매일"},
}


def check(pair: Pair) -> Iterator[Problem]:
    language = pair.locale.language
    if not parts_words(pair.locale) or language in _DOUBLING:
        return
    words = pair.target_words
    if True not in map(eq, words, islice(words, 1, None)):
        return
    if _DOUBLED.search(pair.source_seen.text):
        return
    valid = _VALID.get(language, set())
    text = pair.target_seen.without_code
    edges = {
        edge
        for region in pair.target_seen.regions
        for edge in (region.start, region.end)
    }
    for found in _DOUBLED.finditer(text):
        word = found[1]
        is_parted = found.end(1) in edges or found.end(1) + 1 in edges
        if word.lower() not in valid and not is_parted:
            yield Problem(f"{word!r} stands twice", at=found[0])


RULE = Rule(
    "doubled-word",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="delete one of the two",
)
