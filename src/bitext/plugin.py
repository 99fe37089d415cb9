"""The MkDocs plugin: hands its events to ``bitext.site``.

Listed in a site's own ``mkdocs.yml`` it drives: MkDocs builds the source language, and
once that is done every other language is built beside it. In the configuration of one
language, which says ``staged: <code>``, it adds what leads to the other languages.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.pages import Page
from mkdocs.utils import is_error_template

from bitext.config import Config, ConfigError, parse_config
from bitext.errors import BitextError
from bitext.report.terminal import safe, safe_lines
from bitext.site.coverage import Coverage
from bitext.site.driver import Driver
from bitext.site.navigation import NavigationCache
from bitext.site.reader import Reader
from bitext.site.result import NO_SITE_URL
from bitext.site.variants import find_variants

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

__all__ = ["BitextConfig", "BitextPlugin"]

_LISTED = 20
_STAGED = frozenset({"staged", "pseudo", "stage_dir"})
_log = get_plugin_logger("bitext")


class BitextConfig(base.Config):  # type: ignore[no-untyped-call]  # in MkDocs
    """The settings under ``bitext``; ``bitext.config`` says what they may hold."""

    source = c.Optional(c.Type(object))
    locales = c.Optional(c.Type(object))
    locales_dir = c.Optional(c.Type(object))
    front_matter = c.Optional(c.Type(object))
    segmentation = c.Optional(c.Type(object))
    snippets = c.Optional(c.Type(object))
    carry = c.Optional(c.Type(object))
    outdated = c.Optional(c.Type(object))
    references = c.Optional(c.Type(object))
    wrap = c.Optional(c.Type(object))
    mermaid = c.Optional(c.Type(object))
    reader = c.Optional(c.Type(object))
    guard = c.Optional(c.Type(object))
    check = c.Optional(c.Type(object))
    search = c.Optional(c.Type(object))
    staged = c.Optional(c.Type(str))
    """Written into the configuration of one language: its code."""
    pseudo = c.Optional(c.Type(bool))
    """Written beside it where the language is one of a site in pseudo-locales."""
    stage_dir = c.Optional(c.Type(str))
    """Written beside it: the folder of all staged trees."""


class BitextPlugin(BasePlugin[BitextConfig]):  # type: ignore[no-untyped-call]  # as above
    """One language's reader's aids, and in the site's own build the other languages."""

    def __init__(self) -> None:
        self._settings: Config | None = None
        self._reader: Reader | None = None
        self._driver: Driver | None = None
        self._nav: Navigation | None = None
        self._command: Literal["build", "serve"] = "build"

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Check all settings at once; every fault is one error."""
        settings = {key: value for key, value in options.items() if key not in _STAGED}
        try:
            self._settings = parse_config(settings)
            if options.get("pseudo"):
                from bitext.site.pseudo import pseudo_config  # noqa: PLC0415 - it takes a while, and few need it

                self._settings = pseudo_config(self._settings)
        except ConfigError as error:
            faults = [fault.partition(": ") for fault in error.faults]
            return [(key, base.ValidationError(text)) for key, _, text in faults], []
        return super().load_config(options, config_file_path)

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool
    ) -> None:
        """Keep this object, and with it what is built, between the builds of serve."""
        del dirty
        self._command = "serve" if command == "serve" else "build"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare one language, or the source language and the driver of the others."""
        settings = self._settings
        if settings is None:
            return config
        languages = (settings.source, *settings.locales)
        code = self.config.staged or settings.source.locale.code
        language = next(one for one in languages if one.locale.code == code)
        stage_dir = Path(self.config.stage_dir) if self.config.stage_dir else None
        if not self.config.staged:
            self._driver = self._driver or Driver(
                is_serving=self._command == "serve", host=_host()
            )
            with _told():
                stage_dir = self._driver.begin(config, settings=settings)
            if settings.locales and not config.site_url:
                _log.info(NO_SITE_URL)
        self._reader = Reader(settings, language, stage_dir=stage_dir)
        self._reader.configure(config)
        return config

    def on_files(self, files: "Files", /, *, config: MkDocsConfig) -> "Files":
        """Leave out of the source language what writers made for another."""
        del config
        settings = self._settings
        is_source = self._reader is not None and self._reader.is_source
        if settings is not None and is_source:
            codes = [language.locale.code for language in settings.locales]
            variants = find_variants([file.src_uri for file in files], codes)
            for path in variants.files:
                if file := files.get_file_from_path(path):
                    files.remove(file)
        return files

    @event_priority(-100)
    def on_nav(
        self, nav: "Navigation", /, *, config: MkDocsConfig, files: "Files"
    ) -> "Navigation":
        """Note the navigation as all plugins have left it."""
        del config, files
        self._nav = nav
        return nav

    @event_priority(-100)
    def on_env(
        self, env: "Environment", /, *, config: MkDocsConfig, files: "Files"
    ) -> "Environment":
        """Give templates dates, and let Material render each nav entry once."""
        del files
        if self._reader is not None:
            env.filters["bitext_date"] = self._reader.date
        if self._nav is not None:
            cache = NavigationCache(config=config, nav=self._nav)
            cache.install(env)
            if cache.reason:
                _log.debug("navigation rendered on each page: %s", cache.reason)
        return env

    def facts(self, page: Page) -> str:
        """All that a page shows by us and that neither its text nor settings tell."""
        return self._reader.facts(page) if self._reader else ""

    def learn(self, article: str, coverage: Coverage) -> None:
        """Take in what is translated of a page that has changed."""
        if self._reader:
            self._reader.learn(article, coverage)

    @property
    def sitemap_facts(self) -> str:
        """The same of the sitemap."""
        return self._reader.sitemap_facts if self._reader else ""

    def on_page_context(
        self,
        context: "TemplateContext",
        /,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: "Navigation",
    ) -> "TemplateContext":
        """Give a page's template the language menu."""
        del config, nav
        return self._with_menu(context, page)

    def on_template_context(
        self,
        context: "TemplateContext",
        /,
        *,
        template_name: str,
        config: MkDocsConfig,
    ) -> "TemplateContext":
        """Give the 404 page the menu and the sitemap its alternates."""
        context = self._with_menu(context, None)
        if self._reader and is_error_template(template_name) and not config.site_url:
            # MkDocs takes the root of the server for that of the language.
            context["base_url"] = self._reader.root
        return context

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Name the page's language and its addresses in the others."""
        del config
        return self._reader.finished(output, page) if self._reader else output

    def on_post_template(
        self, output_content: str, /, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """The same for the page that stands for missing ones."""
        del config
        if self._reader is None or not template_name.endswith(".html"):
            return output_content
        is_404 = template_name == "404.html"
        return self._reader.finished(output_content, None, is_404=is_404)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the language, and build the others beside the one MkDocs has built."""
        if self._reader is not None:
            with _told():
                self._reader.index(config)
        if self._driver is None:
            return
        with _told():
            result = self._driver.finish()
        for warning in result.warnings:
            times = f" ({warning.count} times)" if warning.count > 1 else ""
            _log.warning("%s: %s%s", ", ".join(warning.locales), warning.text, times)
        refused = [one for one in result.unpublished if one.source]
        for one in result.unpublished:
            if not one.source:
                # A catalog that cannot be read must fail a strict build.
                _log.warning("%s:%d: %s", one.path, one.line, safe(one.reason))
        for one in refused[:_LISTED]:
            reason = safe(one.reason)
            _log.info("%s:%d: %s; the source is shown", one.path, one.line, reason)
        if len(refused) > _LISTED:
            more = len(refused) - _LISTED
            _log.info("%d more translations are not shown; run: bitext check", more)
        if result.errors:
            raise PluginError(safe_lines("\n".join(result.errors)))

    def on_serve(
        self, server: "LiveReloadServer", /, *, config: MkDocsConfig, builder: object
    ) -> "LiveReloadServer":
        """Watch the catalogs."""
        del config, builder
        if self._driver:
            for folder in self._driver.watched:
                server.watch(str(folder))
        return server

    def _with_menu(
        self, context: "TemplateContext", page: Page | None
    ) -> "TemplateContext":
        extra: Mapping[str, Any] = self._reader.context(page) if self._reader else {}
        # What templates may use is open; MkDocs declares only its own part.
        context.update(extra)  # type: ignore[typeddict-item]
        return context


@contextmanager
def _told() -> Iterator[None]:
    """Hands faults a user can cure to MkDocs, which prints them without a traceback."""
    try:
        yield
    except BitextError as error:
        raise PluginError(safe_lines(str(error))) from error


def _host() -> str:
    """The package that runs us: ProperDocs stands in for MkDocs under its name."""
    return sys.modules["mkdocs"].__name__
