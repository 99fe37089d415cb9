"""Everything of a project that is translated, as messages."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bitext.catalog import SITE_ARTICLE, Message, template
from bitext.locales import Locale
from bitext.markdown.article import Article, Block, Kind, Segment
from bitext.site.articles import ArticleReader
from bitext.site.config_texts import configured_texts
from bitext.site.project import Project
from bitext.site.words import known_words

_LETTER = re.compile(r"[^\W\d_]")

__all__ = ["Sources", "Templates", "read_sources", "site_blocks"]


@dataclass(frozen=True)
class Sources:
    """A project's articles, and what of its configuration readers see."""

    articles: Mapping[str, Article]
    """Pages and snippets by their names, in path order."""
    site: tuple[Block, ...]
    """Texts of the configuration, and words of the renderer."""
    files: Mapping[str, str]
    """Each article's file as catalogs name it."""
    keys: Mapping[str, bytes]
    """What each article and all that decides how it is read are known by."""
    has_lines: bool = False
    """Whether references tell lines of the file too."""

    @cached_property
    def templates(self) -> dict[str, tuple[Message, ...]]:
        """The messages of each article, and of the site under SITE_ARTICLE."""
        messages = {
            path: template(
                article.blocks,
                reference=self.files[path],
                text=article.text if self.has_lines else None,
            )
            for path, article in self.articles.items()
        }
        return {**messages, SITE_ARTICLE: template(self.site, reference=SITE_ARTICLE)}

    def templates_in(self, locale: Locale) -> dict[str, tuple[Message, ...]]:
        """The same, with the translations of words that ``locale`` brings along."""
        site = _with_known_words(self.templates[SITE_ARTICLE], self.site, locale)
        return {**self.templates, SITE_ARTICLE: site}


class Templates(Mapping[str, tuple[Message, ...]]):
    """The same as ``Sources.templates_in``, each article read when it is asked for.

    Raises what ArticleReader.read raises.
    """

    def __init__(
        self, project: Project, *, reader: ArticleReader, locale: Locale
    ) -> None:
        self._project = project
        self._reader = reader
        self._locale = locale
        self._articles = frozenset(project.translated)
        self._read: dict[str, tuple[Message, ...]] = {}

    def __getitem__(self, article: str) -> tuple[Message, ...]:
        if article not in self:
            raise KeyError(article)
        if article not in self._read:
            self._read[article] = (
                self.site(self._words())
                if article == SITE_ARTICLE
                else self.of(article, self._reader.read(article).article)
            )
        return self._read[article]

    def __contains__(self, article: object) -> bool:
        return article in self._articles or article == SITE_ARTICLE

    def __iter__(self) -> Iterator[str]:
        yield from self._project.translated
        yield SITE_ARTICLE

    def __len__(self) -> int:
        return len(self._articles) + 1

    def of(self, name: str, article: Article) -> tuple[Message, ...]:
        """Messages of an article that has been read."""
        return template(
            article.blocks,
            reference=self._project.shown(name),
            text=article.text if _has_lines(self._project) else None,
        )

    def site(self, words: Iterable[str]) -> tuple[Message, ...]:
        """Messages of the site; ``words`` are those the renderer writes."""
        blocks = site_blocks(self._project, words=words)
        messages = template(blocks, reference=SITE_ARTICLE)
        return _with_known_words(messages, blocks, self._locale)

    def _words(self) -> set[str]:
        each = (self._reader.read(path).words for path in self._project.translated)
        return {word for words in each for word in words}


def _with_known_words(
    messages: Iterable[Message], blocks: Iterable[Block], locale: Locale
) -> tuple[Message, ...]:
    """``messages`` of the site, with the translations that ``locale`` brings along."""
    known = known_words(locale)
    words = {block.segments[0].text for block in blocks if block.kind is Kind.WORD}
    return tuple(
        replace(message, target=known[message.source])
        if message.source in words & known.keys()
        else message
        for message in messages
    )


def read_sources(
    project: Project,
    *,
    reader: ArticleReader | None = None,
    advance: Callable[[int], None] | None = None,
) -> Sources:
    """Split all articles of ``project``; those that did not change come from the cache.

    ``advance`` is told of every article done. Raises EncodingError for an article that
    is not UTF-8.
    """
    reader = reader or ArticleReader(project)
    articles = {}
    keys = {}
    words: set[str] = set()
    for path in project.translated:
        prepared = reader.read(path)
        articles[path] = prepared.article
        keys[path] = prepared.key
        words.update(prepared.words)
        if advance:
            advance(1)
    files = {path: project.shown(path) for path in articles}
    return Sources(
        articles, site_blocks(project, words=words), files, keys, _has_lines(project)
    )


def site_blocks(project: Project, *, words: Iterable[str]) -> tuple[Block, ...]:
    """What is translated of ``mkdocs.yml`` and ``words``: it stands in no article."""
    named = [(Kind.SITE, project.site_name), (Kind.SITE, project.site_description)]
    named += [(Kind.SITE, text) for text in configured_texts(project.config_file)]
    titles = [(Kind.NAV, title) for title in _nav_titles(project.nav)]
    written = [(Kind.WORD, word) for word in sorted(words) if _LETTER.search(word)]
    seen = dict.fromkeys(
        (kind, text) for kind, text in (*named, *titles, *written) if text
    )
    return tuple(Block(kind, (), (Segment(text, ()),)) for kind, text in seen)


def _nav_titles(nav: object) -> Iterator[str]:
    if isinstance(nav, list):
        for item in nav:
            yield from _nav_titles(item)
    elif isinstance(nav, Mapping):
        for title, item in nav.items():
            yield str(title)
            yield from _nav_titles(item)


def _has_lines(project: Project) -> bool:
    return project.config.references == "line"
