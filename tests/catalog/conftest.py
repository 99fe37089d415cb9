"""A locale, an edition and the gettext tools, for tests of catalogs."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bitext.catalog import Edition
from bitext.locales import Locale, parse_locale

Gettext = Callable[..., str]


@pytest.fixture(scope="session")
def nb() -> Locale:
    return parse_locale("nb")


@pytest.fixture(scope="session")
def edition() -> Edition:
    now = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    return Edition("Help 1.0", "bugs@example.org", segmentation=1, now=now)


@pytest.fixture(scope="session")
def later() -> Edition:
    now = datetime(2027, 8, 9, 10, 11, tzinfo=UTC)
    return Edition("Help 1.0", "bugs@example.org", segmentation=1, now=now)


@pytest.fixture(scope="session")
def gettext() -> Gettext:
    """Runs a program of GNU gettext and gives what it prints; skips without it."""

    def run(program: str, *arguments: str | Path) -> str:
        found = shutil.which(program)
        if found is None:
            pytest.skip(f"{program} of GNU gettext is not installed")
        done = subprocess.run(
            [found, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        assert not done.stderr, done.stderr
        return done.stdout

    return run
