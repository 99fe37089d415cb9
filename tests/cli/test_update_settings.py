"""What an update does by the settings, and what it offers, as a user sees it."""

import re
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import CONFIG, Run

CATALOG = Path("locales/nb/LC_MESSAGES/index.md.po")
ARTICLE = """\
# Ropes

See [the log](log.md).

Wait for 3 boats.

Tie the **old** rope.

Look "up".

Mind the boom.
"""
EDITED = (
    ARTICLE.replace("log.md", "diary.md")
    .replace("3 boats", "4 boats")
    .replace("**old**", "*old*")
    .replace('"up"', "“up”")
    .replace("Mind the", "Mind   the")
)
WORDS = {
    "Ropes": "Tau",
    "See [the log](log.md).": "Se [loggen](log.md).",
    "Wait for 3 boats.": "Vent på 3 båter.",
    "Tie the **old** rope.": "Fest det **gamle** tauet.",
    'Look "up".': "Se «opp».",
    "Mind the boom.": "Pass deg for bommen.",
}


def write(text: str) -> None:
    Path("docs/index.md").write_text(text, encoding="utf-8")


def configure(*settings: str) -> None:
    lines = "".join(f"      {setting}\n" for setting in settings)
    Path("mkdocs.yml").write_text(CONFIG + lines)


def translate(words: dict[str, str]) -> None:
    catalog = polib.pofile(str(CATALOG), encoding="utf-8", wrapwidth=0)
    for entry in catalog:
        entry.msgstr = words.get(entry.msgid, entry.msgstr)
    catalog.save()


def live() -> list[polib.POEntry]:
    entries = polib.pofile(str(CATALOG), encoding="utf-8")
    return [entry for entry in entries if not entry.obsolete]


def fuzzy() -> set[str]:
    return {entry.msgid for entry in live() if entry.fuzzy}


def begin(run: Run, text: str, words: dict[str, str]) -> None:
    write(text)
    Path("docs/log.md").write_text("# Log\n")
    Path("docs/diary.md").write_text("# Diary\n")
    assert run("update").code == 0
    translate(words)


LINK = "See [the log](diary.md)."
REST = {"Wait for 4 boats.", "Tie the *old* rope."}


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ((), set()),
        (("carry: all",), set()),
        (("carry: links",), REST),
        (("carry: never",), {*REST, LINK, "Look “up”.", "Mind   the boom."}),
    ],
)
def test_project_says_which_changes_need_a_translator(
    run: Run, project: Path, settings: tuple[str, ...], wanted: set[str]
) -> None:
    assert project.is_dir()
    configure(*settings)
    begin(run, ARTICLE, WORDS)
    write(EDITED)
    assert run("update").code == 0
    assert fuzzy() == wanted
    found = {entry.msgid: entry.msgstr for entry in live()}
    assert found[LINK] == (
        "Se [loggen](log.md)." if LINK in wanted else "Se [loggen](diary.md)."
    )
    assert all(found.values())


def test_sentences_joined_or_cut_are_offered_joined_or_cut(
    run: Run, project: Path
) -> None:
    assert project.is_dir()
    begin(
        run,
        "Tie the rope. Wait for the wind.\n\nBail the boat; row to the quay.\n",
        {
            "Tie the rope.": "Fest tauet.",
            "Wait for the wind.": "Vent på vinden.",
            "Bail the boat; row to the quay.": "Øs båten; ro til kaien.",
        },
    )
    write("Tie the rope and wait for the wind.\n\nBail the boat. Row to the quay.\n")
    assert run("update").code == 0
    assert [(entry.msgstr, entry.fuzzy) for entry in live()] == [
        ("Fest tauet. Vent på vinden.", True),
        ("Øs båten;", True),
        ("ro til kaien.", True),
    ]


def test_two_translations_of_a_text_are_both_kept_and_reported(
    run: Run, project: Path
) -> None:
    begin(run, "Tie the rope.\n", {"Tie the rope.": "Fest tauet."})
    # As another program leaves it that merges two catalogs.
    with CATALOG.open("a", encoding="utf-8") as file:
        file.write('\n#~ msgid "Tie the rope."\n#~ msgstr "Knytt tauet."\n')
    assert run("update").code == 0
    memory = project / "locales/nb/memory.po"
    assert [entry.msgstr for entry in live()] == ["Fest tauet."]
    assert [entry.msgstr for entry in polib.pofile(str(memory))] == ["Knytt tauet."]
    for _ in range(2):
        said = run("check").out
        assert "translation-conflict" in said
        assert "'Knytt tauet.'" in said
        run("update")
    translate({"Tie the rope.": "Bind tauet."})
    assert run("update").code == 0
    assert "translation-conflict" not in run("check").out


def test_catalogs_tell_lines_of_the_articles_if_asked(run: Run, project: Path) -> None:
    assert project.is_dir()
    begin(run, ARTICLE, WORDS)
    assert [entry.occurrences for entry in live()][1] == [("docs/index.md", "")]
    configure("references: line")
    assert run("update").code == 0
    lines = ARTICLE.splitlines()
    for entry in live():
        ((path, line),) = entry.occurrences
        assert path == "docs/index.md"
        assert entry.msgid in lines[int(line) - 1]
    configure()
    before = CATALOG.read_bytes()
    assert run("update").code == 0
    assert re.search(rb"^#: docs/index.md$", CATALOG.read_bytes(), re.MULTILINE)
    assert CATALOG.read_bytes() != before


def test_catalogs_are_wrapped_if_asked(run: Run, project: Path) -> None:
    assert project.is_dir()
    text = " ".join(["The rope is tied to the boat."] * 4).replace(". T", ", t")
    begin(run, f"{text}\n\n日本語は空白なしで続く。\n", {text: text.upper()})
    assert run("update").code == 0
    plain = CATALOG.read_text(encoding="utf-8")
    assert f'msgid "{text}"' in plain
    configure("wrap: 60")
    assert run("update").code == 0
    wrapped = CATALOG.read_text(encoding="utf-8")
    assert max(map(len, wrapped.splitlines())) <= 60
    assert run("update", "--check").code == 0
    assert {entry.msgid: entry.msgstr for entry in live()}[text] == text.upper()
    configure("wrap: none")
    assert run("update").code == 0
    assert CATALOG.read_text(encoding="utf-8") == plain


def test_half_of_the_articles_renamed_keep_their_catalogs(
    run: Run, project: Path
) -> None:
    folder = project / "docs"
    for number in range(20):
        text = f"# Boat {number}\n\nRow {number} boats. Mind number {number}.\n"
        (folder / f"{number}.md").write_text(text)
    assert run("update").code == 0
    catalogs = project / "locales/nb/LC_MESSAGES"
    for path in catalogs.glob("*.md.po"):
        entries = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
        for entry in entries:
            entry.msgstr = f"{entry.msgid} nb {path.stem}"
        entries.save()
    assert run("update").code == 0
    before = {path.name: path.read_text("utf-8") for path in catalogs.glob("*.md.po")}
    (folder / "fleet").mkdir()
    for number in range(0, 20, 2):
        (folder / f"{number}.md").rename(folder / f"fleet/boat-{number}.md")
    assert run("update").code == 0
    for number in range(20):
        name = f"{number}.md" if number % 2 else f"fleet/boat-{number}.md"
        text = (catalogs / f"{name}.po").read_text("utf-8")
        assert (
            text.replace(f"docs/{name}", f"docs/{number}.md")
            == before[f"{number}.md.po"]
        )
        assert (catalogs / f"{number}.md.po").exists() == bool(number % 2)
