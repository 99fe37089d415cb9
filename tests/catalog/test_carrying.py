"""Changes that a translation takes over without a translator."""

import pytest

from bitext.catalog.atoms import words_key
from bitext.catalog.carry import Carried, Carry, carry
from bitext.locales import parse_locale
from bitext.markdown.article import JOINED

NB = parse_locale("nb")


def carried(
    texts: tuple[str, str, str],
    *,
    code: str = "nb",
    is_markdown: bool = True,
    which: Carry = Carry.ALL,
) -> Carried:
    """What became of old source, new source and translation, which is something."""
    result = carry(
        *texts, locale=parse_locale(code), is_markdown=is_markdown, which=which
    )
    assert result
    return result


@pytest.mark.parametrize(
    ("old", "new", "target", "expected", "changes"),
    [
        (
            "Read [the log](log.md).",
            "Read [the log](../ship/log.md).",
            "Les [loggen](log.md).",
            "Les [loggen](../ship/log.md).",
            ("link",),
        ),
        (
            "See <https://a.example> or https://b.example/x.",
            "See <https://c.example> or https://b.example/y.",
            "Se <https://a.example> eller https://b.example/x.",
            "Se <https://c.example> eller https://b.example/y.",
            ("link",),
        ),
        (
            "Read [the log][log].",
            "Read [the log][book].",
            "Les [loggen][log].",
            "Les [loggen][book].",
            ("link",),
        ),
        (
            "![Boat](boat.png) at sea",
            "![Boat](img/boat.png) at sea",
            "![Båt](boat.png) til sjøs",
            "![Båt](img/boat.png) til sjøs",
            ("link",),
        ),
        (
            'A <a href="x.md">knot</a>.',
            'A <a href="y.md">knot</a>.',
            'En <a href="x.md">knute</a>.',
            'En <a href="y.md">knute</a>.',
            ("link",),
        ),
        (
            "Run `sail --up`, then `sail --up` again.",
            "Run `sail --hoist`, then `sail --hoist` again.",
            "Kjør `sail --up`, så `sail --up` igjen.",
            "Kjør `sail --hoist`, så `sail --hoist` igjen.",
            ("code",),
        ),
        (
            "Wait 30 minutes.",
            "Wait 45 minutes.",
            "Vent i 30 minutter.",
            "Vent i 45 minutter.",
            ("number",),
        ),
        (
            "Press *Save* now.",
            "Press **Save** now.",
            "Trykk på *Lagre* nå.",
            "Trykk på **Lagre** nå.",
            ("emphasis",),
        ),
        (
            "Press **Save** now.",
            "Press Save now.",
            "Trykk på **Lagre** nå.",
            "Trykk på Lagre nå.",
            ("emphasis",),
        ),
        (
            "Never sail alone.",
            "**Never sail alone.**",
            "Seil aldri alene.",
            "**Seil aldri alene.**",
            ("emphasis",),
        ),
        (
            "The Kraken sleeps.",
            "The *Kraken* sleeps.",
            "Denne Kraken sover.",
            "Denne *Kraken* sover.",
            ("emphasis",),
        ),
        (
            "Open **File > Save > All**.",
            "Open **File** \\> **Save** \\> **All**.",
            "Åpne **Fil > Lagre > Alle**.",
            "Åpne **Fil** > **Lagre** > **Alle**.",
            ("emphasis",),
        ),
        (
            "The log",
            "[The log](log.md)",
            "Loggen",
            "[Loggen](log.md)",
            ("link",),
        ),
        (
            "[The log](log.md)",
            "The log",
            "[Loggen](log.md)",
            "Loggen",
            ("link",),
        ),
        (
            'Say "ahoy" - loudly...',
            "Say “ahoy”  – loudly…",
            "Si «ohoi» – høyt …",
            "Si «ohoi» – høyt …",
            ("space",),
        ),
        (
            'See <a href="a.md" target="_blank">the <b>log</b></a> or [a](c.md).',
            "See [the **log**](b.md) or [a](c.md).",
            'Se <a href="a.md" target="_blank">den <b>loggen</b></a>, [a](c.md).',
            "Se [den **loggen**](b.md), [a](c.md).",
            ("emphasis", "link"),
        ),
        (
            '<a href="a.md">A</a> and <a title="B" href=b.md>b</a>',
            "[A](a.md) and [b](c.md)",
            '<a title="Å" href=b.md>Å</a> etter <a href="a.md">A</a>',
            "[Å](c.md) etter [A](a.md)",
            ("link",),
        ),
        (
            '<a name="log"></a>The <span class="x">log</span>',
            "The log",
            '<a name="log"></a><span class="x">Loggen</span>',
            "Loggen",
            ("link", "markup"),
        ),
        (
            '<span style="x"><b>Never sail.',
            "Never sail.",
            '<span style="x"><b>Aldri seil.',
            "Aldri seil.",
            ("markup",),
        ),
        (
            "Never sail alone.</span></p>",
            "Never sail alone.",
            "Seil aldri alene.</span></p>",
            "Seil aldri alene.",
            ("markup",),
        ),
        (
            "Note: tie the rope (well).",
            "**Note:** [tie the rope (*well*).](knot.md)",
            "備考：ロープを（しっかり）結ぶ。",
            "**備考：**[ロープを（*しっかり*）結ぶ。](knot.md)",
            ("emphasis", "link"),
        ),
        (
            "To sail:",
            "**To sail**:",
            "Slik seiler du:",
            "**Slik seiler du**:",
            ("emphasis",),
        ),
        (
            "**Refund: all of it.**",
            "**Refund:** all of it.",
            "**Retur: alt sammen.**",
            "**Retur:** alt sammen.",
            ("emphasis",),
        ),
        (
            "*Note*: tie it.",
            "**[*Note*](note.md):** tie it.",
            "*Merk*: knyt den.",
            "**[*Merk*](note.md):** knyt den.",
            ("emphasis", "link"),
        ),
        (
            "The Kraken sleeps.",
            "**The [*Kraken*](k.md) sleeps.**",
            "Denne Kraken sover.",
            "**Denne [*Kraken*](k.md) sover.**",
            ("emphasis", "link"),
        ),
        (
            "Kraken: Argo",
            "***Kraken:** [Argo](a.md)*",
            "Kraken: Argo",
            "***Kraken:** [Argo](a.md)*",
            ("emphasis", "link"),
        ),
        (
            "**Note**: press **Save**.",
            "**Note:** press **Save**.",
            "**Merk**: trykk på **Lagre**.",
            "**Merk:** trykk på **Lagre**.",
            ("emphasis",),
        ),
        (
            "*Kraken*, *log*",
            "**Kraken**, *log*",
            "*loggen*, *Kraken*",
            "*loggen*, **Kraken**",
            ("emphasis",),
        ),
        (
            "Tie it.&nbsp;",
            "Tie it.",
            "Knyt den.&nbsp;",
            "Knyt den.&nbsp;",
            ("space",),
        ),
        (
            "The [port](https://a.example/port_(sea)) is open.",
            "The [port](https://b.example/x) is open.",
            "[Havna](https://a.example/port_(sea)) er åpen.",
            "[Havna](https://b.example/x) er åpen.",
            ("link",),
        ),
        (
            "Swap `a` and `b`.",
            "Swap `b` and `a`.",
            "Bytt `b` og `a`.",
            "Bytt `a` og `b`.",
            ("code",),
        ),
    ],
)
def test_a_change_without_words_is_made_in_the_translation(
    old: str, new: str, target: str, expected: str, changes: tuple[str, ...]
) -> None:
    result = carried((old, new, target))
    assert result.target == expected
    assert result.changes == changes
    assert result.is_sure
    assert words_key(old) == words_key(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tie the rope.", "Tie the ropes."),
        ("Tie it.", "Tie it!"),
        ("Set up the sail.", "Setup the sail."),
        ("The 1st boat.", "The 2nd boat."),
        ("Use the `rope`.", "Use the rope."),
        ("![Boat](b.png)", "![Ship](b.png)"),
    ],
)
def test_another_word_or_point_is_not_carried(old: str, new: str) -> None:
    assert carry(old, new, "Noe.", locale=NB, is_markdown=True) is None


