"""The documentation of rules says what their manuals say."""

import pytest

from bitext.check.manual import manuals
from rule_pages import DOCS, FOLDER, pages


@pytest.mark.parametrize(("path", "text"), sorted(pages().items()))
def test_a_page_is_as_it_is_made(path: str, text: str) -> None:
    # To make them anew: scripts/rules
    assert (DOCS / path).read_text(encoding="utf-8") == text


def test_there_is_a_page_for_each_rule_and_no_other() -> None:
    there = {path.stem for path in (DOCS / FOLDER).glob("*.md")} - {"index"}
    assert there == set(manuals())


def test_every_manual_has_what_a_page_shows() -> None:
    for one in manuals().values():
        assert one.summary.endswith(".")
        assert "\n" not in one.summary
        assert one.fails
        assert one.passes
        assert one.cure
