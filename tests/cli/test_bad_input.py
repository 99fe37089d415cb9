import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run, tree

CATALOG = "locales/nb/LC_MESSAGES/index.md.po"
HEADER = """\
msgid ""
msgstr ""
"Language: nb\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Bitext-Segmentation: 1\\n"

"""


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


FAULTY_CATALOGS: dict[str, tuple[str | bytes, int]] = {
    "syntax error": (HEADER + 'msgid "Bail the boat."\nmsgstr "Øs båten.\n', 8),
    "wrong charset": (
        HEADER.replace("UTF-8", "ISO-8859-77") + 'msgid "a"\nmsgstr "b"\n',
        4,
    ),
    "bytes of another charset": (
        (HEADER + 'msgid "Bail the boat."\nmsgstr "Øs båten."\n').encode("latin-1"),
        8,
    ),
    "duplicate msgid": (
        HEADER + 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
        10,
    ),
    "conflict marker": (
        HEADER + '<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n>>>>>>> theirs\n',
        7,
    ),
}


@pytest.mark.parametrize("name", FAULTY_CATALOGS)
@pytest.mark.parametrize("command", ["update", "stats", "compile"])
def test_faulty_catalog_is_named_with_its_line_and_nothing_is_written(
    run: Run, project: Path, name: str, command: str
) -> None:
    content, line = FAULTY_CATALOGS[name]
    write(project / CATALOG, content)
    before = tree(project)
    outcome = run(command)
    assert outcome.code == 2
    assert f"index.md.po:{line}: " in outcome.err
    assert "Traceback" not in outcome.err
    assert tree(project) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTY_CATALOGS)
def test_faulty_catalog_does_not_take_its_page_or_language_down(
    run: Run, project: Path, name: str
) -> None:
    content, line = FAULTY_CATALOGS[name]
    write(project / CATALOG, content)
    outcome = run("build")
    assert outcome.code == 1
    assert f"error: {CATALOG}:{line}: " in outcome.err
    page = (project / "site" / "nb" / "index.html").read_text()
    assert "Bail the boat." in page


def test_article_that_is_not_utf8_is_named_with_line_and_column(
    run: Run, project: Path
) -> None:
    write(project / "docs" / "guide.md", b"# Guide\n\nB\xe5t\n")
    for command in (["update"], ["build"]):
        outcome = run(*command)
        assert outcome.code in {1, 2}
        assert "docs/guide.md:3: byte 0xe5 in column 2" in outcome.err
        assert "Traceback" not in outcome.err
    assert not (project / "locales").exists()
    assert not (project / "site").exists()


def test_missing_docs_folder_is_named(run: Run, project: Path) -> None:
    (project / "docs" / "index.md").unlink()
    (project / "docs").rmdir()
    outcome = run("update")
    assert outcome.code == 2
    assert "docs_dir" in outcome.err
    assert "Traceback" not in outcome.err


def test_locale_folder_that_is_not_configured_is_an_error_with_its_cure(
    run: Run, project: Path
) -> None:
    write(project / "locales/pt_BR/LC_MESSAGES/index.md.po", HEADER)
    before = tree(project)
    for command in ("update", "build"):
        outcome = run(command)
        assert outcome.code == 2
        assert "locales/pt_BR: " in outcome.err
        assert "bitext add pt-BR" in outcome.err
    assert tree(project) == before


def test_all_faults_of_the_configuration_are_told_at_once(
    run: Run, project: Path
) -> None:
    config = (project / "mkdocs.yml").read_text()
    write(
        project / "mkdocs.yml",
        config.replace("locales: [nb]", "locales: [de_DE, nb, nb]\n      colour: red"),
    )
    outcome = run("update")
    assert outcome.code == 2
    assert '"de-DE"' in outcome.err
    assert "locales[2]" in outcome.err
    assert "colour" in outcome.err


