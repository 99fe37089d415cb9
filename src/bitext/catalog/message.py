"""A segment's source with its translation in one locale."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["FUZZY", "MARKDOWN_TEXT", "Key", "Message", "fact_lines", "split_facts"]

FUZZY = "fuzzy"
MARKDOWN_TEXT = "markdown-text"
"""The flag by which Weblate and po4a know a message to be Markdown."""

Key = tuple[str | None, str]
"""What gettext tells live messages apart by: context and source."""

_FACT_PREFIX = "bitext:"


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog.

    What we must not lose stands in ``facts``, ``is_fuzzy`` and ``previous``: every
    gettext tool keeps translator comments, the fuzzy mark and a live previous msgid.
    ``extracted``, ``references`` and the flag ``markdown-text`` are made again on
    every update.
    """

    source: str
    target: str = ""
    context: str | None = None
    is_fuzzy: bool = False
    previous: str | None = None
    """The last source the translation was valid for; None where nothing is known."""
    comments: tuple[str, ...] = ()
    """Translator comment lines that are no facts of ours, without the ``# ``."""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """From ``# bitext: key=value``; a key given twice has one line per value."""
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """All flags but fuzzy."""
    is_obsolete: bool = False
    plural_source: str | None = None
    """Never made by us; other people's plural entries are kept."""
    plural_targets: tuple[str, ...] = ()
    previous_context: str | None = None
    previous_plural: str | None = None
    line: int = field(default=0, compare=False)
    """Of the msgid in the file on disk, 1-based; 0 for a message new to it."""

    @property
    def key(self) -> Key:
        """What tells this message from the others of its catalog."""
        return (self.context, self.source)

    @property
    def has_target(self) -> bool:
        """Whether anybody, human or machine, has proposed a translation."""
        return bool(self.target) or any(self.plural_targets)

    @property
    def is_translated(self) -> bool:
        """Whether gettext publishes it: complete and not fuzzy."""
        if self.is_fuzzy:
            return False
        if self.plural_source is not None:
            return bool(self.plural_targets) and all(self.plural_targets)
        return bool(self.target)


def split_facts(lines: Iterable[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Translator comment lines parted into other people's words and our facts."""
    comments: list[str] = []
    facts: dict[str, str] = {}
    for line in lines:
        prefix, _, fact = line.strip().partition(" ")
        key, equals, value = fact.strip().partition("=")
        if prefix != _FACT_PREFIX or not equals or not key or key != key.strip():
            comments.append(line)
        elif key in facts:
            facts[key] += f"\n{value}"
        else:
            facts[key] = value
    return tuple(comments), facts


def fact_lines(facts: Mapping[str, str]) -> Iterator[str]:
    """Comment lines for ``facts``, one each, sorted by key, as split_facts reads."""
    for key, value in sorted(facts.items()):
        for line in value.split("\n"):
            yield f"{_FACT_PREFIX} {key}={line}"
