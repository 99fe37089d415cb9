"""Statistics for people at a terminal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bitext.catalog import LanguageStatistics, Statistics
from bitext.report.statistics.rows import STATES, By, Row, rows
from bitext.report.terminal import coloured, columns, fitted, isolated, plain, safe

__all__ = ["render"]

_GAP = "  "
_INDENT = "  "
_BAR = 12
_LEAST_NAME = 16
# What goes first where there is no room: parts of other columns.
_LEFT_OUT = ("similar", "edited", "carried", "machine", "messages")
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
    cells: Mapping[str, str]
    """By the heads of their columns."""
    is_total: bool = False


def render(
    languages: Iterable[LanguageStatistics],
    *,
    by: By,
    is_coloured: bool = False,
    width: int | None = None,
) -> str:
    """A table in words of the source, each language with its total.

    Columns that hold nothing are left out. With a ``width`` there are bars if they
    fit; where names do not fit, columns that are parts of others are left out and
    named at the end, and the names shortened last. ``is_coloured`` adds ANSI colours.
    """
    paint: _Paint = coloured if is_coloured else plain
    listed = list(languages)
    states = [
        state
        for state in STATES
        if any(getattr(one.total, state).messages for one in listed)
    ]
    heads = ["messages", "words", *states, "percent"]
    lines = list(_lines(listed, by=by))
    longest = max((columns(line.name) for line in lines), default=0)
    missing = []
    for name in _LEFT_OUT:
        if width is None or longest + _taken(heads, lines) <= width:
            break
        if name in heads:
            heads.remove(name)
            missing.append(name)
    widths = _widths(heads, lines)
    taken = _taken(heads, lines)
    room = longest if width is None else width - taken
    name_width = max(min(longest, _LEAST_NAME), min(longest, room))
    has_bars = width is not None and name_width + taken + len(_GAP) + _BAR <= width
    head = " " * name_width + _cells(heads, widths)
    shown = [paint(head.rstrip(), _DIM)]
    for line in lines:
        name = _padded(_shortened(line.name, name_width), name_width)
        style = _BOLD if line.is_total else ""
        numbers = _cells([line.cells[head] for head in heads], widths)
        text = paint(name, style) + paint(numbers, style) if style else name + numbers
        shown.append(text + (_GAP + _bar(line.figures, paint) if has_bars else ""))
    shown.append("")
    note = "in words of the source, as the next update would leave the catalogs"
    if missing:
        note += f"\nno room for: {', '.join(reversed(missing))}"
    shown.append(paint(note, _DIM))
    return "\n".join(shown) + "\n"


def _widths(heads: Sequence[str], lines: Sequence[_Line]) -> list[int]:
    return [
        max(columns(cell) for cell in (head, *(line.cells[head] for line in lines)))
        for head in heads
    ]


def _taken(heads: Sequence[str], lines: Sequence[_Line]) -> int:
    """Columns of the terminal that all but the names take."""
    return sum(len(_GAP) + one for one in _widths(heads, lines))


def _lines(languages: Sequence[LanguageStatistics], *, by: By) -> Iterator[_Line]:
    listed = rows(languages, by=by)
    for _, group in groupby(listed, key=lambda row: row.language.locale):
        of_language = list(group)
        language = of_language[0].language
        name = f"{language.locale}  {safe(language.name)}"
        yield _line(name, language.total, is_total=True)
        for row in of_language if by is not By.LOCALE else ():
            yield _line(_INDENT + _named(row, by), row.figures)


def _named(row: Row, by: By) -> str:
    return safe(row.page if by is By.PAGE else row.section or _TOP)


def _line(name: str, figures: Statistics, *, is_total: bool = False) -> _Line:
    total = figures.total
    cells = {"messages": f"{total.messages:,}", "words": f"{total.words:,}"}
    for state in STATES:
        words = getattr(figures, state).words
        cells[state] = f"{words:,}" if words else _NONE
    cells["percent"] = f"{figures.percent:.1f} %"
    return _Line(name, figures, cells, is_total)


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
