"""One page, translated by nobody, rendered by its site."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown import Markdown

from benches.leakcheck.compare import Source, changes, leaks, tree
from benches.leakcheck.pseudo import Translator
from bitext.markdown import frontmatter
from bitext.markdown.anchors import AnchorReader
from bitext.markdown.article import Article, Kind
from bitext.markdown.marks import milestone, strip_marks
from bitext.markdown.milestones import makeExtension
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split

__all__ = ["Fault", "Site", "Verdict"]

_WORD = re.compile(r"[^\W\d_]+")
_SHOWN_LENGTH = 100
_PLAIN_KINDS = frozenset(
    {Kind.ABBREVIATION, Kind.DIAGRAM, Kind.FRONT_MATTER, Kind.LINK_TITLE}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a page must not do."""

    line: int
    """1-based; where its first words stand, 1 when they cannot be found."""
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a page."""

    faults: tuple[Fault, ...]
    given_up: tuple[Fault, ...]


class Site:
    """Renders pages as their site does, and judges them."""

    def __init__(
        self,
        extensions: Sequence[str],
        configs: Mapping[str, Mapping[str, object]],
        *,
        language: str = "en",
        mermaid: bool = False,
    ) -> None:
        self._language = language
        self._renderer = Renderer(extensions, configs, mermaid=mermaid)
        self._anchors = AnchorReader(extensions, configs)
        self._source = _markdown(extensions, configs)
        self._staged = _markdown([*extensions, makeExtension()], configs)

    def judge(self, content: str) -> Verdict:
        """What a page becomes when all its segments are translated."""
        text = strip_marks(content)
        article = split(text, renderer=self._renderer, language=self._language)
        body = _body(text)
        translator = self._translator(body)
        count = len(article.segments)
        anchors = self._anchors.anchors(
            _body(join(article, [None] * count, mark=milestone))
        )

        def mark(index: int | None) -> str:
            anchor = None if index is None else anchors.get(index)
            return milestone(index, anchor=anchor)

        translated = join(
            article,
            [
                translator.translate_plain(segment.text)
                if block.kind in _PLAIN_KINDS
                else translator.translate(segment.text)
                for block in article.blocks
                for segment in block.segments
            ],
            mark=mark,
        )
        before = tree(_html(self._source, body))
        after = tree(_html(self._staged, _body(translated)))
        given_up = tuple(
            Fault(_line(text, gone.offset), f"{_shortened(gone.text)}: {gone.reason}")
            for gone in article.given_up
        )
        faults = [Fault(_found(text, what), what) for what in changes(before, after)]
        known = _words_of(text) - _words_given_up(article)
        source = Source(text, known, self._renderer.shorthands)
        for leak in leaks(after, source):
            shown = _shortened(leak)
            faults.append(Fault(_found(text, shown), f"left untranslated: {shown}"))
        return Verdict(tuple(faults), given_up)

    def _translator(self, body: str) -> Translator:
        parsed = self._renderer.parse(body)
        return Translator(
            parsed.references, parsed.abbreviations, self._renderer.shorthands
        )


def _markdown(
    extensions: Sequence[object], configs: Mapping[str, Mapping[str, object]]
) -> Markdown:
    return Markdown(
        extensions=list(extensions),  # type: ignore[arg-type]
        extension_configs={name: dict(value) for name, value in configs.items()},
    )


def _html(markdown: Markdown, body: str) -> str:
    markdown.reset()
    return markdown.convert(body)


def _body(text: str) -> str:
    """The page without front matter, its line ends as MkDocs hands them on."""
    body = text[frontmatter.read(text).end :]
    return body.replace("\r\n", "\n").replace("\r", "\n")


def _words_of(text: str) -> set[str]:
    return {found[0] for found in _WORD.finditer(text)}


def _words_given_up(article: Article) -> set[str]:
    return {
        found[0] for gone in article.given_up for found in _WORD.finditer(gone.text)
    }


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _found(text: str, words: str) -> int:
    """The line on which the longest of ``words`` stands first."""
    for word in sorted(_WORD.findall(words), key=len, reverse=True):
        if (at := text.find(word)) >= 0:
            return _line(text, at)
    return 1


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"