@pytest.mark.parametrize(
    ("old", "new", "target", "proposal"),
    [
        ("3 boats and 3 oars.", "4 boats and 3 oars.", "3 båter.", "3 båter."),
        ("3 boats.", "4 boats.", "Tre båter.", "Tre båter."),
        ("3 boats.", "4 boats.", "3 av 3 båter.", "4 av 4 båter."),
        ("Run `a` or `a`.", "Run `a` or `b`.", "Kjør `a`/`a`.", "Kjør `a`/`a`."),
        ("[Log](log.md)", "[Log](book.md)", "[Logg](nb/log.md)", "[Logg](nb/log.md)"),
        ('[A](a.md "B")', '[A](a.md "C")', '[Å](a.md "Æ")', '[Å](a.md "Æ")'),
        ("A *b* *c*.", "A **b** *c*.", "En *x* *y*.", None),
        ("1 boat.", "1,000 boat.", "1 båt.", "1,000 båt."),
        ("One big boat.", "One *big* boat.", "En stor båt.", "En stor båt."),
        ("Wait 500 s.", "Wait 2,500 s.", "Vent 500 s.", "Vent 2,500 s."),
        ("Wait 2 s.", "Wait 2.5 s.", "Vent 2 s.", "Vent 2.5 s."),
        ("<b>A</b> and <b>b</b>", "<b>A</b> and b", "<b>X</b>, <b>y</b>", None),
        ("<u>A</u> b", "A b", "<b>A</b> b", None),
        ('<a href="a.md">A</a>', "[A](b.md)", '<a href="x.md">Å</a>', None),
        (
            '<b>A</b> <a href="a.md">b</a>',
            '<b>A</b> <a title="B" href="a.md">b</a>',
            '<b>Å</b> <a href="a.md">b</a>',
            None,
        ),
        ("A boat.", "A boat.</span>", "En båt.", None),
        ("[A](a) [b](a)", "A [b](b)", "[Å](a) [y](/nb/a)", None),
        (
            "[A](https://a) https://a",
            "A https://b",
            "[Å](https://a) https://a",
            "Å https://a",
        ),
        ("Note: tie it.", "**Note:** tie it.", "Merk at du må knyte.", None),
        ("If wet, stay.", "**If wet,** stay.", "Bli, om det er vått.", None),
        ("Note: a: b.", "**Note:** a: b.", "Merk: a: b.", None),
        ("To sail.", "**To sail**.", "Å seile!", None),
        ("(A) sail", "(**A**) sail", "(et) seil (B)", None),
        ("A Kraken", "A [Kraken](k.md)", "En **stor** Kraken **Kraken**", None),
        ("The Big Kraken", "The *Big Kraken*", "En **god Big** Kraken", None),
        ("A boat.</span>", "A boat.", "<i>En</i> båt.", None),
    ],
)
def test_where_a_change_has_two_readings_it_is_only_proposed(
    old: str, new: str, target: str, proposal: str | None
) -> None:
    result = carried((old, new, target))
    assert not result.is_sure
    assert result.target == (target if proposal is None else proposal)


