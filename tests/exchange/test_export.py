"""Side-by-side files out of a project: the bytes that came in, but for edits."""

import json
import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.exchange.sxs import Exported, ExportSource, export_folder, read
from bitext.exchange.sxs.compare import compare
from bitext.exchange.sxs.differences import apply, differences
from bitext.exchange.sxs.export import export_article
from bitext.exchange.sxs.record import RecordError, read_record, record_bytes
from bitext.exchange.sxs.slug import slug
from bitext.exchange.sxs.translated import Translations
from bitext.exchange.sxs.write import write
from bitext.locales import parse_locale
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split
from tests.exchange.side_by_side import file, unit
from tests.exchange.sxs_project import Project
from tests.exchange.test_document import PIECES

RENDERER = Renderer(["tables", "fenced_code"], {})

ARTICLE = (
    '# <a name="your-cards"></a>{{Your cards||Dine kort}}\n\n'
    "{{Pay with a card.||Betal med kort.}} {{Save it.||Lagre det.}}\n\n"
    "- [{{All cards||Alle kort}}](cards.md)\n"
    "- ![Et kort](card.png)\n"
)


def source_of(project: Project, code: str = "nb") -> ExportSource:
    return ExportSource(
        docs=project.docs,
        locales_root=project.locales,
        locale=parse_locale(code),
        front_matter=("title", "description"),
        split=project.splitting.splitter(),
    )


def export(project: Project, code: str = "nb") -> dict[str, str]:
    source = source_of(project, code)
    out = project.root / "out" / code
    articles = [path.relative_to(project.docs) for path in project.docs.rglob("*.md")]
    export_folder(out, [path.as_posix() for path in articles], source=source)
    return {
        path.relative_to(out).as_posix(): path.read_bytes().decode()
        for path in out.rglob("*.md")
    }


def edit_catalog(project: Project, old: str, new: str, code: str = "nb") -> None:
    path = project.locales / code / "LC_MESSAGES/a.md.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_article(project: Project, old: str, new: str) -> None:
    text = project.article()
    assert old in text
    (project.docs / "a.md").write_bytes(text.replace(old, new).encode())


FILES = {
    "plain": file(ARTICLE),
    "no front matter": unit("One", "En") + "\n",
    "no units": "# Code only\n\n```\nx\n```\n",
    "only keys": "---\nms.translationtype: MT\n---\n\n" + unit("One", "En"),
    "odd anchors": file(
        '# <a name="mine"></a>{{One two||En to}}\n\n## {{Bare||Bar}}\n\n'
        '{{Setext||Setekst}}\n===\n\n<a name="s"></a>{{Other||Annen}}\n---\n'
    ),
    "edge blanks": file("{{One.|| En. }}  {{ - two||\u00a0- to}}\r\n"),
    "two targets": file("{{Save it.||Lagre det.}}\n\n{{Save it.||Ta det.}}\n"),
    "merged": file("{{Wait here. Then pay.||Vent og betal.}}\n"),
    "joined": file("{{Half a||En halv}} {{sentence.||setning.}}\n"),
    "no segment": file("{{7||sju}}\n\n```\n{{code||kode}}\n```\n"),
    "line end inside": file("{{[a](b)\n[c](d)||[e](b)\n[f](d)}}\n"),
    "byte order mark": "\ufeff" + file(ARTICLE),
    "carriage returns": file(ARTICLE).replace("\n", "\r\n"),
    "mixed line ends": file(ARTICLE).replace("MT\n", "MT\r\n"),
    "quoted title": file(ARTICLE, title="'Kort: de beste'"),
    "description": file(ARTICLE).replace(
        "ms.topic", "description: En setning. Og en til.\nms.topic"
    ),
    "keys in another order": file(ARTICLE)
    .replace("ms.translationtype: MT\n", "")
    .replace("ms.topic", "ms.translationtype: MT\nms.topic"),
    "stray span": file("{{Two||To}}\n\n") + unit("a</span> b", "c", "103"),
    "quotes": file("{{Two||To}}\n\n")
    + unit("One", "En", "103").replace('"', "&quot;", 3),
    "quotes of an anchor": file(
        f'# <a name="x&quot;></a>{unit("One", "En").replace(chr(34), "&quot;", 1)}\n'
    ),
    "spans of its own": file("{{A <span>b</span>||<span>B</span> a}}\n"),
    "span that never closes": file("{{A <span>b||B <span>a}}\n\n{{Two||To}}\n"),
    "spans in the skeleton": file(
        "```\n</span></span>\n<span>\n```\n\n{{Two||To}}\n\n</span></span>\n"
    ),
    "opening without an end": file(
        'One <span data-ttu-id="0a1b2-101">to.\n\n{{Two||To}}\n'
    ),
    "opening of no id": file(
        '<span data-ttu-id="x">a</span>\n\n{{Two||To}}\n\n<span data-ttu-id="\n\nx\n'
    ),
    "two ids in one unit": file(
        unit("One", "En").replace('stu-id="0a1b2-102', 'stu-id="0a1b2-999')
        + "\n\n{{Two||To}}\n"
    ),
    "an id twice": file(f"{unit('One', 'En')}\n\n{unit('Two', 'To')}\n"),
    "ids that fall": file(
        f"{unit('One', 'En', '105')} {unit('Two', 'To', '103')}\n\n"
        f"{unit('Three. Four.', 'Tre fire.', 'p101')} {unit('Five', 'Fem', '102')}\n"
    ),
    "prefixes of two files": file(
        f"{unit('One', 'En')}\n\n{unit('Two', 'To', '102', 'fffff')}\n"
    ),
    "empty halves": file(
        f"{unit('One', '')}\n\n{unit('', 'To', '103')}\n\n{unit('', '', '104')}\n"
    ),
    "yaml that does not parse": f"---\n{unit('title: x', 'tittel: x')}\n---\n\nText\n",
}


