"""Reports, compared with what they looked like when somebody last looked."""

import json
import os
from pathlib import Path

import pytest

from bitext.check import Finding, Severity
from bitext.report import json as json_report
from bitext.report import text as text_report

GOLDEN = Path(__file__).parent / "golden"


def finding(**changes: object) -> Finding:
    fields: dict[str, object] = {
        "path": "locales/de/LC_MESSAGES/guide.md.po",
        "line": 12,
        "rule": "link-target-changed",
        "text": "link to 'a.md' leads to 'b.md'",
        "severity": Severity.ERROR,
        "cure": "copy the address from the source",
        "locale": "de",
        "article": "guide.md",
        "source": "Read [one](a.md).",
        "target": "Lies [eins](b.md).",
        "at": "b.md",
    }
    return Finding(**(fields | changes))  # type: ignore[arg-type]  # a table of fields


LONG = "Über das Wasser und weit hinaus fährt das kleine Boot, "
FINDINGS = (
    finding(),
    finding(
        line=40,
        source="Save **all** of it.",
        target=f"{LONG * 3}** Ruder ** {LONG}",
        at="**",
        rule="emphasis-broken",
        text="'**' is visible as text",
    ),
    finding(
        line=50,
        rule="code-missing",
        text="code 'row' is missing",
        source="Run `row`.",
        target="Rudere.",
        at="row",
    ),
    *(
        finding(
            line=line,
            rule="empty-target",
            text="there is no translation",
            severity=Severity.WARNING,
            cure="translate it",
            target="",
            at="",
        )
        for line in range(60, 100, 3)
    ),
    finding(
        path="locales/ja/LC_MESSAGES/guide.md.po",
        locale="ja",
        source="Click **Save**.",
        target="\\*\\*保存\\*\\* をクリックします。",
        rule="emphasis-broken",
        text="'**' is visible as text",
        at="を",
    ),
    finding(
        path="locales/ar/LC_MESSAGES/guide.md.po",
        locale="ar",
        rule="placeholder-mismatch",
        text="placeholder '{name}' became '{اسم}'",
        source="Hello {name}",
        target="مرحبا {اسم} بك",
        at="{اسم}",
    ),
    finding(
        path="locales/ar/LC_MESSAGES/other.md.po",
        line=3,
        locale="ar",
        rule="po-syntax",
        text="a quote is missing",
        article="",
        source="",
        target="",
        at="",
    ),
    finding(
        path="locales/nb/LC_MESSAGES/guide.md.po",
        locale="nb",
        severity=Severity.INFO,
        rule="untranslated",
        text="translation equals its source",
        source="How to \x1b[2Jrow",
        target="How to \x1b[2Jrow\n\u202e",
        at="",
    ),
)


def same_as(name: str, rendered: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(rendered.encode())
    assert rendered.encode() == path.read_bytes()


def test_text_report_looks_as_it_did() -> None:
    same_as("report.txt", text_report.render(FINDINGS))


def test_coloured_report_looks_as_it_did() -> None:
    same_as("coloured.txt", text_report.render(FINDINGS, is_coloured=True))


def test_narrow_report_looks_as_it_did() -> None:
    same_as("narrow.txt", text_report.render(FINDINGS, width=48))


def test_json_report_looks_as_it_did() -> None:
    same_as("report.json", json_report.render(FINDINGS))


def test_no_findings_are_said_to_be_none() -> None:
    assert text_report.render([]) == "no findings\n"
    assert json.loads(json_report.render([])) == {
        "version": 1,
        "summary": {"error": 0, "warning": 0, "info": 0},
        "findings": [],
    }


def test_reports_do_not_depend_on_the_order_they_are_given() -> None:
    turned = FINDINGS[::-1]
    assert text_report.render(turned) == text_report.render(FINDINGS)
    assert json_report.render(turned) == json_report.render(FINDINGS)


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\r"])
def test_text_report_passes_no_control_character_on(character: str) -> None:
    hostile = finding(
        path=f"a{character}", source=f"b{character}", target=f"c{character} b.md"
    )
    assert character not in text_report.render([hostile])


@pytest.mark.parametrize("width", [40, 60, 120])
def test_excerpts_keep_to_the_width(width: int) -> None:
    report = text_report.render([finding(target="語" * 200, at="語")], width=width)
    line = next(line for line in report.split("\n") if " target " in line)
    assert sum(2 if letter == "語" else 1 for letter in line) <= width


def test_the_caret_stands_below_what_is_meant() -> None:
    report = text_report.render([finding()]).split("\n")
    excerpt = next(line for line in report if " target " in line)
    caret = report[report.index(excerpt) + 1]
    assert excerpt[caret.index("^") : caret.rindex("^") + 1] == "b.md"
