"""The same letters, words or sentence again and again.

Machine translation falls into such loops. What the source repeats may be repeated.

Fails:  ``Press the button.`` → ``Drücke die Taste, die Taste, die Taste, die Taste.``
Passes: ``Press the button.`` → ``Drücke die Taste.``
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


# A few letters four times, or three times a word or more.
_LETTERS = re.compile(r"([^\W\d_]{1,6}?)(?:[-\s]?\1){4,}")
# Scripts that do not part words: longer stretches thrice, or a clause twice.
_UNPARTED = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{4,40}?)\1\1"
    r"|([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{10,60}?)\2"
)
_WORD = re.compile(r"\w+")
_LONGEST = 12
_TIMES = 3
_WITHOUT_LOOP: set[str] = set()
"""Words seen so far."""
_MOST_WORDS = 2**15
_TWICE = 3
"""Words a text has that may not even stand twice."""


def check(pair: Pair) -> Iterator[Problem]:
    words = pair.target_words
    # A word thrice, or three words twice: two that were there before at least.
    distinct = set(words)
    distances = _distances(words) if len(words) - len(distinct) > 1 else []
    # Most words come again and again.
    distinct -= _WITHOUT_LOOP
    has_loop = distances[:1] == [1] or any(map(_is_loop, distinct))
    if not (has_loop or distances):
        return
    text = pair.target_seen.without_code
    found = _letters(text) if has_loop else ""
    is_known = bool(found) and bool(_letters(pair.source_seen.text))
    if not found:
        # Code parts what is said on both sides of it, such as an *or*.
        text = pair.target_seen.text
        found = _loop_of_words(text)
        is_known = bool(found) and bool(_loop(pair.source_seen.text))
    if found and not is_known:
        yield Problem(f"{found!r} is repeated", at=found)


def _is_loop(word: str) -> bool:
    """Whether letters are repeated in a word."""
    # All of a loop but one turn was there before.
    if len(word) - len(set(word)) >= _LONGEST // 2 and _letters(word):
        return True
    if len(_WITHOUT_LOOP) >= _MOST_WORDS:
        _WITHOUT_LOOP.clear()
    _WITHOUT_LOOP.add(word)
    return False


def _loop(text: str) -> str:
    return _letters(text) or _loop_of_words(text)


def _loop_of_words(text: str) -> str:
    words = list(map(str.lower, _WORD.findall(text)))
    return _phrase(text, words, _distances(words))


def _letters(text: str) -> str:
    found = _LETTERS.search(text)
    if found and len(found[0]) > _LONGEST // 2:
        return found[1]
    found = None if text.isascii() else _UNPARTED.search(text)
    return found[1] or found[2] if found else ""


def _distances(words: Sequence[str]) -> list[int]:
    """How far apart a word is from itself, the next time it is said; nearest first."""
    last: dict[str, int] = {}
    found = set()
    for index, word in enumerate(words):
        if word in last:
            found.add(index - last[word])
        last[word] = index
    return sorted(each for each in found if each <= _LONGEST)


def _phrase(text: str, words: Sequence[str], distances: Iterable[int]) -> str:
    """What of ``text``, whose words are ``words``, is said again and again."""
    for length in distances:
        times = 2 if length >= _TWICE else _TIMES
        same = 0
        for index in range(len(words) - length):
            same = same + 1 if words[index] == words[index + length] else 0
            if same == length * (times - 1):
                start = index + length - same - length + 1
                if _is_text(words[start : start + length]):
                    places = [found.span() for found in _WORD.finditer(text)]
                    return text[places[start][0] : places[start + length - 1][1]]
    return ""


def _is_text(words: Sequence[str]) -> bool:
    return sum(len(word) for word in words if word.isalpha()) > 1


RULE = Rule(
    "repeated-text",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="say it once",
)
