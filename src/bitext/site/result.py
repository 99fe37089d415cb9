"""What building a site gives, and how its processes speak to each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "NO_SITE_URL",
    "BuildResult",
    "BuildWarning",
    "Progress",
    "ProgressCallback",
    "SiteResult",
    "Unpublished",
]

NO_SITE_URL: Final = (
    "without site_url search engines are not told of the other languages; set it in "
    "mkdocs.yml"
)


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A translation, or a whole catalog, that is not shown."""

    locale: str
    path: str
    """The catalog, from the project's folder where it lies below it."""
    line: int
    """Of the message, 1-based; 1 for the whole catalog."""
    reason: str
    source: str = ""
    target: str = ""
    danger: str = ""
    """What it would do, as ``bitext.guard_config.Danger``; empty for a catalog."""


@dataclass(frozen=True, slots=True)
class BuildWarning:
    """Something the site builder warned of, once or often."""

    text: str
    """The first warning of its kind."""
    count: int = 1
    locales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One language's site."""

    locale: str
    folder: str
    """Where it lies."""
    pages: int = 0
    rendered: int = 0
    """Pages made anew; the others lay there as they must be."""
    reason: str = ""
    """Why every page was, if so, though not every page had changed."""
    is_unchanged: bool = False
    """Nothing it is made from had changed: nothing was built."""
    seconds: float = 0.0
    peak_bytes: int = 0
    """The most memory its process had; 0 where the system does not tell."""
    warnings: tuple[BuildWarning, ...] = ()
    unpublished: tuple[Unpublished, ...] = ()
    error: str | None = None
    """Why it could not be built; the site that was there before is untouched."""


@dataclass(frozen=True, slots=True)
class SiteResult:
    """All languages of a site, in the order of the configuration."""

    languages: tuple[BuildResult, ...]
    seconds: float

    @property
    def errors(self) -> tuple[str, ...]:
        """One text for each language that could not be built."""
        return tuple(
            f"{result.locale}: {result.error}"
            for result in self.languages
            if result.error
        )

    @property
    def unpublished(self) -> tuple[Unpublished, ...]:
        """Translations the guard refused, of all languages."""
        return tuple(one for result in self.languages for one in result.unpublished)

    @property
    def warnings(self) -> tuple[BuildWarning, ...]:
        """Each kind of warning once, over all languages, the most frequent first."""
        return summarized(
            [
                BuildWarning(warning.text, warning.count, (result.locale,))
                for result in self.languages
                for warning in result.warnings
            ]
        )


def summarized(warnings: Sequence[BuildWarning]) -> tuple[BuildWarning, ...]:
    """Warnings of one kind put together; what stands in quotes makes no kind."""
    kinds: dict[str, BuildWarning] = {}
    for warning in warnings:
        kind = "".join(warning.text.split("'")[::2])
        known = kinds.get(kind)
        kinds[kind] = (
            BuildWarning(
                known.text,
                known.count + warning.count,
                tuple(dict.fromkeys((*known.locales, *warning.locales))),
            )
            if known
            else warning
        )
    return tuple(sorted(kinds.values(), key=lambda one: (-one.count, one.text)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one piece of work is."""

    what: str
    """``articles``, or a locale's code."""
    step: str
    """``split``, ``stage`` or ``build``."""
    done: int
    total: int


ProgressCallback = Callable[[Progress], None]
