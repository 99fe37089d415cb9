"""What stands in the way of a project, and how it stands: for ``bitext doctor``."""

import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bitext.catalog import CatalogError, read_catalog
from bitext.check.finding import Severity
from bitext.errors import BitextError
from bitext.layout import catalogs_folder, memory_path
from bitext.locales import LocaleError, parse_locale
from bitext.site.cleaning import cache_bytes
from bitext.site.project import Project, load_project, plugin_names
from bitext.site.unfit_plugins import OTHER_I18N

__all__ = ["Ailment", "Fact", "Health", "examine"]

_PACKAGES = ("bitext", "mkdocs", "mkdocs-material", "markdown", "pymdown-extensions")
_EXTRAS = {
    "translate-toolkit": "exchange",
    "distributed": "dask",
    "httpx": "external",
    "pagefind-bin": "pagefind",
}
_LARGE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of how things are."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing that is wrong, or may be."""

    text: str
    """What, and where."""
    cure: str
    """What to do; empty where the text says it."""
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Health:
    """All that was found."""

    facts: tuple[Fact, ...]
    ailments: tuple[Ailment, ...]


def examine(config_file: Path) -> Health:
    """How the project of ``config_file`` stands; nothing is changed."""
    facts = list(_versions())
    try:
        project = load_project(config_file)
    except BitextError as error:
        # Its text names each fault with its cure.
        faults = str(error).splitlines()
        ailments = [Ailment(line, "", Severity.ERROR) for line in faults]
        return Health(tuple(facts), tuple(ailments))
    facts += _project(project)
    return Health(tuple(facts), tuple(_ailments(project)))


def _versions() -> Iterator[Fact]:
    python = f"{platform.python_version()} ({sys.platform})"
    yield Fact("Python", python)
    for name in _PACKAGES:
        yield Fact(name, version(name))
    for name, extra in _EXTRAS.items():
        try:
            yield Fact(name, version(name))
        except PackageNotFoundError:
            yield Fact(name, f"not installed; pip install bitext[{extra}]")


def _project(project: Project) -> Iterator[Fact]:
    yield Fact("configuration", str(project.config_file))
    yield Fact("theme", project.theme or "none")
    source = project.config.source.locale.code
    yield Fact("articles", f"{len(project.articles):,} in {source}")
    for item in project.config.locales:
        folder = catalogs_folder(project.locales_dir, gettext=item.locale.gettext)
        count = sum(1 for _ in folder.rglob("*.po")) if folder.is_dir() else 0
        yield Fact(f"catalogs of {item.locale.code}", f"{count:,}")
    yield Fact("cache", f"{cache_bytes(project) / 1_000_000:,.1f} MB")


def _ailments(project: Project) -> Iterator[Ailment]:
    yield from _of_configuration(project)
    yield from _of_catalogs(project)
    yield from _of_git(project)
    if cache_bytes(project) > _LARGE:
        yield Ailment(
            f"{project.cache_dir}: is larger than a gigabyte",
            "run: bitext clean --cache",
            Severity.INFO,
        )


def _of_configuration(project: Project) -> Iterator[Ailment]:
    file = project.config_file.name
    if project.theme != "material":
        yield Ailment(
            f"{file}: theme: the theme is {project.theme}; the language menu and the "
            f"reader's aids are made for Material",
            "write theme: material, or do without them",
        )
    if not project.config.locales:
        yield Ailment(f"{file}: no language is configured", "run: bitext add nb")
    if not project.site_url:
        yield Ailment(
            f"{file}: site_url is missing: search engines hear of no language",
            "write site_url: and the address of the site",
            Severity.INFO,
        )
    if not project.articles:
        yield Ailment(
            f"{project.docs_shown}/: has no articles",
            "write one, or correct docs_dir",
        )
    names = plugin_names(project.config_file)
    for name in names:
        if name in OTHER_I18N:
            yield Ailment(
                f"{file}: plugins: {name} and bitext both make the languages",
                f"take {name} out; bitext import markdown brings its pages along",
                Severity.ERROR,
            )
    if "search" not in names and "material/search" not in names:
        yield Ailment(
            f"{file}: plugins: search is not listed, so the site has none",
            "write search above bitext",
        )


def _of_catalogs(project: Project) -> Iterator[Ailment]:
    root = project.locales_dir
    if not root.is_dir():
        if project.config.locales:
            yield Ailment(
                f"{root.name}/: is not there, so nothing is translated",
                "run: bitext update",
            )
        return
    known = {item.locale.gettext for item in project.config.locales}
    right = {
        path
        for item in project.config.locales
        for path in (
            *catalogs_folder(root, gettext=item.locale.gettext).rglob("*.po"),
            memory_path(root, gettext=item.locale.gettext),
        )
    }
    for path in sorted(root.rglob("*.po")):
        shown = path.relative_to(project.root).as_posix()
        place = path.relative_to(root).parts[0]
        if path in right:
            try:
                read_catalog(path)
            except CatalogError as error:
                text = f"{shown}:{error.line}: {error.what}"
                yield Ailment(text, error.cure, Severity.ERROR)
        elif place not in known:
            code = _code(place)
            cure = f"run: bitext add {code}" if code else "move it away"
            yield Ailment(f"{shown}: no language of the site is {place}", cure)
        else:
            yield Ailment(
                f"{shown}: lies where no catalog is looked for",
                f"move it to {root.name}/{place}/LC_MESSAGES/, under the path of its "
                f"article",
                Severity.ERROR,
            )


def _code(folder: str) -> str:
    try:
        return parse_locale(folder.replace("_", "-")).code
    except LocaleError:
        return ""


def _of_git(project: Project) -> Iterator[Ailment]:
    ignored = _is_ignored(project.root, project.cache_dir)
    if ignored is False:
        yield Ailment(
            f"{project.cache_dir.relative_to(project.root)}: git does not ignore it",
            "write .cache/ into .gitignore",
        )
    if _is_ignored(project.root, project.locales_dir):
        yield Ailment(
            f"{project.locales_dir.name}/: git ignores it, so translations get lost",
            "take it out of .gitignore",
            Severity.ERROR,
        )


def _is_ignored(root: Path, path: Path) -> bool | None:
    """Whether git ignores ``path``; None where there is no git, or no repository."""
    command = ["git", "-C", str(root), "check-ignore", "--quiet", f"{path}/x"]
    try:
        code = subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 - git, without a shell
    except OSError:
        return None
    return {0: True, 1: False}.get(code)
