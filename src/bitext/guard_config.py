"""The setting ``guard``: what a build does about translations that are refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bitext.config_faults import fault, report_unknown_keys

__all__ = ["Danger", "GuardConfig", "parse_guard"]


class Danger(StrEnum):
    """What a refused translation would do to its page."""

    MARKUP = "markup"
    """Add, drop or change blocks, HTML, attributes, code or images."""
    LINKS = "links"
    """Lead elsewhere, or load from elsewhere, than its source."""
    DIRECTIVES = "directives"
    """Give an order: a macro, an include, a definition."""
    CHARACTERS = "characters"
    """Hide or turn round what a reader sees."""
    TITLES = "titles"
    """Be markup where a theme prints text without escaping it."""
    LENGTH = "length"
    """Be far longer than its source."""


@dataclass(frozen=True, slots=True)
class GuardConfig:
    """Valid settings: what is refused is never shown, whatever they are."""

    failing: frozenset[Danger] = frozenset()
    """Where these are found, the language is not built."""


_CHOICES = ("source", "fail")


def parse_guard(raw: object, faults: list[str]) -> GuardConfig:
    """The settings in ``raw``; each fault is added to ``faults``."""
    names = tuple(str(danger) for danger in Danger)
    if raw is None:
        return GuardConfig()
    if not isinstance(raw, Mapping):
        _report_unknown("guard", raw, faults)
        return GuardConfig(frozenset(Danger) if raw == "fail" else frozenset())
    report_unknown_keys(raw, names, prefix="guard.", faults=faults)
    for name in names:
        if name in raw:
            _report_unknown(f"guard.{name}", raw[name], faults)
    return GuardConfig(frozenset(one for one in Danger if raw.get(one) == "fail"))


def _report_unknown(key: str, choice: object, faults: list[str]) -> None:
    if choice not in _CHOICES:
        cure = "write source or fail"
        faults.append(fault(key, choice, what="is no such choice", cure=cure))
