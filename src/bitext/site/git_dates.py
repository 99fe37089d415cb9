"""Plugins that ask git about a page look at the article, not at its staged copy."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

__all__ = ["show_git_the_articles"]

_PLUGINS: Final = frozenset(
    {
        "document-dates",
        "git-authors",
        "git-committers",
        "git-latest-changes",
        "git-revision-date",
        "git-revision-date-localized",
        "rss",
    }
)
# MkDocs keeps the path of a file once it has been asked for.
_PATH: Final = "abs_src_path"


def show_git_the_articles(config: MkDocsConfig, *, docs_dir: Path) -> None:
    """Let plugins that read the history of a page's file find it below ``docs_dir``.

    Staged copies have no history. Pages that writers made for one language alone keep
    their own files.
    """
    for name, plugin in config.plugins.items():
        if name not in _PLUGINS:
            continue
        for handlers in config.plugins.events.values():
            for place, handler in enumerate(handlers):
                if getattr(handler, "__self__", None) is plugin:
                    handlers[place] = _with_articles(handler, docs_dir=docs_dir)


def _with_articles(
    handler: Callable[..., Any], *, docs_dir: Path
) -> Callable[..., Any]:
    @wraps(handler)
    def handle(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - of any event
        with _shown([*given, *named.values()], docs_dir=docs_dir):
            return handler(*given, **named)

    return handle


@contextmanager
def _shown(values: Sequence[object], *, docs_dir: Path) -> Iterator[None]:
    """Have ``values``, what an event is given, name the articles for a while."""
    folder = os.fspath(docs_dir)
    configs = [one for one in values if isinstance(one, MkDocsConfig)]
    staged = [(one, one.docs_dir) for one in configs]
    moved = [
        (file, file.src_dir)
        for file in _files(values)
        if file.src_dir and (docs_dir / file.src_uri).is_file()
    ]
    for config in configs:
        config.docs_dir = folder
    for file, _ in moved:
        _move(file, folder)
    try:
        yield
    finally:
        for config, own in staged:
            config.docs_dir = own
        for file, before in moved:
            _move(file, before)


def _files(values: Sequence[object]) -> list[File]:
    """The file of a page that an event is for, or all."""
    of_pages = [getattr(value, "file", None) for value in values]
    found = [file for file in of_pages if isinstance(file, File)]
    if found:
        return found
    return [file for value in values if isinstance(value, Files) for file in value]


def _move(file: File, folder: str | None) -> None:
    file.src_dir = folder
    file.__dict__.pop(_PATH, None)
