"""What an export gives after catalogs, articles or hand-offs have changed."""

import re
from hashlib import sha1

import pytest

from bitext.exchange.sxs import Choice, facts_of, read
from bitext.exchange.sxs.facts import key_lines
from tests.exchange.side_by_side import file, unit
from tests.exchange.sxs_project import Project
from tests.exchange.test_export import edit_article, edit_catalog, export

PAGE = (
    '# <a name="your-cards"></a>{{Your cards||Dine kort}}\n\n'
    "{{Pay with a card.||Betal med kort.}} {{Save it.||Lagre det.}}\n\n"
    "- {{First item||Første}}\n"
    "- [{{All cards||Alle kort}}](cards.md)\n\n"
    "| {{Card||Kort}} | {{Price||Pris}} |\n"
    "| --- | --- |\n"
    "| {{Blue||Blått}} | {{One crown||Én krone}} |\n\n"
    "> {{A quote.||Et sitat.}}\n\n"
    "> [!NOTE]\n> {{Mind this.||Pass på.}}\n\n"
    "{{It goes on here.||Det går videre. }}\n\n"
    "![Et kort](card.png)\n\n"
    '## <a name="the-end"></a>{{The end||Slutten}}\n'
)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines only one of the files has, apart from the other's."""
    old, new = before.splitlines(), after.splitlines()
    return [x for x in old if x not in new], [x for x in new if x not in old]


def plain(lines: list[str]) -> list[str]:
    """Lines with numbers and sources in place of units."""
    form = r'<span data-ttu-id="\w+-(p?\d+)">(.*?)</span><span class="sxs-lookup">.*?'
    return [re.sub(form + "</span></span>", r"{\1 \2}", line) for line in lines]


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        (
            "# Your cards",
            "# All your cards",
            ['# <a name="your-cards"></a>{102 Dine kort}'],
            ['# <a name="all-your-cards"></a>{115 All your cards}'],
        ),
        (
            "Pay with a card.",
            "Pay by card.",
            ["{103 Betal med kort.} {104 Lagre det.}"],
            ["{115 Pay by card.} {116 Lagre det.}"],
        ),
        (
            " Save it.",
            "",
            ["{103 Betal med kort.} {104 Lagre det.}"],
            ["{115 Betal med kort.}"],
        ),
        (
            "Save it.",
            "Save it. Done.",
            ["{103 Betal med kort.} {104 Lagre det.}"],
            ["{115 Betal med kort.} {116 Lagre det.} {117 Done.}"],
        ),
        ("First item", "Item one", ["- {105 Første}"], ["- {115 Item one}"]),
        (
            "[All cards](cards.md)",
            "[All cards](cards.md) here",
            ["- [{106 Alle kort}](cards.md)"],
            ["- {115 [All cards](cards.md) here}"],
        ),
        (
            "One crown",
            "Two crowns",
            ["| {109 Blått} | {110 Én krone} |"],
            ["| {109 Blått} | {115 Two crowns} |"],
        ),
        (
            "| Blue |",
            "| Dark blue |",
            ["| {109 Blått} | {110 Én krone} |"],
            ["| {115 Dark blue} | {110 Én krone} |"],
        ),
        ("A quote.", "His quote.", ["> {111 Et sitat.}"], ["> {115 His quote.}"]),
        ("Mind this.", "Mind that.", ["> {112 Pass på.}"], ["> {115 Mind that.}"]),
        (
            "> A quote.",
            "> A quote.\n> Two.",
            ["> {111 Et sitat.}"],
            ["> {115 Et sitat.}", "> {116 Two.}"],
        ),
        ("\n> A quote.\n", "", ["> {111 Et sitat.}"], []),
        ("> A quote.", "New.\n\n> A quote.", [], ["{115 New.}"]),
        ("![Et kort](card.png)", "![A card](a.png)", ["![Et kort](card.png)"], None),
    ],
)
def test_an_edited_block_changes_its_lines_alone(
    project: Project, old: str, new: str, gone: list[str], come: list[str] | None
) -> None:
    project.take({"a.md": file(PAGE)})
    edit_article(project, old, new)
    lost, added = changed_lines(file(PAGE), export(project)["a.md"])
    assert plain(lost) == gone
    assert plain(added) == (come if come is not None else [new])


def test_wrapped_text_that_is_edited_gets_new_units(project: Project) -> None:
    original = "# Your cards\n\nPay with\na card. Save it.\n\nMind\nthis.\n"
    files = {
        "a.md": file(
            "# {{Your cards||Kort}}\n\n{{Pay with a card.||Betal.}} "
            "{{Save it.||Lagre.}}\n\n{{Mind this.||Pass på. }}\n"
        )
    }
    project.take(files, originals={"a.md": original})
    edit_article(project, "with\na card", "with\ntwo cards")
    units = read(export(project)["a.md"]).units
    assert [(one.number, one.target) for one in units] == [
        ("102", "Kort"),
        ("106", "Pay with two cards."),
        ("107", "Lagre."),
        ("105", "Pass på. "),
    ]


