"""The tree is the architecture: rooms know only the rooms below them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bitext

SOURCES = Path(bitext.__file__).parent
MODULES = sorted(SOURCES.rglob("*.py"))

GROUND = {
    "__init__",
    "check_config",
    "config",
    "config_faults",
    "errors",
    "external_config",
    "files",
    "guard_config",
    "layout",
    "link_config",
    "locales",
    "reader_config",
}
LAYERS = (
    GROUND,
    {"markdown"},
    {"catalog"},
    {"check", "exchange"},
    {"report", "site"},
    {"cli", "plugin"},
    {"__main__"},
)
"""Each may import those before it, and itself."""

LIBRARIES = {
    "babel.messages": {"catalog"},
    "click": {"cli"},
    "markdown": {"markdown"},
    "material": {"plugin", "site"},
    "mkdocs": {"plugin", "site"},
    "polib": {"catalog"},
    "properdocs": {"plugin", "site"},
    "pymdownx": {"markdown"},
    "rich": {"cli"},
}
"""Who may import what; all others anybody may."""

PRINTERS = {
    "site/worker.py",  # a process of its own: standard output leads to its parent
}

MOST_LINES = 400


def name(path: Path) -> str:
    return path.relative_to(SOURCES).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=name)


def room(path: Path) -> str:
    """The folder below ``src/bitext``, or the module that lies there itself."""
    return path.relative_to(SOURCES).with_suffix("").parts[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Dotted names, wherever in the module they are imported."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "imports are absolute"
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(of: str) -> int:
    return next(index for index, rooms in enumerate(LAYERS) if of in rooms)


@each_module
def test_imports_run_one_way(path: Path) -> None:
    here = room(path)
    for wanted in imported(path):
        if not wanted.startswith("bitext."):
            continue
        there = wanted.split(".")[1]
        if there == "__version__":
            continue
        is_below = layer(there) < layer(here)
        is_ground = here in GROUND and there in GROUND
        assert is_below or is_ground or there == here, f"{here} imports {wanted}"


@each_module
def test_a_library_is_known_to_its_rooms_only(path: Path) -> None:
    for wanted in imported(path):
        for library, rooms in LIBRARIES.items():
            if f"{wanted}.".startswith(f"{library}."):
                assert room(path) in rooms, f"{wanted} in {name(path)}"


@each_module
def test_only_the_command_line_prints(path: Path) -> None:
    if room(path) == "cli" or name(path) in PRINTERS:
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"line {node.lineno}"
        if isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"}:
            is_sys = isinstance(node.value, ast.Name) and node.value.id == "sys"
            assert not is_sys, f"line {node.lineno}"


@each_module
def test_no_module_is_too_long_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@each_module
def test_no_module_is_named_for_nothing(path: Path) -> None:
    vague = {"common", "data", "helper", "helpers", "manager", "misc", "util", "utils"}
    assert not vague & set(path.relative_to(SOURCES).with_suffix("").parts)


def loaded_by(code: str) -> set[str]:
    """The modules in memory when ``code`` has run in a Python of its own."""
    script = f"import sys\n{code}\nprint('loaded:', *sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return set(run.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("part", ["catalog", "check", "exchange", "markdown"])
def test_rooms_below_the_site_load_no_site_builder(part: str) -> None:
    modules = [
        f"bitext.{name(path)[:-3].replace('/', '.')}".removesuffix(".__init__")
        for path in MODULES
        if room(path) == part
    ]
    loaded = loaded_by(f"import {', '.join(modules)}")
    assert loaded.issuperset(modules)
    assert not {"click", "material", "mkdocs", "properdocs"} & loaded


def test_help_loads_neither_site_builder_nor_parser() -> None:
    loaded = loaded_by(
        "sys.argv = ['bitext', '--help']\n"
        "from bitext.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0"
    )
    assert "bitext.cli.main" in loaded
    heavy = {"babel", "lxml", "markdown", "mkdocs", "polib", "rapidfuzz"}
    assert not heavy & loaded
