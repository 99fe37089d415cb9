"""What building costs beside mkdocs-static-i18n and plain MkDocs, in one run.

The project is made of side-by-side articles of several languages. Every figure is wall
time in seconds, taken here; every row is a ratio to a peer measured in the same run.
T is what ``mkdocs build --dirty`` takes with nothing changed, for one language.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import quote

import yaml

from benches.processes import Run, measure
from benches.serving import Edit, reload_seconds
from bitext.markdown.marks import strip_marks

_SECTION = 50
_TIMES = 5
_RELOADS = 20
_FLAT = 1_000
_SIZES = (300, 1_000)
_MOST_MEGABYTES = 400.0
_KEPT = ("articles", "judgements")
"""What a build with its caches of articles and judgements has left of the others."""
_ROOT = Path(__file__).resolve().parents[2]
_EXTENSIONS = "admonition attr_list def_list footnotes md_in_html tables toc".split()
_WORDS = r"[A-Z][^\W\d_]+ [^\W\d_]+ [^\n\"\\`*\[\]<]*\."
_SENTENCE = re.compile(rf"\n\n(?P<text>{_WORDS})\n")
_MESSAGE = re.compile(
    rf'\n#\. paragraph[^\n]*\n(?:#[^\n]*\n)*msgid "[^\n]+"\nmsgstr "(?P<text>{_WORDS})"'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which articles to build."""
    parser.add_argument(
        "folders",
        nargs="+",
        metavar="LOCALE=FOLDER",
        help="side-by-side articles of a locale, for example nb=articles/nb-NO",
    )
    parser.add_argument(
        "--keep", type=Path, help="leave all projects in this new folder"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures, ratios and ``ok``, which is 1 when every ratio is as it must be."""
    folders = dict(folder.split("=", 1) for folder in arguments.folders)
    work = arguments.keep or Path(tempfile.mkdtemp(prefix="bitext-bench-"))
    work.mkdir(exist_ok=True)
    try:
        return _Bench(
            work, {code: Path(name).resolve() for code, name in folders.items()}
        ).figures()
    finally:
        if not arguments.keep:
            shutil.rmtree(work)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a ratio is and may be at most."""

    ratio: float
    most: float

    def as_json(self) -> dict[str, object]:
        return {
            "ratio": self.ratio,
            "most": self.most,
            "holds": int(self.ratio <= self.most),
        }


class _Bench:
    """One run over projects below ``work``."""

    def __init__(self, work: Path, folders: dict[str, Path]) -> None:
        self._work = work
        self._codes = list(folders)
        self._largest = 0.0
        self._site = self._project("site", self._codes)
        for code, folder in folders.items():
            self._bitext(self._site, "import", "sxs", str(folder), "--locale", code)
        self._articles = sorted(
            path.relative_to(self._site / "docs").as_posix()
            for path in (self._site / "docs").rglob("*.md")
        )
        _set_nav(self._site, _grouped(self._articles))

    def figures(self) -> dict[str, object]:
        cold = self._cold(self._site)
        # Translated articles, as plain MkDocs takes them.
        plain, peer = self._plain(), self._static_i18n()
        warm = self._warm()
        dirty = self._dirty(plain)
        unchanged = self._unchanged()
        message, pages = self._edited(self._messages())
        sentence, _ = self._edited(self._sentences())
        served = self._served()
        flat, flat_peer = self._flat()
        growth = self._growth(cold)
        rows = {
            "caches kept / mkdocs-static-i18n": _Row(warm / peer, 1 / 4),
            "cold / mkdocs-static-i18n": _Row(cold / peer, 1 / 2),
            "flat nav / plain builds": _Row(flat / flat_peer, 1 / 8),
            "nothing changed / T": _Row(unchanged / dirty, 1.0),
            "one message / T": _Row(message / dirty, 1.3),
            "pages of one message": _Row(pages, 1.0),
            "one sentence / T": _Row(sentence / dirty, 2.0),
            "one message served / T": _Row(served / dirty, 1 / 3),
            "largest process, MB": _Row(self._largest, _MOST_MEGABYTES),
            "growth": _Row(growth, 1.2),
        }
        return {
            "cores": os.cpu_count(),
            "articles": len(self._articles),
            "languages": len(self._codes) + 1,
            "seconds": {
                "T": dirty,
                "mkdocs-static-i18n": peer,
                "cold": cold,
                "caches kept": warm,
                "nothing changed": unchanged,
                "one message": message,
                "one sentence": sentence,
                "one message served": served,
                f"flat nav, {_FLAT} articles": flat,
                "the same with plain MkDocs, a build a language": flat_peer,
            },
            "rows": {name: row.as_json() for name, row in rows.items()},
            "ok": int(all(row.ratio <= row.most for row in rows.values())),
        }

    # -- ours ----------------------------------------------------------------

    def _cold(self, project: Path) -> float:
        for name in (".cache", "site"):
            shutil.rmtree(project / name, ignore_errors=True)
        return self._bitext(project, "build").seconds

    def _warm(self) -> float:
        shutil.rmtree(self._site / "site")
        for path in (self._site / ".cache/bitext").iterdir():
            if path.name not in _KEPT:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        return self._bitext(self._site, "build").seconds

    def _unchanged(self) -> float:
        build = partial(self._bitext, self._site, "build")
        build()
        return median(build().seconds for _ in range(_TIMES))

    def _edited(self, edits: Iterator[Edit]) -> tuple[float, int]:
        """Median of builds after each of ``edits``, and most pages one wrote."""
        seconds, pages = [], []
        for _ in range(_TIMES + 1):
            path, text = next(edits)
            path.write_text(text, encoding="utf-8")
            before = _times(self._site / "site")
            seconds.append(self._bitext(self._site, "build").seconds)
            now = _times(self._site / "site")
            pages.append(sum(now[path] != before.get(path) for path in now))
        return median(seconds[1:]), max(pages)

    def _messages(self) -> Iterator[Edit]:
        folder = self._site / "locales" / self._codes[0].replace("-", "_")
        return _changing(sorted(folder.rglob("*.md.po")), _MESSAGE)

    def _sentences(self) -> Iterator[Edit]:
        docs = self._site / "docs"
        return _changing([docs / path for path in self._articles], _SENTENCE)

    def _served(self) -> float:
        """Median of seconds until a browser loads the page of a saved message."""
        edits = self._messages()
        # Those that were edited before would be edited twice.
        for _ in range(_TIMES + 1):
            next(edits)
        code = self._codes[0]

        def page_of(catalog: Path) -> str:
            article = catalog.as_posix().split("/LC_MESSAGES/")[1][: -len(".md.po")]
            name = re.sub(r"(^|/)(index|README)$", r"\1", article)
            return quote(f"/{code}/{name}/".replace("//", "/"))

        command = [_program("bitext"), "serve"]
        return median(
            reload_seconds(command, self._site, edits, times=_RELOADS, page_of=page_of)
        )

    def _flat(self) -> tuple[float, float]:
        """Ours in all languages; as many builds of the source by plain MkDocs."""
        paths = self._articles[:_FLAT]
        ours = self._part("flat", paths, nav=list(paths))
        seconds = self._cold(ours)
        plain = self._work / "plain-flat"
        self._copy_docs(ours / "docs", plain / "docs")
        _write_config(plain, nav=list(paths), plugins=["search"])
        build = [_program("mkdocs"), "build", "-q"]
        return seconds, sum(
            self._run(plain, build).seconds for _ in range(len(self._codes) + 1)
        )

    def _growth(self, cold: float) -> float:
        """Cost of a page in the larger step beside its cost in the smaller."""
        first, second = (
            self._cold(self._part(f"first-{size}", paths, nav=_grouped(paths)))
            for size in _SIZES
            for paths in [self._articles[:size]]
        )
        smaller = (second - first) / (_SIZES[1] - _SIZES[0])
        larger = (cold - second) / (len(self._articles) - _SIZES[1])
        return larger / smaller

    def _part(self, name: str, paths: Sequence[str], *, nav: object) -> Path:
        """A project of some of the articles."""
        part = self._project(name, self._codes)
        kept = set(paths)
        for folder in ("docs", "locales"):
            shutil.copytree(self._site / folder, part / folder, dirs_exist_ok=True)
        for path in (part / "docs").rglob("*.md"):
            if path.relative_to(part / "docs").as_posix() not in kept:
                path.unlink()
        for path in (part / "locales").rglob("LC_MESSAGES/**/*.md.po"):
            name = path.as_posix().split("/LC_MESSAGES/")[1].removesuffix(".po")
            if name not in kept:
                path.unlink()
        _set_nav(part, nav)
        return part

    def _project(self, name: str, codes: Sequence[str]) -> Path:
        project = self._work / name
        (project / "docs").mkdir(parents=True)
        bitext = {"bitext": {"source": "en", "locales": list(codes)}}
        _write_config(project, nav=None, plugins=["search", bitext])
        return project

    def _bitext(self, project: Path, *arguments: str) -> Run:
        taken = self._run(project, [_program("bitext"), *arguments])
        if arguments == ("build",):
            self._largest = max(self._largest, taken.largest_megabytes or 0.0)
        return taken

    # -- peers ---------------------------------------------------------------

    def _plain(self) -> Path:
        """The source language alone, for plain MkDocs, built once."""
        plain = self._work / "plain"
        self._copy_docs(self._site / "docs", plain / "docs")
        _write_config(plain, nav=_grouped(self._articles), plugins=["search"])
        self._run(plain, [_program("mkdocs"), "build", "-q"])
        return plain

    def _dirty(self, plain: Path) -> float:
        command = [_program("mkdocs"), "build", "--dirty", "-q"]
        self._run(plain, command)
        return median(self._run(plain, command).seconds for _ in range(_TIMES))

    def _static_i18n(self) -> float:
        """Seconds of mkdocs-static-i18n, in an environment that is thrown away."""
        environment = self._work / "i18n-environment"
        python = environment / "bin" / "python"
        constraints = str(_ROOT / "constraints.txt")
        wanted = ["mkdocs", "mkdocs-material", "mkdocs-static-i18n==1.3.1"]
        install = [str(python), "-m", "pip", "install", "-q", "-c", constraints]
        for command in (
            [sys.executable, "-m", "venv", str(environment)],
            [*install, *wanted],
        ):
            subprocess.run(command, check=True, stdout=sys.stderr)  # noqa: S603 - our own command lines
        project = self._work / "i18n"
        self._copy_docs(self._site / "docs", project / "docs/en")
        for code in self._codes:
            staged = self._site / ".cache/bitext/stage" / code / "docs"
            self._copy_docs(staged, project / "docs" / code)
            for path in (project / "docs" / code).rglob("*.md"):
                text = strip_marks(path.read_text(encoding="utf-8"))
                path.write_text(text, encoding="utf-8")
        languages = [
            {"locale": code, "name": code, "build": True, "default": code == "en"}
            for code in ("en", *self._codes)
        ]
        options = {"docs_structure": "folder", "languages": languages}
        _write_config(
            project,
            nav=_grouped(self._articles),
            plugins=["search", {"i18n": options}],
        )
        mkdocs = str(environment / "bin" / "mkdocs")
        return self._run(project, [mkdocs, "build", "-q"]).seconds

    def _copy_docs(self, source: Path, target: Path) -> None:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("original"))

    def _run(self, folder: Path, command: Sequence[str]) -> Run:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        return measure(command, folder=folder, environment=environment)


def _changing(paths: Sequence[Path], pattern: re.Pattern[str]) -> Iterator[Edit]:
    """One edit of each file, from the middle on: a sentence says Now first."""
    for path in paths[len(paths) // 2 :]:
        text = path.read_text(encoding="utf-8")
        found = list(pattern.finditer(text))
        if found:
            start = found[-1].start("text")
            yield path, f"{text[:start]}Now {text[start:]}"


def _times(site: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}


def _grouped(paths: Sequence[str]) -> list[object]:
    chunks = [paths[at : at + _SECTION] for at in range(0, len(paths), _SECTION)]
    return [{chunk[0].removesuffix(".md"): list(chunk)} for chunk in chunks]


def _write_config(project: Path, *, nav: object, plugins: object) -> None:
    config = {
        "site_name": "Bench",
        "site_url": "https://example.org/",
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.prune"],
        },
        "plugins": plugins,
        "markdown_extensions": _EXTENSIONS,
        **({"nav": nav} if nav else {}),
    }
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")


def _set_nav(project: Path, nav: object) -> None:
    path = project / "mkdocs.yml"
    config = {**yaml.safe_load(path.read_text(encoding="utf-8")), "nav": nav}
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))
