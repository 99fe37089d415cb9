from collections.abc import Callable
from hashlib import sha1
from itertools import permutations
from pathlib import Path

import pytest

from bitext.catalog import (
    read_catalog,
    write_catalog,
)
from bitext.errors import BitextError
from bitext.exchange.sxs import Choice, Fault, ImportRefusedError, Original, Outcome
from bitext.layout import memory_path
from bitext.markdown.segments import JOINED
from tests.exchange.side_by_side import file, unit
from tests.exchange.sxs_project import Project, write
from tests.exchange.test_export import FILES, export

ARTICLE = (
    '# <a name="cards"></a>{{Your cards||Dine kort}}\n\n'
    "{{Pay with a card.||Betal med kort.}} {{Save it.||Lagre det.}}\n\n"
    "- [{{All cards||Alle kort}}](cards.md)\n"
)


def published(project: Project, code: str = "nb") -> dict[str, str]:
    return project.catalog(code=code).published


def test_file_gives_an_english_article_and_a_catalog(project: Project) -> None:
    plan = project.take({"a.md": file(ARTICLE)})
    assert project.article().endswith(
        "---\n# Your cards\n\nPay with a card. Save it.\n\n- [All cards](cards.md)\n"
    )
    assert published(project) == {
        "A": "Tittel",
        "Your cards": "Dine kort",
        "Pay with a card.": "Betal med kort.",
        "Save it.": "Lagre det.",
        "[All cards](cards.md)": "[Alle kort](cards.md)",
    }
    assert plan.summary.units == {Outcome.EQUAL: 3, Outcome.PARTED: 1}
    assert plan.summary.articles == {Choice.NEW: 1}


def test_made_up_title_is_marked(project: Project) -> None:
    project.take({"a.md": file(ARTICLE)})
    facts = {m.source: dict(m.facts) for m in project.catalog().messages}
    assert facts["A"] == {"source": "unknown"}
    assert facts["Your cards"] == {}


def test_header_says_what_the_pipeline_said(project: Project) -> None:
    project.take({"a.md": file(ARTICLE)})
    header = project.catalog().header
    assert header["X-Sxs-Hash"] == "a" * 40
    assert header["X-Sxs-Commit"] == "1234567890123456789012345678901234567890"
    assert header["X-Sxs-Translation-Type"] == "MT"
    assert header["X-Sxs-Content-Locale"] == "nb-NO"
    assert header["X-Sxs-Handoff"] == "2020-09-14"
    assert header["X-Sxs-File-Id"] == "4711"


def test_importing_again_changes_nothing(project: Project) -> None:
    files = {"a.md": file(ARTICLE + "\n{{15||15}} \n\n{{Save it.||Ta vare på det.}}\n")}
    project.take(files)
    before = project.tree()
    assert not project.take(files).changes
    assert project.tree() == before


def test_second_translation_and_what_has_no_segment_go_to_the_memory(
    project: Project,
) -> None:
    plan = project.take(
        {
            "a.md": file(
                "{{Save it.||Lagre det.}}\n\n{{Save it.||Ta det.}}\n\n{{7||sju}}"
            )
        }
    )
    assert published(project)["Save it."] == "Lagre det."
    assert project.memory() == {"Save it.": ["Ta det."], "7": ["sju"]}
    assert plan.summary.units == {
        Outcome.EQUAL: 1,
        Outcome.SECOND: 1,
        Outcome.NO_SEGMENT: 1,
    }


def test_merged_sentences_stand_in_the_first_message(project: Project) -> None:
    project.take({"a.md": file("{{Wait here. Then pay.||Vent og betal.}}\n")})
    assert published(project)["Wait here."] == "Vent og betal."
    assert published(project)["Then pay."] == JOINED


def test_sentence_with_its_own_translation_is_not_swallowed_by_a_merged_one(
    project: Project,
) -> None:
    project.take(
        {
            "a.md": file(
                "{{Wait here. Then pay.||Vent og betal.}}\n\n{{Then pay.||Betal så.}}\n"
            )
        }
    )
    assert published(project)["Then pay."] == "Betal så."
    assert "Wait here." not in published(project)
    assert project.memory() == {"Wait here. Then pay.": ["Vent og betal."]}


def test_originals_give_the_article_and_its_title(project: Project) -> None:
    original = (
        "---\ntitle: Paying\n---\n\n# Your cards\n\nPay with\na card. ![Pic](x)\n"
    )
    files = {
        "a.md": file(
            '# <a name="c"></a>{{Your cards||Dine kort}}\n'
            "{{Pay with a card.||Betal med kort.}} ![Bilde](x)\n",
            source_hash=sha1(original.encode(), usedforsecurity=False).hexdigest(),
        )
    }
    plan = project.take(files, originals={"a.md": original})
    assert project.article() == original
    assert published(project)["Paying"] == "Tittel"
    assert published(project)["Your cards"] == "Dine kort"
    assert all("source" not in message.facts for message in project.catalog().messages)
    assert plan.summary.originals == {Original.CURRENT: 1}


