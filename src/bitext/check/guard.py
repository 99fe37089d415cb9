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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bitext.check.shape import shape
from bitext.check.untrusted import PLAIN_KINDS, directives, refuse_text
from bitext.locales import Locale
from bitext.markdown import frontmatter
from bitext.markdown.article import Article, Block, Segment
from bitext.markdown.marks import milestone
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import JOINED, join

__all__ = ["Judge", "Judgement", "Refusal", "refuse_text"]

# Tries on the page for messages that change a page even by themselves.
_LAST_TRIES = 32
_LIST_NUMBER = re.compile(r"(\d+)([.)])\s")
_CLINGING_MARK = re.compile(r"\S\ufdd0")


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


class Judge:
    """Judges translations of one article; the source is rendered once.

    Safe to use for any number of locales. A page the renderer fails on is refused
    whole.
    """

    def __init__(self, article: Article, *, renderer: Renderer) -> None:
        self._article = article
        self._renderer = renderer
        self._source: dict[bool, object] = {}

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
        refusals += self._refuse_values(offered, locale=locale)
        trial = _Trial(self, self._article, offered, locale=locale)
        trial.settle()
        refusals += [
            Refusal(index, _difference(offered[index] or "")) for index in trial.refused
        ]
        return Judgement(
            tuple(trial.accepted), tuple(sorted(refusals, key=lambda one: one.index))
        )

    def _refuse_values(
        self, offered: list[str | None], *, locale: Locale
    ) -> Iterator[Refusal]:
        """Refuse values whose messages are harmless one by one only."""
        for first, block in _numbered(self._article):
            if block.kind not in PLAIN_KINDS:
                continue
            value = source = ""
            for index, segment in enumerate(block.segments, start=first):
                text = offered[index]
                reason = None
                if text is not None and text.strip() == JOINED:
                    if index == first or offered[index - 1] is None:
                        reason = "nothing before it holds its text"
                else:
                    source += segment.text
                    value += segment.text if text is None else text.strip()
                    reason = refuse_text(source, value, kind=block.kind, locale=locale)
                if reason:
                    offered[index] = None
                    yield Refusal(index, reason)
                    value = source

    def matches(self, translations: Sequence[str | None], *, spaced: bool) -> bool:
        """Whether the page with ``translations`` is its source but for words."""
        return self._equals(self._article, translations, self._source, spaced=spaced)

    def matches_alone(
        self, indexes: Sequence[int], offered: Sequence[str | None], *, spaced: bool
    ) -> bool:
        """The same for one block, which ``indexes`` lie in, rendered by itself.

        Says nothing for sure, but costs a small part of what the page does.
        """
        first, block = next(
            (first, block)
            for first, block in _numbered(self._article)
            if first <= indexes[0] < first + len(block.segments)
        )
        alone = _alone(self._article, block)
        count = len(block.segments)
        trial = [
            offered[first + number] if first + number in indexes else None
            for number in range(count)
        ]
        return self._equals(alone, trial, {}, spaced=spaced)

    def _equals(
        self,
        article: Article,
        translations: Sequence[str | None],
        source: dict[bool, object],
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
            if self._instructions(plain) - self._instructions(article.text):
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

    def _shape(self, text: str) -> tuple[object, ...]:
        start = 0 if self._article.is_fragment else frontmatter.read(text).end
        body = text[start:]
        rendered = self._renderer.html(body.replace("\r\n", "\n").replace("\r", "\n"))
        return shape(rendered)

    def _instructions(self, text: str) -> Counter[str]:
        """Directives, those parted over messages included."""
        found = directives(text)
        found["contents"] = text.count(self._renderer.contents_marker)
        return found


def _numbered(article: Article) -> Iterator[tuple[int, Block]]:
    """Blocks with the index of their first segment."""
    first = 0
    for block in article.blocks:
        yield first, block
        first += len(block.segments)


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


class _Trial:
    """Tries sets of translations until the largest one that fits is found.

    Blocks that differ even by themselves are set aside, so that a page with many bad
    messages is not rendered for each of them.
    """

    def __init__(
        self,
        judge: Judge,
        article: Article,
        offered: Sequence[str | None],
        *,
        locale: Locale,
    ) -> None:
        self._judge = judge
        self._offered = offered
        self._spaced = locale.spaced
        self.accepted: list[str | None] = [None] * len(offered)
        self.refused: list[int] = []
        self._groups: list[list[int]] = []
        for first, block in _numbered(article):
            last = first + len(block.segments)
            group = [i for i in range(first, last) if offered[i] is not None]
            if group and block.kind in PLAIN_KINDS:
                for index in group:
                    self.accepted[index] = offered[index]
            elif group:
                self._groups.append(group)

    def settle(self) -> None:
        """Accept what fits together, refuse the rest."""
        if not self._groups or self._fits(self._groups):
            return
        sure: list[list[int]] = []
        likely: list[list[int]] = []
        doubtful: list[list[int]] = []
        for group in self._groups:
            if self._fits_alone(group):
                sure.append(group)
                continue
            messages = list(self._messages(group))
            for message in messages:
                is_likely = len(messages) > 1 and self._fits_alone(message)
                (likely if is_likely else doubtful).append(message)
        for group in self._unfit(sure):
            likely += self._messages(group)
        unfit = self._unfit(likely)
        unfit += self._unfit(doubtful, tries=iter(range(_LAST_TRIES)))
        self.refused = [index for message in unfit for index in message]

    def _unfit(
        self, parts: Sequence[list[int]], *, tries: Iterator[int] | None = None
    ) -> list[list[int]]:
        """The ``parts`` that do not fit; the others are accepted.

        Without any of ``tries`` left nothing more fits.
        """
        is_tried = tries is None or next(tries, None) is not None
        if not parts or (is_tried and self._fits(parts)):
            return []
        if len(parts) == 1 or not is_tried:
            return list(parts)
        middle = len(parts) // 2
        return self._unfit(parts[:middle], tries=tries) + self._unfit(
            parts[middle:], tries=tries
        )

    def _fits(self, parts: Sequence[list[int]]) -> bool:
        trial = list(self.accepted)
        for index in (index for part in parts for index in part):
            trial[index] = self._offered[index]
        if not self._judge.matches(trial, spaced=self._spaced):
            return False
        self.accepted = trial
        return True

    def _fits_alone(self, part: Sequence[int]) -> bool:
        return self._judge.matches_alone(part, self._offered, spaced=self._spaced)

    def _messages(self, group: Sequence[int]) -> Iterator[list[int]]:
        """Messages of a block; what is said in one with another stays with it."""
        current: list[int] = []
        for index in group:
            if current and (self._offered[index] or "").strip() != JOINED:
                yield current
                current = []
            current.append(index)
        if current:
            yield current


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
