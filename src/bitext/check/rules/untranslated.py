"""The translation of a sentence equals its source.

Names, code, addresses and titles in capitals may stay as they are. A short label that
stays is no more than an info: it may be the same word in both languages.

Fails:  ``Check the oars before you leave.`` → ``Check the oars before you leave.``
Passes: ``Microsoft Teams Rooms`` → ``Microsoft Teams Rooms``
"""

import re
from collections.abc import Iterator, Sequence

from bitext.check.finding import Severity
from bitext.check.function_words import is_language
from bitext.check.pair import Pair
from bitext.check.placeholders import placeholders
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_WORD = re.compile(r"(?<![\w@#/\\.-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/\\]|\.\w)")
_SENTENCE = 4
_LABEL = 2


def check(pair: Pair) -> Iterator[Problem]:
    if pair.source.source.split() != pair.target.source.split():
        return
    words = _WORD.findall(placeholders(pair.source).prose)
    if not _is_prose(words, language=pair.source_locale.language):
        return
    severity = None if len(words) >= _SENTENCE else Severity.INFO
    yield Problem("translation equals its source", severity=severity)


def _is_prose(words: Sequence[str], *, language: str) -> bool:
    """Whether words are to be translated, and not names or another language."""
    small = [word for word in words if word.islower() and len(word) > 1]
    if len(words) < _LABEL or len(small) < min(_LABEL, len(words) - 1):
        return False
    return len(words) < _SENTENCE or is_language(words, language=language)


RULE = Rule(
    "untranslated",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="translate it, or empty the msgstr to show the source as such",
)
