import os
import stat
import sys
from pathlib import Path

import pytest

from bitext.errors import EncodingError
from bitext.files import (
    StrandedError,
    WriteError,
    delete,
    read_text,
    remove_leftovers,
    write_all,
    write_atomic,
)


def test_file_is_written_once_and_then_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    assert write_atomic(path, b"one")
    before = path.stat()
    assert not write_atomic(path, b"one")
    assert path.stat() == before
    assert write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["file.txt"]


def test_replaced_file_keeps_its_mode_and_a_new_one_has_the_usual(
    tmp_path: Path,
) -> None:
    path = tmp_path / "file.txt"
    write_atomic(path, b"one")
    plain = tmp_path / "plain.txt"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.txt"
    write_atomic(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteError, match=r"file\.txt: .*No space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_many_files_are_written_and_those_that_change_are_counted(
    tmp_path: Path,
) -> None:
    files = [(tmp_path / str(n % 7) / f"{n}.txt", b"%d" % n) for n in range(300)]
    assert write_all(files[:200]) == 200
    assert write_all(iter(files)) == 100
    assert all(path.read_bytes() == data for path, data in files)
    plain = tmp_path / "plain.txt"
    plain.touch()
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(found) == 301
    assert {path.stat().st_mode for path in found} == {plain.stat().st_mode}


def test_many_files_are_replaced_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced: list[str] = []
    replace = Path.replace

    def spy(source: Path, target: Path) -> Path:
        replaced.append(target.name)
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", spy)
    names = [str(number) for number in range(300)]
    write_all((tmp_path / name, b"x") for name in names)
    assert replaced == names


def test_file_of_many_that_cannot_be_written_is_named_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    files = [(tmp_path / name, b"x") for name in ("a", "folder", "b")]
    with pytest.raises(WriteError, match="folder: cannot be written"):
        write_all(files)
    assert {path.name for path in tmp_path.iterdir()} <= {"a", "folder"}
    write_atomic(tmp_path / "b", b"x")
    with pytest.raises(WriteError, match="c: cannot be written"):
        write_all([(tmp_path / "b" / "no" / "c", b"x")])


def test_text_keeps_its_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    path.write_bytes("\ufeffa\r\nb\nc\r".encode())
    assert read_text(path) == "\ufeffa\r\nb\nc\r"


def test_byte_that_is_no_utf8_is_named_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    path.write_bytes("one\ntwø\nthr".encode() + b"\xe9e\n")
    with pytest.raises(EncodingError) as raised:
        read_text(path, shown="docs/file.md")
    error = raised.value
    assert (error.line, error.column, error.byte) == (3, 4, 0xE9)
    assert str(error).startswith("docs/file.md:3: byte 0xe9 in column 4 is not UTF-8")


def test_deletion_that_cannot_be_undone_is_undone_by_the_next_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.md.po"
    path.write_bytes(b"saved by an editor")
    rename = Path.rename

    def require(_: Path, place: Path) -> None:
        if place != path:
            monkeypatch.setattr(Path, "rename", refuse)
            raise WriteError(path, OSError(30, "it was changed"))

    def refuse(*_: Path) -> None:
        raise OSError(30, "Read-only file system")

    with pytest.raises(WriteError, match="it was changed"):
        delete(path, require=require)
    assert not path.exists()
    monkeypatch.setattr(Path, "rename", rename)
    assert not remove_leftovers(tmp_path)
    monkeypatch.setattr("bitext.files.is_alive", lambda _: False)
    assert remove_leftovers(tmp_path) == 1
    assert path.read_bytes() == b"saved by an editor"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="files are exchanged there")
def test_what_cannot_be_put_back_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.md.po"
    path.write_bytes(b"saved by an editor")

    def require(_: Path, place: Path) -> None:
        if place != path:
            monkeypatch.setattr("bitext.files._rename", refuse)
            raise WriteError(path, OSError(30, "it was changed"))

    def refuse(*_: object) -> bool:
        raise OSError(30, "Read-only file system")

    with pytest.raises(StrandedError, match="Read-only file system") as caught:
        write_all([(path, b"an update")], require=require)
    assert caught.value.saved.read_bytes() == b"saved by an editor"
    assert str(caught.value.saved) in str(caught.value)
