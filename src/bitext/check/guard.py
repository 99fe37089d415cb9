"""Decides which translations may be published: words may change, nothing else.

A translation is untrusted input. The page is rendered with its translations by the
site's own Markdown and compared with the rendered source: blocks, their order and all
attributes must be equal, and within a block the same links, images, code and other
inline elements must stand, in any order. Words and emphasis are free. When a page
differs, the messages at fault are found by trying blocks, then their messages, and
only those keep their source text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from bitext.locales import Locale
from bitext.markdown import frontmatter
from bitext.markdown.article import Article, Kind
from bitext.markdown.inline import tokenize
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, join
from bitext.markdown.tokens import TokenKind

__all__ = ["Judge", "Judgement", "Refusal", "refuse_text"]

# Both sides of these may differ: they are what a translator may add, move or drop.
_EMPHASIS = frozenset({"em", "strong"})
_VERBATIM = frozenset({"code", "kbd", "pre", "samp", "script", "style", "var"})
_WORD_ATTRIBUTES = frozenset({"alt", "title"})
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark q s "
    "samp small span strong sub sup svg path time u var wbr".split()
)
_PLAIN_KINDS = frozenset({Kind.FRONT_MATTER, Kind.NAV, Kind.SITE})
# MkDocs' templates print these values without escaping them.
_UNESCAPED = '<>"'
# Controls, noncharacters, bidirectional overrides and isolates, and characters without
# a shape of their own.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
# Scripts that write with joiners, direction marks or break hints (Unicode core
# specification, chapter 23).
_JOINERS = "\u200c\u200d"
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_BREAK_HINTS = "\u200b"
_UNSPACED_SCRIPTS = frozenset({"Thai", "Laoo", "Khmr", "Mymr"})
_JOINING_SCRIPTS = frozenset(
    "Arab Beng Deva Gujr Guru Knda Khmr Mlym Mong Mymr Orya Sinh Syrc Taml Telu "
    "Thai Tibt".split()
)
_LIST_NUMBER = re.compile(r"(\d+)([.)])\s")
_PIPE = re.compile(r"(?<!\\)\|")
# Read by plugins before the renderer sees the page.
_DIRECTIVES = re.compile(
    r"\{\{|\{%|\{#|\{!|\{\*|--8<--|:::|^\s*/{3,}|^\s*!!!|\?\?\?|<!--|-->"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A translation that is not published."""

    index: int
    """Of the segment in the article."""
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be published of an article's translations."""

    published: tuple[str | None, ...]
    """One for each segment; None where the source is shown."""
    refusals: tuple[Refusal, ...]


_Matches = Callable[[str], bool]


class Judge:
    """Judges translations of one article; the source is rendered once.

    Safe to use for any number of locales. A page the renderer fails on is refused
    whole.
    """

    def __init__(self, article: Article, *, renderer: Renderer) -> None:
        self._article = article
        self._renderer = renderer
        self._source: tuple[object, ...] | None = None

    def judge(self, translations: Sequence[str | None], *, locale: Locale) -> Judgement:
        """The most of ``translations`` that leaves the page what it is.

        ``translations[i]`` belongs to ``article.segments[i]``.
        """
        refusals = []
        offered: list[str | None] = list(translations)
        kinds = [block.kind for block in self._article.blocks for _ in block.segments]
        for index, translation in enumerate(offered):
            if translation is None:
                continue
            source = self._article.segments[index].text
            reason = refuse_text(source, translation, kind=kinds[index], locale=locale)
            if reason:
                refusals.append(Refusal(index, reason))
                offered[index] = None
        trial = _Trial(self._article, offered, locale=locale)
        if trial.groups:
            trial.settle(self._matches)
        refusals += [
            Refusal(index, _difference(offered[index] or "")) for index in trial.refused
        ]
        return Judgement(
            tuple(trial.accepted), tuple(sorted(refusals, key=lambda one: one.index))
        )

    def _matches(self, text: str) -> bool:
        if self._source is None:
            self._source = self._shape(self._article.text)
        try:
            return self._shape(text) == self._source
        # Whatever an extension raises on a translation, the page must not go down.
        except Exception:  # noqa: BLE001 - see above
            return False

    def _shape(self, text: str) -> tuple[object, ...]:
        body = text[frontmatter.read(text).end :]
        rendered = self._renderer.html(body.replace("\r\n", "\n").replace("\r", "\n"))
        return _shape(rendered)


