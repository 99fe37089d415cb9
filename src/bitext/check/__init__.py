"""Finds what is wrong with translations; never prints, knows no MkDocs."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bitext.check.engine import (
        Judged,
        check_catalogs,
        check_conflict,
        check_fault,
        check_language,
        check_source,
        check_update,
        errors_in,
        has_errors,
        kinds_of,
    )
    from bitext.check.finding import Finding, Severity
    from bitext.check.rules import ALL_RULES

__all__ = [
    "ALL_RULES",
    "Finding",
    "Judged",
    "Severity",
    "check_catalogs",
    "check_conflict",
    "check_fault",
    "check_language",
    "check_source",
    "check_update",
    "errors_in",
    "has_errors",
    "kinds_of",
]

_HOMES = {"ALL_RULES": "rules", "Finding": "finding", "Severity": "finding"}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """What is offered here, its module imported when it is first asked for.

        The guard lives in this package and needs none of the rules.
        """
        if name not in __all__:
            raise AttributeError(name)
        home = import_module(f"{__name__}.{_HOMES.get(name, 'engine')}")
        return getattr(home, name)
