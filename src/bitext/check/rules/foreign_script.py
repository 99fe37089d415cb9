"""Letters of a script that neither the language nor the source uses.

Often one letter looks like another: a Cyrillic Е in ``Е-Mail`` cannot be searched for.

Fails:  ``You get an email.`` → ``Du erhältst eine Е-Mail.``
Passes: ``You get an email.`` → ``Du erhältst eine E-Mail.``
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_WORD = re.compile(r"[^\W\d_]+")
# Scripts whose letters are taken for those of another, or come from another language.
_NAMES = {
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "HEBREW": "Hebr",
    "ARABIC": "Arab",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "HANGUL": "Kore",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "GREEK": "Grek",
    "LATIN": "Latn",
}
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff"
_MIXED = re.compile(rf"[\u0370-\u052f](?:(?<=[{_LATIN}].)|(?=[{_LATIN}]))")
_LAST_LATIN = "\u024f"
_HARMLESS: defaultdict[str, set[str]] = defaultdict(set)
"""Characters seen so far that no word is suspected of, by the language's script."""
_BEYOND_LATIN = re.compile(rf"[^\x00-{_LAST_LATIN}]")


def check(pair: Pair) -> Iterator[Problem]:
    text = pair.target_seen.without_code
    if _is_harmless(text, pair.locale.script):
        return
    for word in _WORD.findall(text):
        if max(word) <= _LAST_LATIN:
            continue
        scripts = {_script(letter) for letter in word} - {""}
        foreign = sorted(scripts - {pair.locale.script, "Latn"})
        # Greek letters alone are symbols.
        is_symbol = scripts == {"Grek"} and len(word) == 1
        is_mixed = "Latn" in scripts and bool(scripts & {"Cyrl", "Grek"})
        is_strange = bool(foreign) and not is_symbol and not _shows(pair, word, foreign)
        if (is_mixed or is_strange) and word not in pair.source_seen.text:
            yield Problem(f"{word!r} has letters of another script", at=word)


def _shows(pair: Pair, word: str, foreign: Sequence[str]) -> bool:
    """Whether the source shows the letters of ``word`` that are of ``foreign`` scripts.

    Where words are not parted, one of them stands amid others.
    """
    letters = {letter for letter in word if _script(letter) in foreign}
    return letters.issubset(pair.source_seen.text)


def _is_harmless(text: str, script: str) -> bool:
    """Whether no word of ``text`` need be looked at in a language of ``script``."""
    known = _HARMLESS[script]
    if not known.issuperset(text):
        own = {script, "Latn", ""}
        known.update(
            char for char in set(text) if not char.isalpha() or _script(char) in own
        )
    return known.issuperset(text) and not _MIXED.search(text)


@cache
def _script(letter: str) -> str:
    """ISO 15924 of a letter; empty where it does not matter."""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return _NAMES.get(first, "")


RULE = Rule(
    "foreign-script",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="type the letters of the language",
    seen=_BEYOND_LATIN,
)
