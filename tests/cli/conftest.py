import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bitext.cli.main import main

CONFIG = """\
site_name: Boats
theme:
  name: material
  font: false
plugins:
  - search
  - bitext:
      source: en
      locales: [nb]
"""
ARTICLE = """\
# Before you leave

Bail the boat. Check the **oars**.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["bitext", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        code = stopped.value.code
        return Outcome(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run_command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "boats"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG)
    (root / "docs" / "index.md").write_text(ARTICLE)
    monkeypatch.chdir(root)
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder but those of the cache."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }
