"""Code spans: which backticks open and close one, in linear time."""

import re
from typing import NamedTuple

__all__ = ["CodeSpan", "code_spans"]

_RUN = re.compile(r"(\\*)(`+)")
# pymdownx.inlinehilite: the language of the code, not part of it.
_LANGUAGE = re.compile(r"(?::{3,}|#!)[\w#.+-]*(?=\s)")


class CodeSpan(NamedTuple):
    """Code within text."""

    start: int
    end: int
    content: str


def code_spans(text: str) -> tuple[list[int], list[CodeSpan]]:
    """Offsets of escaped backslashes before backticks, and the code spans of ``text``.

    A span ends at the next run of as many backticks; without one, the longest shorter
    run that follows closes as many of the opening ones, as Python-Markdown has it.
    """
    runs = [found.span(2) for found in _RUN.finditer(text)]
    closers = _Closers(runs)
    escapes: list[int] = []
    spans: list[CodeSpan] = []
    position = 0
    for number, found in enumerate(_RUN.finditer(text)):
        start, end = found.span(2)
        if start < position:
            continue
        slashes = start - max(found.start(), position)
        if slashes % 2:
            # The first backtick is escaped; the others may open a span.
            start += 1
        else:
            escapes += range(start - slashes, start, 2)
        closer = closers.find(number, end - start) if start < end else None
        if closer is None:
            continue
        length = min(end - start, closer[1] - closer[0])
        content = text[start + length : closer[0]]
        if language := _LANGUAGE.match(content):
            content = content[language.end() :]
        position = closer[1]
        spans.append(CodeSpan(start, position, content.strip()))
    return escapes, spans


class _Closers:
    """Looks up what closes a run: the next as long, or the longest shorter one."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        self._runs = runs
        self._longest = [-1] * (len(runs) + 1)
        """First of the longest runs from each one on."""
        by_length: dict[int, list[int]] = {}
        best = -1
        for number in range(len(runs) - 1, -1, -1):
            length = runs[number][1] - runs[number][0]
            by_length.setdefault(length, []).append(number)
            if best < 0 or length >= runs[best][1] - runs[best][0]:
                best = number
            self._longest[number] = best
        # Runs are asked for from left to right: the last of each list is the next.
        self._by_length = by_length

    def find(self, number: int, length: int) -> tuple[int, int] | None:
        alike = self._by_length.get(length, [])
        while alike and alike[-1] <= number:
            alike.pop()
        if alike:
            return self._runs[alike[-1]]
        longest = self._longest[number + 1]
        if longest < 0:
            return None
        start, end = self._runs[longest]
        return (start, end) if end - start < length else None
