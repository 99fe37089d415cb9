"""The leak check on documents that Markdown packages test themselves with.

The folders are ``tests`` of the source distributions of Python-Markdown and
pymdown-extensions. Each document is rendered with the extensions its own test names.
"""

import argparse
import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benches.leakcheck.pages import Site
from benches.leakcheck.settings import pruned, read_settings

_TESTS = "tests.yml"
_TABLE = Path(__file__).with_suffix(".toml")

Extensions = dict[str, dict[str, Any]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say where the documents are."""
    parser.add_argument("folders", nargs="+", type=Path, help="folders named tests")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """For each folder the share of clean documents, and what is wrong with others."""
    return {str(folder): _judged(folder) for folder in arguments.folders}


def _judged(folder: Path) -> dict[str, object]:
    faults: dict[str, object] = {}
    documents = given_up = 0
    for path, extensions in _documents(folder):
        documents += 1
        names = [name.strip() for name in extensions]
        verdict = Site(names, extensions).judge(path.read_bytes().decode())
        given_up += len(verdict.given_up)
        if verdict.faults:
            shown = path.relative_to(folder).as_posix()
            faults[shown] = "; ".join(
                f"{fault.line}: {fault.text}" for fault in verdict.faults
            )
    clean = documents - len(faults)
    return {
        "documents": documents,
        "clean": clean,
        "percent": 100 * clean / documents if documents else 0.0,
        "given_up": given_up,
        "not_clean": faults,
    }


def _documents(folder: Path) -> Iterator[tuple[Path, Extensions]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    for path in sorted(folder.rglob("*.txt")):
        described = path.with_name(_TESTS)
        if described.is_file():
            yield path, _described(described, path.stem)
        elif not any(part.startswith("_") for part in path.relative_to(folder).parts):
            key = path.relative_to(folder).with_suffix("").as_posix()
            of_folder = f"{Path(key).parent.as_posix()}/*"
            yield path, copy.deepcopy(table.get(key) or table.get(of_folder) or {})


def _described(tests: Path, name: str) -> Extensions:
    """What ``tests.yml`` says of a document."""
    settings, _ = read_settings(tests)
    found: Extensions = {}
    for key in ("__default__", name):
        extensions = (settings.get(key) or {}).get("extensions") or {}
        for extension, options in extensions.items():
            found[extension] = pruned(options or {})
    return found
