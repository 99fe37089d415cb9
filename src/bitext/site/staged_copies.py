"""Where the articles of a project lie in the staged tree of a language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.site.project import Project
from bitext.site.snippets import mirrored
from bitext.site.staged_config import SNIPPETS_FOLDER

__all__ = ["Copy", "copies_of"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A place in the staged tree for an article."""

    article: str
    file: str
    """Where the article lies."""
    target: str
    """Below the staged tree, with slashes."""
    is_snippet: bool
    """Whether pages include what lies there."""


def copies_of(project: Project, language: LocaleConfig) -> Iterator[Copy]:
    """Every place of every article.

    Without pages that ``language`` has one of its own for. What pages include from
    outside ``docs_dir`` lies beside it.
    """
    docs_dir = str(project.docs_dir)
    pages = frozenset(project.articles)
    own = project.variants.pages(language.locale.code)
    for article in project.translated:
        if article in own and article in pages:
            continue
        file = project.snippets.articles.get(article)
        is_in_docs = file is None or file.is_relative_to(project.docs_dir)
        if is_in_docs:
            is_snippet = article not in pages
            place = str(file or f"{docs_dir}/{article}")
            yield Copy(article, place, f"docs/{article}", is_snippet=is_snippet)
        if file is not None:
            target = mirrored(file, below=Path(SNIPPETS_FOLDER)).as_posix()
            yield Copy(article, str(file), target, is_snippet=True)
