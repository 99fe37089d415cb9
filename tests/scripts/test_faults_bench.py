"""What the bench of injected faults does to good translations."""

import random

import pytest

from benches.faults import findings_of
from benches.injection import FAULTS, Case
from bitext.catalog import Message
from bitext.locales import parse_locale

SOURCE = (
    "Open **File** and read all 12 pages of [Rowing boats](boats.md) or [Sails](s.md) "
    "before you go out to the open sea."
)
TARGET = (
    "Öffne **Datei** und lies alle 12 Seiten von [Rudern](boats.md) oder [Sails](s.md)"
    ", bevor du auf das offene Meer hinausfährst."
)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_damages_the_translation_and_its_rule_says_so(name: str) -> None:
    locale, fault = parse_locale("de"), FAULTS[name]
    chance = random.Random(1)  # noqa: S311 - the same every time
    case = Case(SOURCE, TARGET, locale, chance)
    damaged = fault.put(case)
    assert damaged is not None
    source, target = damaged
    assert (source, target) != (SOURCE, TARGET)
    before = {one.rule for one in findings_of(Message(SOURCE, TARGET), locale)}
    assert not before & fault.rules
    found = {one.rule for one in findings_of(Message(source, target), locale)}
    if fault.least is not None:
        assert found & fault.rules
