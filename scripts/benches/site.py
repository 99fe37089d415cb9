"""A fresh project from side-by-side articles: import, build, build again."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import yaml

from benches.processes import Run, measure
from bitext.locales import parse_locale

_SECTION = 50
_CONFIG = """\
site_name: Bench
site_url: https://example.org/
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins:
  - search
  - bitext:
      source: en
      locales: [{locales}]
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which articles to import."""
    parser.add_argument(
        "folders",
        nargs="+",
        metavar="LOCALE=FOLDER",
        help="side-by-side articles of a locale, for example nb=articles/nb-NO",
    )
    parser.add_argument(
        "--keep", type=Path, help="leave the project in this new folder"
    )

    parser.add_argument(
        "--nav",
        choices=["grouped", "flat"],
        default="grouped",
        help="sections of 50 articles, or one list of all (MkDocs then renders each "
        "page with all titles, which takes the square of their number)",
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures of each step; each is a process of its own."""
    folders = dict(folder.split("=", 1) for folder in arguments.folders)
    project = arguments.keep or Path(tempfile.mkdtemp(prefix="bitext-bench-"))
    project.mkdir(exist_ok=True)
    try:
        return _measure(
            project,
            {code: Path(name).resolve() for code, name in folders.items()},
            nav=arguments.nav,
        )
    finally:
        if not arguments.keep:
            shutil.rmtree(project)


def _measure(project: Path, folders: dict[str, Path], *, nav: str) -> dict[str, object]:
    codes = [parse_locale(code).code for code in folders]
    config = _CONFIG.format(locales=", ".join(f'"{code}"' for code in codes))
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    (project / "docs").mkdir()
    figures: dict[str, object] = {"cores": os.cpu_count()}
    for code, folder in folders.items():
        taken = _bitext(project, "import", "sxs", str(folder), "--locale", code)
        figures[f"import {code}"] = _figures(taken)
    articles = sum(1 for _ in (project / "docs").rglob("*.md"))
    pages = articles * (len(codes) + 1)
    figures |= {"articles": articles, "pages": pages, "nav": nav}
    if nav == "grouped":
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as stream:
            yaml.safe_dump({"nav": _grouped(project / "docs")}, stream)
    for step in ("build", "build again"):
        taken = _bitext(project, "build")
        figures[step] = {
            **_figures(taken),
            "pages_per_second": pages / taken.seconds,
        }
    figures["html_files"] = sum(1 for _ in (project / "site").rglob("*.html"))
    return figures


def _grouped(docs: Path) -> list[dict[str, list[str]]]:
    paths = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    chunks = [paths[at : at + _SECTION] for at in range(0, len(paths), _SECTION)]
    return [{chunk[0].removesuffix(".md"): chunk} for chunk in chunks]


def _bitext(project: Path, *arguments: str) -> Run:
    program = str(Path(sys.executable).with_name("bitext"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return measure([program, *arguments], folder=project, environment=environment)


def _figures(taken: Run) -> dict[str, object]:
    return {"seconds": taken.seconds, "peak_megabytes": taken.peak_megabytes}