def test_configuration_that_is_no_yaml_is_named_with_its_line(
    run: Run, project: Path
) -> None:
    write(project / "mkdocs.yml", "site_name: x\nplugins: [\n")
    outcome = run("update")
    assert outcome.code == 2
    assert "mkdocs.yml:3" in outcome.err


def test_folder_without_configuration_names_the_cure(run: Run, project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    outcome = run("build")
    assert outcome.code == 2
    assert "bitext init" in outcome.err


def test_side_by_side_file_cut_in_the_middle_stops_the_import(
    run: Run, project: Path
) -> None:
    whole = (
        '# <a name="t"></a><span data-ttu-id="0aa11-101">Tur</span>'
        '<span class="sxs-lookup"><span data-stu-id="0aa11-101">Trip</span></span>\n'
    )
    write(project / "in" / "good.md", whole)
    write(project / "in" / "cut.md", whole + '\n<span data-ttu-id="0aa11-102">Halv')
    before = tree(project)
    outcome = run("import", "sxs", "in", "--locale", "nb")
    assert outcome.code == 2
    assert "in/cut.md:3" in outcome.err
    assert "Traceback" not in outcome.err
    assert tree(project) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_of_catalogs_that_cannot_be_written_is_named(
    run: Run, project: Path
) -> None:
    (project / "locales").mkdir(mode=0o500)
    outcome = run("update")
    assert outcome.code == 2
    assert "locales" in outcome.err
    assert "cannot be written" in outcome.err


def test_path_of_catalogs_that_is_a_file_is_named(run: Run, project: Path) -> None:
    write(project / "locales", "a file")
    outcome = run("update")
    assert outcome.code == 2
    assert "locales" in outcome.err
    assert "Traceback" not in outcome.err


def test_source_language_is_not_added(run: Run, project: Path) -> None:
    before = tree(project)
    outcome = run("add", "en")
    assert outcome.code == 2
    assert "en is the source language" in outcome.err
    assert tree(project) == before


@pytest.mark.parametrize(
    ("plugin", "message"),
    [
        ("bitext: en", "'en': is no mapping of settings"),
        ("bitext: [en]", "['en']: is no mapping of settings"),
        (
            "bitext: {source: en, locales: []}\n  - bitext: {source: de}",
            "bitext is listed 2 times",
        ),
        ("bitext: {source: en}", "mkdocs.yml: plugins: bitext: locales: is missing"),
    ],
)
def test_plugin_entry_of_the_wrong_shape_is_an_error(
    run: Run, project: Path, plugin: str, message: str
) -> None:
    write(project / "mkdocs.yml", f"site_name: Boats\nplugins:\n  - {plugin}\n")
    outcome = run("update")
    assert outcome.code == 2
    assert message in outcome.err


def test_link_that_leads_nowhere_is_named(run: Run, project: Path) -> None:
    (project / "docs" / "lost.md").symlink_to("nowhere")
    for command in ("update", "check", "stats"):
        outcome = run(command)
        assert outcome.code == 2
        assert "docs/lost.md: cannot be read" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_file_name_that_is_not_utf8_is_named(run: Run, project: Path) -> None:
    try:
        (project / "docs" / os.fsdecode(b"b\xe5t.png")).write_bytes(b"")
    except OSError:
        pytest.skip("the file system takes no such name")
    outcome = run("update")
    assert outcome.code == 2
    assert "is not UTF-8; rename it" in outcome.err


@pytest.mark.parametrize("name", ["locales", "site"])
def test_file_in_the_place_of_a_folder_is_named(
    run: Run, project: Path, name: str
) -> None:
    write(project / name, "")
    outcome = run("build")
    assert outcome.code == 2
    assert f"{name}: is not a folder; move it away" in outcome.err


def test_port_that_cannot_be_is_an_error(run: Run, project: Path) -> None:
    del project
    outcome = run("serve", "-a", "127.0.0.1:99999")
    assert outcome.code == 2
    assert "no port above 65535" in outcome.err
