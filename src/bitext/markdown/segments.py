"""Cut an article into segments, and splice translations back in."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Literal

from bitext.markdown import frontmatter
from bitext.markdown.article import JOINED, Article, Block, Kind, Segment, Span
from bitext.markdown.blocks import FoundBlock, find_blocks, heading_paths
from bitext.markdown.directions import Directions
from bitext.markdown.directives import may_direct, without_directives
from bitext.markdown.inline import tokenize
from bitext.markdown.lines import EDGES, Lines, breaks, escapes
from bitext.markdown.marks import NO_BREAK
from bitext.markdown.renderer import Renderer
from bitext.markdown.sentences import boundaries, joiner
from bitext.markdown.tokens import Token, TokenKind
from bitext.markdown.wording import has_words, images_alone

__all__ = ["JOINED", "UNMARKED", "Mark", "Segmentation", "join", "split"]

Segmentation = Literal["sentence", "block"]
Mark = Callable[[int | None], str]
"""What to put before a segment, by its index; None is text of no segment."""

UNMARKED = frozenset(
    {
        Kind.ABBREVIATION,
        Kind.ALT,
        Kind.DIAGRAM,
        Kind.FRONT_MATTER,
        Kind.LINK_TITLE,
    }
)
"""Blocks that become attributes or metadata: no mark can stand there."""

# A task's check box, an alert's marker and comments open a block without being text.
_LEAD = re.compile(r"(?:\[[ xX]\](?=\s)|<!--.*?-->|\[![A-Z]+\]|\s+)+", re.DOTALL)
# The attribute list of the block itself, not of an inline element before it.
_TRAIL = re.compile(
    r"\s+\{:?[ ]*(?:[.#][^\s}]|[\w-]+=|data-)[^{}\n]*\}\s*\Z|(?:\s*<!--.*?-->)+\s*\Z",
    re.DOTALL,
)
_TRAIL_ENDS = ("}", "-->")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
# Words with nothing between them that could be markup or end a sentence.
_ONE_PLAIN_SENTENCE = re.compile(r"[^\W_](?:[^\W_]|[ ,](?=[^\W_]))*")
_LETTER = re.compile(r"[^\W\d_]")
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def split(
    text: str,
    *,
    renderer: Renderer,
    language: str = "en",
    front_matter: Sequence[str] | None = ("title", "description"),
    segmentation: Segmentation = "sentence",
) -> Article:
    """Blocks and segments of an article, in document order.

    ``text`` is the article as read, byte order mark and line ends kept. ``language``
    is a primary language subtag; it decides where sentences end. ``front_matter``
    names the keys whose values are translated; None says that the text is a part of
    pages only and has no front matter.
    """
    cut = boundaries if segmentation == "sentence" else _uncut
    is_fragment = front_matter is None
    matter = frontmatter.read("" if is_fragment else text, keys=front_matter or ())
    blocks = [
        Block(
            Kind.FRONT_MATTER,
            ((value.start, value.end),),
            tuple(
                Segment(piece, ((value.start, value.end),))
                for piece in _pieces(value.text, cut(value.text, language=language))
            ),
        )
        for value in matter.values
        if _LETTER.search(value.text)
    ]
    found, given_up = find_blocks(text, start=matter.end, renderer=renderer)
    directions = Directions(text, start=matter.end) if may_direct(text) else None
    seen: dict[str, list[_Part]] = {}
    for block, headings in zip(found, heading_paths(found, text), strict=True):
        cutter = _Cutter(
            text, block, renderer=renderer, directions=directions, seen=seen
        )
        blocks.extend(
            Block(kind, block.spans, segments, headings)
            for kind, segments in cutter.cut(partial(cut, language=language))
        )
    article = Article(
        text,
        tuple(blocks),
        tuple(given_up),
        renderer.breaks_lines,
        is_fragment=is_fragment,
    )
    return directions.applied(article, renderer=renderer) if directions else article


def _uncut(
    _: str, *, language: str, tokens: Sequence[Token] | None = None
) -> list[int]:
    """No boundaries: ``segmentation: block``."""
    del language, tokens
    return []


def _pieces(text: str, cuts: Sequence[int]) -> Iterator[str]:
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield text[start:end].strip(EDGES)


_Part = tuple[Kind | None, list[Span]]
"""Spans of segments within a text, and what they are when it is not what it is."""


class _Cutter:
    """Cuts one block, as its writer's directives say.

    ``seen`` keeps where texts were cut: the cells of a long table are often alike.
    """

    def __init__(
        self,
        article: str,
        block: FoundBlock,
        *,
        renderer: Renderer,
        directions: Directions | None,
        seen: dict[str, list[_Part]],
    ) -> None:
        self._seen = seen
        self._shorthands = renderer.shorthands
        self._kind = block.kind
        self._hand = directions.within(block.spans) if directions else None
        self._lines = Lines(
            article,
            block.spans,
            breaks_lines=renderer.breaks_lines,
            without=self._hand.spans if self._hand else (),
        )
        self._text = self._lines.text

    def cut(
        self, cut: Callable[..., list[int]]
    ) -> Iterator[tuple[Kind, tuple[Segment, ...]]]:
        """Kinds and segments; a block of images alone gives one for each text."""
        if self._kind is Kind.DIAGRAM:
            yield self._kind, (self._lines.segment(0, len(self._text)),)
            return
        start, end = self._trimmed()
        run = self._text[start:end]
        parts = self._seen.get(run) if self._hand is None else None
        if parts is None:
            parts = self._parts(run, start, cut)
            if self._hand is None:
                self._seen[run] = parts
        for kind, spans in parts:
            yield (
                kind or self._kind,
                tuple(
                    self._lines.segment(start + first, start + last)
                    for first, last in spans
                ),
            )

    def _parts(
        self, run: str, start: int, cut: Callable[..., list[int]]
    ) -> list[_Part]:
        """What to cut ``run`` into, which begins at ``start`` of the block's text."""
        if self._hand is None and _ONE_PLAIN_SENTENCE.fullmatch(run):
            return [(None, [(0, len(run))])] if _LETTER.search(run) else []
        tokens = tokenize(run, shorthands=self._shorthands)
        images = images_alone(tokens, run)
        if images is not None:
            return [
                (kind, [(first, last)])
                for kind, (first, last) in images
                if _LETTER.search(run[first:last])
            ]
        cuts, edges = cut(run, tokens=tokens), frozenset[int]()
        if self._hand:
            places = [self._lines.place(at) - start for at, _ in self._hand.spans]
            cuts, edges = self._hand.cut(run, tokens, cuts, places=places)
        spans = _sentences(run, tokens, cuts, edges=edges)
        return [(None, spans)] if spans else []

    def _trimmed(self) -> tuple[int, int]:
        start, end = 0, len(self._text)
        if found := _LEAD.match(self._text):
            start = found.end()
        # A search is slow, and far the most blocks end with neither.
        while self._text[:end].rstrip().endswith(_TRAIL_ENDS):
            found = _TRAIL.search(self._text, start, end)
            if not found or not self._lists_own(found):
                break
            end = found.start()
        return start, end

    def _lists_own(self, found: re.Match[str]) -> bool:
        """Whether attributes at the end are the block's: a paragraph's start a line."""
        is_list = found[0].lstrip().startswith("{")
        starts_line = "\n" in found[0][: found[0].find("{")]
        return not is_list or starts_line or self._kind is not Kind.PARAGRAPH


