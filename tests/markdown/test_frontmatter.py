from textwrap import dedent

import pytest
import yaml

from bitext.markdown import frontmatter
from bitext.markdown.frontmatter import emit, read

KEYS = ("title", "description")


def values(text: str) -> dict[str, tuple[str, str]]:
    matter = read(text, keys=KEYS)
    return {
        value.key: (value.text, text[value.start : value.end])
        for value in matter.values
    }


def test_values_are_found_where_they_stand_in_every_quoting() -> None:
    text = dedent("""\
        ---
        title: Boats & “oars”
        tags: [a, b]
        description: 'It''s a test'
        ---
        # Body
        """)
    assert values(text) == {
        "title": ("Boats & “oars”", "Boats & “oars”"),
        "description": ("It's a test", "'It''s a test'"),
    }
    assert text[read(text).end :] == "# Body\n"


def test_folded_value_is_one_line_and_its_place_ends_before_the_next_key() -> None:
    text = "---\ndescription: >\n  One two\n  three.\ntitle: T\n---\n"
    assert values(text)["description"] == (
        "One two three.",
        ">\n  One two\n  three.",
    )


def test_crlf_and_byte_order_mark_are_kept_out_of_values() -> None:
    text = "\ufeff---\r\ntitle: Båt\r\n---\r\n\r\nBody\r\n"
    assert values(text) == {"title": ("Båt", "Båt")}
    assert text[read(text).end :] == "Body\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [\n---\nBody\n",
        "---\n- a\n- b\n---\nBody\n",
        "---\nno end: 1\nBody\n",
        "---\nwhen: 2020-13-45\n---\nBody\n",
    ],
    ids=["broken", "list", "unclosed", "impossible date"],
)
def test_what_mkdocs_reads_as_body_is_body(text: str) -> None:
    assert read(text, keys=KEYS) == frontmatter.FrontMatter(0)


def test_key_value_lines_at_the_top_are_front_matter_as_for_mkdocs() -> None:
    text = "Title: My page\nAuthor: A\n    B\n\nBody\n"
    assert values(text) == {"title": ("My page", "My page")}
    assert text[read(text).end :] == "Body\n"


def test_value_of_several_lines_in_that_form_is_left_alone() -> None:
    assert values("Title: My\n    page\n\nBody\n") == {}


def test_article_without_front_matter_begins_at_once() -> None:
    assert read("# Title\n\nText: more\n", keys=KEYS).end == 0


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "a: b",
        "- x",
        "# no comment",
        "yes",
        "12",
        'say "x"',
        "it's",
        "line\nend",
        "{{ macro }}",
        "&anchor",
        "日本語",
        " edge ",
        "tab\t",
        "x" * 300,
    ],
)
@pytest.mark.parametrize("source", ["x", "'x'", '"x"'])
def test_emitted_value_reads_back_as_the_same_text_on_one_line(
    text: str, source: str
) -> None:
    emitted = emit(text, source=source)
    assert "\n" not in emitted
    assert yaml.safe_load(f"title: {emitted}\nnext: 1\n") == {
        "title": text,
        "next": 1,
    }


def test_of_a_key_that_stands_twice_the_last_value_counts() -> None:
    text = "---\ntitle: First\ndescription: D\ntitle: Last\n---\n"
    values = read(text, keys=["title", "description"]).values
    assert [value.text for value in values] == ["D", "Last"]
    assert [text[value.start : value.end] for value in values] == ["D", "Last"]
