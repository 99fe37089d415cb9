"""PO files of every make are read without loss; faults are named with their line."""

import pickle
from pathlib import Path

import pytest

from bitext.catalog import Message, parse_catalog, read_catalog
from bitext.catalog.errors import (
    CatalogReadError,
    CatalogSyntaxError,
    CharsetError,
    ConflictMarkerError,
    DuplicateMessageError,
)

HEADER = """\
# Team notes.
#, no-wrap
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Unknown: kept\\n"

"""

FULL = (
    HEADER
    + """\
# Ask Ola.
# bitext: origin=mt
#. paragraph in Set up
#: docs/a.md
#, fuzzy, markdown-text, ignore-md-link
#| msgid "Store"
msgctxt "button"
msgid "Save"
msgstr "Lagre"

msgid "file"
msgid_plural "files"
msgstr[0] "fil"
msgstr[1] "filer"

# Gone.
#, fuzzy
#~| msgid "Even older"
#~ msgctxt "menu"
#~ msgid "Old"
#~ msgstr "Gammel"
"""
)


def parse(text: str) -> object:
    return parse_catalog(text.encode(), path="nb/a.po")


def lines(text: str) -> list[int]:
    catalog = parse_catalog(text.encode(), path="nb/a.po")
    return [message.line for message in (*catalog.messages, *catalog.obsolete)]


def test_every_part_of_a_message_is_read() -> None:
    catalog = parse_catalog(FULL.encode(), path="nb/a.po")
    save, file = catalog.messages
    assert catalog.comments == ("Team notes.",)
    assert catalog.header_flags == ("no-wrap",)
    assert catalog.header["X-Unknown"] == "kept"
    assert save.key == ("button", "Save")
    assert save.target == "Lagre"
    assert save.is_fuzzy
    assert save.previous == "Store"
    assert save.comments == ("Ask Ola.",)
    assert save.facts == {"origin": "mt"}
    assert save.extracted == ("paragraph in Set up",)
    assert save.references == ("docs/a.md",)
    assert save.flags == ("markdown-text", "ignore-md-link")
    assert (file.plural_source, file.plural_targets) == ("files", ("fil", "filer"))


def test_an_obsolete_message_keeps_comment_mark_context_and_previous_source() -> None:
    (old,) = parse_catalog(FULL.encode(), path="nb/a.po").obsolete
    assert old.is_obsolete
    assert old.is_fuzzy
    assert old.key == ("menu", "Old")
    assert old.comments == ("Gone.",)
    assert old.previous == "Even older"


def test_lines_are_those_of_the_msgids() -> None:
    catalog = parse_catalog(FULL.encode(), path="nb/a.po")
    lines = FULL.split("\n")
    for message in (*catalog.messages, *catalog.obsolete):
        assert lines[message.line - 1].endswith(f'msgid "{message.source}"')


def test_wrapped_strings_read_as_one() -> None:
    text = 'msgid ""\n"One "\n"two."\nmsgstr "En "\n"to."\n'
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert (message.source, message.target) == ("One two.", "En to.")


def test_windows_line_ends_and_a_byte_order_mark_read_the_same() -> None:
    windows = b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode()
    assert parse_catalog(windows, path="nb/a.po") == parse(FULL)


def test_comments_without_a_blank_read_as_those_with_one() -> None:
    text = (
        '#note\n#.heading\n#:docs/a.md\n#,fuzzy\n#|msgid "A"\nmsgid "B"\nmsgstr "b"\n'
    )
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert message.comments == ("note",)
    assert message.extracted == ("heading",)
    assert message.references == ("docs/a.md",)
    assert message.is_fuzzy
    assert message.previous == "A"


def test_a_catalog_without_a_header_keeps_the_comment_of_its_first_message() -> None:
    catalog = parse_catalog(b'# mine\nmsgid "A"\nmsgstr "B"\n', path="a.po")
    assert catalog.header == {}
    assert catalog.comments == ()
    assert catalog.messages[0].comments == ("mine",)


def test_an_empty_file_is_an_empty_catalog() -> None:
    catalog = parse_catalog(b"", path="a.po")
    assert (catalog.messages, catalog.obsolete, catalog.header) == ([], [], {})


def test_a_line_separator_within_a_string_does_not_cut_it() -> None:
    text = 'msgid "a\u2028b\x0cc\x85d"\nmsgstr "\u2029"\n'
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert (message.source, message.target) == ("a\u2028b\x0cc\x85d", "\u2029")


def test_a_reference_with_blanks_is_one_reference() -> None:
    places = "\u2068docs/my  page.md\u2069 b.md:3 \u2068c d\u2069:4"
    text = f'#: {places}\nmsgid "a"\nmsgstr ""\n'
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert message.references == ("docs/my  page.md", "b.md:3", "c d:4")


def test_a_declared_charset_is_honoured() -> None:
    text = HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "a"\nmsgstr "å"\n'
    catalog = parse_catalog(text.encode("latin-1"), path="a.po")
    assert catalog.messages[0].target == "å"


def test_a_charset_named_in_a_message_is_not_the_declared_one() -> None:
    text = 'msgid "a"\nmsgstr "Content-Type: text/html; charset=ISO-8859-1 å"\n'
    assert parse_catalog(text.encode(), path="a.po").messages[0].target[-1] == "å"


def test_empty_lines_of_a_comment_are_kept() -> None:
    text = '#\n# one\n#\n# two\n#\nmsgid "a"\nmsgstr ""\n'
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert message.comments == ("", "one", "", "two", "")


def test_a_file_of_comments_keeps_them() -> None:
    catalog = parse_catalog(b"# one\n\n#. two\n# three\n", path="a.po")
    assert catalog.comments == ("one", "three")
    assert not catalog.trailer


