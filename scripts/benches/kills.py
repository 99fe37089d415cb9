"""A build killed at random moments, and what the next one makes of it.

A small site is edited at random and built by a process that is killed with all it
started, at a moment drawn from the time such a build takes. The next build must give
the bytes of a clean one and leave no temporary file behind.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benches.identity import Editor, differences, make_project

__all__ = ["Kills", "add_arguments", "has_members", "run"]

_EPOCH = "SOURCE_DATE_EPOCH"
_TEMPORARY = re.compile(r"\..+\.\d+-[0-9a-f]+(\.aside)?|.+\.tmp")
_PAUSE_S = 0.01
_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how many kills, from which seed."""
    parser.add_argument("--kills", type=int, default=100, help="how many (100)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments (0)")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """How many builds were killed, and which builds were wrong after it."""
    with tempfile.TemporaryDirectory(prefix="bitext-bench-") as folder:
        kills = Kills(Path(folder), arguments.seed)
        while kills.killed < arguments.kills:
            kills.kill()
    os.environ.pop(_EPOCH, None)
    for failure in kills.failures:
        print(failure, file=sys.stderr)
    return {
        "killed": kills.killed,
        "ended before": kills.missed,
        "wrong after": len(kills.failures),
        "ok": int(not kills.failures),
    }


class Kills:
    """Builds of one small site below ``folder``, killed; the same for a seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        os.environ.setdefault(_EPOCH, "1700000000")
        self.failures: list[str] = []
        self.killed = 0
        """Builds that were killed while they were at work."""
        self.missed = 0
        """Builds that had ended before."""
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._folder = folder
        self._project = make_project(folder / "project", seed)
        self._editor = Editor(self._project, seed)
        self._seconds = dict.fromkeys((False, True), 0.0)
        for is_cold in self._seconds:
            self._begin(is_cold=is_cold)
            started = time.monotonic()
            with self._build() as process:
                process.wait()
            self._seconds[is_cold] = time.monotonic() - started

    def kill(self) -> None:
        """Kill one build, of what was edited or of everything; judge the next."""
        is_cold = self._random.random() < 0.5  # noqa: PLR2004 - one in two
        edits = self._begin(is_cold=is_cold)
        moment_s = self._random.uniform(0, self._seconds[is_cold])
        with self._build() as process:
            try:
                process.wait(moment_s)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        # A process that is dying counts as living.
        while has_members(process.pid):
            time.sleep(_PAUSE_S)
        if process.returncode >= 0:
            self.missed += 1
        else:
            self.killed += 1
        found = differences(self._project, self._folder / "clean")
        found += self._temporary()
        if found:
            self.failures.append(
                f"{'cold' if is_cold else edits}, killed after {moment_s:.3f} s: "
                f"{found[:_SHOWN]}"
            )

    def _begin(self, *, is_cold: bool) -> list[str]:
        """Edit, or remove all that was ever built; what was edited."""
        if is_cold:
            for name in (".cache", "site"):
                shutil.rmtree(self._project / name)
            return []
        return self._editor.edit()

    def _build(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "bitext", "build"],
            cwd=self._project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _temporary(self) -> list[str]:
        """What a build that was killed may leave, and the next may not."""
        return [
            f"left: {path.relative_to(self._project).as_posix()}"
            for path in self._project.rglob("*")
            if _TEMPORARY.fullmatch(path.name)
            or path.match(".cache/bitext/stage/*/site")
        ]


def has_members(group: int) -> bool:
    """Whether a process of ``group`` has not ended yet."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
