"""Pages that are made alone are those the next build gives."""

from pathlib import Path

import pytest

from bitext.site.build import build_site
from bitext.site.language_jobs import language_job
from bitext.site.project import Project, load_project
from bitext.site.resident import Resident
from tests.site.boats import NB, catalog, tree, write

pytestmark = pytest.mark.slow

FLOATS = {**NB["index.md"], "Boats float.": "Båter kan flyte."}


@pytest.fixture
def project(site: Path) -> Project:
    """A site that has been built."""
    found = load_project(site)
    build_site(found, jobs=1)
    return found


def resident(project: Project, code: str) -> Resident:
    languages = (project.config.source, *project.config.locales)
    language = next(one for one in languages if one.locale.code == code)
    return Resident(language_job(project, language, host="mkdocs"))


def catalog_file(project: Project, article: str) -> Path:
    return project.locales_dir / f"nb/LC_MESSAGES/{article}.po"


def built(project: Project) -> dict[str, bytes]:
    build_site(load_project(project.config_file), jobs=1)
    return files(project)


def files(project: Project) -> dict[str, bytes]:
    return {
        path: (project.site_dir / path).read_bytes() for path in tree(project.site_dir)
    }


def test_a_translation_that_changes_is_in_the_page_at_once(project: Project) -> None:
    nb = resident(project, "nb")
    write(catalog_file(project, "index.md"), catalog(FLOATS))
    made = nb.make("index.md")
    assert "index.html" in made.files
    assert not made.is_last
    at_once = files(project)
    assert "Båter kan flyte." in at_once["nb/index.html"].decode()
    whole = built(project)
    assert [path for path in whole if whole[path] != at_once[path]] == [
        "nb/search/search_index.json"
    ]


def test_the_same_page_is_made_again_and_again(project: Project) -> None:
    nb = resident(project, "nb")
    for words in ("Båter kan flyte.", "", "Båter flyter godt."):
        texts = {**NB["index.md"], "Boats float.": words}
        write(catalog_file(project, "index.md"), catalog(texts))
        assert nb.make("index.md").files
        at_once = files(project)["nb/index.html"]
        assert (words or "Boats float.") in at_once.decode()
        assert at_once == built(project)["nb/index.html"]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_an_article_that_changes_is_in_the_page_at_once(
    project: Project, code: str
) -> None:
    held = resident(project, code)
    start = project.docs_dir / "guide/start.md"
    write(start, start.read_text(encoding="utf-8") + "\nNew words.\n")
    made = held.make("guide/start.md")
    assert "guide/start/index.html" in made.files
    folder = "" if code == "en" else f"{code}/"
    page = f"{folder}guide/start/index.html"
    at_once = files(project)[page]
    assert b"New words." in at_once
    assert at_once == built(project)[page]


def test_a_title_that_changes_ends_it(project: Project) -> None:
    held = resident(project, "en")
    tables = project.docs_dir / "guide/tables.md"
    write(tables, tables.read_text(encoding="utf-8").replace("# Tables", "# Lists"))
    assert held.make("guide/tables.md").is_last


def test_a_hostile_translation_is_not_shown(project: Project) -> None:
    nb = resident(project, "nb")
    texts = {**NB["index.md"], "Boats float.": "<script>alert(1)</script>"}
    write(catalog_file(project, "index.md"), catalog(texts))
    assert nb.make("index.md").files
    page = files(project)["nb/index.html"].decode()
    assert "alert(1)" not in page
    assert "Boats float." in page


def test_what_it_does_not_know_is_left_to_the_build(project: Project) -> None:
    assert not resident(project, "nb").make("new.md").files


def test_a_catalog_that_cannot_be_read_leaves_the_source(project: Project) -> None:
    nb = resident(project, "nb")
    write(catalog_file(project, "index.md"), "msgid broken")
    assert nb.make("index.md").files
    assert "Boats float." in files(project)["nb/index.html"].decode()
