from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.sxs_project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[[str], Project]:
    return lambda name: Project(tmp_path / name)
