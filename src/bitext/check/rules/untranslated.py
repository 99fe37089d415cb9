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
_CODE = re.compile(
    r"[\\_$={}|@<>]|\w/\w+/|\w\.\w|^--?[A-Za-z]|(?<![A-Z])\b[a-z]+[A-Z]|\(\)"
)
_MOST_CODE = 5
"""A share: one of so many words."""
_MANY = 6
_FEWEST = 3
_FEWEST_SMALL = 2
_ENDS_SENTENCE = re.compile(r"[.!?…。？！][\s\"'”’)]*\Z")


def check(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source.source, pair.target.source
    if source != target and (
        (source[:1] != target[:1] and source[:1].strip() and target[:1].strip())
        or source.split(maxsplit=1)[:1] != target.split(maxsplit=1)[:1]
        or source.split() != target.split()
    ):
        return
    prose = placeholders(pair.source).prose
    words = _WORD.findall(prose)
    if _is_code(prose) or not _is_prose(words, pair.source_locale.language):
        return
    is_sentence = len(words) >= _MANY or bool(_ENDS_SENTENCE.search(prose))
    severity = None if is_sentence else Severity.INFO
    yield Problem("translation equals its source", severity=severity)


def _is_code(prose: str) -> bool:
    """Whether commands, paths or identifiers make up much of a text."""
    pieces = prose.split()
    return sum(map(bool, map(_CODE.search, pieces))) * _MOST_CODE > len(pieces)


def _is_prose(words: Sequence[str], language: str) -> bool:
    """Whether words are to be translated, and not names or another language."""
    small = [word for word in words if word.islower() and len(word) > 1]
    return (
        len(words) >= _FEWEST
        and len(small) >= _FEWEST_SMALL
        and is_language(words, language=language)
    )


RULE = Rule(
    "untranslated",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="translate it, or empty the msgstr to show the source as such",
)
