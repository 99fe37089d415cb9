"""Findings for programs."""

from collections import Counter
from collections.abc import Iterable

from bitext.check.finding import Finding, Severity
from bitext.report.terminal import safe_json

__all__ = ["VERSION", "render"]

VERSION = 1
"""Raised when a field is removed or changes its meaning; fields may be added."""


def render(findings: Iterable[Finding]) -> str:
    """One JSON object: version, findings in order, and their number by severity."""
    ordered = sorted(findings)
    counts = Counter(finding.severity for finding in ordered)
    report = {
        "version": VERSION,
        "summary": {str(severity): counts[severity] for severity in Severity},
        "findings": [_fields(finding) for finding in ordered],
    }
    return safe_json(report) + "\n"


def _fields(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "locale": finding.locale,
        "article": finding.article,
        "article_line": finding.article_line,
        "text": finding.text,
        "cure": finding.cure,
        "source": finding.source,
        "target": finding.target,
        "at": finding.at,
    }
