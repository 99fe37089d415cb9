"""A part of the translation is still in the language of the source.

Four words or more in a row that the source has too, small words among them. Names and
titles do not count; in links, bold text and quotation marks it is no more than an info.

Fails:  ``Stop it, and test it again.`` → ``Halte es an, and test it again.``
Passes: ``Stop it, and test it again.`` → ``Halte es an und prüfe es erneut.``
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise

from bitext.check.finding import Severity
from bitext.check.function_words import small_words
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.texts import Text

__all__ = ["RULE"]


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FEWEST = 4
_FEWEST_SMALL = 2
_MANY = 6
_MANY_LOWER = 4
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|「[^「」]*」")
# What is written in code though nothing marks it.
_MAY_BE_CODE = re.compile(r"[\\_$={}|@/.-](?:(?<![/.-])|\w)")
_CODE = re.compile(r"\S*[\\_$={}|@]\S*|\S*\w/\w+/\S*|(?<!\S)-\w\S*|\w+\.\w+\S*")


def check(pair: Pair) -> Iterator[Problem]:
    seen = pair.target_seen
    if not _may_be_left(pair.source, seen.text.split()):
        return
    source = _WORD.findall(_prose(pair.source_seen))
    if len(source) < _FEWEST or pair.source.source.split() == (
        pair.target.source.split()
    ):
        return
    starts = {
        tuple(source[index : index + _FEWEST])
        for index in range(len(source) - _FEWEST + 1)
    }
    words = list(_WORD.finditer(_prose(seen)))
    small = small_words(pair.source_locale.language, besides=pair.locale.language)
    for first, last in _runs([word[0] for word in words], starts):
        run = [word[0] for word in words[first:last]]
        if _is_left(run, small):
            start, end = words[first].start(), words[last - 1].end()
            said = seen.text[start:end]
            severity = Severity.INFO if _is_set_apart(seen, start, end) else None
            yield Problem(
                f"{said!r} is not translated",
                at=said if said in pair.target.source else "",
                severity=severity,
            )


def _may_be_left(source: Text, target: Sequence[str]) -> bool:
    """Whether ``target`` has two words in a row, no names, that ``source`` has too."""
    known = source.words.intersection(target)
    if len(known) <= 1 or True not in map(str.islower, known):
        return False
    for left, right in pairwise(target):
        if (
            left in known
            and right in known
            and (left.islower() or right.islower())
            and f"{left} {right}" in source.joined
        ):
            return True
    return False


def _prose(text: Rendered) -> str:
    prose = text.without_code
    if not _MAY_BE_CODE.search(prose):
        return prose
    return _CODE.sub(lambda found: "." * len(found[0]), prose)


def _runs(
    words: Sequence[str], starts: set[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Where words stand in an order the source has, from and to."""
    index = 0
    while index + _FEWEST <= len(words):
        end = index
        while tuple(words[end : end + _FEWEST]) in starts:
            end += 1
        if end > index:
            yield index, end + _FEWEST - 1
        index = max(end, index + 1)


def _is_left(run: Sequence[str], small: frozenset[str]) -> bool:
    lower = [word for word in run if word.islower()]
    # Names begin and end with capitals: "Boats for the sea".
    inner = list(dropwhile(_is_capital, run))
    while inner and _is_capital(inner[-1]):
        inner.pop()
    if len(inner) < _FEWEST:
        return False
    # Names hold a small word or two among their capitals.
    if len(lower) * 2 < len(run):
        return False
    return len(small.intersection(lower)) >= _FEWEST_SMALL or (
        len(run) >= _MANY and len(set(lower)) >= _MANY_LOWER
    )


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _is_set_apart(text: Rendered, start: int, end: int) -> bool:
    """Whether markup or quotation marks hold all of it, perhaps a name."""
    words = _WORD.findall(text.text)
    spans = [
        (region.start, region.end)
        for region in text.regions
        # A sentence that is bold as a whole is one like any other.
        if not region.is_emphasis or _WORD.findall(text.inner(region)) != words
    ]
    spans += [found.span() for found in _QUOTED.finditer(text.text)]
    return any(first <= start and end <= last for first, last in spans)


RULE = Rule(
    "partly-untranslated",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="translate it, or set it in quotation marks if it is a name",
)
