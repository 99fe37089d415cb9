"""What is lost, added and changed between two collections."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Changes", "changes", "difference"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Values of the source and of the translation that have no partner."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    """The source's value and what stands for it."""


def changes(lost: Iterable[str], added: Iterable[str]) -> Changes:
    """Values that only the source has and only the translation has, set in pairs.

    As many as both sides have are taken for changed, in their order.
    """
    missing, extra = list(lost), list(added)
    count = min(len(missing), len(extra))
    return Changes(
        tuple(missing[count:]),
        tuple(extra[count:]),
        tuple(zip(missing[:count], extra[:count], strict=True)),
    )


def difference(left: Iterable[str], right: Iterable[str]) -> list[str]:
    """What ``left`` has more often than ``right``, in the order of ``left``."""
    rest = Counter(right)
    found = []
    for value in left:
        if rest[value]:
            rest[value] -= 1
        else:
            found.append(value)
    return found
