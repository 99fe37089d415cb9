from pathlib import Path

from bitext.site.output import put_in_place
from tests.site.boats import tree, write


def test_only_what_differs_is_replaced(tmp_path: Path) -> None:
    built, target = tmp_path / "built", tmp_path / "site"
    same = write(target / "same.html", "same")
    before = same.stat()
    write(target / "old.html", "old")
    write(target / "gone/index.html", "gone")
    for name, text in {"same.html": "same", "old.html": "new", "a/b.html": "b"}.items():
        write(built / name, text)
    put_in_place(built, target, without=())
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
    put_in_place(built, target, without=[target / "nb"])
    assert sorted(tree(target)) == [".git/config", "index.html", "nb/index.html"]


def test_page_may_become_a_folder_and_a_folder_a_page(tmp_path: Path) -> None:
    built, target = tmp_path / "built", tmp_path / "site"
    write(target / "a", "page")
    write(target / "b/index.html", "folder")
    write(built / "a/index.html", "folder")
    write(built / "b", "page")
    put_in_place(built, target, without=())
    assert tree(target) == {"a/index.html": b"folder", "b": b"page"}
