"""Termbases as tables: what is read, and what is said of faults."""

import pytest

from bitext.check.termbase import Term, Termbase, TermbaseError, Use, read_csv
from bitext.locales import parse_locale

HEAD = "term,locale,use,translation,case,note\n"


def test_a_table_is_read() -> None:
    table = (
        HEAD + "mooring,nb,target,liggeplass| fortøyning,,\nBoatyard,,keep,,yes,ours\n"
    )
    assert read_csv(table, shown="t.csv") == (
        Term("mooring", Use.TARGET, ("liggeplass", "fortøyning"), "nb"),
        Term("Boatyard", Use.KEEP, has_case=True, note="ours"),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_stand_in_any_order_with_any_delimiter(delimiter: str) -> None:
    rows = [["use", "term"], ["keep", "Boatyard"], ["", ""]]
    table = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)
    assert read_csv(table, shown="t.csv") == (Term("Boatyard", Use.KEEP),)


def test_every_faulty_line_is_named() -> None:
    table = HEAD + (
        "a,nb,replace,b,,\n"
        ",nb,target,b,,\n"
        "a,nb,target,,,\n"
        "a,xx-nope,keep,,,\n"
        "a,,keep,,perhaps,\n"
        "fine,,keep,,,\n"
    )
    with pytest.raises(TermbaseError) as caught:
        read_csv(table, shown="t.csv")
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"t.csv:{number}" for number in range(2, 7)
    ]
    assert "'replace' is none of keep, target, avoid" in lines[0]


@pytest.mark.parametrize("head", ["word,use\n", "term,use,colour\n", "term\n"])
def test_a_first_line_that_names_other_columns_is_a_fault(head: str) -> None:
    with pytest.raises(TermbaseError, match="the first line names the columns"):
        read_csv(head + "a,keep,x\n", shown="t.csv")


def test_a_language_has_its_own_terms_and_those_for_all() -> None:
    mine, all_, other = (Term("a", Use.KEEP, locale=code) for code in ("nb", "", "ja"))
    assert Termbase((mine, all_, other)).of(parse_locale("nb")) == (mine, all_)
