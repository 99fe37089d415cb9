"""Everything ``bitext check`` looks at, without building the site."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bitext.catalog import (
    SITE_ARTICLE,
    Catalog,
    Counts,
    Key,
    Message,
)
from bitext.check import (
    Finding,
    Judged,
    Severity,
    check_catalogs,
    check_conflict,
    check_fault,
    check_language,
    check_source,
    check_update,
    kinds_of,
)
from bitext.check.guard import Refusal
from bitext.check.manual import judged_rules
from bitext.check.other_findings import MISUSES, REFUSED, UNPLACED
from bitext.check.subjects import Fate, Update
from bitext.check.termbase import Term
from bitext.config import LocaleConfig
from bitext.layout import catalog_path
from bitext.locales import Locale
from bitext.markdown.article import Article, Block
from bitext.markdown.foreign_links import as_in_source
from bitext.site.accepting import (
    accept_by_comments,
    accept_by_settings,
    require_known_rules,
)
from bitext.site.articles import ArticleReader
from bitext.site.catalogs import locale_update
from bitext.site.folders import require_known_folders
from bitext.site.judgements import Judgements, PageJudge
from bitext.site.lock import unmixed
from bitext.site.project import Project
from bitext.site.sources import Sources, read_sources
from bitext.site.termbases import read_termbase
from bitext.site.translations import faults_of_site_texts

__all__ = ["check_project"]


def check_project(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    advance: Callable[[int], None] | None = None,
) -> tuple[Finding, ...]:
    """All findings of the articles and of the catalogs of ``locales``, in order.

    Without those that comments and the settings accept; the baseline is left aside.
    ``advance`` is told of each article judged in each language. Paths are relative to
    the project's folder. Raises EncodingError for an article that is not UTF-8,
    UnknownFolderError for catalogs of a language that is not configured,
    CatalogsHeldError while another command writes catalogs and does not end,
    CheckSettingsError for settings that name no rule, and what read_termbase raises.
    """
    require_known_rules(project)
    require_known_folders(
        project.locales_dir,
        locales=[item.locale for item in project.config.locales],
        config_file=project.config_file.name,
    )
    return unmixed(project, lambda: _found(project, locales, advance))


def _found(
    project: Project,
    locales: Sequence[LocaleConfig],
    advance: Callable[[int], None] | None,
) -> tuple[Finding, ...]:
    reader = ArticleReader(project)
    sources = read_sources(project, reader=reader)
    source_locale = project.config.source.locale
    findings = list(_unplaced(sources, locale=source_locale))
    findings += _misused(sources, locale=source_locale)
    findings += _unlisted(project)
    judgements = Judgements(project, reader=reader)
    # Pages outermost: the source of each is rendered once for all languages.
    termbase = read_termbase(project)
    catalogs = {
        item.locale.code: _Catalogs(
            project, item, sources=sources, terms=termbase.of(item.locale)
        )
        for item in locales
    }
    for path, article in sources.articles.items():
        shown = sources.files[path]
        findings += check_source(article, path=shown, locale=source_locale)
        judge = judgements.of(path, article, key=sources.keys[path])
        for item in locales:
            held = catalogs[item.locale.code]
            findings += held.judge(path, article, judge)
            if advance:
                advance(1)
    kept: list[Finding] = []
    for code, held in catalogs.items():
        findings += held.check(sources)
        findings += held.judge_site(sources.site, nav=project.nav)
        findings += held.check_files()
        own = [one for one in findings if one.locale == code]
        kept += accept_by_comments(own, held.messages, locale=code)
    kept += [one for one in findings if one.locale not in catalogs]
    judged = judged_rules(with_site=False, with_external=False)
    counted = accept_by_settings(kept, project, judged=judged)
    return tuple(_placed(sorted(counted), sources))


def _placed(findings: Iterable[Finding], sources: Sources) -> Iterator[Finding]:
    """The findings with the lines of their texts in the articles."""
    lines: dict[str, dict[str, int]] = {}
    for path, article in sources.articles.items():
        of_text: dict[str, int] = {}
        for block in article.blocks:
            for segment in block.segments:
                if segment.text not in of_text and segment.spans:
                    offset = segment.spans[0][0]
                    line = article.text.count("\n", 0, offset) + 1
                    of_text[segment.text] = line
        lines[sources.files[path]] = of_text
    for one in findings:
        found = lines.get(one.article, {})
        line = one.line if one.path == one.article else found.get(one.source, 0)
        if not line and one.source:
            # Messages that are judged as one begin with the first.
            begun = (at for text, at in found.items() if one.source.startswith(text))
            line = next(begun, 0)
        yield replace(one, article_line=line)


def _unplaced(sources: Sources, *, locale: Locale) -> Iterator[Finding]:
    for path, article in sources.articles.items():
        for gone in article.given_up:
            yield Finding(
                path=sources.files[path],
                line=article.text.count("\n", 0, gone.offset) + 1,
                rule=UNPLACED,
                text=f"this text cannot be translated: {gone.reason}",
                severity=Severity.WARNING,
                cure="write it in simpler Markdown",
                locale=locale.code,
                article=sources.files[path],
                source=gone.text,
            )


def _unlisted(project: Project) -> Iterator[Finding]:
    for article, file in project.snippets.unlisted:
        path = os.path.relpath(file, project.root).replace(os.sep, "/")
        yield Finding(
            path=project.shown(article),
            line=1,
            rule=UNPLACED,
            text=f"{path}, which this article includes, is not translated",
            severity=Severity.WARNING,
            cure="name it or its folder in the setting snippets",
            locale=project.config.source.locale.code,
            article=project.shown(article),
            source=path,
        )


def _misused(sources: Sources, *, locale: Locale) -> Iterator[Finding]:
    for path, article in sources.articles.items():
        for fault in article.faults:
            rule, severity = MISUSES[fault.misuse]
            end = article.text.find("-->", fault.offset) + len("-->")
            yield Finding(
                path=sources.files[path],
                line=article.text.count("\n", 0, fault.offset) + 1,
                rule=rule,
                text=fault.text,
                severity=severity,
                cure=fault.cure,
                locale=locale.code,
                article=sources.files[path],
                source=article.text[fault.offset : end],
            )


class _Catalogs:
    """The catalogs of one locale, as an update would leave them."""

    def __init__(
        self,
        project: Project,
        language: LocaleConfig,
        *,
        sources: Sources,
        terms: Sequence[Term],
    ) -> None:
        self._terms = terms
        self._root = project.root
        self._folder = project.locales_dir
        self._locale = language.locale
        self._links = language.links
        self._source_locale = project.config.source.locale
        self._update = locale_update(project, locale=language.locale, sources=sources)

    def check(self, sources: Sources) -> tuple[Finding, ...]:
        """Findings of the rules in the catalogs of all that is to be translated."""
        blocks = {path: article.blocks for path, article in sources.articles.items()}
        blocks[SITE_ARTICLE] = sources.site
        before = self._update.before
        return check_catalogs(
            (
                Judged(catalog, kinds_of(of_article), before.get(path))
                for path, of_article in blocks.items()
                if (catalog := self._catalog(path))
            ),
            locale=self._locale,
            source_locale=self._source_locale,
            terms=self._terms,
        )

    def judge(self, path: str, article: Article, judge: PageJudge) -> Iterator[Finding]:
        """Findings of the guard."""
        catalog = self._catalog(path)
        if catalog is None:
            return
        published = catalog.translations
        keys = [segment.key for segment in article.segments]
        offered = [
            text and as_in_source(key[1], text, self._links)
            for key in keys
            for text in (published.get(key),)
        ]
        if not any(offered):
            return
        refusals = judge.judge(offered, locale=self._locale).refusals
        yield from self._refused(catalog, refusals, keys=keys)

    def judge_site(self, blocks: Sequence[Block], *, nav: object) -> Iterator[Finding]:
        """Findings of the guard in the texts of the configuration."""
        catalog = self._catalog(SITE_ARTICLE)
        if catalog is None:
            return
        published = catalog.translations
        keys = [block.segments[0].key for block in blocks]
        offered = {text: published.get((None, text)) for _, text in keys}
        texts = {text: target for text, target in offered.items() if target}
        faults = faults_of_site_texts(texts, nav=nav, locale=self._locale)
        refusals = [
            Refusal(index, faults[text].reason, faults[text].danger)
            for index, (_, text) in enumerate(keys)
            if text in faults
        ]
        yield from self._refused(catalog, refusals, keys=keys)

    @property
    def messages(self) -> list[tuple[str, Message]]:
        """All messages, with the paths of their catalogs."""
        catalogs = filter(None, map(self._catalog, sorted(self._update.catalogs)))
        return [(one.path, message) for one in catalogs for message in one.messages]

    def check_files(self) -> Iterator[Finding]:
        """What is wrong with whole files, those of vanished articles included."""
        update, locale = self._update, self._locale
        for fault in update.faults:
            shown = self._shown(Path(fault.path))
            yield from check_fault(fault, locale=locale, path=shown)
        for conflict in update.conflicts:
            shown = self._shown(self._path(conflict.article))
            yield from check_conflict(conflict, path=shown, locale=locale)
        catalogs = filter(None, map(self._catalog, sorted(update.catalogs)))
        yield from check_language(tuple(catalogs), locale=locale)
        written = {path for path, _ in update.changes.writes}
        for article in sorted({*update.catalogs, *update.before}):
            path = self._path(article)
            fate = Fate.STAYS
            if path in update.changes.deletions:
                fate = Fate.IS_DELETED
            elif path in written:
                fate = Fate.CHANGES if article in update.before else Fate.IS_MADE
            counts = update.counts_by_article.get(article, Counts())
            yield from check_update(
                Update(fate, counts), path=self._shown(path), locale=locale
            )

    def _refused(
        self, catalog: Catalog, refusals: Sequence[Refusal], *, keys: Sequence[Key]
    ) -> Iterator[Finding]:
        messages = {message.key: message for message in catalog.messages}
        # One message that stands twice in an article is one finding.
        reasons = {keys[one.index]: one.reason for one in refusals}
        for key, reason in reasons.items():
            message = messages[key]
            yield Finding(
                path=catalog.path,
                line=message.line or 1,
                rule=REFUSED,
                text=reason,
                severity=Severity.ERROR,
                cure="change words only; until then the page shows the source",
                locale=self._locale.code,
                article=next(iter(message.references), ""),
                source=message.source,
                target=message.target,
            )

    def _path(self, article: str) -> Path:
        gettext = self._locale.gettext
        return catalog_path(self._folder, gettext=gettext, article=article)

    def _catalog(self, article: str) -> Catalog | None:
        catalog = self._update.catalogs.get(article)
        return catalog and replace(catalog, path=self._shown(Path(catalog.path)))

    def _shown(self, path: Path) -> str:
        return os.path.relpath(path, self._root).replace(os.sep, "/")
