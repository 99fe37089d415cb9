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

__all__ = ["Sources", "read_sources", "site_blocks"]


@dataclass(frozen=True)
class Sources:
    """A project's articles, and what of its configuration readers see."""

    articles: Mapping[str, Article]
    """Pages and snippets by their names, in path order."""
    site: tuple[Block, ...]
    """Texts of the configuration, and words of the renderer."""
    files: Mapping[str, str]
    """Each article's file as catalogs name it."""

    @cached_property
    def templates(self) -> dict[str, tuple[Message, ...]]:
        """The messages of each article, and of the site under SITE_ARTICLE."""
        messages = {
            path: template(article.blocks, reference=self.files[path])
            for path, article in self.articles.items()
        }
        return {**messages, SITE_ARTICLE: template(self.site, reference=SITE_ARTICLE)}

    def templates_in(self, locale: Locale) -> dict[str, tuple[Message, ...]]:
        """The same, with the translations of words that ``locale`` brings along."""
        known = known_words(locale)
        words = {
            block.segments[0].text for block in self.site if block.kind is Kind.WORD
        }
        messages = (
            replace(message, target=known[message.source])
            if message.source in words & known.keys()
            else message
            for message in self.templates[SITE_ARTICLE]
        )
        return {**self.templates, SITE_ARTICLE: tuple(messages)}


def read_sources(
    project: Project, *, advance: Callable[[int], None] | None = None
) -> Sources:
    """Split all articles of ``project``; those that did not change come from the cache.

    ``advance`` is told of every article done. Raises EncodingError for an article that
    is not UTF-8.
    """
    reader = ArticleReader(project)
    articles = {}
    words: set[str] = set()
    for path in project.translated:
        prepared = reader.read(path)
        articles[path] = prepared.article
        words.update(prepared.words)
        if advance:
            advance(1)
    files = {path: project.shown(path) for path in articles}
    return Sources(articles, site_blocks(project, words=words), files)


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
