"""Finds what is wrong with translations; never prints, knows no MkDocs."""

from bitext.check.engine import (
    check_catalog,
    check_conflict,
    check_fault,
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
    "Severity",
    "check_catalog",
    "check_conflict",
    "check_fault",
    "check_update",
    "errors_in",
    "has_errors",
    "kinds_of",
]
