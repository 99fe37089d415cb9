"""The shares of several units in one translation that was edited."""

import re
from collections.abc import Sequence

from bitext.exchange.sxs.layout import UnitPlace
from bitext.markdown.article import JOINED

__all__ = ["LINK_ALONE", "cut_again", "one_line"]

LINK_ALONE = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
"""A link and nothing else; its text is the first group."""

# Blanks are looked at from their first one only: a run of them stays fast.
_LINE_END = re.compile(r"(?:(?<![ \t])[ \t]++)?\r?\n[ \t>]*")
_SHARE = r"(\S|\S.*?\S)"


def one_line(text: str) -> str:
    """Return English text as a SOURCE has it: line ends are blanks."""
    return _LINE_END.sub(" ", text) if "\n" in text else text


def cut_again(text: str, units: Sequence[UnitPlace], whole: str) -> list[str | None]:
    """Return the TARGETs of ``units``, all parts of messages translated ``whole``.

    What stands between the units in the article stands between their translations
    too. Where only one of them changed, the others keep theirs; else all are cut
    anew. Where neither can be, the first unit takes all and the others are JOINED;
    a unit that is the text of a link takes that of a translation that is a link too.
    """
    gaps = _gaps(text, units)
    known = [re.escape(unit.target.strip()) if unit.target else None for unit in units]
    for changed in range(len(units)):
        shares = [
            _SHARE if number == changed or share is None else f"({share})"
            for number, share in enumerate(known)
        ]
        if found := _fitted(gaps, shares, whole):
            return _kept(units, found)
    if all(gaps[1:-1]) and (found := _fitted(gaps, [_SHARE] * len(units), whole)):
        return _kept(units, found)
    if len(units) == 1 and (link := LINK_ALONE.fullmatch(whole)):
        return [link[1]]
    first = next(index for index, unit in enumerate(units) if unit.number)
    rest = whole.removeprefix(gaps[0]).removesuffix(gaps[-1]).strip()
    return [rest or whole if index == first else JOINED for index in range(len(units))]


def _gaps(text: str, units: Sequence[UnitPlace]) -> list[str]:
    """What stands before, between and after the units in their message."""
    start = units[0].messages[0][0][0]
    end = units[0].messages[-1][-1][1]
    ends = [min(start, units[0].start), *(unit.end for unit in units)]
    starts = [*(unit.start for unit in units), max(end, units[-1].end)]
    return [
        one_line(text[first:last]).strip()
        for first, last in zip(ends, starts, strict=True)
    ]


def _fitted(
    gaps: Sequence[str], shares: Sequence[str], whole: str
) -> tuple[str, ...] | None:
    pattern = re.escape(gaps[0])
    for share, gap in zip(shares, gaps[1:], strict=True):
        pattern += rf"\s*{share}\s*{re.escape(gap)}"
    found = re.fullmatch(pattern, whole, re.DOTALL)
    return tuple(map(str, found.groups())) if found else None


def _kept(units: Sequence[UnitPlace], shares: Sequence[str]) -> list[str | None]:
    """Shares that did not change keep the blanks at their edges."""
    return [
        unit.target if unit.target and unit.target.strip() == share else share
        for unit, share in zip(units, shares, strict=True)
    ]
