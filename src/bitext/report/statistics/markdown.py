"""Statistics for a comment on a pull request."""

import re
from collections.abc import Iterable

from bitext.catalog import LanguageStatistics
from bitext.report.statistics.rows import STATES, By, Row, rows

__all__ = ["escaped", "render"]

_SIGNS = re.compile(r"[\\`*_{}\[\]<>()#+!|~@:.-]")
_NONE = "–"


def render(languages: Iterable[LanguageStatistics], *, by: By) -> str:
    """A table in words of the source; columns that hold nothing are left out."""
    listed = list(rows(languages, by=by))
    states = [
        state
        for state in STATES
        if any(getattr(row.figures, state).messages for row in listed)
    ]
    heads = ["Language", *_heads(by), "Messages", "Words"]
    heads += [state.capitalize() for state in states] + ["Percent"]
    texts = 1 + len(_heads(by))
    rules = ["---"] * texts + ["---:"] * (len(heads) - texts)
    lines = [heads, rules, *(_cells(row, by=by, states=states) for row in listed)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _heads(by: By) -> list[str]:
    return [] if by is By.LOCALE else [by.capitalize()]


def _cells(row: Row, *, by: By, states: Iterable[str]) -> list[str]:
    total = row.figures.total
    cells = [f"{escaped(row.language.name)} ({row.language.locale})"]
    if by is not By.LOCALE:
        cells.append(escaped(row.section if by is By.SECTION else row.page) or _NONE)
    cells += [f"{total.messages:,}", f"{total.words:,}"]
    cells += [_number(getattr(row.figures, state).words) for state in states]
    return [*cells, f"{row.figures.percent:.1f} %"]


def _number(words: int) -> str:
    return f"{words:,}" if words else _NONE


def escaped(text: str) -> str:
    """Text in one line that Markdown shows as it is and that notifies nobody."""
    return _SIGNS.sub(_entity, " ".join(text.split())).replace("&#46;", ".")


def _entity(sign: re.Match[str]) -> str:
    # A backslash would leave the names after @ and the addresses as they are.
    return f"&#{ord(sign[0])};"
