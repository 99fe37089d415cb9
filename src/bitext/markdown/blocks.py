"""Find the blocks of an article by asking the site's own renderer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE, STX, AtomicString

from bitext.markdown.article import GivenUp, Kind, Span
from bitext.markdown.diagrams import labels
from bitext.markdown.guards import parse_marked
from bitext.markdown.marking import MARK, Marked
from bitext.markdown.renderer import Parsed, Renderer

__all__ = ["FoundBlock", "find_blocks"]

_CODE = frozenset({"pre", "code", "script", "style", "svg", "math", "textarea"})
_DIAGRAM = re.compile(r"<(?:pre|div)\b[^>]*\bclass=\"(?:[^\"]* )?mermaid[ \"]")
_PREFIX = re.compile(r"[ \t>]*")
_MATH = "arithmatex"
_KINDS = {
    "p": Kind.PARAGRAPH,
    "li": Kind.ITEM,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
    "summary": Kind.TITLE,
    "label": Kind.TITLE,
    "figcaption": Kind.CAPTION,
}
_HEADING = re.compile(r"h([1-6])")
# A paragraph in one of these is its text, not a block of its own to a reader.
_LENDS_KIND = frozenset({Kind.ITEM, Kind.DEFINITION, Kind.CAPTION, Kind.FOOTNOTE})
_INLINE_TAGS = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i img input ins kbd label mark q s "
    "samp small span strong sub sup time u var wbr".split()
)
_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][\w-]*)[^<>]*>|<[!?][^>]*>", re.DOTALL)
_SET_ASIDE = HTML_PLACEHOLDER_RE.pattern.replace("(", "(?:")
_SET_ASIDE_LINES = re.compile(rf"(?:^|\n)[ \t]*(?:{_SET_ASIDE}[ \t]*)+(?=\n|$)")
_UNDERLINED = re.compile(r"[ \t]*\r?\n([ \t>]*)(?:=+|-+)[ \t]*(?:\r?\n|\Z)")
_WORDS = re.compile(r"[^\W\d_]+")
_LOOKS_LIKE_SYNTAX = re.compile(
    r"(?:(?:[:*+-]|\d+\.)[ \t]+)*(?:!!!|\?\?\?|/{3}|`{3}|~{3})"
)
_BLANKS = re.compile(r"[\s\\]+")


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block's kind and lines, before it is cut into segments."""

    kind: Kind
    level: int
    """1 to 6 for a heading, else 0."""
    spans: tuple[Span, ...]


def find_blocks(
    text: str, *, start: int, renderer: Renderer
) -> tuple[list[FoundBlock], list[GivenUp]]:
    """Blocks of the body of an article that begins at ``start``, in document order.

    Text the renderer takes from elsewhere (snippets, generated titles) is no block.
    What cannot be placed to the letter is given up, with the reason.
    """
    try:
        found, given_up = _found(text[start:], renderer)
    except RecursionError:
        # The renderer is recursive, and so is our way through what it makes.
        reason = "it is nested deeper than the renderer can follow"
        return [], [GivenUp(start, text[start:], reason)]
    return (
        [
            FoundBlock(
                block.kind,
                block.level,
                tuple((start + first, start + last) for first, last in block.spans),
            )
            for block in found
        ],
        [
            GivenUp(start + gone.offset, gone.text, gone.reason)
            for gone in sorted(given_up, key=lambda gone: gone.offset)
        ],
    )


def _found(body: str, renderer: Renderer) -> tuple[list[FoundBlock], list[GivenUp]]:
    reason = "the renderer reads this otherwise when its letters are marked"
    guarded = parse_marked(body, renderer)
    if guarded is None:
        return [], [GivenUp(0, body, reason)]
    marked, parsed, unmarked = guarded
    finder = _Finder(body, marked, parsed, has_labels=renderer.mermaid)
    finder.run()
    given_up = finder.given_up + [
        GivenUp(first, body[first:last], reason)
        for first, last in unmarked
        if not finder.unplaced.isdisjoint(_WORDS.findall(body, first, last))
    ]
    found, overlapping = _in_order(
        block
        for block in finder.blocks
        if body[block.spans[0][0] : block.spans[-1][1]] not in renderer.markers
    )
    return found, given_up + [
        GivenUp(
            block.spans[0][0],
            body[block.spans[0][0] : block.spans[-1][1]],
            "it stands twice",
        )
        for block in overlapping
    ]


def _in_order(
    blocks: Iterable[FoundBlock],
) -> tuple[list[FoundBlock], list[FoundBlock]]:
    kept: list[FoundBlock] = []
    overlapping = []
    end = 0
    for block in sorted(blocks, key=lambda block: block.spans[0]):
        if block.spans[0][0] < end:
            if block != kept[-1]:
                overlapping.append(block)
            continue
        kept.append(block)
        end = block.spans[-1][1]
    return kept, overlapping


