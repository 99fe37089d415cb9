"""What counts of the findings: comments, settings and the baseline."""

import json

import pytest

from bitext.catalog import Message
from bitext.check import Finding, Severity
from bitext.check.acceptance import (
    BaselineError,
    accepted_rules,
    baseline_text,
    read_baseline,
    unused_comments,
    unused_settings,
    with_severities,
    without_baseline,
)
from bitext.check.manual import manuals
from bitext.check.other_findings import REFUSED, UNUSED
from bitext.check_config import Accepted
from tests.report.test_reports import finding

JUDGED = frozenset(manuals())


def message(ignored: str = "", **changes: object) -> Message:
    facts = {"ignore": ignored} if ignored else {}
    fields: dict[str, object] = {
        "source": "Pay 5.",
        "target": "Zahle 6.",
        "facts": facts,
        "line": 12,
        **changes,
    }
    return Message(**fields)  # type: ignore[arg-type]  # a table of fields


def unused(ignored: str, *findings: Finding, **changes: object) -> list[str]:
    messages = [("locales/de/LC_MESSAGES/guide.md.po", message(ignored, **changes))]
    return [one.text for one in unused_comments(messages, findings, locale="de")]


def test_a_comment_that_accepts_something_is_of_use() -> None:
    accepted = finding(rule="number-mismatch", line=12, accepted_at=(12,))
    assert unused("number-mismatch so it is", accepted) == []


def test_a_comment_that_accepts_nothing_is_told_of() -> None:
    (text,) = unused("number-mismatch")
    assert text == "the comment accepts number-mismatch, which finds nothing here"


def test_a_comment_with_a_name_of_no_rule_is_told_of() -> None:
    (text,) = unused("number-mismach")
    assert text == "there is no rule number-mismach; did you mean number-mismatch?"


def test_what_the_guard_refuses_cannot_be_accepted() -> None:
    (text,) = unused(REFUSED, finding(rule=REFUSED, line=12))
    assert "cannot be accepted" in text


@pytest.mark.parametrize("changes", [{"is_fuzzy": True}, {"target": ""}])
def test_nothing_is_said_of_comments_on_what_is_not_published(
    changes: dict[str, object],
) -> None:
    assert unused("number-mismatch", **changes) == []


@pytest.mark.parametrize(
    ("flag", "rule"),
    [
        ("ignore-same", "untranslated"),
        ("ignore-end-colon", "end-punctuation"),
        ("ignore-md-link", "link-missing"),
    ],
)
def test_flags_of_weblate_accept_what_they_stand_for(flag: str, rule: str) -> None:
    assert rule in accepted_rules(message(flags=(flag,)))
    assert not accepted_rules(message(flags=("no-wrap",)))


def test_settings_make_findings_as_severe_as_wanted() -> None:
    link, label = finding(), finding(rule="label-case", severity=Severity.INFO)
    assert with_severities([link, label], {"label-case": "off"}) == [link]
    (raised,) = with_severities([label], {"label-case": "error"})
    assert raised.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("accepted", "is_kept"),
    [
        (Accepted(("link-target-changed",)), False),
        (Accepted(("link-target-changed",), path="guide.md"), False),
        (Accepted(("link-target-changed",), path="locales/de/*"), False),
        (Accepted(("link-target-changed",), path="other/*"), True),
        (Accepted(("link-target-changed",), locale="ja"), True),
        (Accepted(("link-missing",)), True),
    ],
)
def test_settings_accept_rules_by_path_and_language(
    accepted: Accepted, *, is_kept: bool
) -> None:
    kept, unused = unused_settings(
        [finding()], [accepted], config_file="mkdocs.yml", judged=JUDGED
    )
    assert bool(kept) is is_kept
    # What accepts nothing is told of.
    assert [one.rule for one in unused] == [UNUSED] * is_kept


def test_settings_cannot_accept_what_the_guard_refuses() -> None:
    refused = finding(rule=REFUSED)
    kept, _ = unused_settings(
        [refused], [Accepted((REFUSED,))], config_file="x", judged=JUDGED
    )
    assert kept == [refused]


def test_a_baseline_accepts_what_it_was_written_of_wherever_it_moves() -> None:
    old = [finding(), finding(line=40, rule="code-missing", text="code is missing")]
    baseline = read_baseline(baseline_text(old), path="b.json")
    moved = [finding(line=90), finding(line=7, rule="code-missing", text=old[1].text)]
    new = finding(rule="link-extra", text="one link more")
    kept, gone = without_baseline(
        [*moved, new], baseline, locales=["de"], judged=JUDGED
    )
    assert kept == [new]
    assert gone == []


def test_a_baseline_accepts_a_fault_as_often_as_it_was_there() -> None:
    baseline = read_baseline(baseline_text([finding()]), path="b.json")
    twice = [finding(), finding(line=90)]
    kept, _ = without_baseline(twice, baseline, locales=["de"], judged=JUDGED)
    assert kept == [finding(line=90)]


def test_what_a_baseline_has_in_vain_is_told_of() -> None:
    baseline = read_baseline(baseline_text([finding()]), path="b.json")
    kept, (gone,) = without_baseline([], baseline, locales=["de"], judged=JUDGED)
    assert kept == []
    assert (gone.rule, gone.path) == (UNUSED, "b.json")
    assert "link-target-changed (1)" in gone.text
    # Nobody looked at the language.
    assert without_baseline([], baseline, locales=["ja"], judged=JUDGED) == ([], [])


def test_a_baseline_never_accepts_what_the_guard_refuses() -> None:
    refused = finding(rule=REFUSED)
    assert "guard" not in baseline_text([refused])
    baseline = read_baseline(baseline_text([refused]), path="b.json")
    assert baseline.entries == {}


def test_a_baseline_has_a_line_for_each_finding_in_a_fixed_order() -> None:
    findings = [finding(line=line, text=f"fault {line}") for line in (3, 2, 1)]
    text = baseline_text(findings)
    assert text == baseline_text(reversed(findings))
    assert len(text.splitlines()) == len(findings) + 3
    assert len(json.loads(text)["findings"]) == 3
    assert json.loads(baseline_text([]))["findings"] == []


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', '{"version": 9}', "<<<<"])
def test_what_is_no_baseline_is_named_with_its_cure(text: str) -> None:
    with pytest.raises(BaselineError, match=r"^b\.json: is .*--write-baseline"):
        read_baseline(text, path="b.json")


def test_of_rules_that_were_not_looked_at_nothing_is_known() -> None:
    baseline = read_baseline(baseline_text([finding()]), path="b.json")
    rest = JUDGED - {finding().rule}
    assert without_baseline([], baseline, locales=["de"], judged=rest) == ([], [])
    accepted = [Accepted((finding().rule,))]
    assert unused_settings([], accepted, config_file="x", judged=rest) == ([], [])
    assert unused_settings([], accepted, config_file="x", judged=JUDGED)[1]