@pytest.mark.parametrize("name", FILES)
def test_file_comes_out_as_it_came_in(project: Project, name: str) -> None:
    project.take({"a.md": FILES[name]})
    assert export(project) == {"a.md": FILES[name]}


@pytest.mark.parametrize("name", FILES)
def test_file_is_given_back_whatever_its_original_says(
    project: Project, name: str
) -> None:
    original = (
        "---\ntitle: 'Paying' # comment\nms.date: \"1\"\n---\n\n\n# Your *cards*\n\n"
        "Pay with\na card. Save it.\n\n* [All cards](cards.md)\n* ![A card](card.png)\n"
    )
    project.take({"a.md": FILES[name]}, originals={"a.md": original})
    assert project.article() == original
    assert export(project) == {"a.md": FILES[name]}


@given(
    st.lists(st.sampled_from([*PIECES, unit("One.", "En."), "# ", " "])).map("".join),
    st.sampled_from(["", "# One.\n", "---\ntitle: One.\n---\n\nOne. two"]),
)
def test_any_file_is_what_its_layout_says(text: str, article: str) -> None:
    cut = split(article, renderer=RENDERER)
    for published in ({}, {"One.": "En.", "two": "to"}):
        translations = Translations(published)
        keys = ("title",)
        layout = compare(text, cut, keys=keys, pipeline="", translations=translations)
        recalled = read_record(
            record_bytes(layout, text=article), text=article, path="x"
        )
        assert recalled.layout == layout
        made = write(article, layout, keys=keys, pipeline="", translations=translations)
        assert made == text


@given(st.text("ab\n"), st.text("ab\n"))
def test_differences_make_one_text_of_another(old: str, new: str) -> None:
    assert apply(old, differences(old, new), start=0, end=len(old)) == new


@pytest.mark.parametrize("order", list(permutations(["nb", "ja", "de"])))
def test_locales_come_out_whatever_the_order_they_came_in(
    make_project: Callable[[str], Project], order: tuple[str, ...]
) -> None:
    texts = {
        "nb": file(ARTICLE),
        "ja": file(
            "# {{Your card||カード}}\n\n{{Pay by card.||払う。}}\n", locale="ja-JP"
        ),
        "de": file(ARTICLE.replace("Alle", "Die"), locale="de-DE"),
    }
    project = make_project("-".join(order))
    for code in order:
        project.take({"a.md": texts[code]}, code)
    assert {code: export(project, code)["a.md"] for code in texts} == texts


