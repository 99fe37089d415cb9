import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from benches.parts import cluster, victim
from bitext.site.build import build_site
from bitext.site.bundle import bundle_of
from bitext.site.cluster import number_of_parts, remote_parts
from bitext.site.project import load_project
from tests.site.boats import CONFIG, tree, write
from tests.site.test_shards import copied, unheard

NewSite = Callable[[str], Path]
ROOT = Path(__file__).parents[2]


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


@pytest.mark.slow
def test_help_site_is_built_by_a_cluster_of_which_one_worker_dies(
    tmp_path: Path, own_places: Path
) -> None:
    help_site = tmp_path / "help/mkdocs.yml"
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, help_site.with_name(name))
    shutil.copy(ROOT / "mkdocs.yml", help_site)
    ours = copied(help_site, "ours")
    clean = copied(help_site, "clean")
    command = [sys.executable, "-m", "bitext", "build"]
    subprocess.run(command, cwd=clean.root, check=True, capture_output=True)
    with cluster(own_places) as (address, workers):
        build = subprocess.Popen(
            [*command, "--scheduler", address],
            cwd=ours.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        process = victim(own_places)
        assert process in [worker.pid for worker in workers]
        os.kill(process, signal.SIGKILL)
        _, err = build.communicate(timeout=300)
    assert build.returncode == 0, err
    assert "built here" not in err
    assert tree(ours.site_dir) == tree(clean.site_dir)
