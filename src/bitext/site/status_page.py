"""Pages of the site that say how much of it is translated, article by article."""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from babel.numbers import format_decimal, format_percent
from mkdocs.structure.files import File

from bitext.config import LocaleConfig
from bitext.files import write_atomic
from bitext.layout import catalog_path
from bitext.locales import Locale, cldr_of
from bitext.site.coverage import Coverage, has_coverage, read_coverage
from bitext.site.file_states import are_unchanged, file_states
from bitext.site.inputs import code_digest
from bitext.site.project import Project
from bitext.site.sections import Sections
from bitext.site.status_place import clean_status, note_written, read_written
from bitext.site.words import reader_words

__all__ = ["write_status"]

_ASSETS: Final = Path(__file__).with_name("status")
_FILES: Final = ("status.css", "status.js")
_WHOLE: Final = 100
_PAGE: Final = """<!doctype html>
<html lang="{code}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} - {site}</title>
<link rel="stylesheet" href="{up}status.css">
<script src="{up}status.js" defer></script>
</head>
<body>
<header><a href="{home}">{site}</a></header>
<main>
<h1>{title}</h1>
<ul class="languages">
{languages}
</ul>
<div class="scrolled" role="region" aria-label="{title}" tabindex="0">
<table>
<thead><tr>{headings}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
</main>
</body>
</html>
"""
_LANGUAGE: Final = (
    '<li><div><a href="{href}" lang="{code}" dir="{direction}"{current}>{name}</a>'
    "<span>{percent}</span></div>{bar}</li>"
)


def write_status(project: Project) -> None:
    """Write the page of each language that has been staged, where it has changed.

    The page in the source language has all of them side by side.
    """
    folder = project.site_dir / project.config.reader.status
    staged = {
        one.locale.code: read_coverage(project.stage_dir / one.locale.code).coverage
        for one in project.config.locales
        if has_coverage(project.stage_dir / one.locale.code)
    }
    key = _key(project, staged)
    known, files = read_written(project)
    if known == key and are_unchanged(files):
        return
    contents = {name: (_ASSETS / name).read_bytes() for name in _FILES}
    contents |= _Pages(project, staged).contents()
    for name, content in contents.items():
        write_atomic(folder / name, content)
    written = [str(folder / name) for name in contents]
    clean_status(project, kept=written)
    note_written(project, key, file_states(written))


def _key(project: Project, staged: Mapping[str, Mapping[str, Coverage]]) -> str:
    parts = (
        code_digest(),
        project.site_dir,
        project.config,
        project.site_name,
        project.suggest_url,
        project.use_directory_urls,
        project.nav,
        project.articles,
        staged,
    )
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


