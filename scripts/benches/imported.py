"""A project of imported side-by-side articles, for benches of whole updates."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import yaml

from benches.extensions import CONFIGS, EXTENSIONS
from benches.sxs import import_into, locale_of, target_of
from bitext.layout import catalogs_folder
from bitext.locales import Locale
from bitext.site.project import Project, load_project
from bitext.site.updating import write_updates

__all__ = ["Imported"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A project of one language."""

    root: Path
    locale: Locale

    @classmethod
    def take(cls, folder: Path, root: Path, *, every: int = 1) -> Self:
        """One of ``every`` articles of ``folder``, its catalogs brought up to it."""
        made = cls(root, locale_of(folder))
        taken = root / "taken"
        for path in sorted(folder.rglob("*.md"))[::every]:
            copy = taken / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        import_into(taken, target_of(root, made.locale, [made.locale]))
        shutil.rmtree(taken)
        bitext = {"source": "en", "locales": [made.locale.code]}
        extensions = [{name: CONFIGS.get(name, {})} for name in EXTENSIONS]
        config = {
            "site_name": "Bench",
            "plugins": [{"bitext": bitext}],
            "markdown_extensions": extensions,
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
        made.update()
        return made

    @property
    def docs(self) -> Path:
        """Folder of the articles."""
        return self.root / "docs"

    @property
    def catalogs(self) -> Path:
        """Folder of the catalogs; the memory lies above it."""
        return catalogs_folder(self.root / "locales", gettext=self.locale.gettext)

    def load(self) -> Project:
        """The project as its configuration says now."""
        return load_project(self.root / "mkdocs.yml")

    def update(self) -> float:
        """CPU seconds a whole ``bitext update`` takes, without its imports."""
        started = time.process_time()
        project = self.load()
        write_updates(project, locales=project.config.locales)
        return time.process_time() - started

    def articles(self) -> list[Path]:
        """Their files, sorted."""
        return sorted(self.docs.rglob("*.md"))
