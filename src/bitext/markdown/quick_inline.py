"""Inline patterns are looked for only where a text has a sign they need.

Python-Markdown tries each of some twenty patterns on each text, and most texts are
words. What a pattern needs is read off the pattern itself: where a text has none of the
characters one of which every match must hold, the pattern cannot match. So the result
is the same, whatever patterns a site has.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]  # nothing public reads patterns
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any, Final

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, AtomicString

__all__ = ["hasten", "needed_signs"]

_APPLY: Final = "_InlineProcessor__applyPattern"
_HANDLE: Final = "_InlineProcessor__handleInline"
# What comes into a text in the place of a match.
_OF_PLACEHOLDERS: Final = frozenset(f"{INLINE_PLACEHOLDER_PREFIX}0123456789{ETX}")
_MOST_SIGNS: Final = 32
_REPEATS: Final = frozenset(
    {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
)


def hasten(md: Markdown) -> None:
    """Make ``md`` find the inline elements it finds in less time."""
    inline = md.treeprocessors["inline"]
    # Another class does it in another way.
    if type(inline) is InlineProcessor and hasattr(inline, _APPLY):
        inline.__class__ = _QuickInline


class _QuickInline(InlineProcessor):
    """As Python-Markdown's own, which ``hasten`` makes it of."""

    def run(self, tree: Any, ancestors: Any = None) -> Any:  # noqa: ANN401 - as declared there
        """Replace the inline Markdown of ``tree`` by elements."""
        self._patterns = tuple(self.inlinePatterns)
        self._needed = tuple(map(_needed, self._patterns))
        return super().run(tree, ancestors)

    def _handle(self, data: str, index: int = 0) -> str:
        """``data`` with placeholders for what the patterns from ``index`` on find."""
        if isinstance(data, AtomicString):
            return data
        apply = getattr(self, _APPLY)
        patterns, needed = self._patterns, self._needed
        signs = set(data)
        start = 0
        while index < len(patterns):
            wanted = needed[index]
            if wanted is not None and wanted.isdisjoint(signs):
                is_found, start = False, 0
            else:
                data, is_found, start = apply(patterns[index], data, index, start)
            if is_found:
                signs |= _OF_PLACEHOLDERS
            else:
                index += 1
        return data


setattr(_QuickInline, _HANDLE, _QuickInline._handle)  # noqa: SLF001 - the name it is called by


def _needed(pattern: Any) -> frozenset[str] | None:  # noqa: ANN401 - of any extension
    compiled = pattern.getCompiledRegExp()
    return needed_signs(compiled) if isinstance(compiled, re.Pattern) else None


@lru_cache(maxsize=512)
def needed_signs(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Characters one of which every match of ``pattern`` holds; None if unknown."""
    return _rarest(parser.parse(pattern.pattern, pattern.flags), pattern.flags)


def _rarest(parsed: Any, flags: int) -> frozenset[str] | None:  # noqa: ANN401 - of re
    """The set of all that are needed which the fewest texts have a member of."""
    return min(_sets(parsed, flags), key=_rank, default=None)


def _rank(signs: frozenset[str]) -> tuple[bool, int]:
    return any(sign.isalnum() or sign == " " for sign in signs), len(signs)


def _sets(parsed: Any, flags: int) -> Iterator[frozenset[str]]:  # noqa: ANN401 - of re
    """Sets of characters, of each of which every match holds a member."""
    for code, value in parsed:
        found = None
        if code is codes.LITERAL:
            found = _characters([(code, value)], flags)
        elif code is codes.IN:
            found = _characters(value, flags)
        elif code is codes.SUBPATTERN:
            _, added, removed, inner = value
            found = _rarest(inner, (flags | added) & ~removed)
        elif code is codes.ATOMIC_GROUP:
            found = _rarest(value, flags)
        elif code in _REPEATS and value[0]:
            found = _rarest(value[2], flags)
        elif code is codes.BRANCH:
            found = _any_of([_rarest(branch, flags) for branch in value[1]])
        if found:
            yield found


def _any_of(sets: list[frozenset[str] | None]) -> frozenset[str] | None:
    return None if None in sets else frozenset().union(*filter(None, sets))


def _characters(items: Any, flags: int) -> frozenset[str] | None:  # noqa: ANN401 - of re
    """The members of a class of characters, if they are few and fold to no others."""
    members: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            members.add(chr(value))
        elif code is codes.RANGE and value[1] - value[0] < _MOST_SIGNS:
            members.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    if flags & re.IGNORECASE and any(one.lower() != one.upper() for one in members):
        return None
    return frozenset(members) if len(members) <= _MOST_SIGNS else None
