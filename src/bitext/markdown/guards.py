"""The guard over a whole page: marking its letters must not change what it is.

Where it does, the smallest part that is to blame is left unmarked, and given up.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from bitext.markdown.article import Span
from bitext.markdown.marking import Marked, mark
from bitext.markdown.renderer import Parsed, Renderer

__all__ = ["parse_marked"]

_BLANK_LINES = re.compile(r"(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))+")
_LINE_END = re.compile(r"\r\n?|\n")
# Each try parses the page once; a page that needs more is given up in larger parts.
_MOST_TRIES = 60


def parse_marked(
    body: str, renderer: Renderer
) -> tuple[Marked, Parsed, tuple[Span, ...]] | None:
    """The marked page, what the renderer makes of it, and what had to stay unmarked.

    None when the renderer reads the page otherwise however few letters are marked.
    """
    wanted = _shape(renderer.parse(_unix(body)))

    def attempt(kept: Sequence[Span]) -> tuple[Marked, Parsed] | None:
        marked = mark(body, kept=kept)
        if marked is None:
            return None
        parsed = renderer.parse(_unix(marked.text))
        return (marked, parsed) if _shape(parsed) == wanted else None

    if found := attempt(()):
        return *found, ()
    kept = _Search(body, lambda kept: attempt(kept) is not None).run()
    found = attempt(kept)
    return (*found, kept) if found else None


def _unix(text: str) -> str:
    """What MkDocs hands to the renderer: a lone CR is a line end to it as well."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shape(parsed: Parsed) -> list[str]:
    """The sequence of elements: what marking letters must not change."""
    return [
        str(element.tag)
        for root in (parsed.root, *parsed.footnotes)
        for element in root.iter()
    ] + ["html" if isinstance(item, str) else str(item.tag) for item in parsed.stash]


class _Search:
    """Finds the parts of a page that cannot be marked, by halving."""

    def __init__(
        self, body: str, is_harmless: Callable[[Sequence[Span]], bool]
    ) -> None:
        self._body = body
        self._is_harmless = is_harmless
        self._tries = 0

    def run(self) -> tuple[Span, ...]:
        """Parts in order, of whole lines each."""
        chunks = list(_parts(self._body, 0, len(self._body), _BLANK_LINES))
        blamed = self._among(chunks)
        if len(blamed) == len(chunks):
            return tuple(blamed)
        found: list[Span] = []
        for start, end in blamed:
            lines = list(_parts(self._body, start, end, _LINE_END))
            smaller = self._among(lines) if len(lines) > 1 else [(start, end)]
            found += smaller or [(start, end)]
        return tuple(found)

    def _among(self, parts: Sequence[Span]) -> list[Span]:
        """Those that change the page though they alone are marked."""
        if self._marks_well(parts):
            return []
        if len(parts) == 1 or self._tries >= _MOST_TRIES:
            return list(parts)
        half = len(parts) // 2
        found = [*self._among(parts[:half]), *self._among(parts[half:])]
        # Neither half does it alone: they do it together.
        return found or list(parts)

    def _marks_well(self, parts: Sequence[Span]) -> bool:
        if self._tries >= _MOST_TRIES:
            return False
        self._tries += 1
        start, end = parts[0][0], parts[-1][1]
        return self._is_harmless([(0, start), (end, len(self._body))])


def _parts(body: str, start: int, end: int, parting: re.Pattern[str]) -> Iterator[Span]:
    position = start
    for found in parting.finditer(body, start, end):
        if body[position : found.start()].strip():
            yield position, found.start()
        position = found.end()
    if body[position:end].strip():
        yield position, end
