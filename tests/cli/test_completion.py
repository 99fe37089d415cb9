"""Shells complete what is typed."""

import os
import subprocess
import sys

import pytest

CODE = """\
import sys
from bitext.cli.main import main
sys.argv[0] = "bitext"
main()
"""


def completed(*words: str) -> list[str]:
    """What bash would offer for the last of ``words``."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", CODE],
        env={
            **os.environ,
            "COMP_WORDS": " ".join(["bitext", *words]),
            "COMP_CWORD": str(len(words)),
            "_BITEXT_COMPLETE": "bash_complete",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    if len(words) == 1:
        # Whoever presses the key waits for it.
        assert "bitext.cli.build_command" not in done.stderr
    return [line.removeprefix("plain,") for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["me"], ["merge", "memory"]),
        (["build", "--sh"], ["--shard"]),
        (["memory", "pre"], ["pretranslate"]),
        (["stats", "--by", "s"], ["section"]),
    ],
)
def test_what_is_begun_is_completed(words: list[str], offered: list[str]) -> None:
    assert completed(*words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "_BITEXT_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_BITEXT_COMPLETE" in done.stdout
