"""Which numbers of a text its translation lost or made up.

Numbers are compared by value, in any order. Separators, native digits, figures joined
or parted, magnitudes, months, clocks and small numbers in words make no difference, nor
does a number said twice: what remains is wrong in all likelihood.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bitext.check.number_words import NumberWords, number_words
from bitext.locales import Locale

__all__ = ["NumberChanges", "figures", "number_changes"]

_SEPARATORS = ".,\u066b\u066c'\u2019"
_NUMBER = re.compile(rf"\d+(?:[{_SEPARATORS}]\d+)*")
_BLANK_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)")
_MERIDIEM = re.compile(
    r"\b[ap]\.?\s?m\b|\d[ap]m\b|午[前後后]|上午|下午|오[전후]|[صم]\b", re.IGNORECASE
)
_GROUP = 3
_HALF_DAY = 12
_PAIR = 2
_THOUSAND = re.compile(r"[kK]\b")


@dataclass(frozen=True, slots=True)
class NumberChanges:
    """Numbers as their side writes them."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(slots=True)
class _Number:
    """A number and all it may mean."""

    text: str
    readings: frozenset[str]
    parts: list[str] = field(default_factory=list)
    is_idiom: bool = False
    start: int = 0


def figures(text: str) -> list[str]:
    """Numbers of ``text`` that are not in words, as written, in their order."""
    return _NUMBER.findall(text)


def number_changes(
    source: str, target: str, *, source_locale: Locale, locale: Locale
) -> NumberChanges:
    """Compare the numbers of two texts without markup, code and addresses."""
    theirs = number_words(source_locale.language)
    ours = number_words(locale.language)
    wanted = list(_numbers(source, theirs))
    found = list(_numbers(target, ours))
    wanted = _regrouped(wanted, source, others=found)
    found = _regrouped(found, target, others=wanted)
    lost, added = _unmatched(wanted, found)
    lost, added = _unsaid(lost, found), _unsaid(added, wanted)
    if lost or added:
        lost, added = _unmatched(list(_parted(lost, added)), list(_parted(added, lost)))
    has_clock = bool(_MERIDIEM.search(source) or _MERIDIEM.search(target))
    if has_clock:
        # Many write 17.30 for 5:30 PM.
        lost = _without_clock(lost, [*found, *_parted(found, ())])
        added = _without_clock(added, [*wanted, *_parted(wanted, ())])
    return NumberChanges(
        tuple(dict.fromkeys(_unexcused(lost, target, words=ours, others=found))),
        tuple(dict.fromkeys(_unexcused(added, source, words=theirs, others=wanted))),
    )


def _numbers(text: str, words: NumberWords) -> Iterator[_Number]:
    idioms = (
        [found.span() for found in words.idioms.finditer(text)]
        if (words.idioms)
        else []
    )
    for match in _NUMBER.finditer(text):
        written = match[0]
        readings = set(_readings(written))
        scale = _scale(text, match.end(), words)
        for reading in tuple(readings):
            if scale > 1 and reading.count(".") <= 1:
                readings.add(_canonical(str(round(float(reading) * scale, 6))))
        parts = re.split(f"[{_SEPARATORS}]", written)
        yield _Number(
            written,
            frozenset(readings),
            parts if len(parts) > 1 else [],
            any(start <= match.start() < end for start, end in idioms),
            match.start(),
        )


def _scale(text: str, position: int, words: NumberWords) -> int:
    if _THOUSAND.match(text, position):
        return 1000
    match = words.magnitude.match(text, position) if words.magnitude else None
    return words.magnitudes.get(match[1].lower(), 1) if match else 1


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)


def _readings(written: str) -> Iterator[str]:
    """Values a number may have: 1.000 is a thousand or one."""
    pieces = [_ascii(piece) for piece in re.split(f"[{_SEPARATORS}]", written)]
    marks = [mark for mark in written if mark in _SEPARATORS]
    if not marks:
        yield _canonical(pieces[0])
        return
    *groups, last = pieces
    is_grouped = all(len(group) == _GROUP for group in groups[1:]) and (
        len(groups[0]) <= _GROUP
    )
    is_uniform = len(set(marks)) == 1
    if is_uniform and is_grouped and len(last) == _GROUP:
        yield _canonical("".join(pieces))
    if len(marks) == 1:
        yield _canonical(".".join(pieces))
    elif is_grouped and len(set(marks[:-1])) == 1 and not is_uniform:
        yield _canonical(f"{''.join(groups)}.{last}")
    else:
        yield ".".join(pieces)


def _canonical(value: str) -> str:
    """A decimal number without idle zeros."""
    whole, _, fraction = value.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _unmatched(
    wanted: Sequence[_Number], found: Sequence[_Number]
) -> tuple[list[_Number], list[_Number]]:
    rest = list(found)
    lost = []
    for number in wanted:
        for index, other in enumerate(rest):
            if number.readings & other.readings:
                del rest[index]
                break
        else:
            lost.append(number)
    return lost, rest


def _regrouped(
    numbers: list[_Number], text: str, *, others: Sequence[_Number]
) -> list[_Number]:
    """Join figures that blanks part where the other side has what they make."""
    known = _known(others)
    for match in _BLANK_GROUPS.finditer(text):
        value = _canonical(_ascii("".join(match[0].split())))
        if value in known and value not in _known(numbers):
            joined = _Number(match[0], frozenset({value}), start=match.start())
            numbers = [
                number
                for number in numbers
                if not match.start() <= number.start < match.end()
            ]
            numbers.append(joined)
    return numbers


def _known(numbers: Sequence[_Number]) -> set[str]:
    return {reading for number in numbers for reading in number.readings}


def _unsaid(numbers: Sequence[_Number], others: Sequence[_Number]) -> list[_Number]:
    """``numbers`` but for those the other side has, however often."""
    known = _known(others)
    return [number for number in numbers if not number.readings & known]


def _parted(numbers: Sequence[_Number], others: Sequence[_Number]) -> Iterator[_Number]:
    """The parts of dates and lists that one side writes with separators.

    Where both sides have numbers of two parts these are decimal fractions.
    """
    both = all(any(_is_in_two(one) for one in side) for side in (numbers, others))
    for number in numbers:
        if not number.parts or (both and _is_in_two(number)):
            yield number
            continue
        for part in number.parts:
            yield _Number(number.text, frozenset({_canonical(_ascii(part))}))


def _is_in_two(number: _Number) -> bool:
    return len(number.parts) == _PAIR


def _without_clock(
    numbers: Sequence[_Number], others: Sequence[_Number]
) -> list[_Number]:
    """``numbers`` but for hours the other side tells by another clock."""
    known = _known(others)
    return [
        number
        for number in numbers
        if not any(
            reading.isdigit()
            and (
                int(reading) == 0
                or str(int(reading) + _HALF_DAY) in known
                or str(int(reading) - _HALF_DAY) in known
            )
            for reading in number.readings
        )
    ]


def _unexcused(
    numbers: Sequence[_Number],
    text: str,
    *,
    words: NumberWords,
    others: Sequence[_Number],
) -> Iterator[str]:
    """What the other side, ``text``, neither says again nor says in words."""
    known = _known(others)
    for number in numbers:
        if number.is_idiom or number.readings & known:
            continue
        if any(
            reading.isdigit() and words.says(int(reading), text)
            for reading in number.readings
        ):
            continue
        yield number.text
