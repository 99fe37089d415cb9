"""The bench that times an update of one large catalog still runs."""

from argparse import Namespace
from pathlib import Path

import pytest

from benches.update import run
from tests.exchange.side_by_side import file

WORDS = "bail boat check close hatch keep knot mind moor oars row rope".split()


@pytest.mark.slow
def test_an_update_is_timed_beside_the_peers(tmp_path: Path) -> None:
    units = "\n\n".join(
        f"{{{{The {word} number {number}.||Den {word} {number}.}}}}"
        for number in range(5)
        for word in WORDS
    )
    (tmp_path / "a.md").write_text(file(f"{units}\n"), encoding="utf-8")
    figures = run(
        Namespace(folder=tmp_path, messages=50, seed=1, babel=1, no_peers=False)
    )
    ours = figures["bitext"]
    assert isinstance(ours, dict)
    assert (figures["messages"], figures["edited"]) == (50, 5)
    assert ours["kept"] == 45
    assert figures["ok"]
