"""What a reader of one language gets besides the page: the others, the original."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from shutil import rmtree
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from bitext.config import Config, LocaleConfig
from bitext.locales import name_in
from bitext.site.coverage import Coverage, Index, Pages, read_coverage, read_index
from bitext.site.language_menu import SCRIPT, menu_head
from bitext.site.local_dates import Length, local_date
from bitext.site.notices import MARK, Notices
from bitext.site.original_paths import original_path
from bitext.site.root import ARRIVE, hop
from bitext.site.search import FOLDER, THEME, require_pagefind, write_index
from bitext.site.search_entries import search_entries
from bitext.site.status_place import status_url
from bitext.site.words import reader_words

__all__ = ["Reader"]

_THEME = Path(__file__).with_name("theme")
_MENU = "partials/alternate.html"
_WORDS = "assets/bitext/words.js"
_STATES = ("machine", "outdated", "untranslated", "fuzzy")
_MODES = ("off", "sentences", "columns", "only")
_HTML_TAG = re.compile(r"<html\b[^>]*>", re.IGNORECASE)
# Where a page's text begins: in Material, and in the other themes of MkDocs.
_TEXT = re.compile(
    r"<article\b[^>]*\bmd-content__inner\b[^>]*>|<div\b[^>]*\brole=[\"']?main\b[^>]*>"
)
_LANG = re.compile(r"\slang=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
# Material asks for <page>/sitemap.xml of every link[rel=alternate]; it compares the
# whole value, HTML compares its words, so a trailing blank is seen by HTML alone.
_ALTERNATE = "alternate "


class Reader:
    """Adds to the build of one language what leads to the others.

    With one language there is nothing to add, and nothing is changed. ``stage_dir``
    has what is known of the pages of all languages; without it all count as translated.
    """

    def __init__(
        self, config: Config, language: LocaleConfig, *, stage_dir: Path | None
    ) -> None:
        self._config = config
        self._stage_dir = stage_dir
        self._language = language
        self._notices = Notices(config, language)
        self._pages, self._index = Pages(), Index()
        if stage_dir is not None:
            self._index = read_index(stage_dir)
            if language != config.source:
                self._pages = read_coverage(stage_dir / language.locale.code)
        self._languages = (config.source, *config.locales)
        self._has_menu = False
        self._site_url: str | None = None
        self._directory_urls = True

    @property
    def _has_original(self) -> bool:
        """Whether readers can ask for the original: the control is in the header."""
        return self._has_menu and not self.is_source and self._config.reader.original

    @property
    def is_source(self) -> bool:
        """Whether the language is the one the site is written in."""
        return self._language == self._config.source

    @property
    def _has_notices(self) -> bool:
        return not self.is_source and bool(self._config.reader.notices)

    @property
    def root(self) -> str:
        """Path of the language on a server whose root is that of the site."""
        return f"/{_folder(self._language)}"

    @property
    def is_alone(self) -> bool:
        """Whether there is no other language."""
        return len(self._languages) == 1

    def configure(self, config: MkDocsConfig) -> None:
        """Put our templates and files into the theme's."""
        if self._config.search == "pagefind":
            require_pagefind(config)
            self._use_pagefind(config)
        if self.is_alone:
            return
        self._directory_urls = config.use_directory_urls
        if self._has_notices:
            config.extra_css.append("assets/bitext/notice.css")
        suffix = _folder(self._language)
        self._site_url = (config.site_url or "").removesuffix(suffix) or None
        theme = config.theme
        # The site's own overrides go before ours, ours before the theme's.
        place = 1 if theme.custom_dir else 0
        theme.dirs.insert(place, str(_THEME))
        self._has_menu = any(
            Path(folder, _MENU).is_file() for folder in theme.dirs[place + 1 :]
        )
        if not self._has_menu:
            return
        # Truthy, so that the header has the menu; not iterable, so that no page gets
        # links to the languages' homes for those of the page.
        config.extra["alternate"] = True
        if self._has_original:
            theme.static_templates.add(_WORDS)
            scripts: list[object] = list(config.extra_javascript)
            scripts += [_WORDS, "assets/bitext/original.js"]
            config["extra_javascript"] = scripts
            config.extra_css.append("assets/bitext/original.css")
        if self._language.locale.direction == "rtl":
            config.extra_css.append("assets/bitext/rtl.css")

    @staticmethod
    def _use_pagefind(config: MkDocsConfig) -> None:
        """Put our search box in the place of the theme's."""
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        scripts: list[object] = list(config.extra_javascript)
        config["extra_javascript"] = [*scripts, "assets/bitext/search.js"]
        config.extra_css.append("assets/bitext/search.css")

    def index(self, config: MkDocsConfig) -> None:
        """Make the index for Pagefind of what the theme's search has collected."""
        if self._config.search != "pagefind":
            return
        entries = search_entries(config)
        site = Path(config.site_dir)
        # Nothing asks for the theme's own.
        rmtree(site / "search", ignore_errors=True)
        code = self._language.locale.code
        write_index(
            entries,
            locale=self._language.locale,
            target=site / FOLDER,
            cache=(self._stage_dir or site.parent) / code / "search",
        )

    def learn(self, article: str, coverage: Coverage) -> None:
        """Take in what is translated of a page that has changed."""
        known = {**self._pages.coverage, article: coverage}
        self._pages = replace(self._pages, coverage=known)

    def context(self, page: Page | None) -> Mapping[str, object]:
        """What the templates of a page, or of a page that is none, may use."""
        if self.is_alone:
            # A template that places the notice is as good with one language.
            return {"bitext": {"notice": Markup()}}
        entries = [
            {
                "code": language.locale.code,
                "name": language.name,
                "href": self._href(language, page),
            }
            for language in self._languages
        ]
        ours: dict[str, object] = {
            "menu": entries,
            "original": self._has_original,
            "status": self._status(page),
            "notice": self._notice(page),
        }
        if self._has_original:
            ours["words"] = self._words()
        return {
            "bitext": ours,
            "bitext_alternates": self._alternates,
            "bitext_is_indexed": self._is_indexed,
        }

    def _status(self, page: Page | None) -> Mapping[str, str]:
        """Where the menu leads besides; empty if the site says nothing of it."""
        status = self._config.reader.status
        if not status:
            return {}
        code, source = self._language.locale.code, self._config.source.locale.code
        has_folders = self._directory_urls
        path = status_url(status, code, source=source, has_folders=has_folders)
        words = reader_words(self._language.locale)
        return {"href": self._from_root(path, page), "name": words["status"]}

    def date(self, value: object, length: Length = "long") -> str:
        """A date in the form of this language; what templates call ``bitext_date``."""
        return local_date(value, length, locale=self._language.locale)

    def facts(self, page: Page) -> str:
        """All that the page shows of itself and others besides its own text.

        Of thousands of pages that are known it is asked for, so it is what notices and
        addresses are made of rather than they themselves.
        """
        path = page.file.src_uri
        coverage = None if self.is_source else self._pages.coverage.get(path)
        index, own = self._index, self._language.locale.code
        is_named = self._site_url is not None and self._is_indexed(page)
        shown = (
            coverage and coverage.values,
            is_named,
            [
                code
                for code, pages in index.left_out.items()
                if is_named and code != own and path in pages
            ],
            [code for code, pages in index.extra.items() if path in pages],
            _is_article(page),
        )
        return repr(shown)

    @property
    def sitemap_facts(self) -> str:
        """What the sitemap shows of the translation of pages."""
        pages = (self._index.left_out, self._index.extra)
        return json.dumps(
            [{code: sorted(paths) for code, paths in one.items()} for one in pages]
        )

    def _notice(self, page: Page | None) -> Markup:
        """What the page says of its translation."""
        coverage = self._pages.coverage.get(page.file.src_uri) if page else None
        if page is None or coverage is None or not self._has_notices:
            return Markup()
        original = self._href(self._config.source, page)
        return self._notices.html(coverage, original=original)

    def _is_indexed(self, page: Page) -> bool:
        """Whether search engines get the page: enough of it is translated."""
        coverage = self._pages.coverage.get(page.file.src_uri)
        least = self._config.reader.index_from
        return coverage is None or coverage.percent >= least

    def _words(self) -> Mapping[str, object]:
        """What the reader's script says, in this language."""
        words = reader_words(self._language.locale)
        source = self._config.source.locale
        name = name_in(self._language.locale, of=source)
        return {
            "lang": source.code,
            "dir": source.direction,
            "code": source.language.upper(),
            "modes": {mode: words[mode] for mode in _MODES},
            "states": {state: words[state] for state in _STATES},
            **{key: words[key] for key in ("choose", "suggest", "link", "failed")},
            "name": words["name"].replace("{}", name, 1),
            "part": words["part"].replace("{}", name, 1),
        }

    def finished(self, output: str, page: Page | None, *, is_404: bool = False) -> str:
        """The HTML of a page with its language and the addresses of its others."""
        if self.is_alone:
            return output
        # A page may be large for its navigation: all before </head> is put together
        # first, and the page copied once.
        start = output.find("</head>")
        head, body = (output[:start], output[start:]) if start >= 0 else (output, "")
        if self._language != self._config.source:
            head = _HTML_TAG.sub(self._in_language, head, count=1)
        if is_404:
            head = head.replace("<head>", f"<head>{self._hop()}", 1)
        if page is not None and MARK not in body and (notice := self._notice(page)):
            # No template has placed it.
            body = _TEXT.sub(lambda tag: f"{tag[0]}\n{notice}", body, count=1)
        if not body:
            return head
        return "".join((head, *self._head(page), body))

    def _in_language(self, tag: re.Match[str]) -> str:
        """The html element in this language, where the theme has no words of it."""
        bare = _LANG.sub("", tag[0])
        return f'{bare[:5]} lang="{self._language.locale.code}"{bare[5:]}'

    def _head(self, page: Page | None) -> Iterator[str]:
        if page is not None:
            if not self._is_indexed(page):
                yield '<meta name="robots" content="noindex">\n'
            for code, href in self._alternates(page):
                yield (
                    f'<link rel="{_ALTERNATE}" hreflang="{code}" '
                    f'href="{escape(href)}">\n'
                )
            is_own = page.file.src_uri in self._pages.own
            if self._has_original and not is_own and _is_article(page):
                path = original_path(page.file.src_uri, is_snippet=False)
                href = get_relative_url(quote(path), page.url)
                yield f'<meta name="bitext-original" content="{escape(href)}">\n'
        if self._has_menu:
            addresses = {
                language.locale.code: (
                    self._href(language, page),
                    page is not None and self._has(language, page),
                )
                for language in self._languages
            }
            yield menu_head(
                addresses,
                script=self._own_file(SCRIPT, page),
                remembers=self._config.reader.redirect,
            )

    def _alternates(self, page: Page) -> Sequence[tuple[str, str]]:
        """Codes and addresses of a page in the languages that have it.

        Empty without site_url, and for a page that search engines do not get.
        """
        if self._site_url is None or not self._is_indexed(page):
            return []
        path = page.file.src_uri
        found = [
            (language.locale.code, f"{self._site_url}{self._path(language, page)}")
            for language in self._languages
            if self._has(language, page)
            and (
                language == self._language
                or path not in self._index.left_out.get(language.locale.code, ())
            )
        ]
        # Of a page that the source language lacks there is no default.
        default = found[:1] if self._has(self._config.source, page) else []
        return [*found, *(("x-default", href) for _, href in default)]

    def _has(self, language: LocaleConfig, page: Page) -> bool:
        """Whether ``language`` has the page too."""
        source = self._config.source.locale.code
        code = language.locale.code
        is_there = self._index.has(page.file.src_uri, code, source=source)
        return _is_article(page) and is_there

    def _path(self, language: LocaleConfig, page: Page | None) -> str:
        """Of the page in ``language``, or of its home, from the site's root."""
        folder = _folder(language)
        if page is not None and self._has(language, page):
            return folder + page.url
        return folder if self._directory_urls else f"{folder}index.html"

    def _href(self, language: LocaleConfig, page: Page | None) -> str:
        return self._from_root(self._path(language, page), page)

    def _from_root(self, path: str, page: Page | None) -> str:
        """The address of ``path``, from the root of the site, on a page."""
        if page is None:
            # A page that stands for any address cannot use relative ones.
            return self._base() + path
        return get_relative_url(path, _folder(self._language) + page.url)

    def _own_file(self, path: str, page: Page | None) -> str:
        """Address of a file of this language's site."""
        if page is None:
            return self._base() + _folder(self._language) + path
        return get_relative_url(path, page.url)

    def _base(self) -> str:
        return urlsplit(self._site_url or "/").path

    def _hop(self) -> str:
        """Leads from the root's page for missing pages to that of the language.

        Many hosts know one such page only. The address stays what the reader asked for.
        """
        if self._language.path:
            return ARRIVE
        folders = [language.path for language in self._config.locales]
        return hop(self._base(), folders)


def _folder(language: LocaleConfig) -> str:
    return f"{language.path}/" if language.path else ""


def _is_article(page: Page) -> bool:
    """Whether writers made the page: what plugins make may lack in a language."""
    return page.file.generated_by is None
