"""What commands say of work nobody has done yet, and of files they will not touch."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Run, tree

CATALOG = "locales/nb/LC_MESSAGES/index.md.po"
MARKERS = '<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n=======\n>>>>>>> theirs\n'


@pytest.fixture
def current(run: Run, project: Path) -> Path:
    """The project with a catalog that is up to date, and another one."""
    (project / "docs/other.md").write_text("Row.\n")
    assert run("update").code == 0
    return project


def test_check_lists_what_an_update_would_change_and_changes_nothing(
    run: Run, current: Path
) -> None:
    outcome = run("update", "--check")
    assert (outcome.code, outcome.out) == (0, "nb: no file would change; 5 kept\n")
    (current / "docs/index.md").write_text(f"{ARTICLE}\nSink.\n")
    (current / "docs/new.md").write_text("Swim.\n")
    (current / "docs/other.md").unlink()
    before = tree(current)
    outcome = run("update", "--check")
    assert outcome.code == 1
    assert outcome.out.splitlines()[1:] == [
        f"  {CATALOG}: 1 untranslated",
        "  locales/nb/LC_MESSAGES/new.md.po: new, 1 untranslated",
        "  locales/nb/LC_MESSAGES/other.md.po: deleted",
        "  locales/nb/memory.po",
    ]
    files = json.loads(run("update", "--check", "--json").out)["nb"]["files"]
    assert [f"  {path}" for path in files] == [
        line.split(":")[0] for line in outcome.out.splitlines()[1:]
    ]
    assert tree(current) == before
    run("update")
    assert run("update", "--check").code == 0


def test_check_tells_of_a_catalog_in_another_form(run: Run, current: Path) -> None:
    path = current / CATALOG
    path.write_bytes(path.read_bytes().replace(b"#. heading", b"#. title"))
    outcome = run("update", "--check")
    assert outcome.code == 1
    assert f"  {CATALOG}: header, comments or order only\n" in outcome.out


def test_rule_says_the_same_of_each_catalog(run: Run, current: Path) -> None:
    assert "catalog-outdated" not in run("check").out
    (current / "docs/index.md").write_text(f"{ARTICLE}\nSink.\n")
    (current / "docs/new.md").write_text("Swim.\n")
    (current / "docs/other.md").unlink()
    found = json.loads(run("check", "--json").out)["findings"]
    assert [
        (one["path"].rpartition("/")[2], one["text"])
        for one in found
        if one["rule"] == "catalog-outdated"
    ] == [
        ("index.md.po", "an update would change it: 1 untranslated"),
        ("new.md.po", "there is no catalog yet; an update makes it: 1 untranslated"),
        ("other.md.po", "its article is gone; an update takes the catalog away"),
    ]
    run("update")
    assert "catalog-outdated" not in run("check").out


def test_check_judges_what_the_update_would_carry(run: Run, current: Path) -> None:
    (current / "docs/index.md").write_text("Wait 3 minutes.\n")
    run("update")
    path = current / CATALOG
    po = path.read_text(encoding="utf-8")
    source = 'msgid "Wait 3 minutes."\nmsgstr "'
    path.write_text(po.replace(source, f"{source}Vent 3 minutter."), encoding="utf-8")
    (current / "docs/index.md").write_text("Wait 4 minutes.\n")
    rules = [one["rule"] for one in json.loads(run("check", "--json").out)["findings"]]
    assert "number-mismatch" not in rules
    assert "fuzzy-used" not in rules
    assert "catalog-outdated" in rules


def test_check_lists_templates_that_would_change(run: Run, project: Path) -> None:
    outcome = run("extract", "po", "--check")
    assert outcome.code == 1
    assert "  index.md.pot" in outcome.out.splitlines()
    assert not (project / "po").exists()
    run("extract", "po")
    before = tree(project)
    outcome = run("extract", "po", "--check")
    assert (outcome.code, outcome.out) == (0, "po: no template would change\n")
    (project / "docs/index.md").write_text(f"{ARTICLE}\nSink.\n")
    outcome = run("extract", "po", "--check")
    assert (outcome.code, outcome.out) == (
        1,
        "po: 1 template would change\n  index.md.pot\n",
    )
    (project / "docs/index.md").write_text(ARTICLE)
    assert tree(project) == before


@pytest.mark.parametrize("place", [CATALOG, "locales/nb/memory.po"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["update"], 2),
        (["update", "--check"], 2),
        (["stats"], 2),
        (["add", "de"], 0),
        (["check"], 1),
    ],
    ids=["update", "update --check", "stats", "add", "check"],
)
def test_merge_conflicts_are_named_and_left_for_people_to_solve(
    run: Run, current: Path, place: str, arguments: list[str], code: int
) -> None:
    path = current / place
    held = path.read_bytes() if path.exists() else b""
    path.write_bytes(held + MARKERS.encode())
    before = tree(current)
    line = held.count(b"\n") + 1
    (current / "docs/new.md").write_text("Swim.\n")
    outcome = run(*arguments)
    assert outcome.code == code
    assert path.read_bytes() == before[place]
    if arguments[0] == "add":
        return
    said = f"{outcome.out}\n{outcome.err}"
    assert "merge conflict marker '<<<<<<<'" in said
    assert "keep one side of the conflict" in said
    assert f"{place}:{line}:" in said or f"{line} error" in said
    assert {name for name in tree(current) if name not in before} == {"docs/new.md"}


def test_all_catalogs_with_merge_conflicts_are_named_at_once(
    run: Run, current: Path
) -> None:
    for name in ("index.md.po", "other.md.po"):
        (current / CATALOG).with_name(name).write_text(MARKERS)
    outcome = run("compile", "mo")
    assert outcome.code == 2
    assert "index.md.po:1: merge conflict marker" in outcome.err
    assert "other.md.po:1: merge conflict marker" in outcome.err
    assert not (current / "mo").exists()


def test_folder_in_the_place_of_a_catalog_is_a_finding(run: Run, current: Path) -> None:
    (current / CATALOG).unlink()
    (current / CATALOG).mkdir()
    outcome = run("check")
    assert outcome.code == 1
    assert "cannot be read (Is a directory)" in outcome.out
    assert run("update").code == 2
    # One that merely is named so may hold catalogs.
    (current / CATALOG).rmdir()
    (current / "docs/a.po").mkdir()
    (current / "docs/a.po/b.md").write_text("Drift.\n")
    for _ in range(2):
        assert run("update").code == 0
    assert run("check").code == 0
