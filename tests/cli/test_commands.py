import json
from pathlib import Path

import polib
import pytest

from tests.cli.conftest import CONFIG, Run, tree


def translate(catalog: Path, translations: dict[str, str]) -> None:
    entries = polib.pofile(str(catalog), encoding="utf-8")
    for entry in entries:
        entry.msgstr = translations.get(entry.msgid, entry.msgstr)
    entries.save()


def test_new_user_gets_from_an_empty_folder_to_two_languages(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").code == 0
    assert run("add", "nb").code == 0
    outcome = run("add", "nb")
    assert outcome.code == 0
    assert "locales: [nb]" in Path("mkdocs.yml").read_text()
    assert Path("locales/nb/LC_MESSAGES/index.md.po").is_file()
    assert Path(".gitignore").read_text() == ".cache/\n/site/\n"


def test_init_keeps_every_byte_of_a_configuration_it_adds_to(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "# mine\nsite_name: 'x'   # quoted\nplugins:\n  - search: {}  # kept\n\n"
    Path("mkdocs.yml").write_text(text)
    assert run("init", "--locale", "pt-BR").code == 0
    edited = Path("mkdocs.yml").read_text()
    added = "\n  - bitext:\n      source: en\n      locales: [pt-BR]"
    assert edited == text.replace("# kept", "# kept" + added)
    before = tree(tmp_path)
    assert "nothing was changed" in run("init", "--locale", "pt-BR").out
    assert tree(tmp_path) == before


def test_updating_again_changes_nothing(run: Run, project: Path) -> None:
    assert "2 files changed" in run("update").out
    before = tree(project)
    outcome = run("update", "--json")
    assert json.loads(outcome.out)["nb"]["files_changed"] == 0
    assert tree(project) == before


def test_templates_and_compiled_catalogs_go_where_they_are_asked_to(
    run: Run, project: Path
) -> None:
    run("update")
    translate(
        project / "locales/nb/LC_MESSAGES/index.md.po",
        {"Bail the boat.": "Øs båten."},
    )
    assert run("extract", "templates").code == 0
    assert (project / "templates/index.md.pot").is_file()
    assert run("compile", "compiled").code == 0
    compiled = polib.mofile(str(project / "compiled/nb/LC_MESSAGES/index.md.mo"))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {
        "Bail the boat.": "Øs båten."
    }


def test_check_reports_rules_and_guard_and_fails_as_asked(
    run: Run, project: Path
) -> None:
    run("update")
    catalog = project / "locales/nb/LC_MESSAGES/index.md.po"
    assert run("check").code == 0
    assert run("check", "--fail-on", "warning").code == 1
    translate(
        catalog,
        {
            "Before you leave": "Før du drar",
            "Bail the boat.": "> Øs båten.",
            "Check the **oars**.": "Se over ** årene **.",
        },
    )
    outcome = run("check", "--json")
    assert outcome.code == 1
    findings = json.loads(outcome.out)["findings"]
    assert [(one["rule"], one["source"]) for one in findings if one["source"]] == [
        ("block-leak", "Bail the boat."),
        ("translation-refused", "Bail the boat."),
        ("emphasis-broken", "Check the **oars**."),
        ("empty-target", "Boats"),
    ]
    assert all(one["path"].startswith("locales/nb/") for one in findings)
    text = run("check")
    assert text.code == 1
    assert "translation-refused" in text.out


def test_locale_that_is_not_configured_is_an_error(run: Run, project: Path) -> None:
    assert (project / "mkdocs.yml").read_text() == CONFIG
    outcome = run("stats", "--locale", "ja")
    assert outcome.code == 2
    assert "bitext add ja" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--shard", "9/8"], "'9/8' is no part of a whole"),
        (["--shard", "0/1"], "'0/1' is no part of a whole"),
        (["--shard", "half"], "'half' is no part of a whole"),
        (["--part", "a.part"], "add --shard"),
        (["--shard", "1/2", "--locale", "nb"], "leave out --locale"),
        (["--shard", "1/2", "--strict"], "leave out --locale and --strict"),
    ],
)
def test_build_says_what_is_no_part(
    run: Run, project: Path, arguments: list[str], complaint: str
) -> None:
    outcome = run("build", *arguments)
    assert outcome.code == 2
    assert complaint in outcome.err
    assert not list(project.glob("*.part"))


@pytest.mark.slow
def test_parts_are_merged_to_a_site(run: Run, project: Path) -> None:
    for number in (1, 2):
        assert f"site-{number}-of-2.part" in run("build", "--shard", f"{number}/2").out
    parts = [f"site-{number}-of-2.part" for number in (1, 2)]
    outcome = run("merge", parts[0])
    assert outcome.code == 2
    assert "parts are missing" in outcome.err
    assert "built in" in run("merge", *parts).out
    before = tree(project / "site")
    run("clean", "--cache", "--yes")
    run("build", "--json")
    assert tree(project / "site") == before
