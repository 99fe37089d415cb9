"""Tables and the lines after them, in the Markdown of a page."""

import re
from collections.abc import Iterable, Mapping

__all__ = ["front_matter", "row", "rows_of", "with_line", "with_table"]

_CELLS = re.compile(r"(?<!\\)\|")


def row(*cells: str) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"


def rows_of(text: str, *, heading: str) -> dict[str, list[str]]:
    """The cells of the table whose first heading is ``heading``, by the first of each.

    Empty where there is no such table.
    """
    lines = _lines(text, heading)
    cells = [[cell.strip() for cell in _CELLS.split(line)[1:-1]] for line in lines]
    return {one[0]: one for one in cells[2:]}


def with_table(text: str, rows: Iterable[str], *, heading: str, head: str) -> str:
    """``text`` with ``rows`` in that table; with ``head``, it is made where none is."""
    table = _lines(text, heading)
    if table:
        old = "\n".join(table)
        return text.replace(old, "\n".join([*table[:2], *rows]), 1)
    made = [head, row(*("---" for _ in _CELLS.split(head)[1:-1])), *rows]
    first, mark, rest = text.partition("\n## ")
    return f"{first.rstrip()}\n\n" + "\n".join(made) + f"\n{mark}{rest}"


def with_line(text: str, line: str, *, start: str) -> str:
    """``text`` with ``line`` as the end of what stands before its first section.

    It takes the place of one that begins with ``start``; an empty one is left out.
    """
    first, mark, rest = text.partition("\n## ")
    kept = [one for one in first.split("\n\n") if not one.startswith(start)]
    blocks = [one.strip("\n") for one in [*kept, line] if one.strip("\n")]
    return "\n\n".join(blocks) + f"\n{mark}{rest}"


def front_matter(text: str) -> Mapping[str, str]:
    """Its keys with their values as they are written."""
    head = text.split("---\n", 2)[1]
    pairs = (line.partition(": ") for line in head.splitlines())
    return {key: value.strip('"') for key, _, value in pairs}


def _lines(text: str, heading: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith(f"| {heading} |") or (found and line.startswith("|")):
            found.append(line)
        elif found:
            break
    return found