def test_a_moved_block_gets_new_numbers(project: Project) -> None:
    project.take({"a.md": file(PAGE)})
    edit_article(project, "> A quote.\n\n", "")
    edit_article(project, "## The end", "> A quote.\n\n## The end")
    lost, added = changed_lines(file(PAGE), export(project)["a.md"])
    assert (plain(lost), plain(added)) == (["> {111 Et sitat.}"], ["> {115 Et sitat.}"])


def test_other_line_ends_keep_every_unit(project: Project) -> None:
    project.take({"a.md": file(PAGE)})
    edit_article(project, "\n", "\r\n")
    exported = export(project)["a.md"]
    assert exported.replace("\r", "") == file(PAGE)
    assert "{114 Slutten}\r\n" in plain([exported])[0]


def test_blocks_that_became_one_are_cut_anew(project: Project) -> None:
    text = "{{One half||En halv}}\n\n{{and another||og en til}}\n\n{{Three.||Tre.}}\n"
    project.take({"a.md": file(text)})
    edit_article(project, "half\n\nand", "half\nand")
    units = read(export(project)["a.md"]).units
    assert [(one.number, one.source) for one in units] == [
        ("105", "One half and another"),
        ("104", "Three."),
    ]


def test_text_that_became_code_loses_its_units_and_gets_new_ones_back(
    project: Project,
) -> None:
    text = "{{One.||En.}}\n\n{{Two.||To.}}\n"
    project.take({"a.md": file(text)})
    edit_article(project, "Two.\n", "```\nTwo.\n```\n")
    coded = export(project)["a.md"]
    assert plain(coded.splitlines())[-3:] == ["```", "Two.", "```"]
    project.take({"b.md": file("{{Two.||To.}}\n\n```\nOne.\n```\n")})
    path = project.docs / "b.md"
    path.write_text(path.read_text().replace("```\n", ""))
    units = read(export(project)["b.md"]).units
    assert [(one.number, one.source) for one in units] == [
        ("102", "Two."),
        ("103", "One."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("title: A\n", "title: Another\n", "title: Another\n"),
        (
            "title: A\n",
            "title: A\ndescription: One. Two.\n",
            "description: One. Two.\n",
        ),
        ("title: A\nms.topic: article\n", "ms.topic: article\n", "ms.topic: article\n"),
    ],
)
def test_edited_front_matter_comes_out(
    project: Project, old: str, new: str, title: str
) -> None:
    project.take({"a.md": file("{{One.||En.}}\n")})
    exported = export(project)["a.md"]
    edit_article(project, old, new)
    after = export(project)["a.md"]
    assert title in after
    assert after[after.index("ms.topic") :] == exported[exported.index("ms.topic") :]


def test_front_matter_of_keys_alone_stays_whatever_the_first_line_says(
    project: Project,
) -> None:
    keys = "---\nms.translationtype: MT\nms.lasthandoff: 09/14/2020\n---\n"
    project.take({"a.md": keys + unit("One", "En") + "\n"})
    edit_article(project, "One", "The one")
    assert export(project)["a.md"].startswith(keys + "<span")
    edit_article(project, "The one", "---\ntitle: Numbers\n---\nThe one")
    named = keys.replace("---\n", "---\ntitle: Numbers\n", 1)
    assert export(project)["a.md"].startswith(named + "<span")


def test_front_matter_that_was_removed_leaves_the_keys(project: Project) -> None:
    project.take({"a.md": file("{{One.||En.}}\n")})
    edit_article(project, "---\ntitle: A\nms.topic: article\n---\n", "")
    keys = key_lines(project.catalog().header)
    assert export(project)["a.md"].startswith(f"---\n{keys}---\n<span")


def test_text_translated_in_place_follows_the_catalog(project: Project) -> None:
    texts = {
        "nb": file('{{One.||En.}}\n\n![Et kort](c.png "Kortet")\n'),
        "ja": file('{{One.||一。}}\n\n![カード](c.png "そのカード")\n', locale="ja-JP"),
    }
    for code, text in texts.items():
        project.take({"a.md": text}, code)
    for code, old, new in [
        ("nb", "Et kort", "Ett kort"),
        ("nb", "Kortet", "Det kortet"),
        ("ja", "カード", "札"),
    ]:
        path = project.locales / code / "LC_MESSAGES/a.md.po"
        text = path.read_text(encoding="utf-8")
        assert f'msgstr "{old}"' in text
        changed = text.replace(f'msgstr "{old}"', f'msgstr "{new}"')
        path.write_text(changed, encoding="utf-8")
        texts[code] = texts[code].replace(f"[{old}]", f"[{new}]")
        texts[code] = texts[code].replace(f'"{old}"', f'"{new}"')
        assert export(project, code)["a.md"] == texts[code]


def test_image_inside_a_sentence_follows_the_catalog(project: Project) -> None:
    text = "{{Choose||Velg}} ![Symbol](s.png) {{to save. It is done.||for å lagre.}}\n"
    project.take({"a.md": file(text)})
    edit_catalog(project, "![Symbol](s.png) for", "![Ikon](s.png) for")
    expected = file(text).replace("[Symbol]", "[Ikon]")
    assert export(project) == {"a.md": expected}
    edit_catalog(project, "lagre.", "lagre alt.")
    expected = expected.replace("lagre.", "lagre alt.")
    assert export(project) == {"a.md": expected}


