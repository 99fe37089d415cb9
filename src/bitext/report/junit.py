"""Findings as JUnit XML, which most systems for continuous integration show.

A suite is a catalog, a test case a rule that found something there. What counts for
the exit code is a failure, the rest is told in the case's output.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from bitext.check.finding import Finding, Severity

__all__ = ["render"]

# XML 1.0, section 2.2: what no document may hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(findings: Iterable[Finding], *, fail_on: Severity) -> str:
    """One document; without findings a single case that has passed."""
    ordered = sorted(findings)
    root = ET.Element("testsuites", name="bitext check")
    cases = failures = 0
    for path, group in groupby(ordered, key=lambda one: one.path):
        of_file = sorted(group, key=lambda one: (one.rule, one.line))
        suite = ET.SubElement(root, "testsuite", name=_safe(path))
        suite_cases = suite_failures = 0
        for rule, alike in groupby(of_file, key=lambda one: one.rule):
            same = list(alike)
            counting = [one for one in same if one.severity.reaches(fail_on)]
            case = ET.SubElement(
                suite,
                "testcase",
                classname=_safe(path),
                name=rule,
                file=_safe(path),
                line=str(same[0].line),
            )
            suite_cases += 1
            if counting:
                suite_failures += 1
                failure = ET.SubElement(
                    case,
                    "failure",
                    type=str(counting[0].severity),
                    message=_safe(counting[0].text),
                )
                failure.text = _told(counting)
            if others := [one for one in same if one not in counting]:
                ET.SubElement(case, "system-out").text = _told(others)
        _count(suite, suite_cases, suite_failures)
        cases, failures = cases + suite_cases, failures + suite_failures
    if not ordered:
        suite = ET.SubElement(root, "testsuite", name="bitext check")
        ET.SubElement(suite, "testcase", classname="bitext", name="no findings")
        cases = 1
        _count(suite, cases, 0)
    _count(root, cases, failures)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{_text(root)}\n"


def _count(element: ET.Element, cases: int, failures: int) -> None:
    element.set("tests", str(cases))
    element.set("failures", str(failures))
    element.set("errors", "0")


def _told(findings: Iterable[Finding]) -> str:
    return "\n".join(
        _safe(line) for one in findings for line in (*_lines(one), f"  {one.cure}")
    )


def _lines(one: Finding) -> Iterable[str]:
    yield f"{one.path}:{one.line}: {one.severity}: {one.text}"
    if one.article:
        line = f":{one.article_line}" if one.article_line else ""
        yield f"  article {one.article}{line}"
    if one.source:
        yield f"  source  {one.source}"
    if one.target:
        yield f"  target  {one.target}"


def _safe(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _text(root: ET.Element) -> str:
    text: str = ET.tostring(root, encoding="unicode")
    return text
