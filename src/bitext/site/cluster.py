"""Building a site on other machines: what they do, and who asks them.

Each task is one part of the site, as ``bitext build --shard`` builds it. Whoever asks
puts the parts together. What is not built, or not right, is built there.
"""

import atexit
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Final

from bitext.errors import BitextError
from bitext.files import is_alive
from bitext.site.bundle import Bundle
from bitext.site.inputs import portable_digest
from bitext.site.lock import locked
from bitext.site.project import Project
from bitext.site.result import Progress, ProgressCallback
from bitext.site.site_parts import Shard, require_fit

__all__ = [
    "ClusterError",
    "RemoteParts",
    "drop_bundle",
    "keep_bundle",
    "made_part",
    "number_of_parts",
    "remote_parts",
]

_PARTS_A_WORKER: Final = 4
_LEAST_PAGES: Final = 10
"""Below this a part costs more than it saves."""
_LINES: Final = 3
_FOLDER: Final = "bitext-worker-"
_PROJECT: Final = "project"
# One task at a time: builds of one project wait for each other anyway.
_turn = threading.Lock()
_unpacked: dict[str, Path] = {}
_kept: dict[str, Bundle] = {}


class ClusterError(BitextError):
    """A part could not be built by a worker; the text is what the build said there."""


@dataclass(frozen=True, slots=True)
class RemoteParts:
    """What came back."""

    parts: tuple[Path, ...]
    complaints: tuple[str, ...]
    """Why there are no more of them: a line for each that is missing."""


def number_of_parts(project: Project, *, workers: int) -> int:
    """Into how many parts the site is best cut for so many ``workers``."""
    pages = len(project.articles) * (1 + len(project.config.locales))
    return max(1, min(_PARTS_A_WORKER * workers, pages // _LEAST_PAGES, pages))


@contextmanager
def remote_parts(
    project: Project,
    executor: Executor,
    bundle: Bundle | str,
    *,
    count: int,
    progress: ProgressCallback,
) -> Iterator[RemoteParts]:
    """All parts of ``project`` as workers of ``executor`` built them, for the block.

    ``bundle`` is that of the project, or its digest where every worker has kept it.
    """
    folder = project.cache_dir / "parts"
    with locked(folder):
        for left in folder.glob("*.part"):
            left.unlink()
        parts, complaints = [], []
        inputs = portable_digest(project, host="mkdocs")
        asked = {
            executor.submit(made_part, bundle, number, count): Shard(number, count)
            for number in range(1, count + 1)
        }
        try:
            for done, future in enumerate(as_completed(asked), start=1):
                shard = asked[future]
                path = folder / f"{shard.number}-of-{shard.count}.part"
                try:
                    path.write_bytes(future.result())
                    require_fit(path, inputs=inputs)
                    parts.append(path)
                # Whatever went wrong there is built here, and told of if it is a fault.
                except Exception as error:  # noqa: BLE001 - it may come from any executor
                    said = str(error).strip().splitlines() or [type(error).__name__]
                    complaints.append(f"part {shard}: {said[-1]}")
                progress(Progress("cluster", "build", done, count))
            yield RemoteParts(tuple(parts), tuple(complaints))
        finally:
            for future in asked:
                future.cancel()
            for path in parts:
                path.unlink(missing_ok=True)


def keep_bundle(bundle: Bundle) -> None:
    """Have ``made_part`` in this process know ``bundle`` by its digest."""
    _kept[bundle.digest] = bundle


def drop_bundle(bundle: Bundle) -> None:
    """Have it know it no more."""
    _kept.pop(bundle.digest, None)


def made_part(bundle: Bundle | str, number: int, count: int) -> bytes:
    """The file of one part of ``bundle``, built in a process of its own.

    The project is unpacked once in a process, and removed when that ends. Raises
    ClusterError.
    """
    if isinstance(bundle, str):
        if bundle not in _kept:
            raise ClusterError("the worker has not received the project")
        bundle = _kept[bundle]
    with _turn:
        folder = _folder_of(bundle)
        config_file = folder / _PROJECT / bundle.config_file
        part = folder / "site.part"
        shard = Shard(number, count)
        command = [sys.executable, "-m", "bitext", "build", "--jobs", "1"]
        command += ["--shard", str(shard), "--part", str(part), "-f", str(config_file)]
        ended = subprocess.run(  # noqa: S603 - our own command line
            command,
            env={**os.environ, **dict(bundle.variables)},
            cwd=config_file.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        try:
            return part.read_bytes()
        except FileNotFoundError:
            said = (ended.stderr or ended.stdout).strip().splitlines()
            raise ClusterError("\n".join(said[-_LINES:])) from None
        finally:
            part.unlink(missing_ok=True)


def _folder_of(bundle: Bundle) -> Path:
    """Where ``bundle`` lies unpacked and only this process works."""
    folder = _unpacked.get(bundle.digest)
    if folder is None:
        if not _unpacked:
            atexit.register(_remove_unpacked)
        # No earlier state of the project is asked for again.
        _remove_unpacked()
        _remove_orphans()
        made = tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-")
        folder = _unpacked[bundle.digest] = Path(made).resolve()
        bundle.unpack(folder / _PROJECT)
    return folder


def _remove_unpacked() -> None:
    while _unpacked:
        rmtree(_unpacked.popitem()[1], ignore_errors=True)


def _remove_orphans() -> None:
    """Remove what processes left that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        process = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if process.isdecimal() and not is_alive(int(process)):
            rmtree(folder, ignore_errors=True)
