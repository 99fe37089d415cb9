"""Markdown files that articles include as snippets: articles of their own.

One in ``docs_dir`` is found by itself; elsewhere the setting ``snippets`` names its
folder. What an article includes decides how it is read, so caches ask here too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from bitext.errors import BitextError
from bitext.markdown.snippets import SnippetLines

__all__ = [
    "MARKDOWN",
    "SnippetClashError",
    "SnippetPlaces",
    "Snippets",
    "find_snippets",
    "mirrored",
]

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""What names of Markdown files end with."""


class SnippetClashError(BitextError):
    """A snippet outside ``docs_dir`` would have the catalog of an article in it."""

    def __init__(self, article: str, *, docs: str) -> None:
        self.article = article
        super().__init__(
            f"{article}: is included as a snippet and has the same path as the article "
            f"{docs}/{article}; rename one of them"
        )


@dataclass(frozen=True, slots=True)
class SnippetPlaces:
    """Where snippets are looked for, and which of them are translated."""

    root: Path
    docs_dir: Path
    bases: tuple[Path | None, ...]
    """``base_path`` of the extension, absolute; None is the folder of the page."""
    listed: tuple[str, ...]
    """The setting ``snippets``: paths relative to ``root``, with slashes."""


@dataclass(frozen=True)
class Snippets:
    """What the articles of a project include."""

    articles: Mapping[str, Path]
    """Names of Markdown files that are translated, to where they lie."""
    bases: tuple[Path | None, ...]
    """As ``SnippetPlaces`` has them."""
    included: Mapping[Path, tuple[Path, ...]]
    """Each file that includes any, to all it includes, by way of others too."""
    unlisted: tuple[tuple[str, Path], ...]
    """Articles, and Markdown files they include that stay untranslated."""

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """All files that are included, in path order."""
        return tuple(sorted({one for found in self.included.values() for one in found}))


def find_snippets(
    articles: Sequence[str],
    *,
    places: SnippetPlaces,
    options: Mapping[str, object] | None,
) -> Snippets:
    """The snippets of ``articles``, which are paths below ``docs_dir``.

    ``options`` are those of the extension; None where the site does not use it. Raises
    SnippetClashError when two articles would share a catalog.
    """
    if options is None:
        return Snippets({}, (), {}, ())
    search = _Search(SnippetLines(options), places)
    for article in articles:
        search.follow(places.docs_dir / PurePosixPath(article), shown=article)
    named: dict[str, Path] = {}
    unlisted: dict[tuple[str, Path], None] = {}
    for file, by in search.named.items():
        name = _name(file, places)
        if name is None:
            unlisted.update(dict.fromkeys((article, file) for article in by))
            continue
        docs = places.docs_dir
        if not file.is_relative_to(docs) and (docs / PurePosixPath(name)).is_file():
            raise SnippetClashError(name, docs=docs.name)
        named[name] = file
    return Snippets(
        dict(sorted(named.items())), places.bases, search.included, tuple(unlisted)
    )


def _name(file: Path, places: SnippetPlaces) -> str | None:
    """What the article of ``file`` is called; None where it is not translated."""
    if file.is_relative_to(places.docs_dir):
        return file.relative_to(places.docs_dir).as_posix()
    listed = (places.root / PurePosixPath(path) for path in places.listed)
    if any(file.is_relative_to(place) for place in listed):
        return file.relative_to(places.root).as_posix()
    return None


class _Search:
    """Follows snippet lines from file to file."""

    def __init__(self, lines: SnippetLines, places: SnippetPlaces) -> None:
        self._lines = lines
        self._places = places
        self._direct: dict[tuple[Path, Path | None], tuple[Path, ...]] = {}
        self.included: dict[Path, tuple[Path, ...]] = {}
        self.named: dict[Path, dict[str, None]] = {}
        """Markdown files that are included, and the articles they are included by."""

    def follow(self, file: Path, *, shown: str) -> None:
        """Note everything that the page ``file`` includes."""
        is_relative = None in self._places.bases
        folder = file.parent if is_relative else None
        for one in (file, *self._reached(file, folder)):
            # What a snippet includes by itself decides how it is read as an article.
            if is_relative or one not in self.included:
                reached = tuple(sorted(self._reached(one, folder)))
                if reached:
                    self.included[one] = reached
            if one != file and one.suffix.lower() in MARKDOWN:
                self.named.setdefault(one, {})[shown] = None

    def _reached(self, file: Path, folder: Path | None) -> Iterator[Path]:
        seen = {file}
        waiting = [file]
        while waiting:
            for one in self._named_in(waiting.pop(), folder):
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
                    yield one

    def _named_in(self, file: Path, folder: Path | None) -> tuple[Path, ...]:
        key = (file, folder)
        if key not in self._direct:
            bases = [base or folder for base in self._places.bases]
            self._direct[key] = self._lines.included(
                _text(file), bases=[base for base in bases if base]
            )
        return self._direct[key]


def _text(file: Path) -> str:
    """The text of ``file``, of which only paths matter; empty if it cannot be read."""
    try:
        return file.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def mirrored(file: Path, *, below: Path) -> Path:
    """Where a staged tree keeps its copy of ``file``: as deep as the file itself.

    So ``..`` in the path of a snippet means the same there.
    """
    return below.joinpath(*file.parts[1:])
