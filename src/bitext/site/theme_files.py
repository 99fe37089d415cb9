"""Which files a theme brings into a site, without looking at each of its icons."""

import os
from collections.abc import Callable, Collection, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.config.defaults import MkDocsConfig

from bitext.site.cache_file import read_cached, write_cached
from bitext.site.file_states import FileStates, are_unchanged, file_states

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.structure.files import Files

__all__ = ["add_theme_files"]

# There a folder's time tells that a file came or went.
_HAS_TIMES_OF_FOLDERS: Final = os.name == "posix"


def add_theme_files(
    files: "Files", env: "Environment", config: MkDocsConfig, *, store: Path
) -> None:
    """Add to ``files`` what MkDocs takes from the theme.

    Material has 14,000 templates and icons, of which 90 are taken. Their names are kept
    in ``store`` for as long as no folder of the theme has changed.
    """
    theme = config.theme
    # MkDocs leaves out the templates that it makes files of itself.
    shown = repr((theme.dirs, sorted(theme.static_templates), version("mkdocs")))
    names = _known_names(store, version=shown)
    is_known = names is not None
    states = () if is_known else file_states(_folders(theme.dirs), is_racy=True)
    list_all = env.list_templates

    def list_templates(
        extensions: Collection[str] | None = None,
        filter_func: Callable[[str], bool] | None = None,
    ) -> list[str]:
        nonlocal names
        if names is None:
            names = list_all(extensions, filter_func)
        return names

    env.list_templates = list_templates  # type: ignore[method-assign]  # MkDocs asks it
    try:
        files.add_files_from_theme(env, config)
    finally:
        env.list_templates = list_all  # type: ignore[method-assign]  # as it was
    if not is_known:
        write_cached(store, (states, names), version=shown)


def _known_names(store: Path, *, version: str) -> list[str] | None:
    known: tuple[FileStates, list[str]] | None
    known = read_cached(store, version=version)
    if known is None or not _HAS_TIMES_OF_FOLDERS or not are_unchanged(known[0]):
        return None
    return known[1]


def _folders(roots: Iterable[str]) -> list[str]:
    return [
        folder for root in roots for folder, _, _ in os.walk(root, followlinks=True)
    ]