class _Finder:
    """Walks what the renderer made of a marked page and looks its letters up."""

    def __init__(
        self, body: str, marked: Marked, parsed: Parsed, *, has_labels: bool
    ) -> None:
        self._body = body
        self._marked = marked.text
        self._origin = marked.origin
        self._parsed = parsed
        self._has_labels = has_labels
        self.blocks: list[FoundBlock] = []
        self.given_up: list[GivenUp] = []
        self.unplaced: set[str] = set()
        """Words of the page without a mark: made by it, or left unmarked."""

    def run(self) -> None:
        self._walk(self._parsed.root, Kind.HTML)
        for footnote in self._parsed.footnotes:
            self._walk(footnote, Kind.FOOTNOTE)
        for item in self._parsed.stash:
            if isinstance(item, str):
                self._raw_html(item)
            else:
                self._walk(item, Kind.HTML)
        for title in self._parsed.reference_titles:
            self._text(title, Kind.LINK_TITLE)
        for meaning in self._parsed.abbreviations.values():
            self._text(meaning, Kind.ABBREVIATION)

    def _walk(self, element: Element, inherited: Kind) -> None:
        kind, level = _kind(element, inherited)
        if element.tag not in _CODE and element.get("class") != _MATH:
            self._run(element.text, kind, level)
            for child in element:
                self._walk(child, kind)
                self._run(child.tail, kind, level)

    def _run(self, text: str | None, kind: Kind, level: int) -> None:
        if not text:
            return
        if isinstance(text, AtomicString):
            self._raw_html(self._unstashed(text))
        else:
            self._text(text, kind, level=level)

    def _unstashed(self, text: str) -> str:
        stash = self._parsed.stash

        def content(found: re.Match[str]) -> str:
            item = stash[int(found[1])]
            return item if isinstance(item, str) else ""

        return HTML_PLACEHOLDER_RE.sub(content, text)

    def _raw_html(self, html: str) -> None:
        """Runs between the block tags of raw HTML, inline tags within."""
        if _DIAGRAM.match(html):
            self._diagram(html)
            return
        position, depth = 0, 0
        for found in _TAG.finditer(html):
            name = (found[2] or "").lower()
            if name in _INLINE_TAGS and name not in _CODE:
                continue
            if depth == 0:
                self._text(html[position : found.start()], Kind.HTML)
            position = found.end()
            if name in _CODE and not found[0].endswith("/>"):
                depth = max(0, depth + (-1 if found[1] else 1))
        if depth == 0:
            self._text(html[position:], Kind.HTML)

    def _diagram(self, html: str) -> None:
        """Labels of a diagram, where the site has them translated."""
        if not self._has_labels:
            return
        lines = [span for line in html.split("\n") if (span := self._line(line))]
        for span in labels(self._body, lines):
            self.blocks.append(FoundBlock(Kind.DIAGRAM, 0, (span,)))

    def _line(self, marked: str) -> Span | None:
        """The line of the page that a marked one came from."""
        index = self._first_mark(marked)
        at = None if index is None else self._origin(marked[index])
        if at is None:
            return None
        end = self._body.find("\n", at)
        start = self._body.rfind("\n", 0, at) + 1
        # A prefix of quotes is no part of the diagram.
        prefix = _PREFIX.match(self._body, start)
        start = prefix.end() if prefix else start
        return start, end if end >= 0 else len(self._body)

    def _text(self, text: str, kind: Kind, *, level: int = 0) -> None:
        """Note the blocks of ``text``: lines that were set aside part them."""
        for run in _SET_ASIDE_LINES.split(text) if STX in text else (text,):
            if self._first_mark(run) is not None:
                self._place(self._unstashed(run), kind, level=level)
            elif words := _WORDS.findall(run):
                self.unplaced.update(words)
                self._place_unmarked(run, kind, level=level)

    def _place(self, text: str, kind: Kind, *, level: int) -> None:
        lines = text.split("\n")
        spans = [self._span(line) for line in lines]
        # Twice: a line may stand beside one that is placed after it.
        for number in (*range(len(lines)), *reversed(range(len(lines)))):
            if spans[number] is None and (line := lines[number].strip()):
                spans[number] = self._beside(line, spans, number)
        placed = [
            (line, span)
            for line, span in zip(lines, spans, strict=True)
            if line.strip()
        ]
        exact = [span for line, span in placed if span and self._same(line, span)]
        if len(exact) < len(placed) or sorted(exact) != exact:
            reason = "the renderer changes this text before it reads it"
            self._give_up([span for _, span in placed if span], reason)
            return
        if len(exact) > 1 and self._is_underlined(exact[-1]):
            reason = "on one line it would be a heading, for the line below it"
            self._give_up(exact, reason)
            return
        self.blocks.append(FoundBlock(kind, level, tuple(exact)))

    def _is_underlined(self, span: Span) -> bool:
        """Whether the line below one with ``span`` would make a heading of it."""
        underline = _UNDERLINED.match(self._body, span[1])
        start = self._body.rfind("\n", 0, span[0]) + 1
        return underline is not None and underline[1] == self._body[start : span[0]]

    def _give_up(self, spans: Sequence[Span], reason: str) -> None:
        start, end = min(spans)[0], max(span[1] for span in spans)
        self.given_up.append(GivenUp(start, self._body[start:end], reason))

    def _place_unmarked(self, text: str, kind: Kind, *, level: int) -> None:
        """Note text that has the look of syntax, and is none on this site."""
        spans: list[Span] = []
        position = 0
        for line in filter(None, map(str.strip, text.split("\n"))):
            if not _LOOKS_LIKE_SYNTAX.match(line):
                return
            written = re.compile(
                rf"^[ \t>]*({re.escape(line)})[ \t]*\r?$", re.MULTILINE
            )
            found = written.search(self._marked, position)
            # Text from elsewhere may read as a line of the page: that one is marked.
            if not found:
                return
            spans.append(found.span(1))
            position = found.end()
        self.blocks.append(FoundBlock(kind, level, tuple(spans)))

    def _first_mark(self, text: str) -> int | None:
        """Where in ``text`` its first marked letter is."""
        # Far the most begin with one, or with a few signs before it.
        for found in MARK.finditer(text):
            if self._origin(found[0]) is not None:
                return found.start()
        return None

    def _span(self, line: str) -> Span | None:
        """From the first to the last character of ``line`` that can be placed."""
        index = self._first_mark(line)
        if index is None:
            return None
        start = (self._origin(line[index]) or 0) - index
        if start >= 0 and self._marked.startswith(line, start):
            end = start + len(line.rstrip())
            return start + len(line) - len(line.lstrip()), end
        return self._followed(line)

    def _followed(self, line: str) -> Span:
        """As ``_span``, for a line the renderer did not leave as it was."""
        places = [
            (found.start(), place)
            for found in MARK.finditer(line)
            if (place := self._origin(found[0])) is not None
        ]
        body = self._body
        index, start = places[0]
        while index > 0 and start > 0 and line[index - 1] == body[start - 1] != "\n":
            index, start = index - 1, start - 1
        index, last = places[-1]
        end = last + 1
        while (
            index + 1 < len(line)
            and end < len(body)
            and line[index + 1] == body[end] != "\n"
        ):
            index, end = index + 1, end + 1
        while start < end and body[start].isspace():
            start += 1
        while end > start and body[end - 1].isspace():
            end -= 1
        return start, end

    def _same(self, line: str, span: Span) -> bool:
        """Whether ``line`` is the text at ``span`` but for blanks and escapes."""
        if line.strip() == self._marked[slice(*span)]:
            return True
        body, origin = self._body, self._origin

        def unmarked(found: re.Match[str]) -> str:
            place = origin(found[0])
            return found[0] if place is None else body[place]

        seen = MARK.sub(unmarked, line)
        return _BLANKS.sub("", seen) == _BLANKS.sub("", body[slice(*span)])

    def _beside(
        self, line: str, spans: Sequence[Span | None], number: int
    ) -> Span | None:
        """The place of a line without letters: next to the lines around it."""
        body = self._body
        before = spans[number - 1] if number else None
        after = next(iter(spans[number + 1 : number + 2]), None)
        if before:
            start = body.find("\n", before[1]) + 1
            if not start:
                return None
        elif after:
            end = body.rfind("\n", 0, after[0])
            start = body.rfind("\n", 0, max(end, 0)) + 1
        else:
            return None
        end = body.find("\n", start)
        at = body.rfind(line, start, end if end >= 0 else len(body))
        if at < 0 or body[at + len(line) : end if end >= 0 else None].strip():
            return None
        return at, at + len(line)


def _kind(element: Element, inherited: Kind) -> tuple[Kind, int]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if heading := _HEADING.fullmatch(tag):
        return Kind.HEADING, int(heading[1])
    if tag == "p" and "admonition-title" in element.get("class", ""):
        return Kind.TITLE, 0
    if inherited is Kind.FOOTNOTE and tag in {"p", "li"}:
        return Kind.FOOTNOTE, 0
    if tag == "p" and inherited in _LENDS_KIND:
        return inherited, 0
    return _KINDS.get(tag, inherited if tag in _INLINE_TAGS else Kind.HTML), 0


def heading_paths(blocks: Sequence[FoundBlock], text: str) -> Iterator[tuple[str, ...]]:
    """For each block the texts of the headings above it, outermost first."""
    stack: list[tuple[int, str]] = []
    for block in blocks:
        if block.level:
            while stack and stack[-1][0] >= block.level:
                stack.pop()
        yield tuple(title for _, title in stack)
        if block.level:
            title = " ".join(text[start:end] for start, end in block.spans)
            stack.append((block.level, title))
