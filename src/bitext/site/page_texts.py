"""The text of a page in one language: the article with what may be shown of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bitext.catalog import words
from bitext.check.guard import Judge, Refusal
from bitext.config import LocaleConfig
from bitext.markdown.article import JOINED, Article, Kind
from bitext.markdown.foreign_links import as_in_source
from bitext.markdown.marks import State, marked, milestone
from bitext.markdown.segments import UNMARKED, join
from bitext.site.articles import ArticleReader, PreparedArticle
from bitext.site.coverage import Coverage
from bitext.site.judgements import Judgements
from bitext.site.originals import segment_numbers
from bitext.site.project import Project
from bitext.site.result import Unpublished
from bitext.site.translations import Found

__all__ = ["PageText", "PageTexts", "covered"]

_SHOWN = frozenset({State.TRANSLATED, State.MACHINE, State.CARRIED, State.OUTDATED})
_CHANGED = frozenset({State.FUZZY, State.OUTDATED})

# Labels of a diagram have an element, which is none of ours.
_SHOWN_UNMARKED = UNMARKED - {Kind.DIAGRAM}

_Texts = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page, or a snippet, as it is staged."""

    text: str
    coverage: Coverage
    refusals: tuple[Unpublished, ...]
    """Translations that would change more than words."""
    numbers: tuple[int, ...]
    """Of the segments that have a mark in the text."""
    unmarked: tuple[str, ...]
    """Translations that become attributes or metadata."""


class PageTexts:
    """Makes the pages of one language."""

    def __init__(
        self, project: Project, language: LocaleConfig, *, reader: ArticleReader
    ) -> None:
        self._project = project
        self._locale = language.locale
        self._links = language.links
        self._keeps = project.config.outdated == "keep"
        self._reader = reader
        self._judgements = Judgements(project, reader=reader)

    def of(
        self,
        name: str,
        prepared: PreparedArticle,
        found: Found,
        *,
        catalog: str,
        is_snippet: bool,
    ) -> PageText:
        """The article ``name`` in this language, each segment with its mark.

        ``catalog`` is the path that refusals name.
        """
        article = prepared.article
        keys = [segment.key for segment in article.segments]
        valid = [
            text and as_in_source(key[1], text, self._links)
            for key in keys
            for text in (found.published.get(key),)
        ]
        older = self._older(name, article, found) if self._keeps else [None] * len(keys)
        offered = [new or old for new, old in zip(valid, older, strict=True)]
        published: _Texts = offered
        refused: Sequence[Refusal] = ()
        if any(text is not None for text in offered):
            judge = self._judgements.of(name, article, key=prepared.key)
            judgement = judge.judge(offered, locale=self._locale)
            published, refused = judgement.published, judgement.refusals
        refusals = tuple(
            Unpublished(
                self._locale.code,
                catalog,
                found.lines.get(keys[one.index], 1),
                one.reason,
                keys[one.index][1],
                offered[one.index] or "",
                one.danger.value,
            )
            for one in refused
            # The old translation of a text that has changed: nobody is at fault.
            if valid[one.index]
        )
        states = [
            _state(found.states.get(key), new, shown)
            for key, new, shown in zip(keys, valid, published, strict=True)
        ]
        numbers = segment_numbers(name, article, is_snippet=is_snippet)

        def mark(index: int | None) -> str:
            if index is None:
                return milestone(None)
            return milestone(
                numbers[index],
                state=states[index],
                anchor=prepared.anchors.get(index),
                is_wish=is_snippet,
            )

        # A plugin takes a navigation apart, and shows none of it as it stands.
        is_nav = name.rpartition("/")[2] == self._project.nav_file
        text = join(
            article,
            published,
            spaced=self._locale.spaced,
            mark=None if is_nav else mark,
            keeps_lines=is_snippet,
        )
        shown = covered(
            (key[1], state) for key, state in zip(keys, states, strict=True)
        )
        return PageText(
            text, shown, refusals, marked(text), _unmarked(article, published)
        )

    def _older(self, name: str, article: Article, found: Found) -> _Texts:
        """Earlier translations of segments that have changed, where still fit.

        Each must pass the guard against the text it was made for, as that stood in the
        page. That a catalog tells what the text was weakens nothing: what is shown is
        judged against the present page as well.
        """
        known = [found.older.get(segment.key) for segment in article.segments]
        held = [one.source if one else None for one in known]
        nothing: list[str | None] = [None] * len(known)
        if not found.older:
            return nothing
        before = self._cut_again(article, held)
        if before is None:
            # Some were cut otherwise, or are no source at all: each for itself then.
            for index, text in enumerate(held):
                alone = [*nothing[:index], text, *nothing[index + 1 :]]
                if text is not None and self._cut_again(article, alone) is None:
                    held[index] = None
            before = self._cut_again(article, held)
        if before is None:
            return nothing
        targets = [
            one.target if one and text is not None else None
            for one, text in zip(known, held, strict=True)
        ]
        judge = Judge(
            before,
            renderer=self._reader.renderer,
            is_included=name in self._project.snippets.articles,
        )
        return judge.judge(targets, locale=self._locale).published

    def _cut_again(self, article: Article, texts: _Texts) -> Article | None:
        """The article with ``texts`` for its own; None where they are no segments."""
        source = self._project.config.source.locale
        again = self._reader.cut(
            join(article, texts, spaced=source.spaced),
            is_fragment=article.is_fragment,
        )
        wanted = [
            segment.text if text is None else text
            for segment, text in zip(article.segments, texts, strict=True)
        ]
        is_same = wanted == [segment.text for segment in again.segments]
        return again if is_same else None


def _unmarked(article: Article, published: _Texts) -> tuple[str, ...]:
    blocks = (block for block in article.blocks for _ in block.segments)
    return tuple(
        text
        for block, text in zip(blocks, published, strict=True)
        if block.kind in _SHOWN_UNMARKED and text is not None and text != JOINED
    )


def _state(known: State | None, valid: str | None, shown: str | None) -> State:
    """What a reader sees of a segment with a translation ``valid`` for it."""
    if shown is None:
        return State.FUZZY if known == State.FUZZY else State.UNTRANSLATED
    if valid is None:
        return State.OUTDATED
    return known or State.TRANSLATED


def covered(segments: Iterable[tuple[str, State]]) -> Coverage:
    """Of segments, by their source and what is shown of them."""
    total = translated = machine = changed = 0
    for source, state in segments:
        count = words(source)
        total += count
        translated += count * (state in _SHOWN)
        machine += count * (state is State.MACHINE)
        changed += count * (state in _CHANGED)
    return Coverage(total, translated, machine, changed)
