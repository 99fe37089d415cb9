"""Translations go out to XLIFF, TMX and CSV and come back, as a user does it."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import polib
import pytest

from bitext.exchange.formats import FORMATS
from bitext.exchange.intake import Intake, take_in
from bitext.site import exchange
from bitext.site.lock import catalogs_held
from bitext.site.project import load_project
from tests.cli.conftest import Run, tree

ARTICLE = """\
---
title: "Leaving"
---
# Before you **leave**

Bail the boat. Check the **oars** and the [list](list.md "What to take").

Run `bail --all`{ .nowrap } & wait, it's \\*free\\* &nbsp; <kbd>x</kbd> *a <b>b* c</b>.

=SUM(1) is no formula. See ![a chart](chart.png) and https://example.org/a?b=1&c=2 now.
"""
WORDS = {
    "Leaving": "Avgang",
    "Before you **leave**": "Før du **drar**",
    "Bail the boat.": "Øs båten.",
    'Check the **oars** and the [list](list.md "What to take").': (
        'Sjekk [listen](list.md "Hva du tar med") og **årene**.'
    ),
    "=SUM(1) is no formula.": "'=SUM(1) er ingen formel.",
    "See ![a chart](chart.png) and https://example.org/a?b=1&c=2 now.": (
        "Se ![et kart](chart.png) og https://example.org/a?b=1&c=2 nå."
    ),
    "Boats": "-Båter",
}
FORMAT = pytest.mark.parametrize("form", list(FORMATS))


def suffix(form: str) -> str:
    return FORMATS[form].suffixes[0]


def catalog(project: Path) -> Path:
    return project / "locales/nb/LC_MESSAGES/index.md.po"


def edit(path: Path, change: Callable[[polib.POEntry], None]) -> None:
    entries = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    for entry in entries:
        change(entry)
    entries.save()


def fill(entry: polib.POEntry) -> None:
    entry.msgstr = WORDS.get(entry.msgid, "")
    if entry.msgid == "Bail the boat.":
        entry.tcomment = "bitext: origin=mt"
    if entry.msgid == "Leaving":
        entry.flags.append("fuzzy")


@pytest.fixture
def translated(run: Run, project: Path) -> Path:
    (project / "docs/index.md").write_text(ARTICLE, encoding="utf-8")
    run("update")
    for path in (project / "locales").rglob("*.po"):
        edit(path, fill)
    run("update")
    return project


def exported(run: Run, form: str) -> Path:
    path = Path(f"nb{suffix(form)}")
    assert run("export", form, "nb", "-o", str(path)).code == 0
    return path


def replace(path: Path, old: str, new: str, *, times: int = 1) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == times, text
    path.write_bytes(text.replace(old, new).encode("utf-8"))


@FORMAT
def test_what_was_not_edited_changes_nothing(
    run: Run, translated: Path, form: str
) -> None:
    before = tree(translated / "locales")
    path = exported(run, form)
    outcome = run("import", form, "nb", str(path), "--json")
    assert outcome.code == 0, outcome.err
    report = json.loads(outcome.out)
    assert report["units"]["unchanged"] == len(WORDS)
    assert report["files_changed"] == 0
    assert tree(translated / "locales") == before


@FORMAT
def test_translations_come_back_to_the_letter_where_there_are_none(
    run: Run, translated: Path, form: str
) -> None:
    path = exported(run, form)

    def empty(entry: polib.POEntry) -> None:
        entry.msgstr = ""
        entry.tcomment = ""
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]

    for one in (translated / "locales").rglob("*.po"):
        edit(one, empty)
    outcome = run("import", form, "nb", str(path))
    assert outcome.code == 0, outcome.err
    found = {
        entry.msgid: (entry.msgstr, entry.fuzzy, entry.tcomment)
        for one in (translated / "locales").rglob("*.po")
        for entry in polib.pofile(str(one), encoding="utf-8")
        if entry.msgstr
    }
    assert {source: target for source, (target, _, _) in found.items()} == WORDS
    assert [source for source, (_, fuzzy, _) in found.items() if fuzzy] == ["Leaving"]
    machine = [one for one, (_, _, note) in found.items() if "origin=mt" in note]
    assert machine == ["Bail the boat."]
    again = tree(translated / "locales")
    run("import", form, "nb", str(path))
    assert tree(translated / "locales") == again


@FORMAT
def test_a_folder_has_a_file_for_each_article(
    run: Run, translated: Path, form: str
) -> None:
    before = tree(translated / "locales")
    assert run("export", form, "nb", "index*", "-o", "out").code == 0
    assert list(tree(translated / "out")) == [f"index.md{suffix(form)}"]
    assert run("import", form, "nb", "out").code == 0
    assert tree(translated / "locales") == before
    outcome = run("export", form, "nb", "no.md", "-o", "out")
    assert outcome.code == 2
    assert "no article has such a path" in outcome.err


@FORMAT
def test_an_edited_translation_is_a_humans(
    run: Run, translated: Path, form: str
) -> None:
    path = exported(run, form)
    replace(path, "Øs båten.", "Lens båten.")
    if form == "tmx":
        replace(path, '<prop type="x-bitext-machine">yes</prop>', "")
    elif form == "csv":
        replace(path, "origin=mt", "")
    else:
        replace(path, ' state-qualifier="leveraged-mt"', "", times=form == "xliff")
        replace(path, ' subState="bitext:mt"', "", times=form == "xliff2")
    outcome = run("import", form, "nb", str(path))
    assert outcome.code == 0, outcome.err
    assert "1 changed" in outcome.out
    text = catalog(translated).read_text(encoding="utf-8")
    assert 'msgstr "Lens båten."' in text
    assert "# bitext: origin=human" in text
    assert "origin=mt" not in text


@FORMAT
def test_the_newer_of_two_edits_is_kept(run: Run, translated: Path, form: str) -> None:
    path = exported(run, form)

    def change(entry: polib.POEntry) -> None:
        if entry.msgid == "Bail the boat.":
            entry.msgstr = "Tøm båten."

    edit(catalog(translated), change)
    run("update")
    before = catalog(translated).read_bytes()
    assert run("import", form, "nb", str(path)).code == 0
    assert catalog(translated).read_bytes() == before
    replace(path, "Øs båten.", "Lens båten.")
    outcome = run("import", form, "nb", str(path))
    assert outcome.code == 1
    assert "was changed here since the export" in outcome.err
    assert catalog(translated).read_bytes() == before


@FORMAT
def test_units_of_another_source_are_refused_and_the_rest_is_kept(
    run: Run, translated: Path, form: str
) -> None:
    path = exported(run, form)
    replace(path, "Øs båten.", "Lens båten.")
    replace(path, "Avgang", "Avreise")
    article = translated / "docs/index.md"
    article.write_text(ARTICLE.replace("Bail the boat", "Empty it"), encoding="utf-8")
    outcome = run("import", form, "nb", str(path))
    assert outcome.code == 1
    assert "1 refused" in outcome.out
    assert "no such text any more" in outcome.err
    text = catalog(translated).read_text(encoding="utf-8")
    assert 'msgstr "Avreise"' in text
    assert "Lens" not in text


@FORMAT
def test_a_translation_with_errors_is_fuzzy_and_never_dropped(
    run: Run, translated: Path, form: str
) -> None:
    path = exported(run, form)
    replace(path, "Øs båten.", "Øs %s båten.\u202e")
    outcome = run("import", form, "nb", str(path))
    assert outcome.code == 0
    assert "1 as fuzzy" in outcome.out
    assert "imported as fuzzy" in outcome.err
    text = catalog(translated).read_text(encoding="utf-8")
    assert re.search(r'#, fuzzy.*\nmsgid "Bail the boat."', text)


@FORMAT
def test_all_can_be_imported_as_fuzzy(run: Run, translated: Path, form: str) -> None:
    path = exported(run, form)
    replace(path, "Øs båten.", "Lens båten.")
    assert run("import", form, "nb", str(path), "--fuzzy").code == 0
    text = catalog(translated).read_text(encoding="utf-8")
    assert re.search(r'#, fuzzy.*\nmsgid "Bail the boat."\nmsgstr "Lens', text)


LOST = [
    ("xliff", r"<ph [^>]*>https[^<]*</ph>", "x", "lost: 'https"),
    ("xliff2", r"<pc [^>]*>et kart</pc>", "x", "lost: '!['"),
    ("tmx", r"<ph [^>]*>https[^<]*</ph>", "x", "lost: 'https"),
    ("csv", r"!\[et kart\]\(chart.png\)", "et kart", "lost: '!['"),
    ("csv", r"og https:\S+", r"\g<0> \g<0>", "repeated: 'https"),
    ("csv", "Øs båten.", "Øs <script>x</script>", "not in the source: '<script>'"),
    ("csv", "Øs båten.", "Øs [båten](evil.md).", "not in the source: '['"),
]


@pytest.mark.parametrize("case", LOST, ids=lambda case: f"{case[0]}, {case[2]}")
def test_a_unit_without_its_codes_is_refused(
    run: Run, translated: Path, case: tuple[str, str, str, str]
) -> None:
    form, old, new, reason = case
    before = catalog(translated).read_bytes()
    path = exported(run, form)
    text = path.read_text(encoding="utf-8")
    *_, found = re.finditer(old, text)
    changed = text[: found.start()] + found.expand(new) + text[found.end() :]
    path.write_text(changed, encoding="utf-8")
    outcome = run("import", form, "nb", str(path))
    assert outcome.code == 1, outcome.out
    assert reason in outcome.err
    assert catalog(translated).read_bytes() == before


def test_a_code_that_says_something_else_is_refused(run: Run, translated: Path) -> None:
    path = exported(run, "xliff")
    text = path.read_text(encoding="utf-8")
    at = text.rindex("](list.md")
    path.write_text(text[:at] + "](evil.md" + text[at + 9 :], encoding="utf-8")
    outcome = run("import", "xliff", "nb", str(path))
    assert outcome.code == 1
    assert "not in the source: '](evil.md" in outcome.err
    assert "evil" not in catalog(translated).read_text(encoding="utf-8")


def test_formulas_are_defused_in_every_cell(run: Run, translated: Path) -> None:
    path = exported(run, "csv")
    text = path.read_bytes().decode("utf-8-sig")
    assert "'=SUM(1) is no formula." in text
    assert "''=SUM(1) er ingen formel." in text
    assert "'-Båter" in text
    assert not re.search(r'(?:^|,)"?[=+\-@\t]', text, re.MULTILINE)
    assert translated.is_dir()


def test_a_missing_extra_says_what_to_install(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("update")
    monkeypatch.setitem(__import__("sys").modules, "translate.storage", None)
    monkeypatch.setitem(__import__("sys").modules, "translate.storage.xliff", None)
    outcome = run("export", "xliff", "nb")
    assert outcome.code == 2
    assert "pip install 'bitext[exchange]'" in outcome.err
    assert not (project / "nb.xlf").exists()


def test_an_editor_that_saves_during_an_import_loses_nothing(
    run: Run, translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(run, "xliff")
    replace(path, "Øs båten.", "Lens båten.")
    calls: list[None] = []

    def take_in_slowly(*arguments: Any, **options: Any) -> Intake:  # noqa: ANN401 - passed on as they come
        intake = take_in(*arguments, **options)
        if not calls:
            replace(catalog(translated), "Før du **drar**", "Før **avgang**")
        calls.append(None)
        return intake

    monkeypatch.setattr(exchange, "take_in", take_in_slowly)
    assert run("import", "xliff", "nb", str(path)).code == 0
    assert len(calls) == 2
    text = catalog(translated).read_text(encoding="utf-8")
    assert 'msgstr "Lens båten."' in text
    assert 'msgstr "Før **avgang**"' in text


def test_an_import_waits_for_whoever_writes_catalogs(
    run: Run, translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported(run, "xliff")
    monkeypatch.setattr(exchange, "catalogs_held", partial(catalogs_held, wait_s=0.1))
    with catalogs_held(load_project(translated)):
        outcome = run("import", "xliff", "nb", str(path))
    assert outcome.code == 2
    assert "is writing here" in outcome.err


def test_codes_are_of_the_types_the_standard_has(run: Run, translated: Path) -> None:
    text = exported(run, "xliff").read_text(encoding="utf-8")
    assert translated.is_dir()
    for element in ("bpt", "ph"):
        types = set(re.findall(rf'<{element} [^>]*ctype="([^"]*)"', text))
        own = {one for one in types if not one.startswith("x-")}
        assert own <= {"bold", "italic", "link"}
        assert types
