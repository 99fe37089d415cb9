import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benches.identity import Editor, differences, make_project
from bitext.site.build import build_site
from bitext.site.project import load_project
from bitext.site.result import BuildResult
from tests.site.boats import CONFIG, NB, catalog, tree, write

NewSite = Callable[[str], Path]
ONE = CONFIG.replace("[nb, ja, ar]", "[nb]").replace(
    "theme:\n", "theme:\n  custom_dir: overrides\n"
)

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture
def small(new_site: NewSite) -> Path:
    path = new_site(ONE)
    (path.parent / "overrides").mkdir()
    shutil.rmtree(path.parent / "locales/ar")
    return path


def build(path: Path) -> dict[str, BuildResult]:
    result = build_site(load_project(path), jobs=1)
    assert result.errors == ()
    return {one.locale: one for one in result.languages}


def rendered(path: Path) -> dict[str, int]:
    return {code: one.rendered for code, one in build(path).items()}


def is_clean(path: Path) -> bool:
    """Whether the site is what a build without a cache would give."""
    clean = path.parent.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(path.parent, clean, ignore=shutil.ignore_patterns(".cache", "site"))
    build(clean / "mkdocs.yml")
    return tree(path.parent / "site") == tree(clean / "site")


def test_one_message_costs_the_page_that_holds_it(small: Path) -> None:
    assert rendered(small) == {"en": 3, "nb": 3}
    messages = {**NB["guide/start.md"], "Put the oars away.": "Stu årene bort."}
    po = small.parent / "locales/nb/LC_MESSAGES/guide/start.md.po"
    write(po, catalog(messages))
    result = build(small)
    assert result["en"].is_unchanged
    assert result["nb"].rendered == 1
    assert is_clean(small)


def test_title_costs_every_page_that_may_show_it(small: Path) -> None:
    build(small)
    tables = small.parent / "docs/guide/tables.md"
    write(tables, tables.read_text("utf-8").replace("# Tables", "# All tables"))
    assert rendered(small) == {"en": 3, "nb": 3}
    assert is_clean(small)


def test_page_that_is_gone_leaves_no_file(small: Path) -> None:
    build(small)
    write(small, ONE.replace("      - guide/tables.md\n", ""))
    (small.parent / "docs/guide/tables.md").unlink()
    build(small)
    assert not (small.parent / "site/guide/tables").exists()
    assert is_clean(small)


def test_file_that_somebody_removed_or_changed_is_made_again(small: Path) -> None:
    build(small)
    site = small.parent / "site"
    before = tree(site)
    (site / "guide/start/index.html").unlink()
    write(site / "index.html", "mine")
    write(site / "nb/guide/old/index.html", "stale")
    assert rendered(small) == {"en": 2, "nb": 0}
    assert tree(site) == before


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{% for one in pages %}{{ one.page.content }}{% endfor %}", "content"),
        ("{{ nav.pages[0].toc }}", "content"),
    ],
)
def test_template_that_shows_other_pages_has_them_read(
    small: Path, template: str, reason: str
) -> None:
    text = '{% extends "base.html" %}{% block announce %}' + template
    write(small.parent / "overrides/main.html", f"{text}{{% endblock %}}")
    build(small)
    start = small.parent / "docs/guide/start.md"
    write(start, f"{start.read_text('utf-8')}\nOne more.\n")
    result = build(small)
    assert result["en"].rendered == 3
    assert reason in result["en"].reason
    assert is_clean(small)


def test_plugin_that_is_not_known_has_every_page_built_and_it_says_so(
    small: Path,
) -> None:
    write(small, ONE.replace("  - search\n", "  - search\n  - material/tags\n"))
    build(small)
    start = small.parent / "docs/guide/start.md"
    write(start, f"{start.read_text('utf-8')}\nOne more.\n")
    result = build(small)
    assert result["en"].rendered == 3
    assert "material/tags" in result["en"].reason


def test_what_a_page_was_warned_of_is_said_each_time(small: Path) -> None:
    start = small.parent / "docs/guide/start.md"
    write(start, f"{start.read_text('utf-8')}\n[Gone](gone.md)\n")
    warnings = build(small)["en"].warnings
    index = small.parent / "docs/index.md"
    write(index, f"{index.read_text('utf-8')}\nOne more.\n")
    result = build(small)["en"]
    assert result.rendered == 1
    assert result.warnings == warnings
    assert "gone.md" in warnings[0].text


@pytest.mark.parametrize("cut", [0, 40, 200])
def test_damaged_records_are_made_anew(small: Path, cut: int) -> None:
    build(small)
    for path in (small.parent / ".cache/bitext").rglob("*.records"):
        path.write_bytes(path.read_bytes()[:cut])
    write(small, ONE + "copyright: Us\n")
    build(small)
    assert is_clean(small)


def test_damaged_templates_are_not_run_and_it_is_said(small: Path) -> None:
    build(small)
    templates = list((small.parent / ".cache/bitext/templates").iterdir())
    for path in templates:
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    write(small, ONE + "copyright: Us\n")
    warnings = build(small)["en"].warnings
    assert ["was damaged" in one.text for one in warnings] == [True]
    assert is_clean(small)


def test_project_that_was_moved_with_its_cache_renders_nothing(small: Path) -> None:
    build(small)
    moved = small.parent.with_name("moved")
    shutil.copytree(small.parent, moved)
    shutil.rmtree(small.parent)
    # As a checkout leaves them.
    for path in (*(moved / "docs").rglob("*"), *(moved / "locales").rglob("*")):
        os.utime(path)
    assert rendered(moved / "mkdocs.yml") == {"en": 0, "nb": 0}
    assert is_clean(moved / "mkdocs.yml")
    start = moved / "docs/guide/start.md"
    write(start, f"{start.read_text('utf-8')}\nOne more.\n")
    assert rendered(moved / "mkdocs.yml") == {"en": 1, "nb": 1}
    assert is_clean(moved / "mkdocs.yml")


def test_another_day_costs_no_page(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    before = tree(small.parent / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert rendered(small) == {"en": 0, "nb": 0}
    after = tree(small.parent / "site")
    assert {path for path in after if after[path] != before[path]} == {
        f"{folder}sitemap.xml{suffix}"
        for folder in ("", "nb/")
        for suffix in ("", ".gz")
    }
    assert is_clean(small)


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_give_the_bytes_of_a_clean_build(
    tmp_path: Path, seed: int
) -> None:
    project = make_project(tmp_path / "project", seed)
    edits = Editor(project, seed).edit()
    assert differences(project, tmp_path / "clean") == [], edits


def test_build_that_was_killed_is_finished_by_the_next(small: Path) -> None:
    build(small)
    start = small.parent / "docs/guide/start.md"
    for number in range(4):
        write(start, f"{start.read_text('utf-8')}\nNumber {number}.\n")
        command = [sys.executable, "-m", "bitext", "build", "-f", str(small)]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, start_new_session=True
        ) as process:
            time.sleep(0.5 + 0.3 * number)
            os.killpg(process.pid, signal.SIGKILL)
    build(small)
    assert is_clean(small)
