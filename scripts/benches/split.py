"""How fast articles are cut into segments, in MB/s and articles a second."""

import argparse
import os
import time
from pathlib import Path

from benches.extensions import EXTENSIONS
from bitext.files import read_text
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split

_MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what there is to cut."""
    parser.add_argument("folders", nargs="+", type=Path, help="folders of .md files")
    parser.add_argument(
        "--limit", type=int, help="take this many files of each folder only"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures of each folder; reading the files is not timed."""
    return {str(folder): _measure(folder, arguments) for folder in arguments.folders}


def _measure(folder: Path, arguments: argparse.Namespace) -> dict[str, object]:
    paths = sorted(folder.rglob("*.md"))[: arguments.limit]
    texts = [read_text(path) for path in paths]
    renderer = Renderer(EXTENSIONS, {"pymdownx.tabbed": {"alternate_style": True}})
    segments = given_up = 0
    started, cpu_started = time.perf_counter(), time.process_time()
    for text in texts:
        article = split(text, renderer=renderer)
        segments += len(article.segments)
        given_up += len(article.given_up)
    seconds = time.perf_counter() - started
    size = sum(len(text.encode()) for text in texts)
    return {
        "articles": len(texts),
        "bytes": size,
        "segments": segments,
        "given_up": given_up,
        "seconds": seconds,
        "cpu_seconds": time.process_time() - cpu_started,
        "megabytes_per_second": size / _MEGABYTE / seconds,
        "articles_per_second": len(texts) / seconds,
        "cores": os.cpu_count(),
    }
