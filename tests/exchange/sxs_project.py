"""A project that tests import side-by-side files into."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bitext.catalog import (
    Catalog,
    Edition,
    read_catalog,
)
from bitext.exchange.sxs import ImportPlan, Splitting, Target, import_folder
from bitext.layout import catalog_path, memory_path
from bitext.locales import parse_locale
from bitext.markdown.renderer import Renderer

LOCALES = ("nb", "ja", "de", "ar")


def renderer() -> Renderer:
    return Renderer(["tables", "fenced_code", "toc"], {})


class Project:
    """A folder with docs/ and locales/ that side-by-side files are imported into."""

    def __init__(
        self, root: Path, *, renderer: Callable[[], Renderer] = renderer
    ) -> None:
        self.root = root
        self.docs = root / "docs"
        self.locales = root / "locales"
        self.splitting = Splitting(renderer)

    def target(self, code: str, originals: Path | None = None) -> Target:
        return Target(
            docs=self.docs,
            locales_root=self.locales,
            locale=parse_locale(code),
            others=tuple(parse_locale(other) for other in LOCALES if other != code),
            originals=originals,
            front_matter=("title", "description"),
            edition=Edition("Help", "", 1, datetime(2026, 1, 2, tzinfo=UTC)),
        )

    def plan(
        self,
        folder: Path,
        code: str = "nb",
        *,
        originals: Path | None = None,
        workers: int = 1,
    ) -> ImportPlan:
        return import_folder(
            folder,
            target=self.target(code, originals),
            splitting=self.splitting,
            workers=workers,
        )

    def take(
        self,
        files: Mapping[str, str],
        code: str = "nb",
        *,
        originals: Mapping[str, str] | None = None,
    ) -> ImportPlan:
        """Import ``files`` and write what comes out."""
        folder = write(self.root / "handoff", files)
        english = write(self.root / "english", originals) if originals else None
        plan = self.plan(folder, code, originals=english)
        plan.write()
        return plan

    def article(self, path: str = "a.md") -> str:
        return (self.docs / path).read_bytes().decode()

    def catalog(self, path: str = "a.md", code: str = "nb") -> Catalog:
        return read_catalog(catalog_path(self.locales, gettext=code, article=path))

    def memory(self, code: str = "nb") -> dict[str, list[str]]:
        path = memory_path(self.locales, gettext=code)
        found: dict[str, list[str]] = {}
        if path.exists():
            for message in read_catalog(path).messages:
                found.setdefault(message.source, []).append(message.target)
        return found

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for folder in (self.docs, self.locales)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Make ``folder`` hold exactly ``files``."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder
