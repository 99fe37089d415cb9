"""Termbases in TBX."""

import pytest

from bitext.exchange.errors import ExchangeFileError
from bitext.exchange.tbx import Concept, ConceptTerm, read

BASIC = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="c1">
  <note>in harbours</note>
  <langSet xml:lang="en"><tig><term>mooring</term></tig></langSet>
  <langSet xml:lang="nb-NO">
    <tig><term>liggeplass</term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <tig><term>fortøyning</term></tig>
    <tig><term>bøye</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  </langSet>
</termEntry>
</body></text></martif>
"""
VERSION_3 = """\
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<text><body><conceptEntry id="1">
<langSec xml:lang="en"><termSec><term>oar</term></termSec></langSec>
<langSec xml:lang="ja"><termSec><term>オール</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""


def test_concepts_of_version_2_are_read() -> None:
    (concept,) = read(BASIC.encode(), shown="t.tbx")
    assert concept == Concept(
        (
            ConceptTerm("en", "mooring"),
            ConceptTerm("nb-NO", "liggeplass"),
            ConceptTerm("nb-NO", "fortøyning"),
            ConceptTerm("nb-NO", "bøye", is_avoided=True),
        ),
        "in harbours",
    )


def test_concepts_of_version_3_are_read() -> None:
    (concept,) = read(VERSION_3.encode(), shown="t.tbx")
    assert concept.terms == (ConceptTerm("en", "oar"), ConceptTerm("ja", "オール"))


@pytest.mark.parametrize(
    "content",
    [
        "<html/>",
        "<martif",
        '<!DOCTYPE martif [<!ENTITY a "b">]><martif>&a;</martif>',
    ],
)
def test_what_is_no_termbase_is_refused(content: str) -> None:
    with pytest.raises(ExchangeFileError, match=r"^t\.tbx"):
        list(read(content.encode(), shown="t.tbx"))
