"""What a language's site is made from, as one digest."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import time_ns

import yaml
from mkdocs.utils import get_build_date, get_build_datetime

import bitext
from bitext.config import LocaleConfig
from bitext.files import ReadError, read_bytes
from bitext.layout import catalogs_folder, memory_path
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.project import Project

__all__ = [
    "FileDigests",
    "Inputs",
    "asked_variables",
    "code_digest",
    "config_files",
    "input_files",
    "portable_digest",
    "shown_moment",
    "versions",
]

_PACKAGES = (
    "jinja2",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "properdocs",
    "pygments",
    "pymdown-extensions",
)
_NOT_INCLUDED = frozenset({"__pycache__", "node_modules"})
_CLOCK = b"build_date_utc"
# A file changed this soon before it was read may change again unseen.
_RACY_NS = 2_000_000_000
_FORMAT = "digests 2"


_Known = tuple[int, int, str]
"""Size in bytes, time of change in nanoseconds, digest."""


class FileDigests:
    """Digests of files; one whose size and time are as before is not read again.

    ``store`` keeps them between runs; a damaged one is made anew.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._asked: dict[str, _Known] = {}

    @cached_property
    def _stored(self) -> dict[str, _Known]:
        return read_cached(self._store, version=_FORMAT) or {}

    def digest(self, path: str | Path) -> str:
        """SHA-256 of the file's content; empty when it cannot be read."""
        name = str(path)
        try:
            state = os.stat(name)  # noqa: PTH116 - 15,000 times
            known = self._asked.get(name) or self._stored.get(name)
            if known and known[0] == state.st_size and known[1] == state.st_mtime_ns:
                self._asked[name] = known
                return known[2]
            digest = sha256(read_bytes(name)).hexdigest()
        except (OSError, ReadError):
            return ""
        if time_ns() - state.st_mtime_ns > _RACY_NS:
            self._asked[name] = (state.st_size, state.st_mtime_ns, digest)
        return digest

    def save(self) -> None:
        """Keep what was asked for."""
        if self._asked == self._stored:
            return
        write_cached(self._store, self._asked, version=_FORMAT)


class Inputs:
    """What the languages of a project are made from; what they share is read once.

    ``host`` is the package that builds: ``mkdocs`` or ``properdocs``.
    """

    def __init__(self, project: Project, *, digests: FileDigests, host: str) -> None:
        self._project = project
        self._digests = digests
        files = [*map(str, config_files(project.config_file))]
        files += map(str, (*project.hooks, *project.snippets.files))
        for folder in (project.docs_dir, *project.theme_folders):
            files += [path for path in _walk(folder) if not path.endswith(".pyc")]
        for place in project.included:
            files += map(str, _walk_included(place, project))
        self._content = self._digest(
            files,
            project.site_url,
            project.use_directory_urls,
            asked_variables(project.config_file),
        )
        self._rest = (
            host,
            project.is_strict,
            str(get_build_date()),  # the sitemap has the day
            shown_moment(project.theme_folders),
            versions(),
        )

    def content(self, language: LocaleConfig, *, target: Path) -> str:
        """One digest over all that writers and translators made the language's site of.

        It is the same on another day, and with another version of what builds.
        """
        files: list[str] = []
        if language != self._project.config.source:
            root, gettext = self._project.locales_dir, language.locale.gettext
            files += _walk(catalogs_folder(root, gettext=gettext))
            files.append(str(memory_path(root, gettext=gettext)))
        return self._digest(files, language.locale.code, str(target), self._content)

    def fingerprint(self, content: str) -> str:
        """One digest over all that a site made of ``content`` depends on."""
        return self._digest([], content, self._rest)

    def _digest(self, files: Iterable[str], *parts: object) -> str:
        contents = [(path, self._digests.digest(path)) for path in files]
        return sha256(json.dumps([contents, parts]).encode()).hexdigest()


