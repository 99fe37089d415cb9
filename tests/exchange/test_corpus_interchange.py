"""Articles nobody here wrote, with their translations, out to each format and back."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.catalog import Catalog, Message, read_catalog, write_catalog
from bitext.cli.main import main
from bitext.exchange.formats import FORMATS

CONFIG = """\
site_name: Corpus
theme:
  name: material
  font: false
plugins:
  - bitext:
      source: en
      locales: [{code}]
"""
ARTICLES = 120
"""The first of each corpus; all of them take minutes and were tried by hand."""


@pytest.fixture(params=["nb-NO", "ja-JP", "ar-SA"])
def project(
    request: pytest.FixtureRequest,
    unpacked: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The language of a project in the working folder, imported from a corpus."""
    code = str(request.param)[:2]
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    Path("mkdocs.yml").write_text(CONFIG.format(code=code))
    files = sorted(unpacked(f"sxs-{request.param}").rglob("*.md"))
    Path("in").mkdir()
    for path in files[:ARTICLES]:
        shutil.copy(path, Path("in", path.name))
    run(monkeypatch, "import", "sxs", "in", "-l", code)
    run(monkeypatch, "update")
    return code


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["bitext", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code if isinstance(stopped.value.code, int) else 0


def locales() -> dict[Path, bytes]:
    files = sorted(Path("locales").rglob("*"))
    return {path: path.read_bytes() for path in files if path.is_file()}


def catalogs() -> dict[Path, Catalog]:
    return {path: read_catalog(path) for path in Path("locales").rglob("*.md.po")}


@pytest.mark.slow
def test_each_format_brings_translations_back(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = locales()
    wanted = {
        (path, message.key): message.target
        for path, catalog in catalogs().items()
        for message in catalog.messages
        if message.is_translated
    }
    assert len(wanted) > ARTICLES
    names = {form: f"all{FORMATS[form].suffixes[0]}" for form in FORMATS}
    for form, name in names.items():
        assert run(monkeypatch, "export", form, project, "-o", f"{form}-{name}") == 0
        assert run(monkeypatch, "import", form, project, f"{form}-{name}") == 0
        assert locales() == before, form
    for form, name in names.items():
        Path(f"locales/{project}/memory.po").unlink(missing_ok=True)
        for path, catalog in catalogs().items():
            catalog.obsolete = []
            catalog.messages = [Message(one.source) for one in catalog.messages]
            write_catalog(path, catalog)
        run(monkeypatch, "import", form, project, f"{form}-{name}")
        found = {
            (path, message.key): message.target
            for path, catalog in catalogs().items()
            for message in catalog.messages
            if message.has_target
        }
        assert found.items() <= wanted.items(), form
        # A translation with fewer codes than its source has does not come back.
        assert len(found) >= 0.97 * len(wanted), form
