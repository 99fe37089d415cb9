"""The other languages of a site that MkDocs itself is building."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from bitext.config import Config
from bitext.site.build import build_languages, stage_languages
from bitext.site.built_of import note_source
from bitext.site.process import Workers
from bitext.site.project import Project, project_of
from bitext.site.result import SiteResult
from bitext.site.root import write_root
from bitext.site.status_place import publish_status

__all__ = ["Driver"]


@dataclass(slots=True)
class Driver:
    """Builds what MkDocs does not; kept between the builds of one ``serve``."""

    is_serving: bool
    host: str
    """The package that builds: ``mkdocs`` or ``properdocs``."""
    _project: Project | None = None

    @property
    def watched(self) -> tuple[Path, ...]:
        """What a change in calls for a build: all catalogs, and all snippets."""
        if self._project is None:
            return ()
        project = self._project
        folders = (project.locales_dir,) if project.locales_dir.is_dir() else ()
        return (*folders, *project.snippets.files)

    def begin(self, config: MkDocsConfig, *, settings: Config) -> Path:
        """Note the project and stage its translations; the folder of staged trees.

        The source language is moved to its folder if it has one.
        """
        loaded = project_of(config, config=settings)
        self._project = replace(
            loaded,
            stage_dir=loaded.cache_dir / ("serve" if self.is_serving else "stage"),
        )
        languages = loaded.config.locales
        workers = Workers(None, host=self.host, may_copy=False)
        stage_languages(self._staged(self._project), languages, workers=workers)
        config.site_url = loaded.site_url
        path = loaded.config.source.path
        if path:
            if not self.is_serving:
                clean_root(self._project)
            config.site_dir = str(self._project.site_dir / path)
            if config.site_url:
                config.site_url = f"{config.site_url}{path}/"
        return self._project.stage_dir

    def _staged(self, project: Project) -> Project:
        """The project as its translations are built.

        MkDocs empties its folder at each build. What is served of the other languages
        therefore lies elsewhere, and links lead there.
        """
        if not self.is_serving:
            return project
        return replace(project, site_dir=project.cache_dir / "served")

    def finish(self) -> SiteResult:
        """Build every language but the source; what is current is not built again."""
        project = self._project
        if project is None:
            return SiteResult((), 0.0)
        workers = Workers(None, host=self.host, may_copy=False)
        if not self.is_serving:
            results = build_languages(project, project.config.locales, workers=workers)
            note_source(project)
            write_root(project)
            publish_status(project)
            return SiteResult(tuple(results), 0.0)
        kept = self._staged(project)
        results = build_languages(kept, project.config.locales, workers=workers)
        for language in project.config.locales:
            _link(kept.site_dir / language.path, project.site_dir / language.path)
        write_root(project)
        publish_status(project)
        return SiteResult(tuple(results), 0.0)


def _link(source: Path, target: Path) -> None:
    if target.is_symlink():
        return
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.symlink_to(source, target_is_directory=True)
    except OSError:
        # Systems that do not let everybody make links.
        shutil.copytree(source, target)


def clean_root(project: Project) -> None:
    """Empty the site's folder, as MkDocs does when the source lies at its root."""
    if project.site_dir.is_dir():
        for path in project.site_dir.iterdir():
            if path.name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
