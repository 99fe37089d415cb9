"""Decides which translations may be published: words may change, nothing else.

A translation is untrusted input. The page is rendered with its translations by the
site's own Markdown, with the marks of its segments and without, and compared with the
rendered source: blocks, their order and all attributes must be equal, and within a
block the same links, images, code and other inline elements must stand, in any order.
Words and emphasis are free. When a page differs, the messages at fault are found by
trying blocks, then their messages, and only those keep their source text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bitext.check.shape import destinations, digest, shape
from bitext.check.trial import Trial, numbered
from bitext.check.untrusted import (
    PLAIN_KINDS,
    Fault,
    directives,
    fault_of_text,
    labels,
    refuse_text,
)
from bitext.guard_config import Danger
from bitext.locales import Locale
from bitext.markdown import frontmatter
from bitext.markdown.article import Article, Block, Kind, Segment
from bitext.markdown.marks import milestone
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, join

__all__ = [
    "Fault",
    "Judge",
    "Judgement",
    "Refusal",
    "Shapes",
    "fault_of_text",
    "refuse_text",
]

_LIST_NUMBER = re.compile(r"(\d+)([.)])\s")
_CLINGING_MARK = re.compile(r"\S\ufdd0")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A translation that is not published."""

    index: int
    """Of the segment in the article."""
    reason: str
    danger: Danger


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be published of an article's translations."""

    published: tuple[str | None, ...]
    """One for each segment; None where the source is shown."""
    refusals: tuple[Refusal, ...]

    @classmethod
    def of(
        cls, translations: Sequence[str | None], refusals: Iterable[Refusal]
    ) -> "Judgement":
        """Each of ``translations`` as it stands, but for what is refused."""
        ordered = tuple(sorted(refusals, key=lambda one: one.index))
        published = list(translations)
        for refusal in ordered:
            published[refusal.index] = None
        return cls(tuple(published), ordered)


Shapes = dict[bool, bytes]
"""Digests of an article's shape as its source, with marks and without.

Those that have been asked for: marks that touch no letter give no shape of their own.
"""


