"""Real articles of four languages in one project, whatever the order they came in."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bitext.catalog import Edition, template, update_locale
from bitext.locales import parse_locale
from tests.exchange.sxs_project import Project
from tests.exchange.test_corpora import FOLDERS, articles

pytestmark = pytest.mark.slow

EACH = 6
"""One article of so many is taken: all of them take minutes."""


@pytest.fixture
def folders(unpacked: Callable[[str], Path], tmp_path: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for code, name in FOLDERS.items():
        found[code] = tmp_path / "handoffs" / code
        whole = unpacked(name) / "AlchemyInsights"
        for path in articles(whole):
            article = path.relative_to(whole)
            if sum(article.as_posix().encode()) % EACH == 0:
                copy = found[code] / article
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    return found


def test_a_project_is_the_same_in_any_order_and_settled_at_once(
    folders: dict[str, Path], make_project: Callable[[str], Project]
) -> None:
    projects = [make_project("one"), make_project("other")]
    for project, order in zip(projects, ("nb,ja,ar,de", "de,ar,nb,ja"), strict=True):
        for code in order.split(","):
            project.plan(folders[code], code).write()
    project = projects[0]
    held = project.tree()
    assert projects[1].tree() == held
    for code, folder in folders.items():
        assert not project.plan(folder, code).changes
    split = project.splitting.splitter()
    templates = {
        path.relative_to(project.docs).as_posix(): template(
            split(path.read_bytes().decode()).blocks,
            reference=path.relative_to(project.root).as_posix(),
        )
        for path in project.docs.rglob("*.md")
    }
    for code in folders:
        planned = update_locale(
            project.locales,
            locale=parse_locale(code),
            templates=templates,
            edition=Edition("Help", "", 1, datetime(2027, 1, 2, tzinfo=UTC)),
        )
        changed = [path for path, _ in planned.changes.writes if path.exists()]
        # Articles that another locale brought may say what this one has elsewhere.
        assert len(changed) <= planned.counts.moved
        assert not planned.changes.deletions
