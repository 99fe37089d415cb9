"""Bold or italic text sits on other words than in the source.

Certain are marks round nothing but punctuation or half a pair of brackets, round a
short word for a long label, and labels that stand beside the marks unchanged.

Fails:  ``See the **sample queries** in it.`` → ``Siehe die Abfragen **in** ihm.``
Passes: ``See the **sample queries** in it.`` → ``Siehe die **Abfragen** darin.``
"""

import re
from collections.abc import Iterable, Iterator

from bitext.check.finding import Severity
from bitext.check.function_words import linking_words
from bitext.check.pair import Pair
from bitext.check.rendered import Region, Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import has_case, parts_words
from bitext.locales import Locale

__all__ = ["RULE"]


_LONG = 8
_SHORT = 3
_ENDS = ".,،、。"
_BRACKETS = (("(", ")"), ("[", "]"), ("「", "」"), ("【", "】"))
# Where these are a pair at all: German closes with what English opens with.
_QUOTES = ("“", "”")
_NAME = re.compile(r"[\w$.-]*[$_\d][\w$.-]*|[A-Za-z]+[a-z][A-Z]\w*")


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain or pair.source.literal_markers:
        return
    source, target = _marked(pair.source_seen), _marked(pair.target_seen)
    if not source or not target:
        return
    found = next(_moved(pair, source, target), None)
    if found is not None:
        at = found if found in pair.target.source else ""
        yield Problem(f"marks sit on {found!r}", at=at)


def _moved(pair: Pair, source: list[str], target: list[str]) -> Iterator[str]:
    seen = pair.target_seen.text
    is_pair = seen.count(_QUOTES[0]) == seen.count(_QUOTES[1])
    pairs = (*_BRACKETS, _QUOTES) if is_pair else _BRACKETS
    torn_in_source = any(_is_torn(known, _BRACKETS) for known in source)
    for text in target:
        if not any(map(str.isalnum, text)) and all(
            any(map(str.isalnum, known)) for known in source
        ):
            yield text
        if len(text) < len(seen) and _is_torn(text, pairs) and not torn_in_source:
            yield text
        if min(map(len, source)) >= _LONG and _names_nothing(text, pair.locale):
            yield text
        # Where labels are lost too, a mark within shows that they slipped.
        if (
            len(target) < len(source)
            and text[-1:] in _ENDS
            and not any(known[-1:] in _ENDS for known in source)
        ):
            yield text
    for known in () if pair.stray_marks else source:
        if (
            _NAME.fullmatch(known)
            and seen.count(known) == 1
            and not any(known in text for text in target)
        ):
            yield known


def _is_torn(text: str, pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether ``text`` has one of a pair without the other."""
    return any(text.count(opening) != text.count(closing) for opening, closing in pairs)


def _names_nothing(text: str, locale: Locale) -> bool:
    """Whether a marked text is a word that joins others, or a small and short one."""
    word = text.strip()
    if word in linking_words(locale.language):
        return True
    is_short = parts_words(locale) and has_case(locale) and len(word) <= _SHORT
    return is_short and word.isalpha() and word.islower()


def _marked(text: Rendered) -> list[str]:
    outer: list[Region] = []
    for region in text.regions:
        if region.is_emphasis and (not outer or region.end > outer[-1].end):
            outer.append(region)
    return [text.inner(region) for region in outer]


RULE = Rule(
    "emphasis-moved",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="set the marks around the words that stand for the source's marked words",
    signs=("*", "_"),
)