class Judge:
    """Judges translations of one article; the source is rendered once.

    Safe to use for any number of locales. A page the renderer fails on is refused
    whole. ``is_included`` says that other pages include it: then it may not name
    what they define. ``shapes`` are those that a judge of the same article with the
    same renderer has found; what this one finds is added.
    """

    def __init__(
        self,
        article: Article,
        *,
        renderer: Renderer,
        is_included: bool = False,
        shapes: Shapes | None = None,
    ) -> None:
        self._article = article
        self._renderer = renderer
        self._is_included = is_included or article.is_fragment
        self._source: Shapes = {} if shapes is None else shapes
        self._alone: dict[int, tuple[Article, Shapes]] = {}
        """Each block by its first segment, and its shapes."""

    def judge(self, translations: Sequence[str | None], *, locale: Locale) -> Judgement:
        """The most of ``translations`` that leaves the page what it is.

        ``translations[i]`` belongs to ``article.segments[i]``.
        """
        refusals = []
        offered: list[str | None] = list(translations)
        for first, block in numbered(self._article):
            for index, segment in enumerate(block.segments, start=first):
                text = offered[index]
                fault = text and self._fault(segment.text, text, block.kind, locale)
                if fault:
                    refusals.append(Refusal(index, fault.reason, fault.danger))
                    offered[index] = None
        refusals += self._refuse_together(offered, locale=locale)
        trial = Trial(self, self._article, offered, locale=locale)
        trial.settle()
        refusals += [
            Refusal(index, *self._difference(index, offered)) for index in trial.refused
        ]
        return Judgement.of(translations, refusals)

    def _fault(
        self, source: str, translation: str, kind: Kind, locale: Locale
    ) -> Fault | None:
        fault = fault_of_text(source, translation, kind=kind, locale=locale)
        if fault or not self._is_included or labels(translation) <= labels(source):
            return fault
        reason = "it may name a definition of a page that includes it; write \\["
        return Fault(Danger.LINKS, reason)

    def _refuse_together(
        self, offered: list[str | None], *, locale: Locale
    ) -> Iterator[Refusal]:
        """Refuse what is harmless message by message only, whatever the page is."""
        for first, block in numbered(self._article):
            is_plain = block.kind in PLAIN_KINDS
            is_title = block.kind is Kind.HEADING or self._is_included
            if not is_plain and not (is_title and len(block.segments) > 1):
                continue
            value = source = ""
            for index, segment in enumerate(block.segments, start=first):
                text = offered[index]
                fault = None
                if text is not None and text.strip() == JOINED:
                    if is_plain and (index == first or offered[index - 1] is None):
                        reason = "nothing before it holds its text"
                        fault = Fault(Danger.MARKUP, reason)
                else:
                    source += segment.text
                    value += segment.text if text is None else text.strip()
                    fault = self._fault(source, value, block.kind, locale)
                if fault:
                    offered[index] = None
                    yield Refusal(index, fault.reason, fault.danger)
                    value = source

    def find_shapes(self) -> None:
        """Add to the shapes what judging any translation may ask for."""
        self.matches([None] * len(self._article.segments), spaced=True)

    def matches(self, translations: Sequence[str | None], *, spaced: bool) -> bool:
        """Whether the page with ``translations`` is its source but for words."""
        return self._equals(self._article, translations, self._source, spaced=spaced)

    def matches_alone(
        self, indexes: Sequence[int], offered: Sequence[str | None], *, spaced: bool
    ) -> bool:
        """The same for one block, which ``indexes`` lie in, rendered by itself.

        Says nothing for sure, but costs a small part of what the page does.
        """
        first, block = self._block_of(indexes[0])
        if first not in self._alone:
            self._alone[first] = (_alone(self._article, block), {})
        alone, shapes = self._alone[first]
        count = len(block.segments)
        trial = [
            offered[first + number] if first + number in indexes else None
            for number in range(count)
        ]
        return self._equals(alone, trial, shapes, spaced=spaced)

    def _difference(
        self, index: int, offered: Sequence[str | None]
    ) -> tuple[str, Danger]:
        """Why a translation that changes the page is refused, and what it would do."""
        number = _LIST_NUMBER.match(offered[index] or "")
        if number:
            reason = (
                f"Markdown makes a list item of its beginning; write "
                f"{number[1]}\\{number[2]} if it is no list"
            )
            return reason, Danger.MARKUP
        if self._leads_elsewhere(index, offered):
            reason = "it would lead elsewhere than its source: to another link or image"
            return reason, Danger.LINKS
        reason = (
            "it would change more of the page than words: blocks, links, images, code "
            "or HTML differ from the source"
        )
        return reason, Danger.MARKUP

    def _leads_elsewhere(self, index: int, offered: Sequence[str | None]) -> bool:
        """Whether a block leads to what its source does not, rendered by itself."""
        first, block = self._block_of(index)
        alone = _alone(self._article, block)
        texts = list(offered[first : first + len(block.segments)])
        try:
            pages = [
                destinations(self._html(join(alone, one)))
                for one in (texts, [None] * len(texts))
            ]
        # As below: the page is refused already.
        except Exception:  # noqa: BLE001 - see above
            return False
        return bool(pages[0] - pages[1])

    def _block_of(self, index: int) -> tuple[int, Block]:
        """The block of a segment, and the index of its first."""
        return next(
            (first, block)
            for first, block in numbered(self._article)
            if first <= index < first + len(block.segments)
        )

    def _equals(
        self,
        article: Article,
        translations: Sequence[str | None],
        source: Shapes,
        *,
        spaced: bool,
    ) -> bool:
        """Whether ``article`` keeps its shape; ``source`` takes that of its source.

        Marks part what stands on both sides of them: what is no link after a letter is
        one after a mark. After a blank or a line's start they part nothing.
        """
        nothing = [None] * len(translations)
        try:
            plain = join(article, translations, spaced=spaced)
            orders = self._instructions(plain)
            if orders and orders - self._instructions(article.text):
                return False
            marked = join(article, translations, spaced=spaced, mark=milestone)
            for text, mark in ((plain, None), (marked, milestone)):
                if mark and not _CLINGING_MARK.search(text):
                    continue
                if bool(mark) not in source:
                    untranslated = join(article, nothing, mark=mark)
                    source[bool(mark)] = self._shape(untranslated)
                if self._shape(text) != source[bool(mark)]:
                    return False
        # Whatever an extension raises on a translation, the page must not go down.
        except Exception:  # noqa: BLE001 - see above
            return False
        return True

    def _shape(self, text: str) -> bytes:
        return digest(shape(self._html(text)))

    def _html(self, text: str) -> str:
        start = 0 if self._article.is_fragment else frontmatter.read(text).end
        body = text[start:]
        return self._renderer.html(body.replace("\r\n", "\n").replace("\r", "\n"))

    def _instructions(self, text: str) -> Counter[str]:
        """Directives, those parted over messages included."""
        found = directives(text)
        if contents := text.count(self._renderer.contents_marker):
            found["contents"] = contents
        return found


def _alone(article: Article, block: Block) -> Article:
    """An article of the lines of one block, without their indent."""
    text = article.text
    start = text.rfind("\n", 0, block.spans[0][0]) + 1
    start += len(text[start:]) - len(text[start:].lstrip(" \t"))
    start = min(start, block.spans[0][0])
    end = text.find("\n", block.spans[-1][1])

    def moved(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((first - start, last - start) for first, last in spans)

    segments = tuple(Segment(one.text, moved(one.spans)) for one in block.segments)
    return Article(
        text[start : end if end >= 0 else None],
        (Block(block.kind, moved(block.spans), segments),),
        breaks_lines=article.breaks_lines,
    )
