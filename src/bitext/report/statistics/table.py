"""Statistics for people at a terminal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bitext.catalog import LanguageStatistics, Statistics
from bitext.report.statistics.rows import STATES, By, Row, rows
from bitext.report.terminal import coloured, columns, fitted, isolated, plain, safe

__all__ = ["render"]

_WIDTH = 100
_GAP = "  "
_INDENT = "  "
_BAR = 12
_LEAST_NAME = 16
_NONE = "–"
_TOP = "(top)"
_BOLD, _DIM = "1", "2"
_COLOURS = {"translated": "32", "fuzzy": "33", "untranslated": "2"}
_BLOCKS = (("translated", "█"), ("fuzzy", "▒"), ("untranslated", "░"))

_Paint = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table, its numbers as text."""

    name: str
    figures: Statistics
    cells: tuple[str, ...]
    is_total: bool = False


def render(
    languages: Iterable[LanguageStatistics],
    *,
    by: By,
    is_coloured: bool = False,
    width: int = _WIDTH,
) -> str:
    """A table in words of the source, each language with its total and a bar.

    Columns that hold nothing are left out, the bars too where ``width`` columns do not
    suffice. ``is_coloured`` adds ANSI colours.
    """
    paint: _Paint = coloured if is_coloured else plain
    listed = list(languages)
    states = [
        state
        for state in STATES
        if any(getattr(one.total, state).messages for one in listed)
    ]
    lines = list(_lines(listed, by=by, states=states))
    heads = ("messages", "words", *states, "percent")
    widths = [
        max(columns(cell) for cell in (head, *cells))
        for head, *cells in zip(heads, *(line.cells for line in lines), strict=True)
    ]
    taken = sum(len(_GAP) + one for one in widths)
    longest = max((columns(line.name) for line in lines), default=0)
    least = min(longest, _LEAST_NAME)
    has_bars = least + taken + len(_GAP) + _BAR <= width
    room = width - taken - (len(_GAP) + _BAR if has_bars else 0)
    name_width = max(least, min(longest, room))
    head = " " * name_width + _cells(heads, widths)
    shown = [paint(head.rstrip(), _DIM)]
    for line in lines:
        name = _padded(_shortened(line.name, name_width), name_width)
        style = _BOLD if line.is_total else ""
        numbers = _cells(line.cells, widths)
        text = paint(name, style) + paint(numbers, style) if style else name + numbers
        shown.append(text + (_GAP + _bar(line.figures, paint) if has_bars else ""))
    shown.append("")
    note = "in words of the source, as the next update would leave the catalogs"
    shown.append(paint(note, _DIM))
    return "\n".join(shown) + "\n"


def _lines(
    languages: Sequence[LanguageStatistics], *, by: By, states: Sequence[str]
) -> Iterator[_Line]:
    listed = rows(languages, by=by)
    for _, group in groupby(listed, key=lambda row: row.language.locale):
        of_language = list(group)
        language = of_language[0].language
        name = f"{language.locale}  {safe(language.name)}"
        yield _line(name, language.total, states, is_total=True)
        for row in of_language if by is not By.LOCALE else ():
            yield _line(_INDENT + _named(row, by), row.figures, states)


def _named(row: Row, by: By) -> str:
    return safe(row.page if by is By.PAGE else row.section or _TOP)


def _line(
    name: str, figures: Statistics, states: Sequence[str], *, is_total: bool = False
) -> _Line:
    total = figures.total
    cells = [f"{total.messages:,}", f"{total.words:,}"]
    for state in states:
        words = getattr(figures, state).words
        cells.append(f"{words:,}" if words else _NONE)
    cells.append(f"{figures.percent:.1f} %")
    return _Line(name, figures, tuple(cells), is_total)


def _cells(cells: Iterable[str], widths: Iterable[int]) -> str:
    pairs = zip(cells, widths, strict=True)
    return "".join(_GAP + " " * (width - columns(cell)) + cell for cell, width in pairs)


def _shortened(name: str, width: int) -> str:
    """The end of a name that is too long: of a path it tells most."""
    if columns(name) <= width:
        return name
    kept = fitted(name.strip()[::-1], width - len(_INDENT))[::-1]
    return _INDENT + kept


def _padded(name: str, width: int) -> str:
    return isolated(name) + " " * (width - columns(name))


def _bar(figures: Statistics, paint: _Paint) -> str:
    """Shares in words; what there is has a block, and only all fills the bar."""
    total = figures.total.words
    if not total:
        return paint("█" * _BAR, _COLOURS["translated"])
    words = {name: getattr(figures, name).words for name, _ in _BLOCKS}
    cells = {name: number * _BAR // total for name, number in words.items()}
    for name, number in words.items():
        if number and not cells[name]:
            cells[name] = 1
    most = max(cells, key=lambda name: words[name])
    cells[most] += _BAR - sum(cells.values())
    return "".join(paint(sign * cells[name], _COLOURS[name]) for name, sign in _BLOCKS)
