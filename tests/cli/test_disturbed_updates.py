"""Other programs, a full disk and Ctrl-C while an update runs."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polib
import pytest

from bitext.cli.exits import EXIT_INTERRUPTED
from bitext.files import remove_leftovers
from tests.cli.interruptions import (
    Moments,
    bitext,
    ended,
    files,
    in_child,
    refuse,
    restored,
    started,
    translations,
)
from tests.cli.test_interrupted_updates import (
    EDITION,
    Scene,
    moments_of,
    require_completed,
    require_nothing_lost,
    require_whole,
    scene,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")

EDITED = "locales/nb/LC_MESSAGES/part0/0.md.po"
"""A catalog every update of the scene replaces."""

MANY_PAGES = 512


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("disturbed"))
        patch.setattr("bitext.site.catalogs.edition", lambda _: EDITION)
        yield scene(Path.cwd() / "boats", articles=6)


@pytest.fixture(autouse=True)
def rewound(small: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.root)
    small.rewind()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "lasts"),
    [
        (errno.ENOSPC, True),
        (errno.EDQUOT, True),
        (errno.EROFS, True),
        (errno.EACCES, False),
    ],
)
def test_an_update_the_system_refuses_changes_loses_nothing(
    small: Scene, code: int, *, lasts: bool
) -> None:
    for moment in range(1, moments_of(small) + 1):

        def action(moment: int = moment) -> None:
            Moments(small.locales, number=moment, act=refuse(code), lasts=lasts)
            bitext("update")()

        small.rewind()
        assert in_child(action) in {0, 2}
        require_whole(small)
    require_completed(small)


def leftovers(scene: Scene) -> list[Path]:
    return [path for path in scene.locales.rglob(".*") if path.is_file()]


def test_a_disk_that_takes_no_more_bytes_leaves_the_old_catalogs(small: Scene) -> None:
    largest = max(len(content) for content in small.new.values())

    def action() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest - 1, largest - 1))
        bitext("update")()

    assert in_child(action) == 2
    require_whole(small)
    assert not leftovers(small)
    require_completed(small)


@pytest.fixture
def disk(small: Scene, tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which ``locales/`` is a link into."""
    disk = tmp_path / "disk"
    disk.mkdir()
    is_linux = sys.platform == "linux"
    if not is_linux or not is_mounted(disk, "-t", "tmpfs", "bitext", pages=MANY_PAGES):
        pytest.skip("only root mounts file systems, and Linux alone has tmpfs")
    try:
        shutil.rmtree(small.locales)
        small.locales.symlink_to(disk / "locales")
        restored(disk / "locales", origin=small.before)
        yield disk
    finally:
        small.locales.unlink()
        subprocess.run(["/bin/umount", disk], check=True)


def test_a_file_system_that_became_read_only_is_named_and_left_as_it_is(
    small: Scene, disk: Path
) -> None:
    assert is_mounted(disk, "-o", "remount,ro", pages=MANY_PAGES)
    assert in_child(bitext("update")) == 2
    assert files(disk / "locales") == small.old
    assert is_mounted(disk, "-o", "remount,rw", pages=MANY_PAGES)
    require_completed(small)


@pytest.mark.slow
def test_a_full_file_system_of_any_size_leaves_whole_catalogs(
    small: Scene, disk: Path
) -> None:
    outcomes = list(until_it_fits(small, disk))
    assert len(outcomes) > 4
    assert set(outcomes[:-1]) == {2}


def until_it_fits(scene: Scene, disk: Path) -> Iterator[int]:
    """Exit codes of updates, each of which finds one more free page."""
    code = -1
    for pages in range(MANY_PAGES):
        restored(disk / "locales", origin=scene.before)
        space = os.statvfs(disk)
        taken = space.f_blocks - space.f_bfree
        assert is_mounted(disk, "-o", "remount", pages=taken + pages)
        code = in_child(bitext("update"))
        require_whole(scene)
        assert not leftovers(scene)
        yield code
        assert is_mounted(disk, "-o", "remount", pages=MANY_PAGES)
        require_completed(scene)
        if code == 0:
            return


def is_mounted(disk: Path, *options: str, pages: int) -> bool:
    size = f"size={pages * resource.getpagesize()}"
    mounted = subprocess.run(
        ["/bin/mount", *options, "-o", size, disk], check=False, capture_output=True
    )
    return mounted.returncode == 0


def test_two_updates_at_once_end_as_one_does(small: Scene) -> None:
    first, second = started(bitext("update")), started(bitext("update"))
    assert [ended(first), ended(second)] == [0, 0]
    assert files(small.locales) == small.new


@pytest.mark.slow
def test_an_editor_that_saves_at_any_moment_loses_nothing(small: Scene) -> None:
    path = small.root / EDITED
    for moment in range(1, moments_of(small) + 1, 2):
        small.rewind()
        catalog = polib.pofile(path.read_text(encoding="utf-8"))
        catalog[0].msgstr = "Lagret midt i"
        saved = f"{catalog}\n".encode()

        def save(saved: bytes = saved) -> None:
            other = path.with_suffix(".saving")
            other.write_bytes(saved)
            other.replace(path)

        def action(moment: int = moment) -> None:
            Moments(small.locales, number=moment, act=save)
            bitext("update")()

        assert in_child(action) == 0
        assert not leftovers(small)
        assert translations(small.locales)["Lagret midt i"] == 1, moment


def test_leftovers_of_a_killed_update_are_no_catalogs(small: Scene) -> None:
    in_child(bitext("update"))
    process = started(lambda: None)
    ended(process)
    path = small.root / EDITED
    left = path.with_name(f".{path.name}.{process}-0123456789ab")
    left.write_bytes(b'msgid ""\nmsgstr ""\n\nmsgid "Litter"\nmsgstr "S')
    for command in (["check"], ["stats"], ["compile"], ["update", "--check"]):
        assert in_child(bitext(*command)) in {0, 1}, command
        assert left.exists()
    assert in_child(bitext("update")) == 0
    assert not left.exists()
    require_nothing_lost(small)
    assert not remove_leftovers(small.locales)


def test_ctrl_c_stops_an_update_at_once_and_loses_nothing(
    small: Scene, tmp_path: Path
) -> None:
    complaints = tmp_path / "complaints"

    def action(moment: int) -> None:
        os.dup2(os.open(complaints, os.O_WRONLY | os.O_CREAT), 2)
        interrupt = partial(os.kill, os.getpid(), signal.SIGINT)
        Moments(small.locales, number=moment, act=interrupt)
        bitext("update")()

    for moment in range(1, moments_of(small), 9):
        small.rewind()
        assert in_child(partial(action, moment)) == EXIT_INTERRUPTED
        assert "Traceback" not in complaints.read_text()
        require_whole(small)
    require_completed(small)


def test_ctrl_c_stops_a_build_at_once(small: Scene) -> None:
    stage = small.root / ".cache/bitext/stage"
    # Made anew, the folder of a language in it tells that it is being built. Before
    # that the command imports, where Python and others may lose an interrupt.
    shutil.rmtree(stage, ignore_errors=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "bitext", "build"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not any(stage.glob("*/")) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    # A shell says the same of both.
    assert process.returncode in {EXIT_INTERRUPTED, -signal.SIGINT}
    assert "Traceback" not in out + err
