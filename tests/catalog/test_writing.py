"""One layout for every catalog, read back as it was by us and by GNU gettext."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.catalog import (
    Catalog,
    Message,
    catalog_bytes,
    parse_catalog,
    read_catalog,
    write_catalog,
)
from bitext.files import WriteError

FULL = """\
# Team notes.
#
# More.
# bitext: flags=no-wrap
#, no-wrap
msgid ""
msgstr ""
"Project-Id-Version: Help\\n"
"PO-Revision-Date: 2026-01-02 03:04+0000\\n"
"Last-Translator: Kari <kari@example.org>\\n"
"Language-Team: Norwegian\\n"
"Language: nb\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Unknown: kept\\n"

# Ask Ola.
# bitext: flags=ignore-md-link
# bitext: fuzzy=edited
# bitext: origin=mt
#. paragraph in Set up
#. item
#: docs/a.md \u2068docs/my page.md\u2069
#, fuzzy, markdown-text, ignore-md-link
#| msgctxt "label"
#| msgid "Store"
msgctxt "button"
msgid "Save"
msgstr "Lagre"

msgid "A long sentence that no tool of ours wraps, because a wrapped line makes a \
small edit look like a large one in the history of the file."
msgstr ""

msgid "One\\\\two \\"three\\"\\tfour"
msgstr ""
"En\\n"
"\\n"
"to\\n"

msgid "file"
msgid_plural "files"
msgstr[0] "fil"
msgstr[1] "filer"

# Gone.
# bitext: previous=Even older
#, fuzzy
#~ msgctxt "menu"
#~ msgid "Old"
#~ msgstr "Gammel"

#~ msgid "Older"
#~ msgstr ""
#~ "Eldre\\n"
#~ "Eldst"

