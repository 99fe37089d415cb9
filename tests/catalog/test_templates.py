"""What an article asks translators for."""

from collections.abc import Callable
from pathlib import Path

from bitext.catalog import Edition, extract, read_catalog, template
from bitext.markdown.article import Block, Kind, Segment


def block(kind: Kind, *texts: str, headings: tuple[str, ...] = ()) -> Block:
    segments = tuple(Segment(text, ()) for text in texts)
    return Block(kind, (), segments, headings)


def test_messages_say_what_they_are_and_where_they_stand() -> None:
    title, item = template(
        [
            block(Kind.HEADING, "Storage"),
            block(Kind.ITEM, "Save.", headings=("Set up", "Storage")),
        ],
        reference="docs/a.md",
    )
    assert title.extracted == ("heading",)
    assert item.extracted == ("item in Set up › Storage",)
    assert item.references == ("docs/a.md",)
    assert item.flags == ("markdown-text",)


def test_references_tell_lines_where_the_article_is_given() -> None:
    text = "# Storage\n\nSave.\nLeave.\n\nSave.\n"

    def at(*places: int) -> Block:
        segments = (
            Segment(text[place:].partition("\n")[0], ((place, place + 4),))
            for place in places
        )
        return Block(Kind.PARAGRAPH, (), tuple(segments))

    blocks = [at(2), at(11, 17), at(25), block(Kind.WORD, "Made")]
    messages = template(blocks, reference="docs/a.md", text=text)
    assert {message.source: message.references for message in messages} == {
        "Storage": ("docs/a.md:1",),
        "Save.": ("docs/a.md:3", "docs/a.md:6"),
        "Leave.": ("docs/a.md:4",),
        "Made": ("docs/a.md",),
    }


def test_equal_text_is_one_message_that_names_all_its_places() -> None:
    messages = template(
        [
            block(Kind.ITEM, "Save.", "Close.", headings=("A",)),
            block(Kind.CELL, "Save."),
            block(Kind.ITEM, "Save.", headings=("A",)),
        ],
        reference="docs/a.md",
    )
    assert [message.source for message in messages] == ["Save.", "Close."]
    assert messages[0].extracted == ("item in A", "cell")


def test_text_that_is_not_markdown_carries_no_flag() -> None:
    kinds = (Kind.FRONT_MATTER, Kind.NAV, Kind.SITE, Kind.HTML)
    blocks = [block(kind, f"Text of {kind}") for kind in kinds]
    assert not any(message.flags for message in template(blocks, reference="a"))
    (both,) = template(
        [block(Kind.NAV, "Home"), block(Kind.HEADING, "Home")], reference="a"
    )
    assert both.flags == ("markdown-text",)


def test_templates_are_written_per_article(
    tmp_path: Path, edition: Edition, gettext: Callable[..., str]
) -> None:
    messages = template([block(Kind.PARAGRAPH, "Save.")], reference="docs/a/b.md")
    templates = {"a/b.md": messages, "empty.md": ()}
    changes = extract(templates, folder=tmp_path, edition=edition)
    assert not list(tmp_path.iterdir())
    assert changes.apply() == 1
    path = tmp_path / "a" / "b.md.pot"
    assert read_catalog(path).messages == list(messages)
    gettext("msgfmt", "-o", tmp_path / "b.mo", path)


def test_a_template_keeps_its_date_until_messages_come_or_go(
    tmp_path: Path, edition: Edition, later: Edition
) -> None:
    def date(*texts: str, edition: Edition) -> str:
        messages = template([block(Kind.PARAGRAPH, *texts)], reference="a.md")
        extract({"a.md": messages}, folder=tmp_path, edition=edition).apply()
        return read_catalog(tmp_path / "a.md.pot").header["POT-Creation-Date"]

    first = date("Save the file first.", edition=edition)
    assert date("Save the file first.", edition=later) == first
    assert date("Save the file at first.", edition=later) == first
    assert date("Save the file at first.", "And close.", edition=later) != first


def test_context_parts_equal_texts_and_notes_are_told() -> None:
    plain, verb = template(
        [
            Block(
                Kind.ITEM,
                (),
                (
                    Segment("Open", (), notes=("A door.",)),
                    Segment("Open", (), "verb", ("A menu.", "Short.")),
                    Segment("Open", (), "verb", ("Short.",)),
                ),
            )
        ],
        reference="docs/a.md",
    )
    assert (plain.key, verb.key) == ((None, "Open"), ("verb", "Open"))
    assert plain.extracted == ("item", "A door.")
    assert verb.extracted == ("item", "A menu.", "Short.")
    assert verb.flags == ("markdown-text",)
