"""The file that keeps cut articles between runs."""

from hashlib import sha256
from pathlib import Path

import pytest

from bitext.site.article_pack import ArticlePack

ENTRIES = {sha256(word.encode()).digest(): word.encode() for word in "fog gale".split()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    pack = ArticlePack(tmp_path / "cut" / "a.pack")
    for key, entry in ENTRIES.items():
        pack.add(key, entry)
    return tmp_path / "cut" / "a.pack"


def found(path: Path) -> dict[bytes, bytes | None]:
    pack = ArticlePack(path)
    return {key: pack.get(key) for key in ENTRIES}


def test_what_was_added_is_found_by_another_process(path: Path) -> None:
    assert found(path) == ENTRIES


def test_nothing_is_found_before_the_first_entry(tmp_path: Path) -> None:
    assert ArticlePack(tmp_path / "none" / "a.pack").get(bytes(32)) is None


def test_an_entry_another_process_adds_later_is_found(path: Path) -> None:
    early, late = ArticlePack(path), ArticlePack(path)
    assert early.get(bytes(32)) is None
    late.add(bytes(32), b"tide")
    early.add(b"\1" * 32, b"swell")
    assert early.get(bytes(32)) == b"tide"
    assert late.get(b"\1" * 32) == b"swell"


@pytest.mark.parametrize("lost", range(1, 44))
def test_an_entry_cut_off_by_a_kill_is_none_and_the_next_one_counts(
    path: Path, lost: int
) -> None:
    path.write_bytes(path.read_bytes()[:-lost])
    first, second = ENTRIES
    assert found(path) == {first: ENTRIES[first], second: None}
    ArticlePack(path).add(second, ENTRIES[second])
    assert found(path) == ENTRIES


def test_no_damage_makes_another_entry_of_one(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        kept = found(path)
        assert all(entry in {None, ENTRIES[key]} for key, entry in kept.items())
        pack = ArticlePack(path)
        for key, entry in kept.items():
            if entry is None:
                pack.add(key, ENTRIES[key])
        assert found(path) == ENTRIES


def test_damage_is_told_of_in_one_line(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(path) == ENTRIES
    assert not caplog.records
    text = path.read_bytes()
    path.write_bytes(text.replace(b"fog", b"dog").replace(b"gale", b"dale"))
    assert set(found(path).values()) == {None}
    (record,) = caplog.records
    assert record.getMessage().startswith(f"'{path}' was damaged")


def test_a_pack_removed_meanwhile_is_begun_anew(path: Path) -> None:
    pack = ArticlePack(path)
    first, second = ENTRIES
    assert pack.get(first)
    path.unlink()
    other = ArticlePack(path)
    other.add(bytes(32), b"tide")
    pack.add(second, ENTRIES[second])
    assert found(path) == {first: None, second: ENTRIES[second]}
    assert pack.get(bytes(32)) == b"tide"


def test_packs_of_other_settings_go_but_for_the_last(path: Path) -> None:
    for name in "bcd":
        ArticlePack(path.with_stem(name)).add(bytes(32), b"tide")
    kept = {pack.stem for pack in path.parent.glob("*.pack")}
    assert len(kept) == 3
    assert "d" in kept
