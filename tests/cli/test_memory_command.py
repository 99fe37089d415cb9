"""The memory of a language as a user shows, exchanges and uses it."""

import json
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import Run, tree

TMX = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="en"/><body>
<tu><tuv xml:lang="en"><seg>Bail the boat.</seg></tuv>
<tuv xml:lang="nb"><seg>Lens båten.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Check the <bpt i="1">**</bpt>oars<ept i="1">**</ept>.</seg>
</tuv>
<tuv xml:lang="nb-NO"><seg>Sjekk <bpt i="1">**</bpt>årene<ept i="1">**</ept>.</seg>
</tuv></tu>
<tu><tuv xml:lang="en"><seg>x</seg></tuv><tuv xml:lang="de"><seg>y</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def received(project: Path) -> Path:
    path = project / "in.tmx"
    path.write_text(TMX, encoding="utf-8")
    return path


def found(project: Path, name: str = "index.md") -> dict[str, tuple[str, bool, str]]:
    path = project / f"locales/nb/LC_MESSAGES/{name}.po"
    entries = polib.pofile(str(path), encoding="utf-8")
    return {one.msgid: (one.msgstr, one.fuzzy, one.tcomment) for one in entries}


def test_a_received_memory_pretranslates_what_has_no_translation(
    run: Run, project: Path, received: Path
) -> None:
    run("update")
    outcome = run("memory", "import", "nb", str(received))
    assert outcome.code == 0, outcome.err
    assert "2 translations added, 0 known, 0 refused" in outcome.out
    before = tree(project / "locales")
    assert (
        "0 translations added, 2 known"
        in run("memory", "import", "nb", str(received)).out
    )
    assert tree(project / "locales") == before
    run("update")
    assert found(project)["Check the **oars**."] == (
        "Sjekk **årene**.",
        False,
        "bitext: origin=memory",
    )
    again = tree(project / "locales")
    run("update")
    assert tree(project / "locales") == again


def test_exact_matches_wait_for_a_translator_if_asked(
    run: Run, project: Path, received: Path
) -> None:
    assert run("memory", "import", "nb", str(received), "--exact", "fuzzy").code == 0
    run("update")
    target, is_fuzzy, _ = found(project)["Bail the boat."]
    assert (target, is_fuzzy) == ("Lens båten.", True)


@pytest.mark.parametrize("exact", ["valid", "fuzzy"])
def test_a_new_page_is_pretranslated_as_asked(
    run: Run, project: Path, received: Path, exact: str
) -> None:
    run("memory", "import", "nb", str(received))
    run("update")
    old = found(project)
    (project / "docs/new.md").write_text("# New\n\nBail the boat.\n")
    outcome = run("memory", "pretranslate", "nb", "new*", "--exact", exact, "--json")
    assert json.loads(outcome.out) == {
        "messages": 1,
        "articles": 1,
        "files_changed": 1,
    }
    assert found(project, "new.md")["Bail the boat."] == (
        "Lens båten.",
        exact == "fuzzy",
        "bitext: origin=memory",
    )
    assert found(project) == old
    before = tree(project / "locales")
    outcome = run("memory", "pretranslate", "nb", "--exact", exact)
    assert "0 messages of 0 articles" in outcome.out
    run("update")
    assert tree(project / "locales") == before


def test_the_memory_of_one_project_serves_another(
    run: Run, project: Path, received: Path
) -> None:
    run("memory", "import", "nb", str(received))
    run("update")
    # What no article has any more is remembered all the same.
    (project / "docs/index.md").write_text("# Before you leave\n")
    run("update")
    outcome = run("memory", "export", "nb", "-o", "all.tmx")
    assert "all.tmx: 2 translations" in outcome.out
    for path in (project / "locales").rglob("*.po"):
        path.unlink()
    (project / "docs/index.md").write_text("Bail the boat.\n")
    run("memory", "import", "nb", "all.tmx")
    run("update")
    assert found(project)["Bail the boat."][0] == "Lens båten."


def test_the_memory_is_shown_and_searched(
    run: Run, project: Path, received: Path
) -> None:
    run("memory", "import", "nb", str(received))
    run("update")
    assert "nb: 2 translations, 0 fuzzy" in run("memory", "show").out
    outcome = run("memory", "show", "--find", "LENS")
    assert outcome.out.splitlines() == [
        "nb: Bail the boat.",
        "    Lens båten.",
        "    index.md, origin=memory",
    ]
    assert "nothing found" in run("memory", "show", "--find", "zz").err
    shown = json.loads(run("memory", "show", "--find", "lens", "--json").out)
    assert shown["nb"]["valid"] == {"messages": 2, "words": 6}
    assert [one["target"] for one in shown["nb"]["found"]] == ["Lens båten."]
    assert project.is_dir()


def test_a_damaged_memory_is_an_error(run: Run, project: Path, received: Path) -> None:
    run("update")
    path = project / "locales/nb/memory.po"
    path.write_text("<<<<<<< mine\n")
    for arguments in (
        ("show",),
        ("export", "nb"),
        ("import", "nb", str(received)),
    ):
        assert run("memory", *arguments).code == 2
    assert path.read_text() == "<<<<<<< mine\n"
