"""A build publishes what an update would leave, before anybody runs it."""

import json
import lzma
import re
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from bitext.catalog.standing import Standing
from bitext.config import LocaleConfig
from bitext.site.articles import ArticleReader
from bitext.site.inputs import FileDigests
from bitext.site.project import Project, load_project
from bitext.site.result import Unpublished
from bitext.site.stage import Stager
from bitext.site.updating import write_updates
from tests.site.boats import START, tree, write

LONG = 6_000
NEW = """\
# New

Put the oars away. Then rest.

Never seen before.
"""


def nb(project: Project) -> LocaleConfig:
    return next(one for one in project.config.locales if one.locale.code == "nb")


def staged(site: Path) -> tuple[dict[str, bytes], tuple[Unpublished, ...]]:
    """The tree of the Norwegian site, but for what only the cache reads."""
    project = load_project(site)
    stager = Stager(
        project,
        nb(project),
        reader=ArticleReader(project),
        digests=FileDigests(project.cache_dir / "files.digests"),
    )
    _, unpublished = stager.stage(output=site.parent / "out", progress=lambda _: None)
    found = tree(project.stage_dir / "nb")
    for name in ("coverage", "manifest", "mkdocs.staged", "pages.staged"):
        del found[name]
    return found, unpublished


def staged_anew(site: Path) -> tuple[dict[str, bytes], tuple[Unpublished, ...]]:
    shutil.rmtree(load_project(site).cache_dir)
    return staged(site)


def update(site: Path) -> int:
    project = load_project(site)
    return write_updates(project, locales=[nb(project)])["nb"].files


def page(site: Path, path: str) -> str:
    return staged(site)[0][f"docs/{path}"].decode()


@pytest.fixture
def current(site: Path) -> Path:
    """The site with its catalogs up to date and more to translate, all staged."""
    docs = site.parent / "docs"
    write(
        docs / "knots.md", "# Knots\n\nTie 2 knots in `a.sh`. Pull [it](a.md) tight.\n"
    )
    write(docs / "row.md", "# Row\n\nRow to the shore. Rest on it. Row back again.\n")
    write(docs / "sail.md", "# Sail\n\nSet the sail and hold the rope firmly.\n")
    update(site)
    folder = site.parent / "locales/nb/LC_MESSAGES"
    for name in ("knots", "row", "sail"):
        path = folder / f"{name}.md.po"
        po = path.read_text(encoding="utf-8")
        po = re.sub(r'msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "NB \1"', po)
        path.write_text(po, encoding="utf-8")
    update(site)
    staged(site)
    return site


def link_changed(docs: Path) -> None:
    edit(docs / "knots.md", "(a.md)", "(b.md)")


def number_changed(docs: Path) -> None:
    edit(docs / "knots.md", "2 knots", "4 knots")


def code_changed(docs: Path) -> None:
    edit(docs / "knots.md", "`a.sh`", "`b.sh`")


def sentence_moved_inside(docs: Path) -> None:
    edit(docs / "row.md", "Row to the shore. Rest on it.", "Rest. Row to the shore.")


def sentence_moved_between(docs: Path) -> None:
    edit(docs / "row.md", " Rest on it.", "")
    edit(docs / "sail.md", "firmly.", "firmly. Rest on it.")


def article_renamed(docs: Path) -> None:
    (docs / "row.md").rename(docs / "rowing.md")


def sentences_joined(docs: Path) -> None:
    edit(docs / "row.md", "shore. Rest on it.", "shore, rest on it.")


def sentence_cut(docs: Path) -> None:
    edit(docs / "sail.md", "sail and hold", "sail. Hold")


def article_is_new(docs: Path) -> None:
    write(docs / "new.md", NEW)


def article_deleted(docs: Path) -> None:
    (docs / "guide/start.md").unlink()


def words_edited(docs: Path) -> None:
    edit(docs / "guide/start.md", "Step over it", "Step across it")


def similar_text_added(docs: Path) -> None:
    text = "Set the sails and hold the ropes firmly. Tie 2 knots here and rest.\n"
    write(docs / "similar.md", text)


def nav_title_new(docs: Path) -> None:
    edit(docs.parent / "mkdocs.yml", "- Home: index.md", "- Small boat: index.md")


def word_of_the_renderer_gone(docs: Path) -> None:
    edit(docs / "guide/start.md", '!!! note "Mind the gap"', "!!! note")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


EDITS: list[Callable[[Path], None]] = [
    link_changed,
    number_changed,
    code_changed,
    sentence_moved_inside,
    sentence_moved_between,
    article_renamed,
    sentences_joined,
    sentence_cut,
    article_is_new,
    article_deleted,
    words_edited,
    similar_text_added,
    nav_title_new,
    word_of_the_renderer_gone,
]


@pytest.mark.parametrize("change", EDITS, ids=lambda change: str(change.__name__))
def test_build_after_an_edit_is_the_build_after_the_update(
    current: Path, change: Callable[[Path], None]
) -> None:
    change(current.parent / "docs")
    edited = staged(current)
    assert staged_anew(current) == edited
    assert update(current) > 0
    assert staged(current)[0] == edited[0]
    assert staged_anew(current)[0] == edited[0]


def test_all_edits_at_once_give_the_same_and_leave_the_project_alone(
    current: Path,
) -> None:
    docs = current.parent / "docs"
    excluding = {sentence_moved_inside, sentences_joined, article_deleted}
    for change in sorted(EDITS, key=lambda one: one is article_renamed):
        if change not in excluding:
            change(docs)
    before = {
        path: content
        for path, content in tree(current.parent).items()
        if not path.startswith(".cache/")
    }
    edited = staged(current)
    assert before.items() <= tree(current.parent).items()
    update(current)
    assert staged_anew(current)[0] == edited[0]


