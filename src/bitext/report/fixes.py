"""What ``check --fix`` would change, as a difference."""

from collections.abc import Iterable
from dataclasses import dataclass

from bitext.report.terminal import coloured, isolated, plain, safe

__all__ = ["Change", "render"]

_BOLD, _DIM, _OLD, _NEW = "1", "2", "31", "32"


@dataclass(frozen=True, slots=True)
class Change:
    """One translation that can be mended."""

    path: str
    line: int
    rules: tuple[str, ...]
    before: str
    after: str


def render(changes: Iterable[Change], *, is_coloured: bool = False) -> str:
    """Each change with its place, its rules, the old text and the new one."""
    paint = coloured if is_coloured else plain
    lines = []
    for one in changes:
        place = paint(f"{safe(one.path)}:{one.line}", _BOLD)
        lines += [
            f"{place}  {paint(', '.join(one.rules), _DIM)}",
            paint(f"- {isolated(_shown(one.before))}", _OLD),
            paint(f"+ {isolated(_shown(one.after))}", _NEW),
            "",
        ]
    return "\n".join(lines)


def _shown(text: str) -> str:
    """``text`` with blanks at its edges, and those that do not break, to be seen."""
    inner = text.strip()
    start = len(text) - len(text.lstrip())
    edges = "·" * start, "·" * (len(text) - start - len(inner))
    return f"{edges[0]}{safe(inner).replace(chr(0xA0), '⍽')}{edges[1]}"
