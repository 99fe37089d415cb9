"""What is no article of one language's staged tree: its ``mkdocs.yml``."""

import json
import os
from collections.abc import Collection
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Any

from bitext.catalog import SITE_ARTICLE, CatalogError
from bitext.config import LocaleConfig
from bitext.locales import Locale
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.inputs import FileDigests, code_digest, config_files
from bitext.site.manifest import write_titles
from bitext.site.page_records import Stat, stat_of
from bitext.site.project import Project
from bitext.site.result import Unpublished
from bitext.site.staged_config import SiteTexts, write_config
from bitext.site.translations import (
    Found,
    Translations,
    faults_of_site_texts,
    nav_titles,
    translated_nav,
)
from bitext.site.words import known_words

__all__ = ["SiteStager", "unread"]

_Known = tuple[str, Stat | None, tuple[int, ...], tuple[int, ...]]
"""By what the file was made, how it lies there; marks missed and remembered."""


class SiteStager:
    """Stages the configuration of one language; a current one stays."""

    def __init__(
        self,
        project: Project,
        language: LocaleConfig,
        *,
        translations: Translations,
        digests: FileDigests,
    ) -> None:
        self._project = project
        self._language = language
        self._translations = translations
        self._digests = digests
        self._folder = project.stage_dir / language.locale.code

    def stage(
        self, words: Collection[str], *, output: Path
    ) -> tuple[Path, list[Unpublished]]:
        """The staged ``mkdocs.yml``, which builds into ``output``, and what it lacks.

        ``words`` are those the renderer writes on pages.
        """
        record = self._folder / "mkdocs.staged"
        path = self._folder / "mkdocs.yml"
        version = code_digest()
        settings = self._settings(words, output)
        known: tuple[_Known, list[tuple[Any, ...]]] | None
        known = read_cached(record, version=version)
        if known is not None:
            (key, stat, missed, remembered), refused = known
            if (
                stat is not None
                and stat == stat_of(path)
                and self._translations.is_missing(missed)
                and key == self._key(settings, remembered)
            ):
                return path, [Unpublished(*one) for one in refused]
        found = self._translations.site_texts(words)
        texts, unpublished = self._texts(found)
        write_config(self._project, self._language, output=output, texts=texts)
        write_titles(
            self._folder,
            {text: texts.translate(text) for text in nav_titles(self._project.nav)},
        )
        made: _Known = (
            self._key(settings, found.remembered),
            stat_of(path),
            found.missed,
            found.remembered,
        )
        write_cached(record, (made, list(map(astuple, unpublished))), version=version)
        return path, unpublished

    def _settings(self, words: Collection[str], output: Path) -> str:
        """What the file depends on besides files."""
        project = self._project
        parts = (
            sorted(words),
            str(output),
            repr(self._language),
            repr(project.config),
            project.site_name,
            project.site_description,
            project.site_url,
            project.use_directory_urls,
            project.is_pseudo,
            repr(project.nav),
            repr((project.hooks, project.theme_folders, project.snippets.bases)),
        )
        return json.dumps(parts)

    def _key(self, settings: str, remembered: Collection[int]) -> str:
        files = (
            *config_files(self._project.config_file),
            self._translations.path(SITE_ARTICLE),
        )
        parts = (
            settings,
            *map(self._digests.digest, files),
            self._translations.memory_digest(remembered) if remembered else "",
        )
        return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()

    def _texts(self, found: Found) -> tuple[SiteTexts, list[Unpublished]]:
        project, locale = self._project, self._language.locale
        path = self._translations.path(SITE_ARTICLE)
        shown = os.path.relpath(path, project.root).replace(os.sep, "/")
        unpublished = unread(found.fault, shown, locale=locale)
        accepted = {
            text: target
            for (context, text), target in found.published.items()
            if context is None
        }
        faults = faults_of_site_texts(accepted, nav=project.nav, locale=locale)
        for text, fault in faults.items():
            line, target = found.lines.get((None, text), 1), accepted.pop(text)
            unpublished.append(
                Unpublished(
                    locale.code,
                    shown,
                    line,
                    fault.reason,
                    text,
                    target,
                    fault.danger.value,
                )
            )

        def translate(text: str) -> str:
            return accepted.get(text, text)

        values: dict[str, object] = {"site_name": translate(project.site_name)}
        if project.site_description:
            values["site_description"] = translate(project.site_description)
        if project.nav is not None:
            values["nav"] = translated_nav(project.nav, translate)
        said = {**known_words(locale), **accepted}
        return SiteTexts(values, said, translate), unpublished


def unread(
    fault: CatalogError | None,
    shown: str,
    *,
    locale: Locale,
    meanwhile: str = "its page is not translated",
) -> list[Unpublished]:
    """What to say of a catalog that cannot be read, if ``fault`` says why."""
    if fault is None:
        return []
    reason = f"{fault.what}; {fault.cure}; until then {meanwhile}"
    return [Unpublished(locale.code, shown, fault.line, reason)]