def test_comments_between_the_strings_of_a_source_are_its_comments() -> None:
    text = 'msgctxt "x"\n# one\n#. two\nmsgid "a"\n# three\nmsgstr "b"\n'
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert message.comments == ("one", "three")
    assert message.extracted == ("two",)


def test_a_long_previous_source_reads_as_one() -> None:
    text = '#| msgid ""\n#| "One "\n#| "two."\nmsgid "a"\nmsgstr "b"\n'
    (message,) = parse_catalog(text.encode(), path="a.po").messages
    assert message.previous == "One two."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b"\n#| "c"\n', 3),
        ('msgid "a"\n#| msgid "c"\nmsgstr "b"\n', 3),
        ('#| msgid "a"\n"b"\nmsgid "c"\nmsgstr "d"\n', 2),
        ('#| msgstr "a"\nmsgid "c"\nmsgstr "d"\n', 1),
        ('msgid "a"\nmsgstr "b"\n# c\n"d"\n', 4),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n# d\nmsgstr[1] "e"\n', 5),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgid "a"\nmsgstr "say "b""\n', 2),
        ('msgid "a"\nmsgstr b\n', 2),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 2),
        ('msgstr "b"\n', 1),
        ('"b"\n', 1),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', 4),
        ('msgid "a"\nmsgstr[0] "b"\n', 2),
        ('msgid "a"\n#. too late\nmsgstr "b"\n', 3),
        ("<html>\n", 1),
    ],
)
def test_a_syntax_error_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(CatalogSyntaxError) as caught:
        parse(text)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"nb/a.po:{line}: ")
    assert "; " in str(caught.value)


def test_bytes_outside_the_charset_are_named_with_their_line() -> None:
    data = HEADER.encode() + b'msgid "a"\nmsgstr "\xe5"\n'
    with pytest.raises(CharsetError, match=r"^nb/a.po:9: byte 0xe5 is not UTF-8") as e:
        parse_catalog(data, path="nb/a.po")
    assert e.value.byte == 0xE5


@pytest.mark.parametrize("charset", ["klingon", "rot13"])
def test_an_unknown_charset_is_named_with_the_line_of_the_header(charset: str) -> None:
    with pytest.raises(CharsetError, match=rf"^nb/a.po:5: .*{charset}.*; save"):
        parse(HEADER.replace("UTF-8", charset))


def test_a_message_that_stands_twice_is_named_with_both_lines() -> None:
    text = HEADER + 'msgid "a"\nmsgstr "b"\n\n# again\nmsgid "a"\nmsgstr "c"\n'
    with pytest.raises(DuplicateMessageError) as caught:
        parse(text)
    assert (caught.value.first_line, caught.value.line) == (8, 12)
    assert str(caught.value) == (
        "nb/a.po:12: the message 'a' already stands in line 8; keep one of the two"
    )


def test_the_same_text_in_another_context_is_another_message() -> None:
    text = 'msgid "a"\nmsgstr "b"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n'
    assert len(parse_catalog(text.encode(), path="a.po").messages) == 2


def test_an_obsolete_twin_of_a_live_message_is_tolerated() -> None:
    text = 'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n'
    catalog = parse_catalog(text.encode(), path="a.po")
    assert (len(catalog.messages), len(catalog.obsolete)) == (1, 1)


@pytest.mark.parametrize(
    "marker", ["<<<<<<< HEAD", "=======", ">>>>>>> topic", "||||||| base"]
)
def test_a_merge_conflict_is_named_with_its_line(marker: str) -> None:
    text = f'msgid "a"\nmsgstr "b"\n{marker}\nmsgid "c"\nmsgstr "d"\n'
    with pytest.raises(ConflictMarkerError, match=r"^nb/a.po:3: ") as caught:
        parse(text)
    assert caught.value.marker == marker[:7]


def test_a_missing_file_is_a_catalog_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogReadError, match="cannot be read"):
        read_catalog(tmp_path / "none.po")


def test_a_name_to_show_replaces_the_path(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text("nonsense", encoding="utf-8")
    with pytest.raises(CatalogSyntaxError, match=r"^locales/a.po:1: "):
        read_catalog(path, shown="locales/a.po")


USUAL = """\
# Ask Ola.
# bitext: origin=mt
#. paragraph in Set up
#. note: short
#: docs/a.md docs/b.md
#, markdown-text,no-wrap
msgctxt "button"
msgid "Open"
msgstr "Åpne"

msgid "Close"
msgstr ""

#, markdown-text
msgid "Say \\"yes\\"."
msgstr "Si «ja»."

# Ends on the line after a blank one.
msgid "More"
msgstr "Mer"

" og mer"

#~ msgid "Gone"
#~ msgstr "Borte"

# Nothing follows.
"""


@pytest.mark.parametrize("text", [HEADER + USUAL, USUAL, FULL, f"{FULL}\n{USUAL}"])
def test_blanks_on_empty_lines_and_line_ends_change_nothing(text: str) -> None:
    read = parse(text)
    assert read == parse(text.replace("\n\n", "\n \n")) == parse(f"\n\n{text}\n")
    assert lines(text) == lines(text.replace("\n\n", "\n\t\n"))
    assert [line + 2 for line in lines(text)] == lines(f"\n\n{text}")


def test_a_message_crosses_to_another_process() -> None:
    catalog = parse_catalog(FULL.encode(), path="nb/a.po")
    catalog.messages.append(Message("Made, not read."))
    assert pickle.loads(pickle.dumps(catalog)) == catalog  # noqa: S301  our own bytes
