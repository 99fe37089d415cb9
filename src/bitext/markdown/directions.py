"""What an article's directives make of its segments.

Directives within a block change how it is cut, before its segments are made. Then each
directive is followed: those within a block concern its sentences, those outside any
block the element that comes next, as the renderer sees it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bitext.markdown.article import Article, Block, DirectiveFault, Kind, Misuse, Span
from bitext.markdown.directives import (
    Directive,
    Order,
    read_directives,
    unknown,
    without_directives,
)
from bitext.markdown.inline import Inline
from bitext.markdown.lines import Lines
from bitext.markdown.renderer import Renderer
from bitext.markdown.scopes import Scopes, find_scopes, marks_untranslated
from bitext.markdown.tokens import Token, TokenKind

__all__ = ["Directions", "Hand"]

_CUTTING = frozenset({Order.CUT, Order.OFF, Order.ON})
_INLINE_ONLY = frozenset({Order.CUT, Order.JOIN})
_WITH_ARGUMENT = {Order.NOTE: "a text", Order.CONTEXT: "a word"}
_HARD_BREAK = "  \n"


class Directions:
    """The directives of one article, whose body begins at ``start``."""

    def __init__(self, text: str, *, start: int) -> None:
        self._text = text
        self._start = start
        self._all = tuple(read_directives(text, start=start))
        self._starts = [directive.start for directive in self._all]
        self._seen: set[Directive] = set()
        self._inner: dict[Directive, tuple[Span, ...]] = {}
        self._faults: list[DirectiveFault] = []

    def within(self, spans: tuple[Span, ...]) -> "Hand | None":
        """The directives in the block at ``spans``; None without any."""
        first = bisect_left(self._starts, spans[0][0])
        last = bisect_left(self._starts, spans[-1][1])
        if first == last:
            return None
        candidates = self._all[first:last]
        self._seen.update(candidates)
        lines = Lines(self._text, spans)
        comments = {
            token.start
            for token in Inline(lines.text).all_tokens
            if token.kind is TokenKind.COMMENT
        }
        found = [one for one in candidates if lines.place(one.start) in comments]
        self._inner.update(dict.fromkeys(found, spans))
        return Hand(found, self._faults) if found else None

    def applied(self, article: Article, *, renderer: Renderer) -> Article:
        """``article`` with its directives followed."""
        outer = [one for one in self._all if one not in self._seen]
        scopes = Scopes({}, frozenset())
        if outer or marks_untranslated(self._text):
            scopes = find_scopes(article, outer, start=self._start, renderer=renderer)
        if not self._all and not scopes.untranslated:
            return article
        live = [one for one in self._all if one in self._inner or one in scopes.of]
        work = _Work(article, set(scopes.untranslated))
        for directive in live:
            self._follow(directive, work, scopes)
        for first, last in self._ranges(live):
            work.leave_out(first, last)
        faults = sorted(self._faults, key=lambda fault: fault.offset)
        return replace(article, blocks=tuple(work.blocks()), faults=tuple(faults))

    def _follow(self, directive: Directive, work: "_Work", scopes: Scopes) -> None:
        order = directive.order
        if order is None:
            self._faults.append(unknown(directive))
            return
        is_inner = directive in self._inner
        if order in _INLINE_ONLY:
            if not is_inner:
                self._unused(
                    directive,
                    "stands outside a text",
                    "write it within the line, between two words or sentences",
                )
            return
        if order not in {Order.SKIP, Order.NOTE, Order.CONTEXT}:
            return
        if order in _WITH_ARGUMENT and not directive.argument:
            self._unused(
                directive,
                "says nothing",
                f"write {_WITH_ARGUMENT[order]} after its name",
            )
            return
        segments: Collection[int] | None = scopes.of.get(directive, ())
        if is_inner:
            segments = work.sentences(directive, self._inner[directive])
        if segments:
            work.give(directive, segments)
        # Code has no segments: to skip it changes nothing, and may be meant.
        elif segments is None or order is not Order.SKIP:
            self._unused(
                directive,
                "has no text after it",
                "write it before what it is about, or delete it",
            )

    def _ranges(self, live: Sequence[Directive]) -> Iterator[Span]:
        begun: Directive | None = None
        for directive in live:
            if directive.order is Order.OFF:
                if begun:
                    self._unbalanced(
                        directive,
                        "stands where translation is off already",
                        "end the range before it, or delete it",
                    )
                begun = begun or directive
            elif directive.order is Order.ON:
                if begun:
                    yield begun.end, directive.start
                else:
                    self._unbalanced(
                        directive,
                        "ends a range that does not begin",
                        "begin the range before it, or delete it",
                    )
                begun = None
        if begun:
            yield begun.end, len(self._text)
            self._unbalanced(
                begun,
                "begins a range that does not end: nothing after it is translated",
                "end the range where translation goes on",
            )

    def _unbalanced(self, directive: Directive, what: str, cure: str) -> None:
        text = f"`{directive.name}` {what}"
        fault = DirectiveFault(directive.start, Misuse.UNBALANCED, text, cure)
        self._faults.append(fault)

    def _unused(self, directive: Directive, why: str, cure: str) -> None:
        self._faults.append(_unused(directive, why, cure))


def _unused(directive: Directive, why: str, cure: str) -> DirectiveFault:
    text = f"`{directive.name}` has no effect: it {why}"
    return DirectiveFault(directive.start, Misuse.UNUSED, text, cure)


class Hand:
    """The directives within one block, and how they cut it."""

    def __init__(
        self, directives: Sequence[Directive], faults: list[DirectiveFault]
    ) -> None:
        self._directives = directives
        self._faults = faults
        self.spans = [(one.start, one.end) for one in directives]
        """Where they stand in the article."""

    def cut(
        self,
        run: str,
        tokens: Sequence[Token],
        cuts: Sequence[int],
        *,
        places: Sequence[int],
    ) -> tuple[list[int], frozenset[int]]:
        """``cuts`` of ``run`` as directives at ``places`` in it want them.

        The second value holds those that a writer made.
        """
        kept, made = set(cuts), set()
        for directive, place in zip(self._directives, places, strict=True):
            if directive.order in _CUTTING and 0 < place < len(run):
                if _is_inside(tokens, place):
                    self._unused(
                        directive, "stands inside emphasis, a link, code or HTML"
                    )
                else:
                    made.add(place)
            elif directive.order is Order.CUT:
                self._unused(directive, "stands at the edge of its text")
            elif directive.order is Order.JOIN:
                near = {cut for cut in kept if _are_near(run, cut, place)}
                if not near:
                    self._unused(directive, "stands between no two sentences")
                kept -= near
        return sorted(kept | made), frozenset(made)

    def _unused(self, directive: Directive, why: str) -> None:
        cure = "move it between two words or sentences, or delete it"
        self._faults.append(_unused(directive, why, cure))


def _is_inside(tokens: Sequence[Token], place: int) -> bool:
    """Whether a cut at ``place`` would part a pair or a token that is no text."""
    return any(
        token.start < place < tokens[token.partner].end
        if token.partner > number
        else token.kind is not TokenKind.TEXT and token.start < place < token.end
        for number, token in enumerate(tokens)
    )


def _are_near(run: str, cut: int, place: int) -> bool:
    """Whether blanks alone lie between ``cut`` and ``place``, and no line break."""
    between = run[min(cut, place) : max(cut, place)]
    before = run[:cut][len(run[:cut].rstrip()) :]
    return not between.strip() and _HARD_BREAK not in before


@dataclass(slots=True)
class _Given:
    """What directives say of one segment."""

    context: str | None
    notes: list[str]


class _Work:
    """The segments of an article while directives change them, by their index."""

    def __init__(self, article: Article, left_out: set[int]) -> None:
        self._article = article
        self._left_out = left_out
        self._given: defaultdict[int, _Given] = defaultdict(lambda: _Given(None, []))

    def sentences(
        self, directive: Directive, spans: tuple[Span, ...]
    ) -> list[int] | None:
        """The segments that a directive within the block at ``spans`` is about.

        At the block's beginning these are all of it; further in the one it stands in
        or before; behind the last one that. The texts of one image go together. None
        in a block without segments.
        """
        kinds = {
            number: block.kind
            for number, block in self._numbered()
            if block.spans[0][0] == spans[0][0]
        }
        if not kinds:
            return None
        found = [(number, self._article.segments[number].spans) for number in kinds]
        if directive.start < found[0][1][0][0]:
            return list(kinds)
        after = (number for number, place in found if place[-1][1] > directive.start)
        number = next(after, found[-1][0])
        pairs = ((number - 1, number), (number, number + 1))
        for pair in pairs:
            if [kinds.get(one) for one in pair] == [Kind.ALT, Kind.LINK_TITLE]:
                return list(pair)
        return [number]

    def give(self, directive: Directive, segments: Collection[int]) -> None:
        """Let ``segments`` have what a directive says."""
        if directive.order is Order.SKIP:
            self._left_out.update(segments)
            return
        for number in segments:
            given = self._given[number]
            if directive.order is Order.CONTEXT:
                given.context = directive.argument
            elif directive.argument not in given.notes:
                given.notes.append(directive.argument)

    def leave_out(self, first: int, last: int) -> None:
        """Leave the segments out that begin between two offsets of the article."""
        for number, _ in self._numbered():
            segment = self._article.segments[number]
            if first <= segment.spans[0][0] < last:
                self._left_out.add(number)

    def blocks(self) -> Iterator[Block]:
        """The blocks with what was given to their segments; those left with none go."""
        number = 0
        for block in self._article.blocks:
            kept, gone = [], []
            for segment in block.segments:
                if number in self._left_out:
                    gone.append((segment.spans[0][0], segment.spans[-1][1]))
                elif given := self._given.get(number):
                    notes = tuple(given.notes)
                    kept.append(segment._replace(context=given.context, notes=notes))
                else:
                    kept.append(segment)
                number += 1
            if kept:
                headings = tuple(
                    " ".join(without_directives(heading).split())
                    for heading in block.headings
                )
                yield block._replace(
                    segments=tuple(kept),
                    headings=headings,
                    left_out=tuple(gone),
                )

    def _numbered(self) -> Iterator[tuple[int, Block]]:
        """Indexes of all segments with their blocks."""
        number = 0
        for block in self._article.blocks:
            for _ in block.segments:
                yield number, block
                number += 1
