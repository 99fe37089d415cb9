"""How fast articles are cut into segments, new and from the cache, beside other tools.

Figures are MB of Markdown a second of processor time. The other tools, mdpo's md2po
and po4a, write the same files' messages: they cut paragraphs, not sentences.
"""

import argparse
import gc
import os
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import yaml

from benches.extensions import CONFIGS, EXTENSIONS
from benches.peers import mdpo, po4a
from bitext.files import read_text
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split
from bitext.site.articles import ArticleReader
from bitext.site.project import Project, load_project

_MEGABYTE = 1_000_000
_COLD_RUNS = 2
_WARM_RUNS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what there is to cut."""
    parser.add_argument("folders", nargs="+", type=Path, help="folders of .md files")
    parser.add_argument(
        "--limit", type=int, help="take this many files of each folder only"
    )
    parser.add_argument(
        "--no-peers", action="store_true", help="leave the other tools out"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures of each folder, and their mean."""
    found: dict[str, dict[str, object]] = {}
    cold, warm = [], []
    for folder in arguments.folders:
        paths = sorted(folder.resolve().rglob("*.md"))[: arguments.limit]
        size = sum(path.stat().st_size for path in paths)
        figures = _cold(paths)
        with tempfile.TemporaryDirectory(prefix="bitext-bench-") as name:
            figures["warm_mb_per_s"] = _warm(_project(Path(name), folder), paths)
        cold.append(float(str(figures["cold_mb_per_s"])))
        warm.append(float(str(figures["warm_mb_per_s"])))
        if not arguments.no_peers:
            figures["md2po_mb_per_s"] = mdpo(paths, size)
            figures["po4a_mb_per_s"] = po4a(paths, size)
        found[str(folder)] = figures
    mean = {"cold_mb_per_s": fmean(cold), "warm_mb_per_s": fmean(warm)}
    return {**found, "mean": mean, "cores": os.cpu_count()}


def _cold(paths: Sequence[Path]) -> dict[str, object]:
    """The best of some runs. Reading the files is not timed."""
    texts = [read_text(path) for path in paths]
    size = sum(len(text.encode()) for text in texts)
    runs = [_cut(texts) for _ in range(_COLD_RUNS)]
    seconds = min(run.seconds for run in runs)
    return {
        "articles": len(texts),
        "bytes": size,
        "segments": runs[0].segments,
        "given_up": runs[0].given_up,
        "cold_mb_per_s": size / _MEGABYTE / seconds,
        "articles_per_second": len(texts) / seconds,
        "peak_mb_after_a_quarter": runs[0].quarter * 1024 / _MEGABYTE,
        "peak_mb": runs[0].peak * 1024 / _MEGABYTE,
    }


class _Run(NamedTuple):
    seconds: float
    segments: int
    given_up: int
    quarter: int
    """Kilobytes held at most when a quarter of the articles was cut."""
    peak: int


def _cut(texts: Sequence[str]) -> _Run:
    renderer = Renderer(EXTENSIONS, _configs())
    segments = given_up = quarter = 0
    started = time.process_time()
    for number, text in enumerate(texts):
        article = split(text, renderer=renderer)
        segments += len(article.segments)
        given_up += len(article.given_up)
        if number == len(texts) // 4:
            quarter = _peak()
    seconds = time.process_time() - started
    return _Run(seconds, segments, given_up, quarter, _peak())


def _peak() -> int:
    """Kilobytes this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _warm(project: Project, paths: Sequence[Path]) -> float:
    """The best of some runs: reading each file, and its segments from the cache."""
    names = [path.relative_to(project.docs_dir).as_posix() for path in paths]
    size = sum(path.stat().st_size for path in paths)
    times = []
    for _ in range(_WARM_RUNS + 1):
        reader = ArticleReader(project)
        # What stood in memory before is not swept within the measured time.
        gc.collect()
        gc.freeze()
        started = time.process_time()
        for name in names:
            reader.read(name)
        times.append(time.process_time() - started)
    return size / _MEGABYTE / min(times[1:])


def _project(place: Path, folder: Path) -> Project:
    config = {
        "site_name": "Bench",
        "docs_dir": str(folder.resolve()),
        "plugins": [{"bitext": {"source": "en", "locales": ["de"]}}],
        "markdown_extensions": [
            {name: _configs().get(name, {})} for name in EXTENSIONS
        ],
    }
    path = place / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return load_project(path)


def _configs() -> dict[str, dict[str, bool]]:
    return {name: config for name, config in CONFIGS.items() if name in EXTENSIONS}
