import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import distributed
import pytest

from bitext.site.build import build_site
from bitext.site.bundle import bundle_of
from bitext.site.cluster import number_of_parts, remote_parts
from bitext.site.project import load_project
from tests.site.boats import CONFIG, tree, write
from tests.site.test_shards import copied, unheard

NewSite = Callable[[str], Path]
ROOT = Path(__file__).parents[2]
WORKERS = 4


@pytest.fixture(autouse=True)
def own_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A fixed clock, and a folder where workers unpack projects."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    return scratch


def test_equal_projects_make_equal_bundles(site: Path) -> None:
    one, two = bundle_of(load_project(site)), bundle_of(copied(site, "two"))
    assert one == two
    assert one.digest == two.digest
    write(site.parent / "docs/index.md", "# Boats\n")
    assert bundle_of(load_project(site)).digest != one.digest


def test_bundle_holds_what_lies_outside_the_folder(
    new_site: NewSite, tmp_path: Path
) -> None:
    path = new_site(f"INHERIT: ../base.yml\n{CONFIG}")
    write(tmp_path / "base.yml", "copyright: !ENV [BOATS_OWNER, Us]\n")
    bundle = bundle_of(load_project(path))
    bundle.unpack(tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere/project/.cache").exists()
    assert bundle.config_file == "project/mkdocs.yml"
    there = load_project(tmp_path / "elsewhere" / bundle.config_file)
    assert there.articles == load_project(path).articles
    assert (tmp_path / "elsewhere/base.yml").is_file()


def test_sites_are_cut_into_parts_worth_sending(site: Path) -> None:
    project = load_project(site)
    assert number_of_parts(project, workers=4) == 1


@pytest.mark.slow
def test_any_executor_builds_the_same_bytes(site: Path) -> None:
    project = load_project(site)
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor,
        remote_parts(
            project, executor, bundle_of(project), count=3, progress=unheard
        ) as found,
    ):
        assert len(found.parts) == 3
        assert found.complaints == ()
        build_site(project, parts=found.parts, jobs=1)
    assert not list(project.cache_dir.rglob("*.part"))
    clean = copied(site, "clean")
    build_site(clean, jobs=1)
    assert tree(project.site_dir) == tree(clean.site_dir)


@pytest.mark.slow
def test_what_workers_cannot_build_is_built_here(new_site: NewSite) -> None:
    project = load_project(new_site(CONFIG))
    bundle = bundle_of(project)
    # What they get is not what lies here.
    write(project.root / "docs/index.md", "# Boats\n")
    project = load_project(project.config_file)
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        remote_parts(project, executor, bundle, count=1, progress=unheard) as found,
    ):
        assert found.parts == ()
        assert "built from other files" in found.complaints[0]
        result = build_site(project, parts=found.parts, jobs=1)
    assert result.errors == ()


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """Address and workers of a Dask cluster of separate processes."""
    where = folder / "scheduler.json"

    def started(name: str, *options: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [
                *(sys.executable, "-m", f"distributed.cli.dask_{name}", *options),
                *("--scheduler-file", str(where), "--no-dashboard"),
            ],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    scheduler = started("scheduler", "--port", "0", "--host", "127.0.0.1")
    running = [scheduler]
    try:
        while not where.is_file():
            time.sleep(0.05)
        workers = [
            started("worker", "--nthreads", "1", "--no-nanny") for _ in range(WORKERS)
        ]
        running += workers
        yield json.loads(where.read_text())["address"], workers
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_help_site_is_built_by_a_cluster_of_which_one_worker_dies(
    tmp_path: Path, own_places: Path
) -> None:
    ours = copied(ROOT / "mkdocs.yml", "ours")
    clean = copied(ROOT / "mkdocs.yml", "clean")
    command = [sys.executable, "-m", "bitext", "build"]
    subprocess.run(command, cwd=clean.root, check=True, capture_output=True)
    with cluster(tmp_path) as (address, workers):
        _wait_for_workers(address)
        build = subprocess.Popen(
            [*command, "--scheduler", address],
            cwd=ours.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        victim = _one_at_work(own_places)
        assert victim in [worker.pid for worker in workers]
        os.kill(victim, signal.SIGKILL)
        _, err = build.communicate(timeout=300)
    assert build.returncode == 0, err
    assert "built here" not in err
    assert tree(ours.site_dir) == tree(clean.site_dir)


def _wait_for_workers(address: str) -> None:
    with distributed.Client(address) as client:  # type: ignore[no-untyped-call]  # in Dask
        client.wait_for_workers(WORKERS)


def _one_at_work(scratch: Path) -> int:
    """The process of a worker that has unpacked the project."""
    while True:
        for folder in scratch.glob("bitext-worker-*"):
            return int(folder.name.split("-")[2])
        time.sleep(0.01)
