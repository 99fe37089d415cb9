"""What the engine adds to rules: places, joining, suppression, order."""

import pytest

from bitext.catalog import Catalog, Key, parse_catalog
from bitext.catalog.errors import CatalogError
from bitext.check import (
    Finding,
    Judged,
    Severity,
    check_catalogs,
    check_fault,
    kinds_of,
)
from bitext.check.acceptance import accepted_rules
from bitext.locales import parse_locale
from bitext.markdown.article import Block, Kind, Segment

HEADER = """msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def catalog(body: str) -> Catalog:
    return parse_catalog(f"{HEADER}\n{body}".encode(), path="de/guide.md.po")


def checked(body: str, kinds: dict[Key, Kind] | None = None) -> tuple[Finding, ...]:
    """Findings that no comment accepts."""
    findings = check_catalogs(
        [Judged(catalog(body), kinds or {})],
        locale=parse_locale("de"),
        source_locale=parse_locale("en"),
    )
    return tuple(one for one in findings if not one.accepted_at)


def rules(body: str) -> list[str]:
    return [finding.rule for finding in checked(body)]


def test_a_finding_says_what_where_and_how_to_mend_it() -> None:
    (finding,) = checked(
        '#. paragraph\n#: guide.md\nmsgid "Wait 5 days."\nmsgstr "Warte 6 Tage."\n'
    )
    assert finding == Finding(
        path="de/guide.md.po",
        line=9,
        rule="number-mismatch",
        text="number 5 became 6",
        severity=Severity.ERROR,
        cure="write the numbers of the source",
        locale="de",
        article="guide.md",
        source="Wait 5 days.",
        target="Warte 6 Tage.",
        at="6",
    )


def test_a_clean_catalog_has_no_finding() -> None:
    assert checked('msgid "Wait 5 days."\nmsgstr "Warte 5 Tage."\n') == ()


def test_a_fuzzy_message_is_reported_as_such_and_not_judged() -> None:
    body = '#, fuzzy\nmsgid "Wait 5 days."\nmsgstr "Warte 6 Tage."\n'
    assert rules(body) == ["fuzzy-used"]


def test_an_empty_message_is_reported_as_such_and_not_judged() -> None:
    assert rules('msgid "Wait 5 days."\nmsgstr ""\n') == ["empty-target"]


def test_an_incomplete_catalog_has_no_error() -> None:
    body = '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n'
    assert not any(one.severity.reaches(Severity.ERROR) for one in checked(body))


def test_an_obsolete_message_is_not_judged() -> None:
    body = 'msgid "a"\nmsgstr "b"\n\n#~ msgid "Wait 5 days."\n#~ msgstr "Warte."\n'
    assert checked(body) == ()


def test_a_message_whose_source_was_guessed_is_not_compared_with_it() -> None:
    body = 'msgid "Wait 5 days."\nmsgstr "Warte 6 Tage."\n'
    assert rules(body) == ["number-mismatch"]
    assert rules(f"# bitext: source=unknown\n{body}") == []


def test_a_joined_message_is_judged_with_the_one_before_it() -> None:
    body = (
        'msgid "Read [one](a.md)."\nmsgstr "Lies [eins](a.md) und [zwei](b.md)."\n\n'
        'msgid "Then [two](b.md)."\nmsgstr "<!-- joined -->"\n'
    )
    assert checked(body) == ()


def test_a_group_has_one_finding_in_the_line_of_its_first_message() -> None:
    body = (
        'msgid "Read [one](a.md)."\nmsgstr "Lies [eins](a.md) und zwei."\n\n'
        'msgid "Then [two](b.md)."\nmsgstr "<!-- joined -->"\n\n'
        'msgid "And [three](c.md)."\nmsgstr "<!-- joined -->"\n'
    )
    findings = checked(body)
    assert [finding.line for finding in findings] == [7, 7]
    assert (
        findings[0].source == "Read [one](a.md). Then [two](b.md). And [three](c.md)."
    )


def test_what_is_joined_to_a_message_without_translation_is_not_judged() -> None:
    body = 'msgid "a 1"\nmsgstr ""\n\nmsgid "b 2"\nmsgstr "<!-- joined -->"\n'
    assert rules(body) == ["empty-target"]


def test_a_comment_silences_the_rules_it_names() -> None:
    body = (
        "# bitext: ignore=number-mismatch, link-missing the price is local\n"
        'msgid "[Pay](a.md) 5."\nmsgstr "Zahle 6."\n'
    )
    assert checked(body) == ()


def test_a_comment_silences_no_other_rule() -> None:
    body = '# bitext: ignore=link-missing\nmsgid "[Pay](a.md) 5."\nmsgstr "Zahle 6."\n'
    assert rules(body) == ["number-mismatch"]


def test_a_comment_silences_a_group_wherever_in_it_it_stands() -> None:
    body = (
        'msgid "Pay."\nmsgstr "Zahle."\n\n'
        "# bitext: ignore=number-mismatch\n"
        'msgid "It costs 15."\nmsgstr "<!-- joined -->"\n'
    )
    assert checked(body) == ()


def test_a_comment_silences_what_is_said_of_an_empty_message() -> None:
    assert checked('# bitext: ignore=empty-target later\nmsgid "a"\nmsgstr ""\n') == ()


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("link-missing", {"link-missing"}),
        ("link-missing, code-extra", {"link-missing", "code-extra"}),
        ("link-missing,code-extra it is so, really", {"link-missing", "code-extra"}),
        ("link-missing is fine, number-mismatch", {"link-missing"}),
        ("Everything!", set()),
        ("", set()),
    ],
)
def test_ids_end_where_the_reason_begins(value: str, ids: set[str]) -> None:
    body = f'# bitext: ignore={value}\nmsgid "a"\nmsgstr "b"\n'
    assert accepted_rules(catalog(body).messages[0]) == ids


def test_text_that_is_shown_as_it_stands_has_no_markup() -> None:
    body = 'msgid "Use [x](y.md)"\nmsgstr "Nutze ** das y.md"\n'
    assert checked(body, {(None, "Use [x](y.md)"): Kind.NAV}) == ()
    assert len(checked(body)) == 2


def test_a_text_has_the_kind_of_its_first_block() -> None:
    blocks = [
        Block(kind, (), (Segment("One", ()), Segment(str(kind), ())))
        for kind in (Kind.FRONT_MATTER, Kind.HEADING)
    ]
    assert kinds_of(blocks) == {
        (None, "One"): Kind.FRONT_MATTER,
        (None, "front-matter"): Kind.FRONT_MATTER,
        (None, "heading"): Kind.HEADING,
    }


def test_plural_messages_are_left_to_gettext() -> None:
    body = (
        'msgid "One boat"\nmsgid_plural "2 boats"\n'
        'msgstr[0] "Ein Boot"\nmsgstr[1] "3 Boote"\n'
    )
    assert checked(body) == ()


def test_findings_come_in_the_order_of_lines_and_rules() -> None:
    bodies = [
        f'msgid "[{n}](a{n}.md) costs 1{n} `c{n}`"\nmsgstr "Kostet nichts"\n'
        for n in range(9)
    ]
    bodies = bodies[4:] + bodies[:4][::-1]
    findings = checked("\n".join(bodies))
    assert len(findings) == 36
    assert list(findings) == sorted(findings)
    lines = [finding.line for finding in findings]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b'msgid "a"\nmsgstr "b\n', "po-syntax", 2),
        (b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "duplicate-msgid", 4),
        (b'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n', "conflict-marker", 2),
        (b'msgid "a"\nmsgstr "\xff"\n', "po-syntax", 2),
    ],
)
def test_a_catalog_that_cannot_be_read_is_a_finding(
    data: bytes, rule: str, line: int
) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_catalog(data, path="x.po")
    (finding,) = check_fault(caught.value, locale=parse_locale("de"))
    assert (finding.rule, finding.line, finding.path) == (rule, line, "x.po")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize("threshold", Severity)
def test_an_error_reaches_every_threshold(threshold: Severity) -> None:
    assert Severity.ERROR.reaches(threshold)


def test_an_info_reaches_its_own_threshold_only() -> None:
    assert [one for one in Severity if Severity.INFO.reaches(one)] == [Severity.INFO]


@pytest.mark.parametrize(
    "text",
    [
        "](" * 3000,
        "**" * 3000,
        "[a](" * 2000,
        "1,000 " * 2000,
        "{{" * 3000 + "}}",
        "<" * 5000,
        "%" * 5000,
        "［" * 3000 + "](",
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    body = f'msgid "a 1"\nmsgstr "{text}"\n'
    checked(body)
    checked(f'msgid "{text}"\nmsgstr "b"\n')
