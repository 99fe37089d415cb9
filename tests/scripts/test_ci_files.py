"""What other people's continuous integration takes from us."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bitext.cli.main import bitext

ROOT = Path(__file__).parents[2]
CHECK, COMMIT = ROOT / "scripts/ci/check", ROOT / "scripts/ci/commit-update"
CONFIG = """\
site_name: Boats
plugins:
  - bitext:
      source: en
      locales: [nb]
"""
WHO = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def parsed(path: str) -> Any:  # noqa: ANN401 - YAML
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def environment(**variables: str) -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    path = os.pathsep.join((programs, os.environ["PATH"]))
    kept = {
        name: os.environ[name] for name in ("HOME", "PYTHONPATH") if name in os.environ
    }
    return {**kept, **WHO, "PATH": path, **variables}


def run(
    command: Path, folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@boats.example")
    done = subprocess.run(
        ["git", *who, *arguments],  # noqa: S607 - the git there is
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a project without catalogs; its origin lies beside it."""
    work = tmp_path / "clone"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "origin.git")
    git(tmp_path, "clone", "-q", "origin.git", "clone")
    (work / "docs").mkdir()
    (work / "docs/index.md").write_text("# Boats\n\nBail the boat.\n", encoding="utf-8")
    (work / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (work / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    git(work, "add", ".")
    git(work, "commit", "-q", "-m", "first")
    git(work, "push", "-q", "-u", "origin", "HEAD:main")
    return work


def test_the_job_checks_and_its_exit_code_is_that_of_check(clone: Path) -> None:
    assert run(CHECK, clone).returncode == 0
    failed = run(CHECK, clone, FAIL_ON="warning", GITHUB_ACTIONS="true")
    assert failed.returncode == 1
    assert "::warning file=" in failed.stdout
    report = run(CHECK, clone, FORMAT="sarif", OUTPUT="check.sarif", SINCE="HEAD")
    assert report.returncode == 0
    assert (clone / "check.sarif").is_file()


def test_the_job_may_require_that_catalogs_are_current(clone: Path) -> None:
    assert run(CHECK, clone, REQUIRE_UPDATE="true").returncode == 1


def test_updates_are_committed_and_pushed_once(clone: Path) -> None:
    (clone / "notes.txt").write_text("not ours", encoding="utf-8")
    first = run(COMMIT, clone)
    assert first.returncode == 0, first.stderr
    assert "committed" in first.stdout
    assert git(clone, "log", "-1", "--format=%s", "origin/main").startswith("Update")
    changed = git(clone, "show", "--name-only", "--format=", "HEAD").splitlines()
    assert changed
    assert all(path.startswith("locales/") for path in changed)
    assert "current" in run(COMMIT, clone).stdout


def test_updates_go_on_top_of_what_others_pushed(clone: Path) -> None:
    git(clone.parent, "clone", "-q", "origin.git", "other")
    other = clone.parent / "other"
    (other / "README.md").write_text("Boats\n", encoding="utf-8")
    git(other, "add", ".")
    git(other, "commit", "-q", "-m", "theirs")
    git(other, "push", "-q")
    assert run(COMMIT, clone).returncode == 0
    assert git(clone, "log", "--format=%s", "origin/main").splitlines()[1] == "theirs"


def test_the_action_hands_all_its_inputs_to_a_script_of_ours() -> None:
    action = parsed("action.yml")
    assert action["runs"]["using"] == "composite"
    *_, last = action["runs"]["steps"]
    assert last["run"].strip('"') == "$ACTION_PATH/scripts/ci/check"
    used = " ".join(map(str, action["runs"]["steps"]))
    for name in action["inputs"]:
        assert f"inputs.{name}" in used
    script = CHECK.read_text(encoding="utf-8")
    assert all(f"{name}" in script for name in last["env"] if name != "ACTION_PATH")
    # Inputs get into shells as variables only: text in a command would be run.
    assert not any(
        "inputs." in str(step.get("run")) for step in action["runs"]["steps"]
    )


def commands() -> list[str]:
    hooks = [hook["entry"] for hook in parsed(".pre-commit-hooks.yaml")]
    lines = parsed("scripts/ci/gitlab.yml")["translations"]["script"]
    return [line for line in (*hooks, *lines) if line.startswith("bitext ")]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_one_that_bitext_knows(command: str, tmp_path: Path) -> None:
    _, *arguments = command.split()
    outcome = CliRunner().invoke(bitext, [*arguments, "--help"])
    assert outcome.exit_code == 0
    missing = [*arguments, "--config-file", str(tmp_path / "none.yml")]
    # Its options are understood: what is missing is the project.
    assert "No such option" not in CliRunner().invoke(bitext, missing).output


def test_hooks_look_at_the_whole_project() -> None:
    hooks = parsed(".pre-commit-hooks.yaml")
    assert {hook["id"] for hook in hooks} == {
        "bitext-check",
        "bitext-update",
        "bitext-update-check",
    }
    assert not any(hook["pass_filenames"] for hook in hooks)
