"""Findings as annotations of GitHub Actions, which stand beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterable

from bitext.check.finding import Finding, Severity
from bitext.report.terminal import safe_lines

__all__ = ["render"]

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render(findings: Iterable[Finding]) -> str:
    """One line, a workflow command, for each finding; no finding can begin another."""
    return "".join(f"{_command(one)}\n" for one in sorted(findings))


def _command(one: Finding) -> str:
    properties = {
        "file": one.path,
        "line": str(one.line),
        "title": f"{one.rule} ({one.locale})",
    }
    told = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    lines = [f"{one.text}; {one.cure}"]
    if one.article:
        line = f":{one.article_line}" if one.article_line else ""
        lines.append(f"article: {one.article}{line}")
    if one.source:
        lines.append(f"source: {one.source}")
    if one.target:
        lines.append(f"target: {one.target}")
    message = _message(safe_lines("\n".join(line.replace("\n", " ") for line in lines)))
    return f"::{_COMMANDS[one.severity]} {told}::{message}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(safe_lines(text)).replace(":", "%3A").replace(",", "%2C")
