"""The README shows how much of our own help site is translated."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
CODES = sorted(path.parent.name for path in (ROOT / "locales").glob("*/LC_MESSAGES"))


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_a_badge_is_up_to_date(
    run: Run, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    # To draw them anew: scripts/badges
    monkeypatch.chdir(ROOT)
    drawn = run("stats", "--format", "badge", "--locale", code).out
    file = ROOT / f"docs/assets/translated/{code}.svg"
    assert file.read_text(encoding="utf-8") == drawn


def test_the_readme_shows_a_badge_for_each_language() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"translated/(\w+)\.svg", readme)) == CODES
