"""Suggested changes in CriticMarkup: where their delimiters stand."""

import re

__all__ = ["critic_spans"]

_OPENER = re.compile(r"\{(\+\+|--|==|>>|~~)")
_REST = {
    "++": ("++}",),
    "--": ("--}",),
    "==": ("==}",),
    ">>": ("<<}",),
    "~~": ("~>", "~~}"),
}


def critic_spans(text: str) -> list[tuple[int, int]]:
    """Spans of delimiters that pair, and of whole comments, in order.

    The first closing delimiter ends a change, as in pymdownx.critic; changes do not
    nest.
    """
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    position = 0
    for found in _OPENER.finditer(text):
        kind = found[1]
        if found.start() < position or kind in unclosed:
            continue
        marks = [found.span()]
        for closer in _REST[kind]:
            at = text.find(closer, marks[-1][1])
            if at < 0:
                unclosed.add(kind)
                break
            marks.append((at, at + len(closer)))
        else:
            position = marks[-1][1]
            spans += [(found.start(), position)] if kind == ">>" else marks
    return spans
