"""The pages on the side-by-side format say what the code does."""

import json
import re
from dataclasses import fields
from pathlib import Path

from bitext.exchange.sxs import Original, read
from bitext.exchange.sxs.differences import Difference
from bitext.exchange.sxs.document import PIPELINE_KEYS
from bitext.exchange.sxs.facts import FIELDS
from bitext.exchange.sxs.layout import Front, Layout, Patch, UnitPlace, ValueBytes
from bitext.exchange.sxs.record import record_bytes
from bitext.exchange.sxs.slug import slug
from tests.exchange.sxs_project import Project
from tests.exchange.test_export import export

REFERENCE = Path(__file__).parents[2] / "docs/reference"
FORMAT = (REFERENCE / "side-by-side.md").read_text(encoding="utf-8")
RECORDS = (REFERENCE / "side-by-side-records.md").read_text(encoding="utf-8")
EDIT = Difference(0, 1, "x")


def shown(page: str, title: str) -> str:
    """Return the block of code that ``page`` shows as the file ``title``."""
    found = re.findall(
        rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```$',
        page,
        re.MULTILINE | re.DOTALL,
    )
    assert len(found) == 1, title
    return str(found[0])


def first_column(page: str, heading: str) -> set[str]:
    """Return the code words that begin the rows of the table below ``heading``."""
    section = page.partition(f"\n{heading}\n")[2].partition("\n#")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def test_a_first_look_is_a_file_of_the_format() -> None:
    text = shown(FORMAT, "mooring.nb.md")
    document = read(text)
    assert document.join() == text
    assert not document.damage
    assert [unit.number for unit in document.units] == ["102", "103"]


def test_an_import_gives_the_record_shown(project: Project) -> None:
    original = shown(RECORDS, "en/mooring.md")
    article = shown(RECORDS, "nb/mooring.md")
    plan = project.take({"mooring.md": article}, originals={"mooring.md": original})
    assert plan.summary.originals == {Original.CURRENT: 1}
    assert project.article("mooring.md") == original
    record = "locales/nb/sxs/mooring.md.json"
    assert project.tree()[record].decode() == shown(RECORDS, record)


def test_an_export_gives_the_imported_example_back(project: Project) -> None:
    article = shown(RECORDS, "nb/mooring.md")
    original = shown(RECORDS, "en/mooring.md")
    project.take({"mooring.md": article}, originals={"mooring.md": original})
    assert export(project) == {"mooring.md": article}


def test_an_article_that_never_was_side_by_side_comes_out_as_shown(
    project: Project,
) -> None:
    for path in ("docs/knots.md", "locales/nb/LC_MESSAGES/knots.md.po"):
        file = project.root / path
        file.parent.mkdir(parents=True)
        file.write_text(shown(FORMAT, path), encoding="utf-8")
    assert export(project) == {"knots.md": shown(FORMAT, "knots.md")}


def test_anchors_are_those_of_the_table() -> None:
    section = FORMAT.partition("| Heading | Name |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", section, re.MULTILINE)
    assert len(rows) > 1
    assert [slug(heading) for heading, _ in rows] == [name for _, name in rows]


def test_all_keys_of_the_format_are_named_in_their_order() -> None:
    section = FORMAT.partition("### The six keys")[2]
    assert tuple(re.findall(r"^\| `(ms\.\w+)` \|", section, re.MULTILINE)) == (
        PIPELINE_KEYS
    )


def test_all_header_fields_are_named() -> None:
    assert first_column(RECORDS, "## The header fields") == set(FIELDS)


def test_all_fields_of_a_record_are_named() -> None:
    place = UnitPlace(
        "102",
        0,
        1,
        edits=(EDIT,),
        anchor="x",
        source="x",
        messages=(((0, 1),),),
        target="x",
        belongs_to="x",
        shares_line=True,
    )
    assert all(getattr(place, item.name) != item.default for item in fields(place))
    layout = Layout(
        "c0ffe",
        Front((EDIT,), {"title": ("x",)}, {"title": ValueBytes("x", "x")}),
        (place,),
        (EDIT,),
        Patch("x", (EDIT,)),
        ("x",),
    )
    record = json.loads(record_bytes(layout, text="text"))
    assert first_column(RECORDS, "### Of the file") == record.keys()
    assert first_column(RECORDS, "### Of a unit") == record["units"][0].keys()
