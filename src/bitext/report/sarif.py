"""Findings as SARIF 2.1.0, which code hosts show beside the lines.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from urllib.parse import quote

from bitext.check.finding import Finding, Severity, fingerprints
from bitext.check.manual import Manual
from bitext.report.terminal import safe_json

__all__ = ["render"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(findings: Iterable[Finding], *, manuals: Mapping[str, Manual]) -> str:
    """One log with one run; ``manuals`` describe the rules by their ids.

    Paths are relative to the folder of ``mkdocs.yml``, which the log calls SRCROOT.
    """
    ordered = sorted(findings)
    rules = sorted({one.rule for one in ordered})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "bitext",
                        "semanticVersion": version("bitext"),
                        "rules": [_rule(one, manuals.get(one)) for one in rules],
                    }
                },
                "originalUriBaseIds": {
                    "SRCROOT": {"description": {"text": "the folder of mkdocs.yml"}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(one, rules.index(one.rule), name)
                    for one, name in zip(ordered, fingerprints(ordered), strict=True)
                ],
            }
        ],
    }
    return safe_json(log) + "\n"


def _rule(id: str, manual: Manual | None) -> dict[str, object]:  # noqa: A002 - as SARIF calls it
    if manual is None:
        return {"id": id}
    return {
        "id": id,
        "shortDescription": {"text": manual.summary},
        "fullDescription": {"text": manual.details or manual.summary},
        "help": {"text": f"{manual.summary} Cure: {manual.cure}."},
        "defaultConfiguration": {"level": _LEVELS[manual.severity]},
    }


def _result(one: Finding, rule: int, name: str) -> dict[str, object]:
    place = _place(one.path, one.line)
    in_article = one.article and one.article != one.path
    article = [_place(one.article, one.article_line)] if in_article else []
    return {
        "ruleId": one.rule,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.text}; {one.cure}"},
        "locations": [{"physicalLocation": place}],
        "relatedLocations": [
            {"id": 0, "physicalLocation": where, "message": {"text": "the article"}}
            for where in article
        ],
        "partialFingerprints": {"bitext/v1": name},
        "properties": {
            "locale": one.locale,
            "source": one.source,
            "target": one.target,
            "at": one.at,
        },
    }


def _place(path: str, line: int) -> dict[str, object]:
    file = {"uri": quote(path), "uriBaseId": "SRCROOT"}
    return {"artifactLocation": file, "region": {"startLine": max(line, 1)}}
