from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.boats import make_site


@pytest.fixture
def new_site(tmp_path: Path) -> Callable[[str], Path]:
    """Makes the site with a configuration and gives the path of ``mkdocs.yml``."""
    return lambda config: make_site(tmp_path / "project", config)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The ``mkdocs.yml`` of a new site."""
    return make_site(tmp_path / "project")