def _sentences(
    run: str, tokens: Sequence[Token], cuts: Sequence[int], *, edges: Collection[int]
) -> list[Span]:
    """Spans of sentences in ``run``, in order; what has no word joins a neighbour.

    No neighbour is joined over one of ``edges``.
    """
    hard = {0, len(run), *edges}
    open_pairs = 0
    for number, token in enumerate(tokens):
        if token.partner >= 0:
            open_pairs += 1 if token.partner > number else -1
        elif not open_pairs and _is_break(token, run):
            hard |= {token.start, token.end}
    hard |= {cut for cut in cuts if _follows_break(run, cut)}
    places = sorted({*cuts, *hard})
    spans: list[Span] = []
    for start, end in pairwise(places):
        first = start + len(run[start:end]) - len(run[start:end].lstrip(EDGES))
        last = first + len(run[first:end].rstrip(EDGES))
        if first >= last or _BREAK_TAG.match(run, first, last):
            continue
        joins = bool(spans) and start not in hard
        joins = joins and not (
            has_words(run, tokens, (first, last)) and has_words(run, tokens, spans[-1])
        )
        if joins:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return [span for span in spans if has_words(run, tokens, span)]


def _is_break(token: Token, run: str) -> bool:
    """Whether a token is a ``<br>`` tag."""
    return token.kind is TokenKind.HTML and bool(_BREAK_TAG.match(run, token.start))


def _follows_break(run: str, place: int) -> bool:
    """Whether a line break of the page is all between ``place`` and what precedes."""
    start = place
    while start and run[start - 1].isspace():
        start -= 1
    return "  \n" in run[start:place] or escapes(run[:start])


