"""Catalogs of articles nobody here wrote outlive other people's tools."""

import shutil
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from benches.tools import run


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sxs-nb-NO", "sxs-ja-JP", "sxs-ar-SA"])
def test_tools_lose_nothing_and_updates_restore_every_byte(
    name: str, unpacked: Callable[[str], Path]
) -> None:
    if not shutil.which("msgmerge"):
        pytest.skip("GNU gettext is not installed")
    figures = run(Namespace(folder=unpacked(name), every=40))
    assert figures["ok"], figures
