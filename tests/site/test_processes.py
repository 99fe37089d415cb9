"""Processes of a build: how many, what they say, and that they end with it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from benches.kills import has_members
from bitext.cli import site_report
from bitext.site.build import build_site
from bitext.site.project import load_project
from bitext.site.result import BuildResult, Progress
from tests.site.boats import CONFIG, tree, write

NewSite = Callable[[str], Path]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="it asks /proc")

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def children() -> int:
    """Number of our processes that are at work."""
    mine = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(") ")[2].split()[:2]
        except OSError:
            continue
        mine += int(parent) == os.getpid() and state != "Z"
    return mine


@LINUX
@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_processes_run_than_were_asked_for(site: Path, jobs: int) -> None:
    before = children()
    running = []
    build_site(
        load_project(site),
        jobs=jobs,
        progress=lambda _: running.append(children() - before),
    )
    assert 0 < max(running) <= jobs
    assert children() == before


def test_any_number_of_processes_gives_the_same_bytes(site: Path) -> None:
    trees = []
    for jobs in (1, 2, 7):
        for name in (".cache", "site"):
            shutil.rmtree(site.parent / name, ignore_errors=True)
        assert build_site(load_project(site), jobs=jobs).errors == ()
        trees.append(tree(site.parent / "site"))
    assert trees[0] == trees[1] == trees[2]


@pytest.fixture
def large(new_site: NewSite) -> Path:
    """A site in one language with enough pages for several processes."""
    path = new_site(CONFIG.replace("[nb, ja, ar]", "[]"))
    shutil.rmtree(path.parent / "locales")
    for number in range(160):
        link = "[Gone](gone.md)" if number % 50 == 0 else "[Home](../index.md#no)"
        text = f"# Page {number}\n\nRow *on*. {link}\n"
        write(path.parent / f"docs/many/p{number}.md", text)
    return path


def built(path: Path, jobs: int) -> BuildResult:
    """The site of ``path``, built anew by so many processes."""
    for name in (".cache", "site"):
        shutil.rmtree(path.parent / name, ignore_errors=True)
    (result,) = build_site(load_project(path), jobs=jobs).languages
    return replace(result, seconds=0.0, peak_bytes=0)


def test_pages_of_one_language_are_made_by_all_processes(large: Path) -> None:
    one = built(large, 1)
    alone = tree(large.parent / "site")
    assert built(large, 3) == one
    assert tree(large.parent / "site") == alone
    assert [warning.count for warning in one.warnings] == [4]
    # What the others said is known: nothing is made again.
    start = large.parent / "docs/guide/start.md"
    write(start, f"{start.read_text('utf-8')}\nOne more.\n")
    (result,) = build_site(load_project(large), jobs=3).languages
    assert result.rendered == 1
    assert result.warnings == one.warnings


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ 1 / (page.title != 'Page 77') }}", "division by zero"),
        ("{{ nav.pages[0].toc }}", ""),
    ],
)
def test_what_fails_in_one_of_them_fails_as_it_does_alone(
    large: Path, template: str, reason: str
) -> None:
    write(large, large.read_text("utf-8").replace("font: false", "custom_dir: mine"))
    text = '{% extends "base.html" %}{% block announce %}' + template
    write(large.parent / "mine/main.html", f"{text}{{% endblock %}}")
    one = built(large, 1)
    assert built(large, 3) == one
    assert reason in (one.error or "")


def test_the_day_in_the_site_is_that_of_the_clock_that_was_set(site: Path) -> None:
    build_site(load_project(site), jobs=1)
    assert (
        "<lastmod>2023-11-14</lastmod>"
        in (site.parent / "site/sitemap.xml").read_text()
    )


@LINUX
def test_a_process_needs_little_more_memory_for_many_more_pages(
    new_site: NewSite,
) -> None:
    path = new_site(CONFIG.replace("[nb, ja, ar]", "[]"))
    shutil.rmtree(path.parent / "locales")
    peaks = []
    pages = (100, 500)
    for count in pages:
        for number in range(count):
            text = f"# Page {number}\n\n{f'Row {number} times. ' * 100}\n"
            write(path.parent / f"docs/many/p{number}.md", text)
        (result,) = build_site(load_project(path), jobs=1).languages
        assert result.rendered > 0
        peaks.append(result.peak_bytes)
    growth = (peaks[1] - peaks[0]) / (pages[1] - pages[0])
    assert growth < 50_000


def test_all_languages_are_shown_in_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []

    class Bar:
        def set(self, done: int, *, total: int) -> None:
            shown.append((done, total))

    @contextmanager
    def progress(_: str) -> Iterator[Bar]:
        yield Bar()

    monkeypatch.setattr(site_report, "progress", progress)
    with site_report.shown_progress() as callback:
        callback(Progress("nb", "stage", 3, 4))
        callback(Progress("ja", "stage", 1, 4))
        callback(Progress("nb", "stage", 4, 4))
        callback(Progress("nb", "build", 1, 2))
    assert shown == [(3, 4), (4, 8), (5, 8), (6, 10)]


HEAD_START = """
import os, signal, sys, time
from pathlib import Path
from bitext.site import head_start
begun = head_start.begin()
if len(sys.argv) > 2:
    os.kill(begun.pid, signal.SIGKILL)
from bitext.site.build import build_site
from bitext.site.project import load_project
result = build_site(load_project(Path(sys.argv[1])), head_start=begun)
print(*(len(one.error or "") for one in result.languages))
begun.end()
"""


@LINUX
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor")
@pytest.mark.parametrize("fate", [[], ["killed"]])
def test_a_build_gives_the_same_with_its_head_start_and_without(
    site: Path, fate: list[str]
) -> None:
    command = [sys.executable, "-c", HEAD_START, str(site), *fate]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0 0 0 0\n", "")
    ahead = tree(site.parent / "site")
    shutil.rmtree(site.parent / ".cache")
    shutil.rmtree(site.parent / "site")
    build_site(load_project(site))
    assert tree(site.parent / "site") == ahead


def test_ctrl_c_stops_every_process_and_leaves_a_good_cache(
    site: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "bitext", "build", "--jobs", "2"]
    for pause_s in (0.0, 0.3, 0.6):
        with subprocess.Popen(
            command,
            cwd=site.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            while not (site.parent / ".cache/bitext/stage").is_dir():
                time.sleep(0.01)
            time.sleep(pause_s)
            # To the command alone: its own processes must hear of it.
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
        until = time.monotonic() + 20
        while has_members(process.pid):
            assert time.monotonic() < until
            time.sleep(0.01)
        # Python itself says so where it was about to forget a module's lock.
        assert b"Traceback" not in err or b"Exception ignored" in err
        write(site.parent / "docs/guide/tables.md", f"# After {pause_s}\n")
    build_site(load_project(site), jobs=1)
    clean = tmp_path / "clean"
    ignored = shutil.ignore_patterns(".cache", "site")
    shutil.copytree(site.parent, clean, ignore=ignored)
    build_site(load_project(clean / "mkdocs.yml"), jobs=1)
    assert tree(site.parent / "site") == tree(clean / "site")