def test_one_changed_translation_changes_its_target_alone(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    for old, new in [
        ("Lagre det.", "Ta vare på det."),
        ("[Alle kort](cards.md)", "[Hvert kort](cards.md)"),
        ("Dine kort", "Kortene"),
    ]:
        edit_catalog(project, old, new)
    expected = (
        FILES["plain"]
        .replace("Lagre det.", "Ta vare på det.")
        .replace("Alle kort", "Hvert kort")
        .replace("Dine kort", "Kortene")
    )
    assert export(project) == {"a.md": expected}


def test_changed_title_is_written_as_yaml(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_catalog(project, '"Tittel"', '"Kort: nå"')
    assert "title: 'Kort: nå'\n" in export(project)["a.md"]


def test_recorded_target_holds_while_its_translation_does(project: Project) -> None:
    project.take({"a.md": FILES["two targets"]})
    edit_catalog(project, "Lagre det.", "Behold det.")
    units = read(export(project)["a.md"]).units
    assert [one.target for one in units] == ["Behold det.", "Behold det."]


@pytest.mark.parametrize(
    ("name", "old", "new", "targets"),
    [
        ("joined", "En halv setning.", "En halv frase.", ["En halv", "frase."]),
        ("joined", "En halv setning.", "En hel setning.", ["En hel", "setning."]),
        ("joined", "En halv setning.", "Noe annet.", ["Noe annet."]),
        ("peeled", "Se [her](x).", "Gå [dit](x).", ["Gå", "dit"]),
    ],
)
def test_units_that_share_a_message_get_their_share_of_an_edit(
    project: Project, name: str, old: str, new: str, targets: list[str]
) -> None:
    texts = {
        "joined": FILES["joined"],
        "peeled": file("{{See||Se}} [{{it||her}}](x).\n"),
    }
    project.take({"a.md": texts[name]})
    edit_catalog(project, old, new)
    assert [one.target for one in read(export(project)["a.md"]).units] == targets


def test_sentences_merged_by_a_translator_become_one_unit(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_catalog(project, "Betal med kort.", "Betal og lagre.")
    edit_catalog(project, "Lagre det.", "<!-- joined -->")
    units = read(export(project)["a.md"]).units
    assert [(one.number, one.source, one.target) for one in units][1:] == [
        ("p101", "Pay with a card. Save it.", "Betal og lagre."),
        ("105", "All cards", "Alle kort"),
    ]


def test_edited_block_gets_new_numbers_and_others_keep_theirs(
    project: Project,
) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_article(project, "Pay with a card.", "Pay with two cards.")
    units = {one.number: one for one in read(export(project)["a.md"]).units}
    assert {number: one.source for number, one in units.items()} == {
        "102": "Your cards",
        "105": "All cards",
        "106": "Pay with two cards.",
        "107": "Save it.",
    }
    assert units["107"].target == "Lagre det."
    # Nobody has translated it yet.
    assert units["106"].target == "Pay with two cards."


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        # 103 and 104 are those of an image: nothing ever had them as a unit.
        ("Two.", "New.\n\nTwo.", [102, 103, 105, 106]),
        ("Two.", "New. More.\n\nTwo.", [102, 103, 104, 105, 106]),
        ("Two.", "A.\n\nB b.\n\nTwo.", [102, 103, 104, 105, 106]),
        # Three have no room, and a number that a unit had is not given again.
        ("Two.", "New. More. And more.\n\nTwo.", [102, 107, 108, 109, 105, 106]),
        ("Two.", "Twice.", [102, 103, 106]),
        ("Three.", "Thrice.", [102, 105, 107]),
        ("One.", "Once.", [107, 105, 106]),
        ("Three.\n", "Three.\n\nFour.\n", [102, 105, 106, 107]),
    ],
)
def test_numbers_go_on_rising_where_a_gap_has_room(
    project: Project, old: str, new: str, numbers: list[int]
) -> None:
    project.take(
        {
            "a.md": file("")
            + f"{unit('One.', 'En.', '102')}\n\n![x](y.png)\n\n"
            + f"{unit('Two.', 'To.', '105')}\n\n{unit('Three.', 'Tre.', '106')}\n"
        }
    )
    edit_article(project, old, new)
    units = read(export(project)["a.md"]).units
    assert [int(one.number) for one in units] == numbers


def test_lines_that_move_take_their_units_along(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_article(project, "# Your", "A new start.\n\n# Your")
    exported = export(project)["a.md"]
    before = read(FILES["plain"]).units
    assert read(exported).units[1:] == before
    assert '# <a name="your-cards"></a><span' in exported


def test_article_that_never_was_side_by_side_is_exported(project: Project) -> None:
    text = (
        "---\ntitle: Cards\n---\n\n# Your `cards` & more\n\nPay with\na card. Save it."
        "\n\n- [All](all.md)\n\n![A card](x.png)\n"
    )
    project.take({"a.md": file("{{Save it.||Lagre det.}}\n")})
    (project.docs / "a.md").write_text(text)
    (project.locales / "nb/sxs/a.md.json").unlink()
    exported = export(project)["a.md"]
    assert '# <a name="your-cards--more"></a><span' in exported
    document = read(exported)
    assert [(one.number, one.source, one.target) for one in document.units] == [
        ("102", "Your `cards` & more", "Your `cards` & more"),
        ("103", "Pay with a card.", "Pay with a card."),
        ("104", "Save it.", "Lagre det."),
        ("105", "All", "All"),
    ]
    assert document.front.count("ms.") == 6
    assert "\n---\n# <a" in exported
    assert exported == export(project)["a.md"]


def test_importing_again_keeps_an_edited_translation(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_catalog(project, "Lagre det.", "Ta vare på det.")
    project.take({"a.md": FILES["plain"]})
    expected = FILES["plain"].replace("Lagre det.", "Ta vare på det.")
    assert export(project) == {"a.md": expected}


def test_newer_handoff_comes_out(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    newer = file(ARTICLE.replace("Save", "Keep"), handoff="10/10/2022")
    project.take({"a.md": newer})
    assert export(project) == {"a.md": newer}
    project.take({"a.md": FILES["plain"]})
    assert export(project) == {"a.md": newer}


def test_newer_handoff_keeps_what_was_edited_and_says_so(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_catalog(project, "Lagre det.", "Ta vare på det.")
    newer = (
        file(ARTICLE, handoff="10/10/2022")
        .replace("Lagre det.", "Behold det.")
        .replace("Alle kort", "Hvert kort")
    )
    plan = project.take({"a.md": newer})
    assert plan.summary.contested == [("a.md", "Save it.")]
    assert project.memory()["Save it."] == ["Behold det."]
    expected = newer.replace("Behold det.", "Ta vare på det.")
    assert export(project) == {"a.md": expected}
    assert not project.take({"a.md": newer}).changes


def test_newer_handoff_with_the_old_translation_contests_nothing(
    project: Project,
) -> None:
    project.take({"a.md": FILES["plain"]})
    edit_catalog(project, "Lagre det.", "Ta vare på det.")
    plan = project.take({"a.md": file(ARTICLE, handoff="10/10/2022")})
    assert plan.summary.contested == []
    assert project.catalog().published["Save it."] == "Ta vare på det."


def test_importing_again_changes_no_record(project: Project) -> None:
    project.take({"a.md": FILES["two targets"]})
    before = project.tree()
    assert not project.take({"a.md": FILES["two targets"]}).changes
    assert project.tree() == before


def test_files_that_are_no_articles_come_out_too(project: Project) -> None:
    files = {
        "a.md": FILES["plain"],
        "media/a.png": "nb",
        "TOC.md": "# [Kort](a.md)\n",
        "sub/toc.yml": "- name: Kort\n",
    }
    project.take(files, "nb")
    german = {
        "a.md": file(ARTICLE, locale="de-DE"),
        "media/a.png": "de",
        "TOC.md": "# [Karten](a.md)\n",
    }
    project.take(german, "de")
    export(project, "nb")
    export(project, "de")
    for code, expected in {"nb": files, "de": german}.items():
        out = project.root / "out" / code
        assert {
            path.relative_to(out).as_posix(): path.read_text(encoding="utf-8")
            for path in out.rglob("*")
            if path.is_file()
        } == expected
    assert not (project.docs / "TOC.md").exists()


def test_record_holds_differences_only(project: Project) -> None:
    project.take({"a.md": FILES["plain"]})
    text = (project.locales / "nb/sxs/a.md.json").read_text(encoding="utf-8")
    record = json.loads(text)
    assert list(record) == sorted(record)
    assert not re.search("kort|card|Tittel|MT", text)
    assert record["units"][0] == {"at": [5, 2, 12], "n": "102"}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version":1}', '{"version":9}'])
def test_unreadable_record_is_named(project: Project, content: str) -> None:
    project.take({"a.md": FILES["plain"]})
    (project.locales / "nb/sxs/a.md.json").write_text(content)
    with pytest.raises(RecordError, match=r"a\.md\.json"):
        export(project)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Set up **two** cards", "set-up-two-cards"),
        ("A & B", "a--b"),
        ("Über [links](x.md) and `code_1`?", "über-links-and-code_1"),
        ("![Icon](x.png) Save\\*", "icon-save"),
        ("A <b>bold</b> word ", "a-bold-word"),
    ],
)
def test_anchor_is_named_after_its_heading(heading: str, name: str) -> None:
    assert slug(heading) == name


def one_file(project: Project, article: str, code: str = "nb") -> str:
    source = source_of(project, code)
    made = export_article(article, source=source, exported=Exported())
    assert made is not None
    return made


@pytest.mark.slow
def test_corpora_come_out_byte_for_byte(
    unpacked: Callable[[str], Path], project: Project
) -> None:
    names = {"nb": "sxs-nb-NO", "ja": "sxs-ja-JP", "ar": "sxs-ar-SA", "de": "sxs-de-DE"}
    folders = {code: unpacked(name) / "AlchemyInsights" for code, name in names.items()}
    for code, folder in folders.items():
        project.plan(folder, code, workers=2).write()
    for code, folder in folders.items():
        exported = export(project, code)
        for path in folder.rglob("*.md"):
            article = path.relative_to(folder).as_posix()
            assert exported[article] == path.read_bytes().decode(), path
    records = project.locales / "nb/sxs"
    size = sum(path.stat().st_size for path in records.rglob("*.json"))
    whole = sum(path.stat().st_size for path in folders["nb"].rglob("*.md"))
    assert size < whole / 2
