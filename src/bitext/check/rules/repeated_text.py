"""The same letters, words or sentence again and again.

Machine translation falls into such loops. What the source repeats may be repeated.

Fails:  ``Press the button.`` → ``Drücke die Taste, die Taste, die Taste, die Taste.``
Passes: ``Press the button.`` → ``Drücke die Taste.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


# A few letters four times, or three times a word or more.
_LETTERS = re.compile(r"([^\W\d_]{1,6}?)(?:[-\s]?\1){4,}")
_WORD = re.compile(r"\w+")
_LONGEST = 12
_TIMES = 3
_TWICE = 3
"""Words a text has that may not even stand twice."""


def check(pair: Pair) -> Iterator[Problem]:
    text = pair.target_seen.without_code()
    found = _loop(text)
    if found and not _loop(pair.source_seen.text):
        yield Problem(f"{found!r} is repeated", at=found)


def _loop(text: str) -> str:
    letters = _LETTERS.search(text)
    if letters and len(letters[0]) > _LONGEST // 2:
        return letters[1]
    words = list(_WORD.finditer(text))
    spelled = [word[0].lower() for word in words]
    for length in range(1, min(_LONGEST, len(words) // 2) + 1):
        times = 2 if length >= _TWICE else _TIMES
        same = 0
        for index in range(len(words) - length):
            same = same + 1 if spelled[index] == spelled[index + length] else 0
            if same == length * (times - 1):
                start = index + length - same - length + 1
                if _is_text(spelled[start : start + length]):
                    end = words[start + length - 1].end()
                    return text[words[start].start() : end]
    return ""


def _is_text(words: list[str]) -> bool:
    return sum(len(word) for word in words if word.isalpha()) > 1


RULE = Rule(
    "repeated-text",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="say it once",
)
