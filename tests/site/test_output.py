import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bitext.site.output import SiteFolder
from tests.site.boats import tree, write

if TYPE_CHECKING:
    from collections.abc import Callable


def site_folder(target: Path, *others: str) -> SiteFolder:
    record = target.with_name("site.record")
    return SiteFolder(target, others=[target / one for one in others], record=record)


def test_only_what_differs_is_replaced(tmp_path: Path) -> None:
    built, target = tmp_path / "built", tmp_path / "site"
    same = write(target / "same.html", "same")
    before = same.stat()
    write(target / "old.html", "old")
    write(target / "gone/index.html", "gone")
    for name, text in {"same.html": "same", "old.html": "new", "a/b.html": "b"}.items():
        write(built / name, text)
    site_folder(target).replace(built)
    assert tree(target) == {"same.html": b"same", "old.html": b"new", "a/b.html": b"b"}
    assert (same.stat().st_mtime_ns, same.stat().st_ino) == (
        before.st_mtime_ns,
        before.st_ino,
    )
    assert not (target / "gone").exists()
    assert not built.exists()


def test_folders_of_others_and_what_is_hidden_stay(tmp_path: Path) -> None:
    built, target = tmp_path / "built", tmp_path / "site"
    write(target / "nb/index.html", "nb")
    write(target / ".git/config", "git")
    write(target / "de/index.html", "a language no longer built")
    write(built / "index.html", "en")
    site_folder(target, "nb").replace(built)
    assert sorted(tree(target)) == [".git/config", "index.html", "nb/index.html"]


def test_page_may_become_a_folder_and_a_folder_a_page(tmp_path: Path) -> None:
    built, target = tmp_path / "built", tmp_path / "site"
    write(target / "a", "page")
    write(target / "b/index.html", "folder")
    write(built / "a/index.html", "folder")
    write(built / "b", "page")
    site_folder(target).replace(built)
    assert tree(target) == {"a/index.html": b"folder", "b": b"page"}


def test_new_folders_come_with_all_that_is_in_them(tmp_path: Path) -> None:
    built, target = tmp_path / "built", tmp_path / "site"
    write(target / "old/a.html", "a")
    texts = {"new/b.html": b"b", "new/c/d.html": b"d", "old/e/f.html": b"f"}
    for name, text in texts.items():
        write(built / name, text.decode())
    (built / "new/empty").mkdir()
    (built / "none/at/all").mkdir(parents=True)
    site_folder(target).replace(built, current={"old/a.html"})
    assert tree(target) == {**texts, "old/a.html": b"a"}
    assert not (target / "none").exists()
    assert site_folder(target).is_intact
    assert all(map(site_folder(target).is_unchanged, texts))


def test_folder_is_intact_until_somebody_changes_it(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target / "nb/index.html", "nb")
    write(target / "stray/empty.txt", "").unlink()

    def is_intact() -> bool:
        return site_folder(target, "nb").is_intact

    def build(**files: str) -> None:
        for name, text in files.items():
            write(tmp_path / f"built/{name}/index.html", text)
        kept = [f"{name}/index.html" for name in "ab" if name not in files]
        site_folder(target, "nb").replace(tmp_path / "built", current=kept)

    assert not is_intact()
    build(a="a", b="b", c="c")
    assert is_intact()
    assert not (target / "stray").exists()
    write(target / "nb/more.html", "of another language")
    write(target / ".hidden", "at the top")
    assert is_intact()
    build(a="A")
    assert is_intact()
    assert sorted(tree(target)) == [
        ".hidden",
        "a/index.html",
        "b/index.html",
        "nb/index.html",
        "nb/more.html",
    ]
    changes: tuple[Callable[[], object], ...] = (
        partial(write, target / "a/index.html", "xx"),
        partial(write, target / "b/extra.html", ""),
        partial(write, target / "new/deep/page.html", ""),
        (target / "b/index.html").unlink,
        partial(shutil.rmtree, target / "a"),
        (target / "a/folder").mkdir,
    )
    for change in changes:
        change()
        assert not is_intact()
        build(a="A", b="b")
        assert is_intact()
        assert sorted(tree(target))[1:3] == ["a/index.html", "b/index.html"]
        assert not (target / "new").exists()


def test_what_is_unchanged_is_told_file_by_file(tmp_path: Path) -> None:
    target, built = tmp_path / "site", tmp_path / "built"
    for name in ("a", "b", "c"):
        write(built / name, name)
    site_folder(target).replace(built)
    write(target / "b", "bb")
    (target / "c").unlink()
    folder = site_folder(target)
    assert [folder.is_unchanged(name) for name in "abcd"] == [True, False, False, False]
