import argparse
import shutil
from pathlib import Path

import pytest

from benches import structure
from bitext.site.build import build_site
from bitext.site.project import load_project

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``mkdocs.yml`` of the help site, built."""
    project = tmp_path_factory.mktemp("help")
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, project / name)
    path = project / "mkdocs.yml"
    shutil.copy(ROOT / "mkdocs.yml", path)
    assert build_site(load_project(path), jobs=2).errors == ()
    return path


def figures(config: Path) -> dict[str, object]:
    return structure.run(argparse.Namespace(config=config))


def test_pages_of_the_help_site_are_their_source_pages(config: Path) -> None:
    found = figures(config)
    assert found["ok"] is True, found


def test_page_with_another_link_is_told(config: Path) -> None:
    page = config.parent / "site/ja/index.html"
    text = page.read_text(encoding="utf-8")
    start = text.index("<article")
    page.write_text(
        text[:start] + text[start:].replace('href="', 'href="../x/', 1), "utf-8"
    )
    found = figures(config)
    assert found["ok"] is False
    assert found["ja"]["differing"] == {"links": 1}  # type: ignore[index]  # of figures
