"""Other programs, a full disk and Ctrl-C while an update runs."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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


def fail(code: int) -> Callable[[], None]:
    def action() -> None:
        raise OSError(code, os.strerror(code))

    return action


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES]
)
def test_an_update_the_system_refuses_a_change_loses_nothing(
    small: Scene, code: int
) -> None:
    count = moments_of(small)
    # Each code begins elsewhere, so that together they try every moment twice.
    for moment in range(1 + code % 2, count + 1, 4):

        def action(moment: int = moment) -> None:
            Moments(small.locales, number=moment, act=fail(code))
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


@pytest.mark.skipif(sys.platform != "linux", reason="needs tmpfs")
def test_a_small_file_system_that_is_full_leaves_the_old_catalogs(
    small: Scene, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(-(-len(content) // 4096) * 4096 for content in small.old.values())
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", f"size={size + 8192}", "bitext", disk],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("only root mounts file systems")
    try:
        for name, content in small.old.items():
            path = disk / "locales" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        shutil.rmtree(small.locales)
        small.locales.symlink_to(disk / "locales")
        assert in_child(bitext("update")) == 2
        require_whole(small)
        subprocess.run(
            ["/bin/mount", "-o", "remount,size=8m", disk],
            check=True,
        )
        require_completed(small)
    finally:
        small.locales.unlink(missing_ok=True)
        subprocess.run(["/bin/umount", disk], check=True)


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
    process = subprocess.Popen(
        [sys.executable, "-m", "bitext", "build"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    stage = small.root / ".cache/bitext/stage"
    while not stage.exists() and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == EXIT_INTERRUPTED
    assert "Traceback" not in out + err
