"""How much of each page is in a language, and which pages search engines get.

Each language keeps a table of its pages when it is staged. What the pages of one
language say of the others comes of all tables together, as they are before any
language is built: an index, one file for the site.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from bitext.catalog import words
from bitext.config import Config
from bitext.markdown.marks import State
from bitext.site.cache_file import read_cached, write_cached

__all__ = [
    "Coverage",
    "covered",
    "has_coverage",
    "publish_index",
    "read_coverage",
    "read_index",
    "write_coverage",
]

_FORMAT: Final = "coverage 1"
_INDEX: Final = "pages.index"
_SHOWN: Final = frozenset(
    {State.TRANSLATED, State.MACHINE, State.CARRIED, State.OUTDATED}
)
_CHANGED: Final = frozenset({State.FUZZY, State.OUTDATED})
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a page, in words of its source."""

    words: int = 0
    translated: int = 0
    """Shown in the reader's language."""
    machine: int = 0
    """Of these, what a machine translated and nobody has checked."""
    changed: int = 0
    """What has changed since it was translated, in whichever language it is shown."""

    def __add__(self, other: "Coverage") -> "Coverage":
        """That of a page and what it includes."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Coverage(*(one + more for one, more in pairs))

    @property
    def percent(self) -> int:
        """What is shown in the language, rounded down; 100 where there are no words."""
        return _WHOLE * self.translated // self.words if self.words else _WHOLE


def covered(segments: Iterable[tuple[str, State]]) -> Coverage:
    """Of segments, by their source and what is shown of them."""
    total = translated = machine = changed = 0
    for source, state in segments:
        count = words(source)
        total += count
        translated += count * (state in _SHOWN)
        machine += count * (state is State.MACHINE)
        changed += count * (state in _CHANGED)
    return Coverage(total, translated, machine, changed)


def write_coverage(folder: Path, pages: Mapping[str, Coverage]) -> None:
    """Keep what the pages of a language, staged in ``folder``, have by article."""
    values = {path: astuple(one) for path, one in sorted(pages.items())}
    path = folder / "coverage"
    if values != read_cached(path, version=_FORMAT):
        write_cached(path, values, version=_FORMAT)


def read_coverage(folder: Path) -> Mapping[str, Coverage]:
    """What ``write_coverage`` kept; empty if nothing."""
    known = read_cached(folder / "coverage", version=_FORMAT) or {}
    return {path: Coverage(*values) for path, values in known.items()}


def has_coverage(folder: Path) -> bool:
    """Whether the language staged in ``folder`` has been staged before."""
    return (folder / "coverage").is_file()


def publish_index(stage_dir: Path, config: Config) -> str:
    """Put the tables of all languages together; a digest of what they give.

    Pages of which less than ``index_from`` percent is translated are in it.
    """
    left_out: dict[str, Sequence[str]] = {}
    for language in config.locales:
        code = language.locale.code
        left_out[code] = [
            path
            for path, coverage in read_coverage(stage_dir / code).items()
            if coverage.percent < config.reader.index_from
        ]
    path = stage_dir / _INDEX
    if left_out != read_cached(path, version=_FORMAT):
        write_cached(path, left_out, version=_FORMAT)
    return sha256(repr(left_out).encode("utf-8", "surrogatepass")).hexdigest()


def read_index(stage_dir: Path) -> Mapping[str, frozenset[str]]:
    """Articles that search engines do not get, by the code of the language."""
    known = read_cached(stage_dir / _INDEX, version=_FORMAT) or {}
    return {code: frozenset(paths) for code, paths in known.items()}