def portable_digest(project: Project, *, host: str) -> str:
    """One digest over all that the site is made from, the same on every machine.

    The time is not in it, nor what pages may include besides Markdown: pages that do
    are always made anew. ``host`` is as for ``Inputs``.
    """
    contents = [
        (os.path.relpath(name, project.root), sha256(read_bytes(name)).hexdigest())
        for name in input_files(project)
    ]
    python = sys.version_info[:2]
    parts = (host, asked_variables(project.config_file), versions(), python)
    return sha256(json.dumps([contents, parts]).encode()).hexdigest()


def input_files(project: Project, *, with_included: bool = False) -> list[str]:
    """All files that the site is made from, absolute and sorted.

    ``with_included`` adds what pages may include besides Markdown.
    """
    names = {str(path) for path in config_files(project.config_file)}
    names.update(map(str, (*project.hooks, *project.snippets.files)))
    for folder in (project.docs_dir, project.locales_dir, *project.theme_folders):
        names.update(path for path in _walk(folder) if not path.endswith(".pyc"))
    for place in project.included if with_included else ():
        names.update(map(str, _walk_included(place, project)))
    return sorted(name for name in names if os.path.isfile(name))  # noqa: PTH113 - 15,000 times


def shown_moment(theme_folders: Iterable[str | os.PathLike[str]]) -> str:
    """The time of building if a template of the site's own shows it, else nothing.

    Then nothing is current, unless ``SOURCE_DATE_EPOCH`` stops the clock.
    """
    templates = [
        path for folder in theme_folders for path in Path(folder).rglob("*.html")
    ]
    if any(_CLOCK in path.read_bytes() for path in templates):
        return get_build_datetime().isoformat()
    return ""


def config_files(config_file: Path) -> list[Path]:
    """``config_file`` and the files it inherits from, in that order."""
    found: list[Path] = []
    path: Path | None = config_file
    while path and path not in found and path.is_file():
        found.append(path)
        parent = _inherited(path)
        path = Path(os.path.normpath(path.parent / parent)) if parent else None
    return found


def _inherited(path: Path) -> str | None:
    content = path.read_bytes()
    if b"INHERIT" not in content:
        return None
    root = yaml.compose(content, yaml.CSafeLoader)
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "INHERIT" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return None


@cache
def code_digest() -> str:
    """A digest of bitext itself: a cache made by other code is not used."""
    package = Path(bitext.__file__).parent
    parts = [
        (os.path.relpath(path, package), sha256(Path(path).read_bytes()).hexdigest())
        for path in _walk(package)
        if not path.endswith(".pyc")
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def asked_variables(config_file: Path) -> dict[str, str | None]:
    """What ``!ENV`` tags ask the environment for, and get; defaults beside them too."""
    names: set[str] = set()
    for path in config_files(config_file):
        content = path.read_bytes()
        nodes = [yaml.compose(content, yaml.CSafeLoader)] if b"!ENV" in content else []
        while nodes:
            node = nodes.pop()
            if isinstance(node, yaml.MappingNode):
                nodes += [part for pair in node.value for part in pair]
            elif isinstance(node, yaml.SequenceNode):
                if node.tag == "!ENV":
                    names.update(str(item.value) for item in node.value)
                nodes += node.value
            elif isinstance(node, yaml.ScalarNode) and node.tag == "!ENV":
                names.add(node.value)
    return {name: os.environ.get(name) for name in sorted(names)}


def _walk_included(place: Path, project: Project) -> Iterator[Path]:
    """Files a page may include; not what is hidden, built, installed or ours."""
    if place.is_file():
        yield place
    others = {project.site_dir, project.locales_dir, project.docs_dir}
    for root, folders, files in os.walk(place, followlinks=False):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _NOT_INCLUDED
            and Path(root, name) not in others
            and not Path(root, name, "pyvenv.cfg").exists()
        )
        for name in sorted(files):
            yield Path(root, name)


def versions() -> Mapping[str, str]:
    """Of what renders pages; bitext's own is a digest of its code."""
    found = {"bitext": code_digest()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _walk(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(files):
            yield f"{root}{os.sep}{name}"
