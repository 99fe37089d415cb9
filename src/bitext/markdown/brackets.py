"""Links, images and references: everything that begins with a square bracket."""

import re
from dataclasses import dataclass

__all__ = ["Target", "matching_brackets", "normalize_label", "read_target"]

_BRACKET = re.compile(r"[\[\]]")
_BLANKS = re.compile(r"\s+")
_POINTED = re.compile(r"""\(\s*(?:(<[^<>]*>)\s*(?:('[^']*'|"[^"]*")\s*)?\))?""")
_BARE = re.compile(r"""([^()'"]*)(?:"([^"()]*)" *|'([^'()]*)' *)?\)""")
_TURN = re.compile(r"""[()'"]""")


@dataclass(frozen=True, slots=True)
class Target:
    """What stands in the round brackets of a link, as offsets."""

    destination: tuple[int, int]
    title: tuple[int, int] | None
    end: int
    """After the closing bracket."""


def normalize_label(label: str) -> str:
    """How the renderer compares labels of references."""
    return _BLANKS.sub(" ", label).lower()


def matching_brackets(text: str) -> dict[int, int]:
    """The closing bracket of each opening one that has one, in linear time."""
    closed, waiting = {}, []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            waiting.append(found.start())
        elif waiting:
            closed[waiting.pop()] = found.start()
    return closed


def read_target(text: str, start: int, *, limit: int) -> Target | None:
    """The target in round brackets at ``start``, None where there is none.

    A destination with quotes or brackets of its own is looked for in ``limit``
    characters: the renderer's way to find its end is quadratic.
    """
    opened = _POINTED.match(text, start)
    if not opened:
        return None
    if opened[1]:
        first, last = opened.span(1)
        title = (opened.start(2) + 1, opened.end(2) - 1) if opened[2] else None
        return Target((first + 1, last - 1), title, opened.end())
    if simple := _BARE.match(text, opened.end()):
        group = 2 if simple[2] is not None else 3
        title = simple.span(group) if simple[group] is not None else None
        return Target(simple.span(1), title, simple.end())
    return _Walk(text, opened.end()).run(opened.end() + limit)


class _Quote:
    """One kind of quote within a target: where a title may stand."""

    __slots__ = ("begin", "end", "mark")

    def __init__(self) -> None:
        self.mark, self.begin, self.end = "", -1, -1


class _Walk:
    """Finds the end of a target with brackets or quotes in its destination.

    A first quote may begin a title, in which brackets count for nothing; should the
    title never end, the brackets counted all along tell where the target does.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._depth = 1
        self._depth_without_title = 1
        self._end_without_title = -1
        self._first, self._second = _Quote(), _Quote()

    def run(self, stop: int) -> Target | None:
        for found in _TURN.finditer(self._text, self._start, stop):
            if found[0] == "(":
                self._open()
            elif found[0] == ")":
                self._close(found.end())
            else:
                self._quote(found[0], found.start())
            if self._depth == 0:
                return self._target(found.start())
        end = self._end_without_title
        return Target((self._start, end - 1), None, end) if end >= 0 else None

    def _open(self) -> None:
        if not self._first.mark:
            self._depth += 1
        elif self._depth_without_title > 0:
            # The renderer counts so: an opening bracket after a quote closes too.
            self._depth_without_title -= 1

    def _close(self, end: int) -> None:
        last = self._last_before(end - 1)
        if any(
            quote.end >= 0 and quote.mark == last
            for quote in (self._first, self._second)
        ):
            self._depth = 0
        elif not self._first.mark:
            self._depth -= 1
        elif self._depth_without_title > 0:
            self._depth_without_title -= 1
            if self._depth_without_title == 0:
                self._end_without_title = end

    def _quote(self, mark: str, at: int) -> None:
        first, second = self._first, self._second
        if not first.mark:
            first.mark, first.begin = mark, at + 1
            self._depth_without_title, self._depth = self._depth, 1
        elif mark != first.mark and not second.mark:
            second.mark, second.begin = mark, at + 1
        elif mark == first.mark:
            first.end = at
        else:
            second.end = at

    def _target(self, at: int) -> Target:
        last = self._last_before(at)
        for quote in (self._first, self._second):
            if quote.end >= 0 and quote.mark == last:
                title = (quote.begin, quote.end)
                return Target((self._start, quote.begin - 1), title, at + 1)
        return Target((self._start, at), None, at + 1)

    def _last_before(self, at: int) -> str:
        """The last character before ``at`` that is no blank."""
        while at > self._start and self._text[at - 1] == " ":
            at -= 1
        return self._text[at - 1] if at > self._start else ""
