"""What goes wrong in the first hour: one clear message with its cure, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, Run

CATALOG = "locales/nb/LC_MESSAGES/index.md.po"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def put(path: Path, content: str | bytes = HEAD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(data)


def config(before: str, after: str) -> Callable[[Path], None]:
    """A change of ``mkdocs.yml``."""

    def change(project: Path) -> None:
        assert before in CONFIG
        put(project / "mkdocs.yml", CONFIG.replace(before, after))

    return change


def no_configuration(project: Path) -> None:
    (project / "mkdocs.yml").unlink()


def no_docs(project: Path) -> None:
    (project / "docs").rename(project / "content")


def folder_of_a_language_in_docs(project: Path) -> None:
    put(project / "docs/nb/index.md", "# Båter\n")


def article_in_latin_1(project: Path) -> None:
    put(project / "docs/index.md", "# Båter\n".encode("latin-1"))


def folder_with_another_code(project: Path) -> None:
    put(project / "locales/nb_NO/LC_MESSAGES/index.md.po")


def catalog_beside_its_folder(project: Path) -> None:
    put(project / "locales/nb/index.md.po")


def catalog_in_latin_1(project: Path) -> None:
    text = HEAD + '\nmsgid "Bail the boat."\nmsgstr "Øs båten."\n'
    put(project / CATALOG, text.encode("latin-1"))


def catalog_in_conflict(project: Path) -> None:
    put(project / CATALOG, f"{HEAD}\n<<<<<<< HEAD\n=======\n>>>>>>> other\n")


def catalog_without_a_quote(project: Path) -> None:
    put(project / CATALOG, f'{HEAD}\nmsgid "Bail the boat."\nmsgstr "Øs båten.\n')


def file_for_a_folder(project: Path) -> None:
    put(project / "locales", "")


MISTAKES: list[tuple[Callable[[Path], None], list[str], list[str]]] = [
    (no_configuration, ["build"], ["mkdocs.yml: does not exist", "bitext init"]),
    (no_configuration, ["serve"], ["bitext init"]),
    (config("[nb]", "[de_DE]"), ["update"], ['did you mean "de-DE"?']),
    (config("[nb]", "[no]"), ["update"], ['write "no" in quotes']),
    (config("[nb]", "nb"), ["update"], ["write locales: [nb]"]),
    (config("[nb]", "[nb, nb]"), ["update"], ["take it out"]),
    (config("[nb]", "[en]"), ["update"], ["is the source language"]),
    (config("locales:", "languages:"), ["update"], ["languages: no such setting"]),
    (config("  - bitext:", "  - bitex:"), ["update"], ["bitext is not listed"]),
    (config("  - search", "  - bitext"), ["update"], ["listed 2 times", "keep one"]),
    (config("  - search", "  - i18n"), ["doctor"], ["i18n"]),
    (config("name: material", "name: materail"), ["build"], ["materail"]),
    (config("  - search", "\t- search"), ["build"], ["not valid YAML", "mkdocs.yml:"]),
    (config("plugins:", "docs_dir: guide\nplugins:"), ["build"], ["guide", "docs_dir"]),
    (no_docs, ["build"], ["docs_dir"]),
    (folder_of_a_language_in_docs, ["build"], ["docs/nb", "rename it"]),
    (article_in_latin_1, ["update"], ["docs/index.md:1", "UTF-8"]),
    (folder_with_another_code, ["update"], ["locales/nb_NO", "bitext add nb-NO"]),
    (catalog_beside_its_folder, ["doctor"], ["locales/nb/LC_MESSAGES/"]),
    (catalog_in_latin_1, ["update"], [f"{CATALOG}:", "UTF-8"]),
    (catalog_in_conflict, ["update"], [f"{CATALOG}:4", "conflict"]),
    (catalog_without_a_quote, ["update"], [f"{CATALOG}:5"]),
    (file_for_a_folder, ["update"], ["is not a folder"]),
    (lambda _: None, ["build", "--locale", "fr"], ["no language fr", "en, nb"]),
    (lambda _: None, ["check", "--locale", "fr"], ["bitext add fr"]),
    (lambda _: None, ["add", "klingon"], ["klingon"]),
    (lambda _: None, ["serve", "--address", "8000"], ["host:port", "127.0.0.1:8001"]),
]


@pytest.mark.parametrize(("mistake", "command", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_cure(
    project: Path,
    run: Run,
    mistake: Callable[[Path], None],
    command: list[str],
    words: list[str],
) -> None:
    mistake(project)
    answer = run(*command)
    said = answer.out + answer.err
    assert answer.code in {1, 2}, said
    assert "Traceback" not in said
    for word in words:
        assert word in said


def windows_line_ends(project: Path) -> None:
    text = (project / "docs/index.md").read_bytes().replace(b"\n", b"\r\n")
    put(project / "docs/index.md", text)
    put(project / "mkdocs.yml", CONFIG.replace("\n", "\r\n"))


def byte_order_marks(project: Path) -> None:
    text = (project / "docs/index.md").read_bytes()
    put(project / "docs/index.md", b"\xef\xbb\xbf" + text)


def blanks_in_paths(project: Path) -> None:
    put(project / "docs/my guide/first steps.md", "# First steps\n\nRow.\n")


def names_in_other_scripts(project: Path) -> None:
    put(project / "docs/手引き/åpne.md", "# Open\n\nRow.\n")


def empty_article(project: Path) -> None:
    put(project / "docs/empty.md", "")


@pytest.mark.parametrize(
    "difference",
    [
        windows_line_ends,
        byte_order_marks,
        blanks_in_paths,
        names_in_other_scripts,
        empty_article,
    ],
)
def test_what_is_no_mistake_just_works(
    project: Path, run: Run, difference: Callable[[Path], None]
) -> None:
    difference(project)
    assert run("update").code == 0
    catalog = (project / CATALOG).read_bytes()
    assert b"\\r" not in catalog
    text = catalog.decode().replace(
        'msgid "Bail the boat."\nmsgstr ""', 'msgid "Bail the boat."\nmsgstr "Øs."'
    )
    put(project / CATALOG, text)
    assert run("build").code == 0
    page = (project / "site/nb/index.html").read_text(encoding="utf-8")
    assert "Øs." in page
    assert run("update", "--check").code == 0
