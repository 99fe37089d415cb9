"""A fault at a place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

__all__ = ["Finding", "Severity", "fingerprints"]


class Severity(StrEnum):
    """How much a fault hurts; the worst comes first."""

    ERROR = "error"
    """The page is broken or its reader misled."""
    WARNING = "warning"
    """A defect a reader can see."""
    INFO = "info"
    """Cosmetic, a matter of house style, or work not done yet."""

    def reaches(self, threshold: "Severity") -> bool:
        """Whether it is as bad as ``threshold`` or worse."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a rule found; ordered by path, line and rule."""

    path: str
    """The catalog, as its Catalog names it."""
    line: int
    """Of the msgid in the catalog, 1-based; 1 for the file as a whole."""
    rule: str
    text: str
    """What is wrong, one line, in our words but for quoted excerpts."""
    severity: Severity = field(compare=False)
    cure: str = field(compare=False)
    locale: str = field(compare=False)
    """BCP 47 code of the translation."""
    article: str = ""
    """The source file as the message names it; empty where it does not."""
    source: str = ""
    """The msgid; empty for a fault of the file."""
    target: str = ""
    at: str = field(default="", compare=False)
    """What of ``target``, or else of ``source``, is meant; empty for all of it."""
    article_line: int = field(default=0, compare=False)
    """Of the text in ``article``, 1-based; 0 where that is not known."""
    accepted_at: tuple[int, ...] = field(default=(), compare=False)
    """Lines of the messages whose comments accept it; empty where none does."""


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A name for each of ``findings`` that it keeps when lines move.

    64 hexadecimal digits, all different; the same fault has the same in every run.
    """
    count: Counter[str] = Counter()
    names = []
    for one in findings:
        parts = (one.rule, one.locale, one.path, one.source, one.text, one.at)
        text = "\0".join(parts)
        names.append(
            sha256(
                f"{text}\0{count[text]}".encode("utf-8", "surrogatepass")
            ).hexdigest()
        )
        count[text] += 1
    return names
