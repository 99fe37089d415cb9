"""Findings as a code quality report of GitLab, shown in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/
"""

from collections.abc import Iterable

from bitext.check.finding import Finding, Severity, fingerprints
from bitext.report.terminal import safe_json

__all__ = ["render"]

_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def render(findings: Iterable[Finding]) -> str:
    """A JSON array, an object for each finding."""
    ordered = sorted(findings)
    report = [
        {
            "description": _description(one),
            "check_name": one.rule,
            "fingerprint": name,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": one.path, "lines": {"begin": max(one.line, 1)}},
        }
        for one, name in zip(ordered, fingerprints(ordered), strict=True)
    ]
    return safe_json(report) + "\n"


def _description(one: Finding) -> str:
    line = f":{one.article_line}" if one.article_line else ""
    article = f" (article {one.article}{line})" if one.article else ""
    return f"{one.locale}: {one.text}{article}; {one.cure}"