def test_words_put_in_another_order_around_an_image_become_one_unit(
    project: Project,
) -> None:
    text = "{{Choose||Velg}} ![Symbol](s.png) {{to save.||for å lagre.}}\n\n{{X||Y}}\n"
    project.take({"a.md": file(text)})
    edit_catalog(
        project, "Velg ![Symbol](s.png) for å lagre.", "Lagre ved å velge den."
    )
    units = read(export(project)["a.md"]).units
    assert [(one.number, one.source, one.target) for one in units] == [
        ("p101", "Choose ![Symbol](s.png) to save.", "Lagre ved å velge den."),
        ("104", "X", "Y"),
    ]


def test_link_alone_takes_the_text_of_any_link_it_is_translated_with(
    project: Project,
) -> None:
    project.take({"a.md": file("- [{{All cards||Alle kort}}](en-us/cards.md)\n")})
    edit_catalog(project, 'msgstr "[Alle kort](en-us/', 'msgstr "[Hvert kort](nb-no/')
    expected = "- [{102 Hvert kort}](en-us/cards.md)"
    assert plain(export(project)["a.md"].splitlines())[-1] == expected


def test_what_a_unit_has_beside_its_message_stays(project: Project) -> None:
    project.take({"a.md": file("{{1. Pay.||1. Betal.}}\n")})
    edit_catalog(project, "Betal.", "Betal nå.")
    assert [one.target for one in read(export(project)["a.md"]).units] == [
        "1. Betal nå."
    ]


def test_merged_sentences_of_an_edited_block_get_a_number_of_their_own(
    project: Project,
) -> None:
    text = (
        "{{One. Two.||En og to.}}\n\n{{Three. Four.||Tre og fire.}}\n\n"
        "{{Five. Six.||Fem og seks.}}\n"
    )
    numbers = iter(("p101", "p102", "p103"))
    merged = re.sub(r'id="0a1b2-\d+', lambda _: "id=0a1b2-", file(text))
    for number in numbers:
        merged = merged.replace("id=0a1b2-", f'id="0a1b2-{number}', 2)
    project.take({"a.md": merged})
    edit_article(project, "One. Two.", "One. Two. Two and a half.")
    edit_article(project, "Five.", "About five.")
    units = read(export(project)["a.md"]).units
    assert [(one.number, one.target) for one in units] == [
        ("p104", "En og to."),
        ("103", "Two and a half."),
        ("p102", "Tre og fire."),
        ("104", "About five."),
        ("105", "Six."),
    ]


def test_anchor_of_its_own_stays_when_sentences_before_it_are_merged(
    project: Project,
) -> None:
    text = '{{One.||En.}} {{Two.||To.}}\n\n## <a name="odd"></a>{{Three||Tre}}\n'
    project.take({"a.md": file(text)})
    edit_catalog(project, "En.", "En og to.")
    edit_catalog(project, "To.", "<!-- joined -->")
    assert '## <a name="odd"></a><span' in export(project)["a.md"]


def test_newer_handoff_of_an_article_edited_here_keeps_the_edit(
    project: Project,
) -> None:
    project.take({"a.md": file(PAGE)})
    edit_article(project, "Mind this.", "Mind that too.")
    newer = file(
        PAGE.replace("Lagre det.", "Ta vare på det.").replace(
            "{{A quote.||Et sitat.}}", "{{Her quote.||Sitatet hennes.}}"
        ),
        handoff="10/10/2022",
        source_hash="b" * 40,
    )
    plan = project.take({"a.md": newer})
    assert plan.summary.kept == [("a.md", Choice.EDITED)]
    facts = facts_of(read(export(project)["a.md"]))
    assert (facts.hash, facts.handoff) == ("b" * 40, "2022-10-10")
    lost, added = changed_lines(newer, export(project)["a.md"])
    # The article says neither what the hand-off has new nor what was edited here.
    assert plain(lost) == ["> {111 Sitatet hennes.}", "> {112 Pass på.}"]
    assert plain(added) == ["> {115 Et sitat.}", "> {116 Mind that too.}"]
    catalog = project.catalog()
    assert catalog.published["Save it."] == "Ta vare på det."
    held = {one.target for one in (*catalog.messages, *catalog.obsolete)}
    assert "Sitatet hennes." in held
    assert not project.take({"a.md": newer}).changes


def test_originals_that_changed_are_listed(project: Project) -> None:
    def hashed(text: str) -> str:
        source_hash = sha1(text.encode(), usedforsecurity=False).hexdigest()
        return file("{{One||En}}\n", source_hash=source_hash)

    originals = {"lf.md": "# One\n", "crlf.md": "# One\n", "sub/new.md": "# Two\n"}
    files = {
        "lf.md": hashed("# One\n"),
        "crlf.md": hashed("# One\r\n"),
        "sub/new.md": hashed("# One\n"),
        "none.md": hashed("# One\n"),
    }
    plan = project.take(files, originals=originals)
    assert plan.summary.changed_originals == ["sub/new.md"]