class _Pages:
    """The pages of one state of the translations."""

    def __init__(
        self, project: Project, staged: Mapping[str, Mapping[str, Coverage]]
    ) -> None:
        self._project = project
        self._staged = staged
        suggest = project.config.reader.suggest
        self._suggest = project.suggest_url if suggest is True else suggest or ""
        self._languages = [
            one for one in project.config.locales if one.locale.code in staged
        ]
        sections = Sections(project)
        self._articles = sorted(project.articles, key=sections.position)

    def contents(self) -> dict[str, bytes]:
        """All pages, by their paths below the folder they lie in."""
        source = self._project.config.source
        found = {"index.html": self._page(source).encode()}
        for language in self._languages:
            page = self._page(language).encode()
            found[f"{language.locale.code}/index.html"] = page
        return found

    def _page(self, language: LocaleConfig) -> str:
        is_source = language == self._project.config.source
        locale, words = language.locale, reader_words(language.locale)
        home = ("../" if is_source else "../../") + (
            f"{language.path}/" if language.path else ""
        )
        cells = self._of_all if is_source else partial(self._of_one, language)
        headings, rows = cells(words, "../" if is_source else "../../")
        return _PAGE.format(
            code=locale.code,
            direction=locale.direction,
            title=escape(words["status"]),
            site=escape(self._project.site_name),
            up="" if is_source else "../",
            home=home if self._project.use_directory_urls else f"{home}index.html",
            languages="\n".join(self._overview(language)),
            headings="".join(headings),
            rows="\n".join(f"<tr>{''.join(row)}</tr>" for row in rows),
        )

    def _overview(self, shown: LocaleConfig) -> Iterator[str]:
        """How far each language is."""
        source = self._project.config.source
        for one in (source, *self._languages):
            code = one.locale.code
            total = sum(self._staged.get(code, {}).values(), start=Coverage())
            up = "" if shown == source else "../"
            path = up if one == source else f"{up}{code}/"
            if not self._project.use_directory_urls:
                path += "index.html"
            yield _LANGUAGE.format(
                href=path or "./",
                code=code,
                direction=one.locale.direction,
                current=' aria-current="page"' if one == shown else "",
                name=escape(one.name),
                percent="" if one == source else _percent(total, shown),
                bar="" if one == source else _bar(total),
            )

    def _of_all(
        self, words: Mapping[str, str], up: str
    ) -> tuple[list[str], Iterator[list[str]]]:
        source = self._project.config.source
        headings = [
            _heading(words["status_page"], "text"),
            *(_heading(one.name, "number", one.locale) for one in self._languages),
        ]
        rows = (
            [
                self._link(article, source, up),
                *(
                    _number(
                        coverage.percent,
                        self._to_catalog(article, one, _percent(coverage, source)),
                    )
                    for one in self._languages
                    for coverage in (self._of(article, one),)
                ),
            ]
            for article in self._articles
        )
        return headings, rows

    def _of_one(
        self, language: LocaleConfig, words: Mapping[str, str], up: str
    ) -> tuple[list[str], Iterator[list[str]]]:
        names = ("words", "translated", "machine", "changed")
        headings = [
            _heading(words["status_page"], "text"),
            *(_heading(words[f"status_{name}"], "number") for name in names),
        ]
        if self._suggest:
            headings.append(f'<th scope="col">{escape(words["status_catalog"])}</th>')
        count = partial(format_decimal, locale=cldr_of(language.locale))
        rows = (
            [
                self._link(article, language, up),
                _number(of.words, count(of.words)),
                _number(of.percent, f"{_percent(of, language)}{_bar(of)}"),
                _number(of.machine, count(of.machine)),
                _number(of.changed, count(of.changed)),
                *self._catalog_cell(article, language, words["status_file"]),
            ]
            for article in self._articles
            for of in (self._of(article, language),)
        )
        return headings, rows

    def _catalog_cell(
        self, article: str, language: LocaleConfig, text: str
    ) -> tuple[str, ...]:
        if not self._suggest:
            return ()
        return (f"<td>{self._to_catalog(article, language, text)}</td>",)

    def _of(self, article: str, language: LocaleConfig) -> Coverage:
        return self._staged[language.locale.code].get(article, Coverage())

    def _link(self, article: str, language: LocaleConfig, up: str) -> str:
        has_folders = self._project.use_directory_urls
        url = File(article, "", "", use_directory_urls=has_folders).url
        folder = f"{language.path}/" if language.path else ""
        return (
            f'<td><a href="{escape(f"{up}{folder}{url}")}" dir="ltr">{escape(article)}'
            "</a></td>"
        )

    def _to_catalog(self, article: str, language: LocaleConfig, text: str) -> str:
        """``text`` as a link to the article's catalog, if that has an address."""
        project, gettext = self._project, language.locale.gettext
        url = self._suggest
        if not url:
            return escape(text)
        file = catalog_path(project.locales_dir, gettext=gettext, article=article)
        values = {
            "locale": language.locale.code,
            "gettext": gettext,
            "article": quote(article),
            "catalog": quote(file.relative_to(project.root).as_posix()),
            "line": "1",
            "source": "",
            "context": "",
        }
        for name, value in values.items():
            url = url.replace(f"{{{name}}}", value)
        return f'<a href="{escape(url)}">{escape(text)}</a>'


def _heading(text: str, sort: str, locale: Locale | None = None) -> str:
    kind = ' class="number"' if sort == "number" else ""
    said_in = f' lang="{locale.code}" dir="{locale.direction}"' if locale else ""
    return (
        f'<th scope="col" data-sort="{sort}"{kind}><span{said_in}>{escape(text)}</span>'
        "</th>"
    )


def _number(value: int, shown: str) -> str:
    return f'<td class="number" data-value="{value}">{shown}</td>'


def _percent(coverage: Coverage, language: LocaleConfig) -> str:
    share = coverage.percent / _WHOLE
    return escape(format_percent(share, locale=cldr_of(language.locale)))


def _bar(coverage: Coverage) -> str:
    """How much is translated, and how much of that by a machine alone."""
    machine = _WHOLE * coverage.machine // coverage.words if coverage.words else 0
    human = coverage.percent - machine
    return (
        f'<svg class="bar" viewBox="0 0 {_WHOLE} 1" preserveAspectRatio="none" '
        f'aria-hidden="true"><rect width="{human}" height="1"/>'
        f'<rect class="machine" x="{human}" width="{machine}" height="1"/></svg>'
    )
