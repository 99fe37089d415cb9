from pathlib import Path

import pytest

from benches.kills import Kills
from bitext.site.build import build_site
from bitext.site.leftovers import sweep_cache
from bitext.site.project import load_project
from tests.site.boats import tree, write

_MOMENTS = 15


@pytest.mark.slow
def test_a_build_killed_at_any_moment_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    kills = Kills(tmp_path, seed=1)
    for _ in range(_MOMENTS):
        kills.kill()
    assert kills.failures == []
    assert kills.killed > kills.missed


def test_what_killed_builds_left_in_the_cache_is_removed(site: Path) -> None:
    project = load_project(site)
    stage = project.stage_dir / "nb"
    # No process has this number.
    left = [
        project.cache_dir / "bodies/nb/.one.pack.4194305-0123456789ab",
        stage / ".built.state.4194305-0123456789ab",
        stage / "site/index.html",
    ]
    kept = [stage / "built.state", stage / "docs/.well-known.4194305-0123456789ab"]
    for path in (*left, *kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("left")
    sweep_cache(project)
    assert [path.exists() for path in left] == [False] * len(left)
    assert all(path.exists() for path in kept)


@pytest.mark.slow
def test_text_that_came_back_after_a_killed_build_is_built_again(site: Path) -> None:
    build_site(load_project(site), jobs=1)
    before = tree(site.parent / "site")
    record = load_project(site).stage_dir / "en/pages.records"
    known = record.read_bytes()
    start = site.parent / "docs/guide/start.md"
    text = start.read_text("utf-8")
    write(start, f"{text}\nOne more.\n")
    build_site(load_project(site), jobs=1)
    # Killed before it could say what it had put in place.
    record.write_bytes(known)
    write(start, text)
    build_site(load_project(site), jobs=1)
    assert tree(site.parent / "site") == before
