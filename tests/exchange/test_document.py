import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.exchange.sxs import Fault, Unit, read, repair
from bitext.exchange.sxs.document import damage_lines
from bitext.exchange.sxs.english import english
from tests.exchange.side_by_side import file, unit

PIECES = [
    '<span data-ttu-id="',
    '0a1b2-102">',
    '0a1b2-p103">',
    '</span><span class="sxs-lookup"><span data-stu-id="',
    "</span></span>",
    "</span>",
    "<span>",
    "text",
    "---\n",
    "\n",
    "&quot;",
    '"',
    "\ufeff",
    "\r\n",
    '<a name="',
    "title: x\n",
]


def test_file_is_taken_apart_into_front_matter_skeleton_and_units() -> None:
    text = file("# {{One||En}}\n\n- {{Two||To}}\n")
    document = read(text)
    assert document.front.startswith("---\ntitle: Tittel\n")
    assert document.parts == (
        "# ",
        Unit("0a1b2", "102", "En", "One"),
        "\n\n- ",
        Unit("0a1b2", "103", "To", "Two"),
        "\n",
    )
    assert document.damage == ()
    assert document.join() == text


def test_target_text_is_the_translation_alone() -> None:
    document = read("\ufeff" + file("# {{One||En}}\n"))
    assert document.target() == "\ufeff" + document.front + "# En\n"


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_joining_gives_back_any_text(text: str) -> None:
    assert read(text).join() == text
    assert read(repair(text)).join() == repair(text)


def test_paired_spans_inside_a_unit_belong_to_its_text() -> None:
    text = unit("a <span>b</span></span></span> c", "x <span>y</span> z")
    # The stray pair is taken for the end of the unit unless the spans are paired.
    paired = unit("a <span>b</span> c", "x <span>y</span> z")
    assert read(paired).units[0].source == "a <span>b</span> c"
    assert read(paired).units[0].target == "x <span>y</span> z"
    assert read(text).join() == text


def test_stray_closing_tag_in_the_source_is_kept_and_reported() -> None:
    document = read("\n" + unit("a</span> b", "x"))
    assert document.units[0].source == "a</span> b"
    assert [damage.fault for damage in document.damage] == [Fault.SPANS]


def test_number_of_a_merged_unit_is_read() -> None:
    assert read(unit("One. Two.", "En og to.", "p101")).units[0].number == "p101"


def test_front_matter_that_holds_units_is_body() -> None:
    text = f"---\n{unit('title: x', 'tittel: x')}\n---\n\nText\n"
    document = read(text)
    assert document.front == ""
    assert len(document.units) == 1


@pytest.mark.parametrize("removed", [1, 8, 40, 90, 110])
def test_file_cut_in_a_unit_is_reported_at_its_opening(removed: int) -> None:
    text = file("# {{One||En}}\n\n{{The last sentence.||Den siste setningen.}}")
    document = read(text[:-removed])
    offset = text.rindex('<span data-ttu-id="')
    assert [(one.fault, one.offset) for one in document.damage] == [
        (Fault.OPEN_UNIT, offset)
    ]


def test_file_cut_in_the_first_tag_of_a_unit_is_reported() -> None:
    damage = read(file("{{One||En}}\n") + "<span data-t").damage
    assert [one.fault for one in damage] == [Fault.CUT_TAG]


def test_file_cut_in_its_front_matter_is_reported() -> None:
    damage = read("---\ntitle: x\nms.topic: art").damage
    assert [one.fault for one in damage] == [Fault.OPEN_FRONT]


def test_text_about_html_is_not_taken_for_a_cut_file() -> None:
    assert read("1 < 2 and a <b> tag, <").damage == ()
    assert read("---\n\nA line above.\n").damage == ()


def test_quotes_written_as_entities_are_mended_and_nothing_else() -> None:
    first, second = unit("One", "En"), unit("Two", "To", "103")
    clean = f'# <a name="x"></a>{first} says &quot;hi&quot; "there" {second}'
    start = clean.index('"></a>')
    end = clean.index('"there"')
    broken = clean[:start] + clean[start:end].replace('"', "&quot;") + clean[end:]
    assert [one.fault for one in read(broken).damage] == [Fault.QUOTES]
    assert len(read(repair(broken)).units) == 2
    assert repair(clean) == clean
    assert repair('<p title="&quot;">') == '<p title="&quot;">'


OPEN = '<span data-ttu-id="0a1b2-102">'
BETWEEN = '</span><span class="sxs-lookup"><span data-stu-id="0a1b2-102">'
CLOSE = "</span></span>"
HOSTILE = {
    "openings": OPEN,
    "openings on lines": OPEN + "\n",
    "cut openings": '<span data-ttu-id="',
    "spans": "<span>",
    "entities": "&quot;",
    "broken quotes": unit("One", "En").replace('"', "&quot;") + '"\n',
    "broken anchors": '<a name="x&quot;></a>\n',
    "the same id": unit("One", "En") + "\n",
    "ids that never match": OPEN + "x" + BETWEEN.replace("102", "103") + CLOSE,
    "halves of separators": '</span><span class="sxs-lookup">',
    "closing tags": CLOSE,
    "fences": "---\n",
    "anchors in headings": '# <a name="one"></a>' + unit("One", "En") + "\n\n",
    "underlined headings": '<a name="one"></a>' + unit("One", "En") + "\n===\n\n",
    "a heading without end": "# " + unit("One", "En"),
    "blanks": " ",
}
AROUND = {
    "bare": ("", ""),
    "in a target": (OPEN, BETWEEN + "x" + CLOSE),
    "in a source": (OPEN + "x" + BETWEEN, CLOSE),
    "in front matter": ("---\ntitle: x\n", "\n---\n"),
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND.keys())
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_file_of_any_size_is_joined_to_the_same_text(
    piece: str, around: tuple[str, str]
) -> None:
    # In quadratic time these sixty files would take minutes each.
    begin, end = around
    text = begin + piece * (250_000 // len(piece)) + end
    mended = repair(text)
    document = read(mended)
    assert read(text).join() == text
    assert document.join() == mended
    lines = damage_lines(text, document, mended)
    assert {line for line, _ in lines} <= set(range(1, text.count("\n") + 2))
    article = english(document, path="a.md", keys=("title", "description"))
    assert all(
        article.text[placed.start : placed.end] == placed.unit.source
        for placed in article.placed
    )


def test_every_line_with_damage_is_counted() -> None:
    text = f"\n{OPEN}\n\n{OPEN}x{OPEN}\nx\n{OPEN}"
    lines = [line for line, _ in damage_lines(text, read(text), text)]
    assert lines == [2, 4, 6]
