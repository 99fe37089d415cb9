"""Pages that were translated as wholes, taken into the catalogs."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bitext.catalog import Changes, Message, until_settled
from bitext.config import LocaleConfig
from bitext.errors import BitextError
from bitext.exchange.intake import Intake, take_in
from bitext.exchange.pages import Alignment, align
from bitext.exchange.pages.links import as_in_source
from bitext.exchange.unit import Incoming, State, address
from bitext.files import read_text
from bitext.locales import Locale
from bitext.markdown.article import Article, Segment
from bitext.markdown.segments import split
from bitext.site.articles import ArticleReader
from bitext.site.catalogs import update_catalogs
from bitext.site.exchange import faults_of, with_catalogs
from bitext.site.lock import catalogs_held
from bitext.site.project import Project
from bitext.site.sources import read_sources

__all__ = ["Fate", "ImportedPages", "NoPagesError", "Unplaced", "import_pages"]

Advance = Callable[[int], None]


class Fate(StrEnum):
    """What became of a sentence of an article, or of a translated page."""

    VALID = "valid"
    FUZZY = "fuzzy"
    """Imported, and to be looked at: it may belong to another sentence, or has faults.
    """
    KNOWN = "translated before"
    SAME = "left in the source language"
    UNTRANSLATED = "without a translation"
    UNPLACED = "without a place in the article"


class NoPagesError(BitextError):
    """There is nothing to import."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A sentence of a translated page that no sentence of the article is for."""

    path: str
    line: int
    text: str


@dataclass(slots=True)
class ImportedPages:
    """What an import of pages did."""

    pages: int
    sentences: Counter[Fate]
    unplaced: list[Unplaced]
    strangers: list[str]
    """Files of the folder that no article is for."""
    beside: list[str]
    """Files beside their articles: while they are there, they stand in the place of
    the translations."""
    changed: int = 0
    """Files below ``locales/``."""
    intake: Intake = field(default_factory=Intake)


@dataclass(frozen=True, slots=True)
class _Page:
    article: str
    file: Path
    shown: str


def import_pages(
    project: Project,
    *,
    item: LocaleConfig,
    folder: Path | None = None,
    as_fuzzy: bool = False,
    advance: Advance | None = None,
) -> ImportedPages:
    """Align translated pages with their articles and bring the catalogs up to date.

    Pages lie in ``folder`` under the names of their articles, or without it beside
    them: ``start.nb.md`` beside ``start.md``. A translation that a catalog has stays.
    Nothing is written before every page has been read. Raises NoPagesError,
    EncodingError, ReadError, and what writing catalogs raises.
    """
    pages, strangers = _pages(project, item.locale, folder)
    reader = ArticleReader(project)
    done = ImportedPages(len(pages), Counter(), [], strangers, [])
    if folder is None:
        done.beside = [page.shown for page in pages]
    units: list[Incoming] = []
    for page in pages:
        source = reader.read(page.article).article
        text = read_text(page.file, shown=page.shown)
        target = split(
            text,
            renderer=reader.renderer,
            language=item.locale.language,
            front_matter=project.config.front_matter,
            segmentation=project.config.segmentation,
        )
        alignment = align(source, target)
        units += _units(page, alignment, item.locale, target=target, done=done)
        if advance:
            advance(1)
    with catalogs_held(project):
        sources = read_sources(project)

        def decide() -> tuple[Intake, Changes, list[Incoming]]:
            found = update_catalogs(project, locales=[item], sources=sources)
            update = found[item.locale.code]
            known = {
                (article, address(message))
                for article, catalog in update.catalogs.items()
                for message in catalog.messages
                if message.is_translated
            }
            new = [one for one in units if (one.article, one.id) not in known]
            intake = take_in(
                new,
                catalogs=update.catalogs,
                faults=faults_of(project, locale=item.locale),
                as_fuzzy=as_fuzzy,
            )
            changes = with_catalogs(
                project, update, catalogs=intake.catalogs, locale=item.locale
            )
            return intake, changes, new

        (done.intake, _, new), done.changed = until_settled(
            decide, lambda decided: decided[1].apply()
        )
    fuzzy = sum(one.state is not None and one.state.is_fuzzy for one in new)
    fuzzy = len(new) if as_fuzzy else fuzzy + len(done.intake.doubtful)
    refused = len(done.intake.refused)
    done.sentences[Fate.KNOWN] = len(units) - len(new)
    done.sentences[Fate.FUZZY] = fuzzy
    done.sentences[Fate.VALID] = len(new) - fuzzy - refused
    done.sentences[Fate.UNTRANSLATED] += refused
    return done


def _pages(
    project: Project, locale: Locale, folder: Path | None
) -> tuple[list[_Page], list[str]]:
    """Translated pages, and files of the folder that are none."""
    if folder is None:
        places = project.variants.pages(locale.code)
        found = {
            article: project.docs_dir / file
            for article, file in places.items()
            if article in project.articles
        }
        strangers: list[str] = []
    else:
        files = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*.md"))
        }
        found = {one: path for one, path in files.items() if one in project.articles}
        strangers = [str(files[one]) for one in files if one not in found]
    if not found:
        where = (
            f"{folder}: has no page under the name of an article of "
            f"{project.docs_shown}/; give the folder that lies like it"
            if folder
            else f"{project.docs_shown}: no article has a page like "
            f"start.{locale.code}.md beside it; give the folder of translated pages"
        )
        raise NoPagesError(where)
    pages = [
        _Page(article, path, os.path.relpath(path, project.root).replace(os.sep, "/"))
        for article, path in found.items()
    ]
    return pages, strangers


def _units(
    page: _Page,
    alignment: Alignment,
    locale: Locale,
    *,
    target: Article,
    done: ImportedPages,
) -> Iterator[Incoming]:
    done.sentences[Fate.UNTRANSLATED] += len(alignment.untranslated)
    done.sentences[Fate.UNPLACED] += len(alignment.loose)
    done.unplaced += [
        Unplaced(page.shown, _line(target, one.segment), one.segment.text)
        for one in alignment.loose
    ]
    codes = frozenset(
        code.lower() for code in (locale.code, locale.gettext, locale.language)
    )
    blank = " " if locale.spaced else ""
    for match in alignment.matches:
        first, *others = match.sources
        text = blank.join(segment.text for segment in match.targets)
        if text == " ".join(segment.text for segment in match.sources):
            done.sentences[Fate.SAME] += len(match.sources)
            continue
        # One translation of two sentences is offered for the first of them.
        done.sentences[Fate.UNTRANSLATED] += len(others)
        yield Incoming(
            f"{page.shown}:{_line(target, match.targets[0])}",
            page.article,
            address(Message(first.text, context=first.context)),
            (first.text,),
            (as_in_source(text, first.text, codes=codes),),
            State(is_fuzzy=not match.is_sure),
        )


def _line(article: Article, segment: Segment) -> int:
    offset = segment.spans[0][0] if segment.spans else 0
    return article.text.count("\n", 0, offset) + 1