def join(
    article: Article,
    translations: Sequence[str | None],
    *,
    spaced: bool = True,
    mark: Mark | None = None,
    keeps_lines: bool = False,
) -> str:
    """The article's text with translations in the place of its segments.

    ``translations[i]`` belongs to ``article.segments[i]``; None keeps the source.
    Without any translation and mark the text is the article's own, byte for byte.
    ``spaced`` is False for languages that put no blank between sentences. ``mark``
    gives what to write before each segment. With ``keeps_lines`` every line stays the
    line it is, by its number, which snippets may be chosen by; line ends that are kept
    for that alone have signs around them that the milestones take out.
    """
    edits: list[tuple[int, int, str]] = []
    first = 0
    for block in article.blocks:
        last = first + len(block.segments)
        published = list(translations[first:last])
        if block.kind is Kind.FRONT_MATTER:
            if keeps_lines and _LINE_ENDS.search(article.text, *block.spans[0]):
                first = last
                continue
            edits += _value_edits(article.text, block, published, spaced=spaced)
        else:
            splicer = _Splicer(article, block, spaced=spaced, keeps_lines=keeps_lines)
            edits += splicer.edits(
                published, mark=None if block.kind in UNMARKED else mark, first=first
            )
        first = last
    parts, position = [], 0
    for start, end, text in edits:
        parts += [article.text[position:start], text]
        position = end
    return "".join([*parts, article.text[position:]])


def _value_edits(
    text: str, block: Block, published: Sequence[str | None], *, spaced: bool
) -> Iterator[tuple[int, int, str]]:
    """One edit for the whole value: it is written anew as one YAML scalar."""
    if all(translation is None for translation in published):
        return
    value = ""
    for segment, translation in zip(block.segments, published, strict=True):
        sentence = segment.text if translation is None else _one_line(translation)
        if sentence == JOINED:
            continue
        value += joiner(value, sentence, spaced=spaced) if value else ""
        value += sentence
    start, end = block.spans[0]
    source = text[start:end]
    # Lines of the "Key: value" form are no YAML: their value is the line as it stands.
    is_yaml = text.lstrip("\ufeff").startswith("---")
    yield start, end, frontmatter.emit(value, source=source) if is_yaml else value


class _Splicer:
    """Puts translations into one block."""

    def __init__(
        self, article: Article, block: Block, *, spaced: bool, keeps_lines: bool
    ) -> None:
        self._text = article.text
        self._block = block
        self._breaks_lines = article.breaks_lines
        self._spaced = spaced
        self._keeps_lines = keeps_lines

    def edits(
        self, published: Sequence[str | None], *, mark: Mark | None, first: int
    ) -> Iterator[tuple[int, int, str]]:
        """Replacements in order; ``first`` is the index of the first segment."""
        before: str | None = None
        end = 0
        for number, (segment, translation) in enumerate(
            zip(self._block.segments, published, strict=True)
        ):
            start, after = segment.spans[0][0], segment.spans[-1][1]
            sentence = None if translation is None else _one_line(translation)
            lead = mark(first + number) if mark else ""
            if sentence is not None and before is not None:
                gap = self._text[end:start]
                if sentence == JOINED:
                    sentence = lead = ""
                    if self._is_blank(gap):
                        lead, start = self._kept(gap), end
                elif self._is_blank(gap):
                    lead = self._between(gap, before, sentence) + lead
                    start = end
            tail = mark(None) if mark and self._leaves_text(number, after) else ""
            if sentence is not None:
                places = pairwise(segment.spans)
                gaps = (self._text[one[1] : next_[0]] for one, next_ in places)
                kept = "".join(map(self._kept, gaps))
                yield start, after, lead + sentence + kept + tail
            else:
                if lead:
                    yield start, start, lead
                if tail:
                    yield after, after, tail
            before = sentence or before if sentence is not None else None
            end = after

    def _is_blank(self, gap: str) -> bool:
        """Whether a gap holds only blanks, line ends, quote prefixes, directives."""
        return not without_directives(gap).strip(EDGES + ">")

    def _between(self, gap: str, before: str, sentence: str) -> str:
        """What stands between two translated sentences: line breaks stay."""
        is_hard = self._breaks_lines or breaks(before, gap) or escapes(before)
        if "\n" in gap and is_hard:
            return gap
        between = joiner(before, sentence, spaced=self._spaced)
        return gap if between and gap else between or self._kept(gap)

    def _kept(self, gap: str) -> str:
        """A line end that is not needed, where lines are counted; else nothing."""
        is_kept = self._keeps_lines and _LINE_ENDS.search(gap)
        return f"{NO_BREAK}{gap}{NO_BREAK}" if is_kept else ""

    def _leaves_text(self, number: int, end: int) -> bool:
        """Whether text of no segment follows: without words, or left out."""
        following = self._block.segments[number + 1 : number + 2]
        until = following[0].spans[0][0] if following else self._block.spans[-1][1]
        rest = self._text[end:until]
        return bool(
            _BREAK_TAG.search(rest)
            or breaks(self._text[:end], rest)
            or any(end <= start < until for start, _ in self._block.left_out)
            or (without_directives(rest) != rest and not self._is_blank(rest))
        )


def _one_line(translation: str) -> str:
    """A line end in a translation would be a line end in the page."""
    return _LINE_ENDS.sub(" ", translation.strip(EDGES))
