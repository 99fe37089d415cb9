"""Run a command and see what time and memory its processes take together."""

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "measure"]

_SAMPLE_EVERY_S = 0.1
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a command that succeeded took."""

    seconds: float
    peak_megabytes: float | None
    """Largest sum over all its processes at a time, shared pages counted once for
    each; None where /proc does not tell."""
    largest_megabytes: float | None
    """Most that one of its processes ever had; None as above."""


def measure(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str]
) -> Run:
    """Run ``command`` in ``folder``; its output goes to our standard error.

    Raises CalledProcessError when the command fails.
    """
    print("$", *command, file=sys.stderr)
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command lines
        command, cwd=folder, env=environment, stdout=sys.stderr
    )
    peak = _Peak(process.pid)
    peak.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    peak.stop()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Run(seconds, peak.megabytes, peak.largest_megabytes)


class _Peak(threading.Thread):
    """Samples the resident memory of a process and all its descendants."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._done = threading.Event()
        self._kilobytes = 0
        self._largest_kilobytes = 0

    @property
    def megabytes(self) -> float | None:
        return self._kilobytes * 1024 / _MEGABYTE if self._kilobytes else None

    @property
    def largest_megabytes(self) -> float | None:
        most = self._largest_kilobytes
        return most * 1024 / _MEGABYTE if most else None

    def stop(self) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        while not self._done.wait(_SAMPLE_EVERY_S):
            together, largest = _resident(self._pid)
            self._kilobytes = max(self._kilobytes, together)
            self._largest_kilobytes = max(self._largest_kilobytes, largest)


def _resident(root: int) -> tuple[int, int]:
    """Kilobytes of ``root`` and its descendants together, and the most of one so far.

    Those that end meanwhile count 0.
    """
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    peaks: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(
                line.split(":", 1) for line in status.read_text().splitlines()
            )
        except OSError:
            continue
        pid = int(status.parent.name)
        parents[pid] = int(fields["PPid"])
        sizes[pid] = int(fields.get("VmRSS", "0 kB").split()[0])
        peaks[pid] = int(fields.get("VmHWM", "0 kB").split()[0])
    ours = [pid for pid in sizes if _descends(pid, root, parents)]
    together = sum(sizes[pid] for pid in ours)
    return together, max((peaks[pid] for pid in ours), default=0)


def _descends(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    while pid and pid != root:
        pid = parents.get(pid, 0)
    return pid == root