class _Trial:
    """Tries sets of translations until the largest one that fits is found."""

    def __init__(
        self, article: Article, offered: Sequence[str | None], *, locale: Locale
    ) -> None:
        self._article = article
        self._offered = offered
        self._spaced = locale.spaced
        self.accepted: list[str | None] = [None] * len(offered)
        self.refused: list[int] = []
        self.groups: list[tuple[int, ...]] = []
        first = 0
        for block in article.blocks:
            last = first + len(block.segments)
            group = tuple(i for i in range(first, last) if offered[i] is not None)
            if group and block.kind in _PLAIN_KINDS:
                for index in group:
                    self.accepted[index] = offered[index]
            elif group:
                self.groups.append(group)
            first = last

    def settle(self, matches: _Matches) -> None:
        """Accept what fits together, refuse the rest."""
        self._settle(self.groups, matches)

    def _settle(self, groups: Sequence[tuple[int, ...]], matches: _Matches) -> None:
        if not groups or self._fits([i for group in groups for i in group], matches):
            return
        if len(groups) > 1:
            middle = len(groups) // 2
            self._settle(groups[:middle], matches)
            self._settle(groups[middle:], matches)
        else:
            messages = list(self._messages(groups[0]))
            for message in messages:
                if len(messages) == 1 or not self._fits(message, matches):
                    self.refused += message

    def _fits(self, indexes: Sequence[int], matches: _Matches) -> bool:
        trial = list(self.accepted)
        for index in indexes:
            trial[index] = self._offered[index]
        if not matches(join(self._article, trial, spaced=self._spaced)):
            return False
        self.accepted = trial
        return True

    def _messages(self, group: Sequence[int]) -> Iterator[list[int]]:
        """Messages of a block; what is said in one with another stays with it."""
        current: list[int] = []
        for index in group:
            if current and self._offered[index] != JOINED:
                yield current
                current = []
            current.append(index)
        if current:
            yield current


def _shape(rendered: str) -> tuple[object, ...]:
    """What a rendered page is but for its words and emphasis."""
    root = html.fragment_fromstring(rendered, create_parent="div")
    events: list[object] = []
    _contents(root, events)
    return tuple(events)


def _contents(block: html.HtmlElement, events: list[object]) -> None:
    """Add a block's inner blocks in order, then its inline elements in any."""
    inline: Counter[object] = Counter()
    _collect(block, events, inline)
    # A translation that vanishes was read as something else than text.
    has_text = bool((block.text or "").strip()) or any(
        (child.tail or "").strip() or child.tag in _INLINE | _EMPHASIS
        for child in block
    )
    events.append((has_text, frozenset(inline.items())))


def _collect(
    element: html.HtmlElement, events: list[object], inline: Counter[object]
) -> None:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            inline["comment", child.text] += 1
        elif tag in _EMPHASIS and not child.attrib:
            _collect(child, events, inline)
        elif tag == "abbr":
            # Made where the page's own definitions meet a word; a tag in the text is
            # refused before.
            _collect(child, events, inline)
        elif tag in _INLINE:
            inline[tag, _attributes(child), _verbatim(child)] += 1
            _collect(child, events, inline)
        else:
            events.append((tag, _attributes(child), _verbatim(child)))
            _contents(child, events)


def _attributes(element: html.HtmlElement) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (name, "" if name in _WORD_ATTRIBUTES else value)
            for name, value in element.attrib.items()
        )
    )


def _verbatim(element: html.HtmlElement) -> str:
    """The text of what is read by machines or typed by readers."""
    return element.text_content() if element.tag in _VERBATIM else ""


def refuse_text(
    source: str, translation: str, *, kind: Kind, locale: Locale
) -> str | None:
    """Why a translation may not be published whatever page it stands on, or None."""
    if translation == JOINED:
        return None
    for found in _SUSPECT.finditer(translation):
        if found[0] not in source and not _is_needed(found[0], locale=locale):
            return f"it holds the invisible character U+{ord(found[0]):04X}"
    if kind in _PLAIN_KINDS:
        added = [mark for mark in _UNESCAPED if mark in translation]
        lacking = [mark for mark in added if mark not in source]
        return f"it holds {lacking[0]!r}, which its source lacks" if lacking else None
    return _refuse_markup(source, translation, kind=kind)


def _refuse_markup(source: str, translation: str, *, kind: Kind) -> str | None:
    if kind is Kind.CELL and _pipes(translation) > _pipes(source):
        return "it holds a pipe, which parts table cells; write \\|"
    if _directives(translation) - _directives(source):
        return "it holds a directive, macro or include that its source lacks"
    if _tags(translation) != _tags(source):
        return "its HTML tags are not those of its source"
    return None


def _difference(translation: str) -> str:
    """Why a translation that changes the page is refused."""
    number = _LIST_NUMBER.match(translation)
    if number:
        return (
            f"Markdown makes a list item of its beginning; write "
            f"{number[1]}\\{number[2]} if it is no list"
        )
    return (
        "it would change more of the page than words: blocks, links, images, code or "
        "HTML differ from the source"
    )


def _is_needed(character: str, *, locale: Locale) -> bool:
    if character in _JOINERS:
        return locale.script in _JOINING_SCRIPTS
    if character in _DIRECTION_MARKS:
        return locale.direction == "rtl"
    return character in _BREAK_HINTS and locale.script in _UNSPACED_SCRIPTS


def _pipes(text: str) -> int:
    """Number of pipes that a table would take for the border of a cell."""
    return len(_PIPE.findall(text))


def _directives(text: str) -> Counter[str]:
    return Counter(found[0].strip() for found in _DIRECTIVES.finditer(text))


def _tags(text: str) -> Counter[str]:
    return Counter(
        " ".join(text[token.start : token.end].split())
        for token in tokenize(text)
        if token.kind in {TokenKind.HTML, TokenKind.COMMENT}
    )
