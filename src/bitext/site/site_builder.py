"""Builds the site of one language from its configuration, with MkDocs' own parts."""

import logging
import os
import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from bitext.errors import BitextError
from bitext.site.bodies import BodyCache
from bitext.site.copies import can_share
from bitext.site.counter import PageCounter
from bitext.site.git_dates import show_git_the_articles
from bitext.site.incremental import IncrementalBuild, Opened
from bitext.site.known_pages import NotReadError
from bitext.site.language_part import LanguagePart
from bitext.site.obstacles import obstacle
from bitext.site.part_build import PartBuild
from bitext.site.places import Places
from bitext.site.project import Project
from bitext.site.read_config import read_config
from bitext.site.result import BuildResult, ProgressCallback
from bitext.site.shared_build import SharedBuild

if TYPE_CHECKING:
    from mkdocs.plugins import BasePlugin

__all__ = ["SiteBuilder"]


_SHOWS_OTHERS = "a template shows the content of other pages"


class _ConfigurationError(Exception):
    """The configuration of a language is not valid; the text names every fault."""


@dataclass(frozen=True, slots=True)
class SiteBuilder:
    """Builds one language; only what has changed, where that can be known."""

    project: Project
    config_file: Path
    """The configuration of the language."""
    locale: str
    places: Places
    progress: ProgressCallback
    jobs: int = 1
    """Processes that may share the work."""

    def build(self, result: BuildResult) -> BuildResult:
        """``result`` with the pages built, or with why they could not be."""
        return self._told(result, partial(self._build, result))

    def _told(
        self, result: BuildResult, build: Callable[[], BuildResult]
    ) -> BuildResult:
        """What ``build`` gives, or ``result`` with why it could not."""
        try:
            return build()
        except BitextError:
            raise
        except (Abort, MkDocsException, _ConfigurationError) as error:
            return replace(result, error=str(error))
        # A plugin or hook of the site failed; its writer wants to know where.
        except Exception as error:  # noqa: BLE001 - anybody's code may have raised it
            last = traceback.extract_tb(error.__traceback__)[-1]
            text = (
                f"{last.filename}:{last.lineno}: {type(error).__name__}: {error}; "
                f"a plugin or hook of the site failed there"
            )
            return replace(result, error=text)

    def build_part(
        self, result: BuildResult, part: LanguagePart, pages: Collection[str]
    ) -> BuildResult:
        """``result`` with the number of ``pages`` that were rendered into ``part``.

        None are where a page cannot be made without the others; the reason says so.
        """
        return self._told(result, partial(self._build_part, result, part, pages))

    def opened(
        self, plugin: "BasePlugin[Any]"
    ) -> tuple[IncrementalBuild, Opened] | None:
        """The build before the first page is rendered, with one ``plugin`` more.

        None where pages cannot be made one by one. Raises what MkDocs and plugins
        raise.
        """
        config = self._config()
        config.site_dir = str(self.places.built)
        if obstacle(config):
            return None
        bodies = self._with_bodies(config)
        _add(config, "bitext-open", plugin)
        config.plugins.on_startup(command="build", dirty=False)
        build = self._incremental(config, bodies)
        return build, build.open()

    def _build(self, result: BuildResult) -> BuildResult:
        config = self._config()
        pages = len(self.project.articles)
        if reason := obstacle(config):
            self._build_whole(config)
            return replace(result, pages=pages, rendered=pages, reason=reason)
        try:
            rendered = self._build_changed(config)
        except NotReadError:
            rendered = self._build_changed(self._config(), is_whole=True)
            reason = _SHOWS_OTHERS
        return replace(result, pages=pages, rendered=rendered, reason=reason)

    def _build_part(
        self, result: BuildResult, part: LanguagePart, pages: Collection[str]
    ) -> BuildResult:
        config = self._config()
        if reason := obstacle(config):
            return replace(result, reason=reason)
        bodies = self._with_bodies(config)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            rendered = PartBuild(
                config,
                bodies=bodies,
                places=self.places,
                locale=self.locale,
                progress=self.progress,
                part=part,
                pages=pages,
            ).run()
        except NotReadError:
            return replace(result, reason=_SHOWS_OTHERS)
        finally:
            config.plugins.on_shutdown()
        return replace(result, pages=len(pages), rendered=rendered)

    def _config(self) -> MkDocsConfig:
        # Paths and plugins resolve from the site's own configuration file.
        config = MkDocsConfig(config_file_path=str(self.project.config_file))
        read_config(config, self.config_file)
        folder = self.config_file.parent
        config.load_dict(
            {
                "strict": self.project.is_strict,
                "docs_dir": os.path.normpath(folder / config["docs_dir"]),
                "site_dir": os.path.normpath(folder / config["site_dir"]),
            }
        )
        _forget_plugins(config)
        errors, warnings = config.validate()
        for key, warning in warnings:
            logging.getLogger("mkdocs").warning("Config value '%s': %s", key, warning)
        if errors:
            text = "\n".join(f"{key}: {cause}" for key, cause in errors)
            raise _ConfigurationError(text)
        return config

    def _build_changed(self, config: MkDocsConfig, *, is_whole: bool = False) -> int:
        bodies = self._with_bodies(config)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            return self._incremental(config, bodies, is_whole=is_whole).run()
        finally:
            config.plugins.on_shutdown()

    def _incremental(
        self, config: MkDocsConfig, bodies: BodyCache, *, is_whole: bool = False
    ) -> IncrementalBuild:
        if self.jobs > 1 and can_share():
            return SharedBuild(
                config,
                bodies=bodies,
                places=self.places,
                locale=self.locale,
                progress=self.progress,
                is_whole=is_whole,
                jobs=self.jobs,
            )
        return IncrementalBuild(
            config,
            bodies=bodies,
            places=self.places,
            locale=self.locale,
            progress=self.progress,
            is_whole=is_whole,
        )

    def _build_whole(self, config: MkDocsConfig) -> None:
        self._with_bodies(config)
        show_git_the_articles(config, docs_dir=self.project.docs_dir)
        total = len(self.project.articles)
        counter = PageCounter(self.locale, total=total, progress=self.progress)
        _add(config, "bitext-counter", counter)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        self.places.folder.replace(self.places.built)

    def _with_bodies(self, config: MkDocsConfig) -> BodyCache:
        bodies = BodyCache(
            self.project.cache_dir / "bodies" / self.locale, root=self.project.root
        )
        _add(config, "bitext-bodies", bodies)
        return bodies


def _add(config: MkDocsConfig, name: str, plugin: "BasePlugin[Any]") -> None:
    """Add a plugin of ours whose events run last.

    It is listed first: some plugins must be listed last, and look.
    """
    plugins = config.plugins
    plugins[name] = plugin
    listed = {name: plugin, **plugins}
    dict.clear(plugins)
    dict.update(plugins, listed)


def _forget_plugins(config: MkDocsConfig) -> None:
    """Have every language begin with new plugins.

    MkDocs keeps those that know of a start and an end, for a server that builds the
    same site again. Another language is another site.
    """
    for _, option in config._schema:  # noqa: SLF001 - MkDocs has no other name for it
        if isinstance(option, Plugins):
            option.plugin_cache.clear()
