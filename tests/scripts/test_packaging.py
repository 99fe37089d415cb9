"""What people install is whole: the wheel, not the folder we work in."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """\
site_name: Boats
theme: {name: material, font: false}
plugins:
  - search
  - bitext: {source: en, locales: [nb]}
"""

pytestmark = pytest.mark.slow


def ran(*arguments: str, folder: Path, packages: Path) -> str:
    """Standard output of a Python that has the wheel's package before all others."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    code = (
        "import sys; from hatchling.build import build_sdist, build_wheel; "
        "build_sdist(sys.argv[1]); build_wheel(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def packages(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer does."""
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("packages")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - it was made here
    return folder


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(
    packages: Path,
) -> None:
    ours = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/bitext").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    found = {
        path.relative_to(packages).as_posix()
        for path in packages.rglob("*")
        if path.is_file()
    }
    assert {path for path in found if ".dist-info/" not in path} == ours
    assert "bitext/py.typed" in found


def test_a_project_is_set_up_translated_checked_and_built_from_the_wheel(
    packages: Path, tmp_path: Path
) -> None:
    where = ran(
        "-c",
        "import bitext; print(bitext.__file__)",
        folder=tmp_path,
        packages=packages,
    )
    assert Path(where.strip()).is_relative_to(packages)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Boats\n\nBail.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for command in (["--help"], ["update"], ["check"], ["build"], ["stats"]):
        ran("-m", "bitext", *command, folder=tmp_path, packages=packages)
    page = (tmp_path / "site/nb/index.html").read_text(encoding="utf-8")
    assert 'lang="nb"' in page
    assert (tmp_path / "site/nb/assets/bitext/language.js").is_file()


def test_the_source_distribution_has_what_a_build_needs(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "src/bitext/__init__.py"}
    assert wanted <= names
    assert not any(name.startswith((".venv", "site/", ".cache")) for name in names)