# vim: set ft=po:
"""

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
MESSAGES = st.builds(
    Message,
    source=TEXT.filter(bool),
    target=TEXT,
    context=st.none() | TEXT,
    is_fuzzy=st.booleans(),
    previous=st.none() | TEXT,
    comments=st.lists(LINE.filter(lambda line: "bitext" not in line)).map(tuple),
    facts=st.dictionaries(st.sampled_from(["origin", "ignore"]), LINE),
    extracted=st.lists(LINE).map(tuple),
    flags=st.lists(st.sampled_from(["no-wrap", "x-own"]), unique=True).map(tuple),
)


def test_what_we_write_reads_and_writes_the_same() -> None:
    catalog = parse_catalog(FULL.encode(), path="a.po")
    assert catalog_bytes(catalog).decode() == FULL


@settings(max_examples=50)
@given(
    st.lists(MESSAGES, unique_by=lambda message: message.key, max_size=3),
    st.lists(MESSAGES, unique_by=lambda message: message.key, max_size=2),
)
def test_any_catalog_reads_back_as_it_was(
    live: list[Message], gone: list[Message]
) -> None:
    obsolete = [
        Message(m.source, m.target, m.context, comments=m.comments, is_obsolete=True)
        for m in gone
    ]
    catalog = Catalog("a.po", {"Content-Type": "text/plain; charset=UTF-8"})
    catalog.messages, catalog.obsolete = live, obsolete
    data = catalog_bytes(catalog)
    again = parse_catalog(data, path="a.po")
    assert again == catalog
    assert catalog_bytes(again) == data


@settings(max_examples=50)
@given(st.lists(MESSAGES, unique_by=lambda message: message.key, max_size=3))
def test_a_wrapped_catalog_reads_back_as_it_was(messages: list[Message]) -> None:
    header = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog = Catalog("a.po", header, messages, wrap=30)
    again = parse_catalog(catalog_bytes(catalog), path="a.po")
    assert again == catalog
    assert catalog_bytes(replace(again, wrap=30)) == catalog_bytes(catalog)


def test_wrapped_strings_are_cut_after_blanks() -> None:
    message = Message(
        'One "two" three four five sixseveneightnineteneleventwelve.',
        "一二三 四五六 七八九 十",
        references=("docs/a.md:1", "docs/my page.md:2", "docs/a.md:30"),
        is_fuzzy=True,
        previous="One two three four five six.",
    )
    catalog = Catalog("a.po", {"Language": "nb"}, [message], wrap=24)
    _, _, written = catalog_bytes(catalog).decode().partition("\n\n")
    assert written == (
        "#: docs/a.md:1\n"
        "#: \u2068docs/my page.md\u2069:2\n"
        "#: docs/a.md:30\n"
        "#, fuzzy\n"
        '#| msgid ""\n'
        '#| "One two three four "\n'
        '#| "five six."\n'
        'msgid ""\n'
        '"One \\"two\\" three "\n'
        '"four five "\n'
        '"sixseveneightnineteneleventwelve."\n'
        'msgstr ""\n'
        '"一二三 四五六 七八九 "\n'
        '"十"\n'
    )


def test_a_file_without_a_header_gets_one() -> None:
    catalog = Catalog("a.po", messages=[Message("a", "å")])
    data = catalog_bytes(catalog)
    assert b"charset=UTF-8" in data
    assert parse_catalog(data, path="a.po").messages == catalog.messages


def test_another_charset_is_written_as_utf_8() -> None:
    header = {"Content-Type": "text/plain; charset=ISO-8859-1"}
    data = catalog_bytes(Catalog("a.po", header, [Message("a", "å")]))
    assert b"ISO-8859-1" not in data
    assert parse_catalog(data, path="a.po").published == {"a": "å"}


def test_header_lines_that_are_no_fields_are_kept() -> None:
    text = 'msgid ""\nmsgstr ""\n"just words\\n"\n"Content-Type: x\\n"\n"more\\n"\n'
    header = parse_catalog(text.encode(), path="a.po").header
    data = catalog_bytes(Catalog("a.po", header))
    assert b'"just words\\n"' in data
    assert parse_catalog(data, path="a.po").header["Content-Type"] != ""
    text = text.replace("Content-Type: x", "X-Twice: 1\\n" + '"\n"X-Twice: 2')
    twice = catalog_bytes(parse_catalog(text.encode(), path="a.po")).decode()
    assert '"X-Twice: 1\\n"\n"X-Twice: 2\\n"\n"more\\n"\n' in twice


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.po"
    catalog = parse_catalog(FULL.encode(), path="a.po")
    assert write_catalog(path, catalog)
    assert not write_catalog(path, catalog)
    assert read_catalog(path, shown="a.po") == catalog


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no modes there")
def test_a_folder_that_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write anywhere")
        with pytest.raises(WriteError, match=r"a\.po: cannot be written"):
            write_catalog(path, Catalog("a.po"))
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.po"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        write_catalog(path, Catalog("a.po"))
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.po"]


def test_gnu_gettext_accepts_what_we_write(
    tmp_path: Path, gettext: Callable[..., str]
) -> None:
    # msgfmt wants both sides of a message to end alike.
    text = FULL.replace("to\\n", "to")
    path = tmp_path / "a.po"
    write_catalog(path, parse_catalog(text.encode(), path="a.po"))
    gettext("msgfmt", "--check", "-o", os.devnull, path)


@pytest.mark.parametrize("options", [(), ("--no-wrap",), ("--width=40",)])
def test_msgcat_keeps_all_but_what_is_made_again(
    tmp_path: Path, gettext: Callable[..., str], options: tuple[str, ...]
) -> None:
    text = FULL.replace(", markdown-text", "")
    text = text.removesuffix("\n# vim: set ft=po:\n")
    path = tmp_path / "a.po"
    path.write_text(text, encoding="utf-8")
    through = gettext("msgcat", *options, path)
    assert catalog_bytes(parse_catalog(through.encode(), path="a.po")).decode() == text
