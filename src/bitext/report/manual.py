"""The manual of a rule for people at a terminal."""

from textwrap import fill

from bitext.check.manual import Manual
from bitext.report.terminal import coloured, plain

__all__ = ["render"]

_BOLD, _DIM = "1", "2"


def render(manual: Manual, *, is_coloured: bool = False, width: int = 88) -> str:
    """Name, severity, what is a fault and what is not, examples, the cure."""
    paint = coloured if is_coloured else plain
    parts = [f"{paint(manual.id, _BOLD)}  {paint(manual.severity, _DIM)}"]
    prose = [manual.summary, *manual.details.split("\n\n")]
    parts += [fill(text, width) for text in prose if text]
    examples = [("fails", manual.fails), ("passes", manual.passes)]
    shown = [
        f"{paint(f'{name:7}', _DIM)} {text}"
        for name, texts in examples
        for text in texts
    ]
    parts += ["\n".join(shown), f"{paint('cure   ', _DIM)} {manual.cure}"]
    return "\n\n".join(parts) + "\n"