@pytest.mark.parametrize(
    ("code", "old", "new", "is_sure"),
    [
        ("ru", 2, 3, True),
        ("ru", 2, 5, False),
        ("ru", 5, 21, False),
        ("pl", 2, 22, True),
        ("pl", 22, 25, False),
        ("ar", 2, 3, False),
        ("ar", 11, 99, True),
        ("ja", 1, 200, True),
        ("nb", 1, 2, False),
    ],
)
def test_a_number_stays_in_its_plural_form(
    code: str, old: int, new: int, *, is_sure: bool
) -> None:
    result = carried((f"{old} boats.", f"{new} boats.", f"{old} ⛵."), code=code)
    assert result.is_sure == is_sure
    assert result.target == f"{new} ⛵."


def test_versions_and_times_have_no_plural_form() -> None:
    assert carried(("Use 1.2.3.", "Use 1.3.0.", "Bruk 1.2.3."), code="ru").is_sure
    assert carried(("At 10:30.", "At 11:01.", "Kl. 10:30."), code="ru").is_sure


def test_japanese_counters_that_only_some_numbers_take_are_looked_at() -> None:
    assert not carried(("3 boats.", "12 boats.", "船3つ。"), code="ja").is_sure


def test_the_project_says_which_changes_are_carried() -> None:
    link = ("[A](a.md)", "[A](b.md)", "[Å](a.md)")
    number = ("2 men", "3 men", "2 menn")
    assert carried(link, which=Carry.LINKS).is_sure
    assert not carried(number, which=Carry.LINKS).is_sure
    assert not carried(link, which=Carry.NEVER).is_sure


def test_a_sentence_said_in_the_one_before_follows_only_blanks() -> None:
    assert carried(("A  b.", "A b.", JOINED)).target == JOINED
    assert carry("A 2.", "A 3.", JOINED, locale=NB, is_markdown=True) is None


def test_text_that_is_no_markdown_is_compared_as_it_stands() -> None:
    result = carried(("a_b_c 2", "a_b_c 3", "æ_b_c 2"), is_markdown=False)
    assert (result.target, result.is_sure) == ("æ_b_c 3", True)
