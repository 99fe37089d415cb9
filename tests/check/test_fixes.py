"""What is mended of translations, and what is left to people."""

import pytest

from bitext.catalog import Message
from bitext.check.fixes import FIXED_RULES, fixed
from bitext.check.manual import manuals
from bitext.locales import parse_locale
from bitext.markdown.article import Kind

EN = parse_locale("en")

MENDED = [
    ("double-space", "de", "Open **File**.", "Öffne  **Datei**.", "Öffne **Datei**."),
    ("edge-space", "de", "Bail the boat.", "Öse das Boot. ", "Öse das Boot."),
    ("edge-space", "de", "Bail the boat.", " Öse das Boot.\u00a0", "Öse das Boot."),
    (
        "space-inside-markup",
        "nb",
        "See [setup](setup.md) now.",
        "Se [oppsett ](setup.md)nå.",
        "Se [oppsett](setup.md) nå.",
    ),
    (
        "space-inside-markup",
        "nb",
        "See [setup](setup.md) now.",
        "Se[ oppsett](setup.md) nå.",
        "Se [oppsett](setup.md) nå.",
    ),
    (
        "emphasis-broken",
        "nb",
        "Open **File** now.",
        "Åpne ** Fil ** nå.",
        "Åpne **Fil** nå.",
    ),
    (
        "markup-spacing",
        "nb",
        "Use the **Pay** button.",
        "Bruk knappen**Betal** nå.",
        "Bruk knappen **Betal** nå.",
    ),
    (
        "punct-space-before",
        "nb",
        "See [setup](setup.md).",
        "Se [oppsett](setup.md) .",
        "Se [oppsett](setup.md).",
    ),
    (
        "punct-space-after",
        "de",
        "First row, then rest.",
        "Erst rudern,dann ruhen.",
        "Erst rudern, dann ruhen.",
    ),
    (
        "ui-path-spacing",
        "nb",
        "Go to **File > Open**.",
        "Gå til **Fil> Åpne**.",
        "Gå til **Fil > Åpne**.",
    ),
]


def mended(source: str, target: str, *, code: str = "nb", **changes: object) -> str:
    message = Message(source, target, **changes)  # type: ignore[arg-type]  # a table
    fix = fixed(
        message, locale=parse_locale(code), source_locale=EN, kind=Kind.PARAGRAPH
    )
    return fix.after.target if fix else target


@pytest.mark.parametrize(("rule", "code", "source", "before", "after"), MENDED)
def test_blanks_are_mended(
    rule: str, code: str, source: str, before: str, after: str
) -> None:
    message = Message(source, before)
    fix = fixed(
        message, locale=parse_locale(code), source_locale=EN, kind=Kind.PARAGRAPH
    )
    assert fix is not None
    assert (fix.after.target, rule in fix.rules) == (after, True)
    assert mended(source, after, code=code) == after


def test_every_rule_that_is_mended_has_an_example() -> None:
    assert {rule for rule, *_ in MENDED} == set(FIXED_RULES) <= set(manuals())


def test_several_faults_of_a_message_are_mended() -> None:
    before = "Bruk  knappen**Betal** , nå. "
    after = "Bruk knappen **Betal**, nå."
    assert mended("Use the **Pay** button, now.", before) == after


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # Blanks in code are the program's.
        ("Run `a b`.", "Kjør `a  b`."),
        # French sets a blank there.
        ("Wait!", "Attendez !"),
        # The source has it too.
        ("One  two.", "En  to."),
        # A link is missing: no blank brings it back.
        ("See [setup](setup.md).", "Se oppsett."),
    ],
)
def test_what_is_right_or_no_matter_of_blanks_stays(source: str, target: str) -> None:
    code = "fr" if "Attendez" in target else "nb"
    assert mended(source, target, code=code) == target


def test_what_a_comment_accepts_stays() -> None:
    facts = {"ignore": "edge-space it is a prefix"}
    assert mended("Bail.", "Øs. ", facts=facts) == "Øs. "


def test_facts_flags_and_comments_of_a_mended_message_stay() -> None:
    message = Message("Bail.", "Øs. ", flags=("no-wrap",), facts={"origin": "mt"})
    fix = fixed(
        message, locale=parse_locale("nb"), source_locale=EN, kind=Kind.PARAGRAPH
    )
    assert fix is not None
    assert fix.after.facts == {"origin": "mt"}
    assert fix.after.flags == ("no-wrap",)
