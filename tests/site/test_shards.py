import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from benches.identity import Editor, make_project
from bitext.site.build import build_site
from bitext.site.project import Project, load_project
from bitext.site.result import Progress
from bitext.site.shards import build_shard, require_parts, shares
from bitext.site.site_parts import PartError, Shard
from tests.site.boats import CONFIG, tree, write

NewSite = Callable[[str], Path]


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def unheard(_: Progress) -> None:
    """Nobody looks at progress."""


def copied(path: Path, name: str) -> Project:
    """The project of ``path`` as it lies on another machine, in a folder ``name``."""
    folder = path.parents[1] / name
    ignored = shutil.ignore_patterns(".cache", "site")
    shutil.copytree(path.parent, folder, ignore=ignored)
    return load_project(folder / "mkdocs.yml")


def built_parts(path: Path, count: int) -> list[Path]:
    """All parts of the site of ``path``, each built on a machine of its own."""
    parts = []
    for number in range(1, count + 1):
        project = copied(path, f"machine-{number}-of-{count}")
        parts.append(project.root.with_suffix(".part"))
        shard = Shard(number, count)
        result = build_shard(project, shard, part=parts[-1], jobs=1, progress=unheard)
        assert result.errors == ()
        assert not project.site_dir.exists()
    return parts


def test_every_page_is_in_one_part(site: Path) -> None:
    project = load_project(site)
    for count in range(1, 15):
        found = [
            (language.locale.code, path)
            for number in range(1, count + 1)
            for language, paths in shares(project, Shard(number, count))
            for path in paths
        ]
        assert len(found) == len(set(found)) == 4 * len(project.articles)


@pytest.mark.slow
@pytest.mark.parametrize("count", range(1, 6))
def test_any_number_of_parts_gives_the_bytes_of_a_plain_build(
    site: Path, count: int
) -> None:
    parts = built_parts(site, count)
    merged = copied(site, "merged")
    require_parts(merged, parts)
    result = build_site(merged, parts=parts, jobs=1)
    assert result.errors == ()
    if count == 1:
        # Nothing had to be guessed: all was taken from the part.
        assert {one.rendered for one in result.languages} == {0}
    build_site(load_project(site), jobs=1)
    assert tree(merged.site_dir) == tree(site.parent / "site")
    assert not list(merged.cache_dir.rglob("*.zip"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_parts_of_random_sites_give_the_bytes_of_a_plain_build(
    tmp_path: Path, seed: int
) -> None:
    project = load_project(make_project(tmp_path / "project", seed))
    Editor(project.root, seed).edit()
    parts = built_parts(project.config_file, 1 + seed)
    merged = copied(project.config_file, "merged")
    require_parts(merged, parts)
    build_site(merged, parts=parts, jobs=1)
    clean = copied(project.config_file, "clean")
    build_site(clean, jobs=1)
    assert tree(merged.site_dir) == tree(clean.site_dir)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - search\n", "  - search\n  - material/tags\n"),
        ("  font: false\n", "  font: false\n  custom_dir: overrides\n"),
    ],
)
def test_pages_that_need_others_are_made_when_parts_are_merged(
    new_site: NewSite, old: str, new: str
) -> None:
    path = new_site(CONFIG.replace(old, new))
    text = '{% extends "base.html" %}{% block announce %}{{ nav.pages[0].toc }}'
    write(path.parent / "overrides/main.html", f"{text}{{% endblock %}}")
    parts = built_parts(path, 2)
    merged = copied(path, "merged")
    build_site(merged, parts=parts, jobs=1)
    build_site(load_project(path), jobs=1)
    assert tree(merged.site_dir) == tree(path.parent / "site")


@pytest.mark.slow
def test_titles_that_no_heading_tells_are_right_all_the_same(site: Path) -> None:
    """Whoever makes a part looks at the beginning of the other pages alone."""
    docs = site.parent / "docs"
    index, tables = docs / "index.md", docs / "guide/tables.md"
    text = index.read_text("utf-8")
    write(index, text.replace("title: Welcome aboard", "icon: material/sail-boat"))
    write(tables, "```sh\n# No title\n```\n\n# All tables\n\nOne.\n")
    parts = built_parts(site, 3)
    merged = copied(site, "merged")
    build_site(merged, parts=parts, jobs=1)
    build_site(load_project(site), jobs=1)
    assert tree(merged.site_dir) == tree(site.parent / "site")


@pytest.mark.slow
def test_parts_that_do_not_fit_are_refused(site: Path) -> None:
    first, second = built_parts(site, 2)
    project = load_project(site)
    with pytest.raises(PartError, match=r"1 of 2 parts are missing \(2\)"):
        require_parts(project, [first])
    with pytest.raises(PartError, match="give each part once"):
        require_parts(project, [first, first])
    cut = second.with_name("cut.part")
    cut.write_bytes(second.read_bytes()[:-100])
    with pytest.raises(PartError, match="was damaged"):
        require_parts(project, [first, cut])
    start = site.parent / "docs/guide/start.md"
    write(start, f"{start.read_text('utf-8')}\nOne more.\n")
    with pytest.raises(PartError, match="built from other files"):
        require_parts(load_project(site), [first, second])
    # Who merges all the same takes nothing from them that is not right any more.
    build_site(load_project(site), parts=[first, second], jobs=1)
    clean = copied(site, "clean")
    build_site(clean, jobs=1)
    assert tree(site.parent / "site") == tree(clean.site_dir)


def test_file_that_is_no_part_is_refused(site: Path, tmp_path: Path) -> None:
    project = load_project(site)
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("about.json", "{}")
    write(tmp_path / "text.part", "No zip file.\n")
    for name in ("other.zip", "text.part"):
        with pytest.raises(PartError, match="is no part of a site"):
            require_parts(project, [tmp_path / name])
        with pytest.raises(PartError, match="is no part of a site"):
            build_site(project, parts=[tmp_path / name], jobs=1)
    assert not project.site_dir.exists()
