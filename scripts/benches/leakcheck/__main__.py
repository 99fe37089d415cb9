"""Prove that the pages of a MkDocs project can be translated.

Every word of every segment is replaced, the page is put together and rendered as the
site does, and compared with its source: the same elements, code and addresses, and no
word of the source left outside code. A page is clean when that holds, but for blocks
that were given up and said so. Plugins and hooks are not run.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benches.leakcheck.pages import Fault, Site
from benches.leakcheck.project import ProjectError, read_project


def main(given: Sequence[str] | None = None) -> int:
    """0 when every page is clean, 1 when one is not, 2 when there is nothing to do."""
    parser = argparse.ArgumentParser(prog="scripts/leakcheck", description=__doc__)
    parser.add_argument("place", type=Path, metavar="FOLDER", help="or a mkdocs.yml")
    parser.add_argument(
        "--config", type=Path, help="a mkdocs.yml for a folder that has none"
    )
    parser.add_argument(
        "--suffix", help="what names of pages end with, when it is not .md"
    )
    parser.add_argument("--limit", type=int, help="check this many pages only")
    arguments = parser.parse_args(given)
    try:
        project = read_project(
            arguments.place, config=arguments.config, suffix=arguments.suffix
        )
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for name in project.left_out:
        print(f"left out, not installed: {name}")
    # Paths in options are relative to the project, as when MkDocs runs in its folder.
    os.chdir(project.root)
    site = Site(
        project.extensions,
        project.configs,
        language=project.language,
        mermaid=project.mermaid,
    )
    clean = given_up = 0
    paths = project.paths[: arguments.limit]
    for path in paths:
        verdict = site.judge(path.read_bytes().decode("utf-8", "replace"))
        shown = path.relative_to(project.docs).as_posix()
        _print(shown, verdict.faults)
        _print(shown, verdict.given_up, what="given up: ")
        clean += not verdict.faults
        given_up += len(verdict.given_up)
    print(f"{clean} of {len(paths)} pages clean, {given_up} blocks given up")
    return 0 if clean == len(paths) else 1


def _print(page: str, faults: tuple[Fault, ...], *, what: str = "") -> None:
    for fault in faults:
        print(f"{page}:{fault.line}: {what}{fault.text}")


if __name__ == "__main__":
    sys.exit(main())