@pytest.mark.slow
def test_real_edits_are_published_as_after_the_update(site: Path, corpus: Path) -> None:
    pairs = edited_articles(corpus / "article-updates.jsonl.xz")
    docs = site.parent / "docs"
    for number, (before, _) in enumerate(pairs):
        write(docs / f"{number}.md", before)
    update(site)
    for path in (site.parent / "locales/nb/LC_MESSAGES").glob("[0-9]*.po"):
        po = path.read_text(encoding="utf-8")
        po = re.sub(r'msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "\1 Å."', po)
        path.write_text(po, encoding="utf-8")
    update(site)
    staged(site)
    for number, (_, after) in enumerate(pairs):
        (docs / f"{number}.md").unlink()
        if number % 20:
            folder = "" if number % 3 else "moved/"
            write(docs / f"{folder}{number}.md", after)
    edited = staged(site)
    translated = sum(" Å.".encode() in text for text in edited[0].values())
    assert translated > len(pairs) / 2
    update(site)
    assert staged_anew(site)[0] == edited[0]


def edited_articles(path: Path) -> list[tuple[str, str]]:
    """Some short articles before and after somebody edited them."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    found = [(one["old"], one["new"]) for one in pairs if len(one["old"]) < LONG]
    return found[::5]


def test_changes_of_links_code_and_numbers_are_published_at_once(current: Path) -> None:
    docs = current.parent / "docs"
    for change in (link_changed, number_changed, code_changed):
        change(docs)
    text = page(current, "knots.md")
    assert "NB Tie 4 knots in `b.sh`." in text
    assert "NB Pull [it](b.md) tight." in text


def test_text_that_waits_takes_what_a_new_one_takes(current: Path) -> None:
    docs = current.parent / "docs"
    write(docs / "wait.md", "Count 6 boats here.\n")
    update(current)
    write(docs / "count.md", "Count 3 boats here.\n")
    update(current)
    po = current.parent / "locales/nb/LC_MESSAGES/count.md.po"
    edit(po, 'boats here."\nmsgstr ""', 'boats here."\nmsgstr "Tell 3 båter her."')
    write(docs / "new.md", "Count 6 boats here.\n")
    edited = staged(current)[0]
    assert "Tell 6 båter her." in page(current, "new.md")
    assert "Tell 6 båter her." in page(current, "wait.md")
    update(current)
    assert staged_anew(current)[0] == edited
    assert update(current) == 0


def test_catalog_of_a_deleted_article_is_published_when_it_returns(
    current: Path,
) -> None:
    before = page(current, "guide/start.md")
    article_deleted(current.parent / "docs")
    update(current)
    assert "docs/guide/start.md" not in staged(current)[0]
    write(current.parent / "docs/guide/start.md", START)
    assert page(current, "guide/start.md") == before


def test_of_the_memory_only_what_holds_a_text_is_read(
    current: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[str] = set()
    entries = Standing.entries

    def noted(standing: Standing, files: Collection[str] | None = None) -> object:
        assert files is not None
        read.update(Path(path).name for path in files)
        yield from entries(standing, files)

    monkeypatch.setattr(Standing, "entries", noted)
    docs = current.parent / "docs"
    staged(current)
    write(docs / "guide/tables.md", "# Tables\n\nNobody has ever said that.\n")
    write(docs / "other.md", "# Another\n\nNor has anybody said this.\n")
    staged(current)
    assert not read
    sentence_moved_between(docs)
    article_is_new(docs)
    staged(current)
    assert read == {"row.md.po", "start.md.po"}


def test_untranslated_page_is_staged_again_once_the_memory_has_its_text(
    current: Path,
) -> None:
    docs = current.parent / "docs"
    write(docs / "new.md", NEW)
    assert "Then rest." in page(current, "new.md")
    update(current)
    assert "Then rest." in page(current, "new.md")
    write(docs / "rest.md", "Then rest.\n")
    update(current)
    po = current.parent / "locales/nb/LC_MESSAGES/rest.md.po"
    edit(po, 'msgid "Then rest."\nmsgstr ""', 'msgid "Then rest."\nmsgstr "Så hvil."')
    assert "Så hvil." in page(current, "new.md")
    po.unlink()
    (docs / "rest.md").unlink()
    assert "Then rest." in page(current, "new.md")


def test_damaged_register_is_made_anew(current: Path) -> None:
    (path,) = (current.parent / ".cache/bitext/registers").iterdir()
    kept = path.read_bytes()
    others = [b"", kept[:20], kept[:-1], kept[:40] + b"x" + kept[41:], kept + b"x"]
    others.append(bytes(32) + kept[32:])
    for number, damaged in enumerate(others):
        path.write_bytes(damaged)
        write(current.parent / "docs/new.md", NEW.replace("New", f"New {number}"))
        assert "NB" not in page(current, "new.md")
        assert "Legg bort årene." in page(current, "new.md")


def test_conflict_markers_in_the_memory_are_named_by_every_build(current: Path) -> None:
    memory = current.parent / "locales/nb/memory.po"
    write(memory, '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\n>>>>>>> other\n')
    for _ in range(2):
        (one,) = staged(current)[1]
        assert (one.path, one.line) == ("locales/nb/memory.po", 1)
        assert "merge conflict marker '<<<<<<<'" in one.reason
