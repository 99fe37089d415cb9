"""The same letters, words or sentence again and again.

Machine translation falls into such loops. What the source repeats may be repeated.

Fails:  ``Press the button.`` → ``Drücke die Taste, die Taste, die Taste, die Taste.``
Passes: ``Press the button.`` → ``Drücke die Taste.``
"""

import re
from collections.abc import Iterator
from functools import lru_cache

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
    words = pair.target_words
    if len(set(words)) == len(words) and not any(map(_is_loop, words)):
        return
    text = pair.target_seen.without_code
    found = _loop(text)
    if found and not _loop(pair.source_seen.text):
        yield Problem(f"{found!r} is repeated", at=found)


@lru_cache(maxsize=2**15)
def _is_loop(word: str) -> bool:
    """Whether a few letters are repeated in a word; most words come again and again."""
    return len(word) > _LONGEST // 2 and bool(_LETTERS.search(word))


def _loop(text: str) -> str:
    letters = _LETTERS.search(text)
    if letters and len(letters[0]) > _LONGEST // 2:
        return letters[1]
    words = list(_WORD.finditer(text))
    spelled = [word[0].lower() for word in words]
    for length in _distances(spelled):
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


def _distances(words: list[str]) -> list[int]:
    """How far apart one word is from itself, the next time it is said."""
    last: dict[str, int] = {}
    found = set()
    for index, word in enumerate(words):
        if word in last:
            found.add(index - last[word])
        last[word] = index
    return sorted(each for each in found if each <= _LONGEST)


def _is_text(words: list[str]) -> bool:
    return sum(len(word) for word in words if word.isalpha()) > 1


RULE = Rule(
    "repeated-text",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="say it once",
)
