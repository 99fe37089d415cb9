"""How the bench of edited articles counts words."""

import json
from argparse import Namespace
from pathlib import Path

from benches.edits import run

OLD = """\
# Ropes

Tie the rope well. It holds 2 boats; look at it often. Read [the log](log.md).

Coil it.
"""
NEW = """\
# Ropes

Tie the old rope well. It holds 3 boats; look at it often. Read [the log](../log.md).

It holds 2 boats. Coil it. Tie the Rope well.
"""


def test_words_are_told_apart_by_what_became_of_their_sentence(tmp_path: Path) -> None:
    file = tmp_path / "edits.jsonl"
    file.write_text(json.dumps({"old": OLD, "new": NEW}) + "\n", encoding="utf-8")
    figures = run(Namespace(file=file, locale="nb", limit=1, carry="all", no_peer=True))
    words = {"unchanged": 6, "same_words": 11, "cut_or_joined": 3, "new_words": 5}
    lost = {"unchanged": 0, "same_words": 4, "cut_or_joined": 3, "new_words": 5}
    assert figures == {
        "articles": 1,
        "kept_unchanged": 1.0,
        "needs_human": 12,
        "vanished": 0,
        "floor": 19,
        "floor_of_blocks": 24,
        "needs_human_of": lost,
        "words": 25,
        "words_of": words,
        "translations": 5,
    }