def test_original_of_another_version_is_counted(project: Project) -> None:
    plan = project.take(
        {"a.md": file(ARTICLE), "b.md": file(ARTICLE)},
        originals={"a.md": "# Your cards\n"},
    )
    assert plan.summary.originals == {Original.CHANGED: 1, Original.MISSING: 1}


@pytest.mark.parametrize("order", list(permutations(["nb", "ja", "de"])))
def test_article_is_what_most_locales_say_in_any_order(
    make_project: Callable[[str], Project], order: tuple[str, ...]
) -> None:
    texts = {
        "nb": file("{{Pay with a card.||Betal med kort.}}\n"),
        "ja": file("{{Pay with card.||カードで払う。}}\n", locale="ja-JP"),
        "de": file("{{Pay with a card.||Mit Karte zahlen.}}\n", locale="de-DE"),
    }
    project = make_project("-".join(order))
    for code in order:
        project.take({"a.md": texts[code]}, code)
    assert project.article().endswith("---\nPay with a card.\n")
    assert published(project, "nb")["Pay with a card."] == "Betal med kort."
    assert published(project, "de")["Pay with a card."] == "Mit Karte zahlen."
    live = {m.source: m for m in project.catalog(code="ja").messages}
    message = live["Pay with a card."]
    assert message.is_fuzzy
    assert message.target == "カードで払う。"
    assert message.previous == "Pay with card."


def test_newer_handoff_outweighs_any_number_of_older_ones(project: Project) -> None:
    old, new = "{{Old words here.||%s}}\n", "{{New words here.||%s}}\n"
    project.take({"a.md": file(old % "Gamle ord.")}, "nb")
    project.take({"a.md": file(old % "Alte Worte.", locale="de-DE")}, "de")
    plan = project.take(
        {"a.md": file(new % "新しい。", locale="ja-JP", handoff="01/02/2021")}, "ja"
    )
    assert plan.summary.articles == {Choice.REPLACED: 1}
    assert project.article().endswith("New words here.\n")
    plan = project.take({"a.md": file(old % "Gamle ord.")}, "nb")
    assert plan.summary.kept == [("a.md", Choice.OUTVOTED)]
    assert plan.summary.units == {Outcome.FUZZY: 1}


def test_article_that_was_edited_is_kept(project: Project) -> None:
    files = {"a.md": file(ARTICLE)}
    project.take(files)
    edited = project.article().replace("Save it.", "Save it now.")
    (project.docs / "a.md").write_text(edited)
    plan = project.take({"a.md": file(ARTICLE, handoff="10/10/2022")})
    assert project.article() == edited
    assert plan.summary.kept == [("a.md", Choice.EDITED)]
    assert plan.summary.units[Outcome.FUZZY] == 1


def test_translation_that_was_edited_is_kept(project: Project) -> None:
    project.take({"a.md": file(ARTICLE)})
    catalog = project.catalog()
    path = project.locales / "nb/LC_MESSAGES/a.md.po"
    text = path.read_text().replace("Lagre det.", "Ta vare på det.")
    path.write_text(text)
    project.take({"a.md": file(ARTICLE)})
    assert published(project)["Save it."] == "Ta vare på det."
    assert project.memory() == {"Save it.": ["Lagre det."]}
    assert write_catalog(path, catalog)


def test_newer_handoff_brings_its_translations(project: Project) -> None:
    project.take({"a.md": file("{{Save it.||Lagre det.}}\n")})
    project.take({"a.md": file("{{Save it.||Ta det.}}\n", handoff="10/10/2022")})
    assert published(project)["Save it."] == "Ta det."
    assert project.memory() == {"Save it.": ["Lagre det."]}


def test_translations_nobody_chose_between_are_marked(project: Project) -> None:
    twice = "{{Save it.||Lagre det.}}\n\n{{Save it.||Ta det.}}\n\n{{Stop.||Stans.}}\n"
    project.take({"a.md": file(twice)})
    path = memory_path(project.locales, gettext="nb")
    assert marked(path) == {"Ta det."}
    # A newer hand-off replaces what nobody edited, and contests what somebody did.
    catalog = project.locales / "nb/LC_MESSAGES/a.md.po"
    catalog.write_text(catalog.read_text().replace("Stans.", "Stopp."))
    newer = "{{Save it.||Lagr det.}}\n\n{{Stop.||Stans her.}}\n"
    project.take({"a.md": file(newer, handoff="10/10/2022")})
    assert published(project)["Save it."] == "Lagr det."
    assert published(project)["Stop."] == "Stopp."
    assert marked(path) == {"Ta det.", "Stans her."}


def marked(memory: Path) -> set[str]:
    return {
        message.target
        for message in read_catalog(memory).messages
        if "conflict" in message.facts
    }


