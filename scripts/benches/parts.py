"""A site built in parts: by machines of a matrix, and by a cluster that loses a worker.

The project is made of side-by-side articles of several languages. It is built at once,
then in parts that each begin in a fresh copy, then on a Dask cluster of separate
processes of which one is killed at work. All must give the same bytes. Seconds are of
processor time, of all processes a command starts.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

__all__ = ["add_arguments", "cluster", "run", "victim"]

_WORKERS = 4
_PAUSE_S = 0.01
_SECTION = 50
_BITEXT = (sys.executable, "-m", "bitext")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which articles, and how many."""
    parser.add_argument(
        "folders",
        nargs="+",
        metavar="LOCALE=FOLDER",
        help="side-by-side articles of a locale, for example nb=articles/nb-NO",
    )
    parser.add_argument("--articles", type=int, default=300, help="how many (300)")
    parser.add_argument("--parts", type=int, default=8, help="how many (8)")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Seconds of each way, and ``ok``: 1 when all give the same bytes."""
    folders = dict(folder.split("=", 1) for folder in arguments.folders)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1700000000")
    with tempfile.TemporaryDirectory(prefix="bitext-bench-") as name:
        work = Path(name)
        project = _project(
            work / "project",
            {code: Path(folder).resolve() for code, folder in folders.items()},
            count=arguments.articles,
        )
        plain = _copy(project, work / "plain")
        plain_s = _cpu_seconds([*_BITEXT, "build", "--jobs", "1"], plain)
        parts_s = []
        for number in range(1, arguments.parts + 1):
            machine = _copy(project, work / "machine")
            shard = f"{number}/{arguments.parts}"
            options = ["--shard", shard, "--part", str(work / f"{number}.part")]
            command = [*_BITEXT, "build", "--jobs", "1", *options]
            parts_s.append(_cpu_seconds(command, machine))
            shutil.rmtree(machine)
        merged = _copy(project, work / "merged")
        parts = sorted(map(str, work.glob("*.part")))
        megabytes = sum(Path(part).stat().st_size for part in parts) / 1e6
        command = [*_BITEXT, "merge", "--jobs", "1", *parts]
        merge_s = _cpu_seconds(command, merged)
        remote = _copy(project, work / "remote")
        remote_s = _on_cluster(remote, work)
        is_same = _tree(plain) == _tree(merged)
        is_same_remote = _tree(plain) == _tree(remote)
    return {
        "pages": arguments.articles * (1 + len(folders)),
        "plain": plain_s,
        "largest part": max(parts_s),
        "all parts": sum(parts_s),
        "megabytes of parts": megabytes,
        "merge": merge_s,
        "parts give the same bytes": int(is_same),
        "cluster, the caller": remote_s,
        "cluster gives the same bytes": int(is_same_remote),
        "ok": int(is_same and is_same_remote),
    }


@contextmanager
def cluster(
    folder: Path, *, workers: int = _WORKERS
) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """Address and workers of a Dask cluster, whose processes work below ``folder``."""
    where = folder / "scheduler.json"
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str, *options: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *options]
        running.append(
            subprocess.Popen(  # noqa: S603 - our own command lines
                [*command, "--scheduler-file", str(where), "--no-dashboard"],
                cwd=folder,
                env={**os.environ, "TMPDIR": str(folder)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    try:
        start("scheduler", "--port", "0", "--host", "127.0.0.1")
        while not where.is_file() or not where.read_text():
            time.sleep(_PAUSE_S)
        for _ in range(workers):
            start("worker", "--nthreads", "1", "--no-nanny")
        address = json.loads(where.read_text())["address"]
        _wait_for(address, workers)
        yield address, running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


def victim(folder: Path) -> int:
    """The process of a worker below ``folder`` that is at work; waits for one."""
    while True:
        for found in folder.glob("bitext-worker-*"):
            return int(found.name.split("-")[2])
        time.sleep(_PAUSE_S)


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client  # noqa: PLC0415 - only this bench needs it

    client = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]  # in Dask
    with client:
        client.wait_for_workers(workers)


def _on_cluster(project: Path, work: Path) -> float:
    """Processor seconds of the caller; one worker is killed at work."""
    scratch = work / "scratch"
    scratch.mkdir()
    with cluster(scratch) as (address, _):
        before = _spent()
        command = [*_BITEXT, "build", "--scheduler", address]
        with subprocess.Popen(command, cwd=project, stdout=sys.stderr) as process:  # noqa: S603 - our own command line
            os.kill(victim(scratch), signal.SIGKILL)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return _spent() - before


def _project(folder: Path, sources: Mapping[str, Path], *, count: int) -> Path:
    """A project of the first ``count`` articles that all of ``sources`` have."""
    paths = [
        {path.relative_to(source).as_posix() for path in source.rglob("*.md")}
        for source in sources.values()
    ]
    common = sorted(set.intersection(*paths))[:count]
    (folder / "docs").mkdir(parents=True)
    config = {
        "site_name": "Bench",
        "site_url": "https://example.org/",
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.prune"],
        },
        "plugins": ["search", {"bitext": {"source": "en", "locales": [*sources]}}],
        "markdown_extensions": "admonition attr_list tables toc".split(),
        "nav": [
            {f"Section {start // _SECTION + 1}": common[start : start + _SECTION]}
            for start in range(0, len(common), _SECTION)
        ],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False))
    for code, source in sources.items():
        with tempfile.TemporaryDirectory(prefix="bitext-bench-") as chosen:
            for path in common:
                target = Path(chosen, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / path, target)
            command = [*_BITEXT, "import", "sxs", chosen, "--locale", code]
            _cpu_seconds(command, folder)
    return folder


def _copy(project: Path, target: Path) -> Path:
    shutil.copytree(project, target, ignore=shutil.ignore_patterns(".cache", "site"))
    return target


def _cpu_seconds(command: Sequence[str], folder: Path) -> float:
    before = _spent()
    subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)  # noqa: S603 - our own command lines
    return _spent() - before


def _spent() -> float:
    """Processor seconds of all processes that ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tree(project: Path) -> Mapping[str, bytes]:
    site = project / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
