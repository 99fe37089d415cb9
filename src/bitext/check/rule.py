"""What a rule is and what it may say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from bitext.check.finding import Severity

__all__ = ["Needs", "Problem", "Rule"]

Subject_contra = TypeVar("Subject_contra", contravariant=True)


class Needs(StrEnum):
    """What a rule looks at."""

    PAIR = "pair"
    """A published translation and its source, both parsed."""
    MESSAGE = "message"
    """Any live message of a catalog."""
    FILE = "file"
    """A whole catalog, or why it cannot be read."""
    UPDATE = "update"
    """What an update would do to a whole catalog."""
    LANGUAGE = "language"
    """All catalogs of a language."""
    SOURCE = "source"
    """A text of an article, parsed."""
    TERMS = "terms"
    """A published translation and its source, and the terms of its language."""
    SITE = "site"
    """The built site of a language."""
    CONFLICT = "conflict"
    """What an article shows for a text, and what was found beside it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule has to say; the engine knows where."""

    text: str
    at: str = ""
    """The part of the translation, or else of its source, that is meant, verbatim."""
    severity: Severity | None = None
    """Where it differs from the rule's."""
    line: int = 0
    """For rules that look at whole files: where in it, 1-based; 0 elsewhere."""
    path: str = ""
    """For rules that look at a whole language: the catalog, as it names itself, or
    the built page, below the site."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject_contra]):
    """One kind of fault; the module that defines it is its manual."""

    id: str
    """Names the fault, never the cure; never used again for another."""
    severity: Severity
    check: Callable[[Subject_contra], Iterator[Problem]]
    needs: Needs
    cure: str
    """What to do about it, one clause in the imperative."""
    signs: tuple[str, ...] = ()
    """For rules about pairs: texts of which the source or the translation must have
    one, or nothing is wrong; empty where nothing so simple tells."""
    written: re.Pattern[str] | None = None
    """For rules about pairs: found in every translation, as it is written, that they
    report."""
    seen: re.Pattern[str] | None = None
    """For rules about pairs: found in every translation that they report, as a reader
    sees it, with stand-ins for code."""