def test_text_translated_in_place_is_matched_by_its_place(project: Project) -> None:
    text = "{{Look.||%s}}\n\n![%s](x.png)\n"
    project.take({"a.md": file(text % ("Se.", "Bilde av kort"))}, "nb")
    project.take({"a.md": file(text % ("Da.", "Karten"), locale="de-DE")}, "de")
    source = "Bilde av kort" if "Bilde" in project.article() else "Karten"
    assert published(project, "nb")[source] == "Bilde av kort"
    assert published(project, "de")[source] == "Karten"


CUT = file(ARTICLE)[:-40]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("b.md", CUT.encode(), "b.md:15: a unit begins here and never ends"),
        ("b.md", file("{{A||ø}}").encode()[:-1] + b"\xc3", "is not UTF-8"),
        ("b.md", b"---\ntitle: x\n", "b.md:1: the front matter begins here"),
        ("b.md", file("{{A||B}}", locale="de-DE").encode(), "ms.contentlocale is de"),
    ],
)
def test_bad_file_is_named_and_nothing_is_written(
    project: Project, name: str, content: bytes, said: str
) -> None:
    folder = write(project.root / "handoff", {"a.md": file(ARTICLE)})
    (folder / name).write_bytes(content)
    with pytest.raises(ImportRefusedError) as refused:
        project.plan(folder)
    assert said in str(refused.value)
    assert "nothing was imported" in str(refused.value)
    assert project.tree() == {}


def test_all_bad_files_are_listed_at_once(project: Project) -> None:
    folder = write(project.root / "handoff", {"a.md": CUT, "b.md": CUT})
    with pytest.raises(ImportRefusedError) as refused:
        project.plan(folder)
    assert len(refused.value.faults) == 2


def test_unreadable_catalog_of_the_project_is_named(project: Project) -> None:
    write(project.locales, {"nb/LC_MESSAGES/a.md.po": 'msgid "a\n'})
    with pytest.raises(BitextError, match=r"a\.md\.po:1"):
        project.take({"a.md": file(ARTICLE)})
    assert not project.docs.exists()


@pytest.mark.parametrize("files", [{}, {"TOC.md": "# Contents\n"}])
def test_folder_without_articles_is_an_error(
    project: Project, files: dict[str, str]
) -> None:
    folder = write(project.root / "handoff", files)
    with pytest.raises(ImportRefusedError):
        project.plan(folder)


def test_media_are_carried_along_and_the_rest_is_listed(project: Project) -> None:
    files = {
        "a.md": file(ARTICLE),
        "media/a.png": "png",
        "toc.yml": "- name: x\n",
        "TOC.md": "# [x](y)\n",
    }
    plan = project.take(files)
    assert project.article("media/a.png") == "png"
    assert plan.summary.media == 1
    assert plan.summary.left_out == ["TOC.md", "toc.yml"]
    (project.docs / "media/a.png").write_text("own")
    assert project.take(files).summary.other_media == ["media/a.png"]
    assert project.article("media/a.png") == "own"


@pytest.mark.parametrize("quotes", [1, 3, 99])
def test_damage_that_loses_nothing_is_imported_and_reported(
    project: Project, quotes: int
) -> None:
    broken = unit("One", "En", "104").replace('"', "&quot;", quotes)
    text = file("{{Two||To}}\n\n") + unit("a</span> b", "c", "103") + "\n\n" + broken
    plan = project.take({"a.md": text})
    assert published(project)["One"] == "En"
    assert [(path, line) for path, line, _ in plan.summary.damage] == [
        ("a.md", 13),
        ("a.md", 15),
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("quotes", [Fault.QUOTES]),
        ("quotes of an anchor", [Fault.QUOTES]),
        ("stray span", [Fault.SPANS]),
        ("span that never closes", [Fault.SPANS]),
        ("spans of its own", []),
        ("spans in the skeleton", []),
        ("opening without an end", [Fault.BROKEN_UNIT]),
        ("opening of no id", [Fault.BROKEN_UNIT, Fault.BROKEN_UNIT]),
        ("two ids in one unit", [Fault.BROKEN_UNIT]),
        ("an id twice", [Fault.DUPLICATE]),
        ("ids that fall", [Fault.UNSORTED]),
        ("prefixes of two files", []),
        ("empty halves", [Fault.EMPTY] * 3),
    ],
)
def test_each_kind_of_damage_is_reported_and_given_back(
    project: Project, name: str, found: list[Fault]
) -> None:
    plan = project.take({"a.md": FILES[name]})
    assert [fault for _, _, fault in plan.summary.damage] == found
    assert export(project) == {"a.md": FILES[name]}


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_plan(
    project: Project, tmp_path: Path
) -> None:
    folder = write(
        tmp_path / "many",
        {f"{number}.md": file(ARTICLE, title=str(number)) for number in range(250)},
    )
    one, two = project.plan(folder, workers=1), project.plan(folder, workers=2)
    assert one == two
