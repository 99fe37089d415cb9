"""The format and its import on real articles, which lie beside the project."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.catalog import (
    read_catalog,
)
from bitext.exchange.sxs import Outcome, facts_of, read
from bitext.layout import catalog_path
from tests.exchange.sxs_project import Project

FOLDERS = {
    "nb": "sxs-nb-NO",
    "ja": "sxs-ja-JP",
    "ar": "sxs-ar-SA",
    "de": "sxs-de-DE",
}


def articles(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def test_seed_article_becomes_a_page_and_its_translation(
    corpus: Path, project: Project
) -> None:
    text = (corpus / "seed-past-due-account.nb-NO.md").read_text(encoding="utf-8")
    plan = project.take({"past-due-account.md": text})
    units = read(text).units
    assert plan.summary.units == {Outcome.EQUAL: len(units)}
    catalog = project.catalog("past-due-account.md")
    assert catalog.header["X-Sxs-Handoff"] == facts_of(read(text)).handoff
    live = {message.source: message.target for message in catalog.messages}
    assert all(live[unit.source] == unit.target for unit in units)
    assert "# Past due account?\n" in project.article("past-due-account.md")


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS.values())
def test_every_file_is_joined_to_the_same_bytes(
    name: str, unpacked: Callable[[str], Path]
) -> None:
    for path in articles(unpacked(name)):
        content = path.read_bytes()
        document = read(content.decode())
        assert document.join().encode() == content, path
        assert not any(one.fault.loses_text for one in document.damage), path


@pytest.mark.slow
def test_every_translation_is_found_in_a_catalog_or_the_memory(
    unpacked: Callable[[str], Path], project: Project
) -> None:
    folders = {code: unpacked(FOLDERS[code]) / "AlchemyInsights" for code in FOLDERS}
    for code, folder in folders.items():
        plan = project.plan(folder, code, workers=2)
        plan.write()
        units = [
            len(read(path.read_bytes().decode()).units) for path in articles(folder)
        ]
        assert sum(plan.summary.units.values()) == sum(units)
    for code, folder in folders.items():
        memory = Counter(t for ts in project.memory(code).values() for t in ts)
        for path in articles(folder):
            article = path.relative_to(folder).as_posix()
            held = held_by(project, code, article)
            for unit in read(path.read_bytes().decode()).units:
                target = one_line(unit.target)
                assert target in held or target in memory, (path, unit.number)


def held_by(project: Project, code: str, article: str) -> str:
    """All translations in the catalog of ``article``, live and obsolete."""
    path = catalog_path(project.locales, gettext=code, article=article)
    catalog = read_catalog(path)
    return "\n".join(m.target for m in (*catalog.messages, *catalog.obsolete))


def one_line(target: str) -> str:
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", target.strip())
