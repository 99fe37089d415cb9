"""Reports for other programs, read by what reads them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from junitparser import JUnitXml
from lxml import etree

from bitext.check import Finding, Severity
from bitext.check.finding import fingerprints
from bitext.check.manual import manuals
from bitext.report import github, gitlab, html, junit, sarif
from tests.report.test_reports import FINDINGS, finding

HOSTILE = finding(
    path="locales/de/a,b:c.po",
    text="it says '</script><script>alert(1)</script>'",
    source="A\n::error::owned %0A \x1b[2J \u202e ]]> &lt; \x00",
    target="<img src=x onerror=alert(1)>",
    at="<img",
)
ALL = (*FINDINGS, HOSTILE)


def log(findings: tuple[Finding, ...] = ALL) -> Any:  # noqa: ANN401 - JSON
    return json.loads(sarif.render(findings, manuals=manuals()))


def test_sarif_is_valid(corpus: Path) -> None:
    path = corpus.parent / "schemas" / "sarif-schema-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    for findings in (ALL, ()):
        faults = list(Draft7Validator(schema).iter_errors(log(findings)))
        assert not faults


def test_sarif_names_the_lines_of_catalog_and_article() -> None:
    (run,) = log((finding(article_line=7),))["runs"]
    (result,) = run["results"]
    (place,) = result["locations"]
    (article,) = result["relatedLocations"]
    file = place["physicalLocation"]
    assert file["artifactLocation"]["uri"] == "locales/de/LC_MESSAGES/guide.md.po"
    assert file["region"]["startLine"] == 12
    assert article["physicalLocation"]["artifactLocation"]["uri"] == "guide.md"
    assert article["physicalLocation"]["region"]["startLine"] == 7
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["shortDescription"]["text"] == manuals()[result["ruleId"]].summary


def test_fingerprints_differ_and_outlive_moved_lines() -> None:
    twice = [finding(), finding(line=90), finding(rule="link-broken")]
    names = fingerprints(twice)
    assert len(set(names)) == 3
    assert names == fingerprints([finding(line=3), finding(line=4), twice[2]])


def test_junit_is_read_by_others() -> None:
    text = junit.render(ALL, fail_on=Severity.ERROR)
    report = JUnitXml.fromstring(text.encode())
    errors = {(one.path, one.rule) for one in ALL if one.severity is Severity.ERROR}
    assert report.failures == len(errors)
    assert {
        (case.classname, case.name) for suite in report for case in suite if case.result
    } == errors
    assert report.tests == len({(one.path, one.rule) for one in ALL})


def test_junit_counts_what_the_exit_code_counts() -> None:
    warned = (finding(severity=Severity.WARNING),)
    for fail_on, failures in ((Severity.ERROR, 0), (Severity.WARNING, 1)):
        text = junit.render(warned, fail_on=fail_on)
        assert int(etree.fromstring(text.encode()).attrib["failures"]) == failures
        assert "leads to" in text


def test_junit_without_findings_has_a_case_that_passed() -> None:
    text = junit.render((), fail_on=Severity.ERROR)
    root = etree.fromstring(text.encode())
    assert root.attrib["tests"] == "1"
    assert root.attrib["failures"] == "0"


def test_github_has_a_line_for_each_finding_and_no_other_command() -> None:
    lines = github.render(ALL).splitlines()
    assert len(lines) == len(ALL)
    for line in lines:
        assert re.match(r"::(error|warning|notice) file=[^,:]+,line=\d+,title=", line)
    (hostile,) = [line for line in lines if "alert" in line]
    assert "file=locales/de/a%2Cb%3Ac.po,line=12" in hostile
    assert "%250A" in hostile
    assert not re.search("[\x00-\x1f\u202e]", hostile)


def test_gitlab_has_what_it_asks_for() -> None:
    report = json.loads(gitlab.render(ALL))
    assert len({one["fingerprint"] for one in report}) == len(ALL)
    assert {one["severity"] for one in report} <= {"major", "minor", "info"}
    first = next(one for one in report if one["check_name"] == "emphasis-broken")
    assert first["location"] == {
        "path": "locales/de/LC_MESSAGES/guide.md.po",
        "lines": {"begin": 40},
    }


def test_html_runs_nothing_of_what_it_shows() -> None:
    page = html.render(ALL, site_name="<b>Boats</b>", manuals=manuals())
    assert page.count("<script>") == page.count("</script>") == 1
    assert "<img" not in page
    assert "<b>" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page
    assert "<mark>&lt;img</mark> src=x" in page


@pytest.mark.parametrize("words", ["guide.md:7", "one", "eins", "copy the address"])
def test_html_has_all_of_a_finding(words: str) -> None:
    page = html.render((finding(article_line=7),), site_name="B", manuals=manuals())
    assert words in page


def test_html_without_findings_says_so() -> None:
    page = html.render((), site_name="Boats", manuals=manuals())
    assert "Boats: no findings" in page
    assert '<p id="none" role="status">' in page
