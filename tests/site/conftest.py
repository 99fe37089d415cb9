from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.boats import make_site
from tests.site.hosting import FLAGS


@pytest.fixture
def new_site(tmp_path: Path) -> Callable[[str], Path]:
    """Makes the site with a configuration and gives the path of ``mkdocs.yml``."""
    return lambda config: make_site(tmp_path / "project", config)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The ``mkdocs.yml`` of a new site."""
    return make_site(tmp_path / "project")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()
