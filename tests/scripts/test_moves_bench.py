"""What the bench of moved text does to articles."""

import random
from collections import Counter
from pathlib import Path

from benches.moves import cut, rearranged

ARTICLE = """\
---
title: Knots
---

# Knots

Tie one.

## Bends

Two ropes.

```text

## No heading
```

Done.
"""


def test_the_last_section_is_cut_at_its_heading() -> None:
    rest, section = cut(ARTICLE)
    assert rest + section == ARTICLE
    assert section.startswith("## Bends")


def test_an_article_of_one_section_loses_its_last_paragraph() -> None:
    assert cut("# A\n\nB.\n\n* c\n\nD.\n") == ("# A\n\nB.\n\n* c\n\n", "D.\n")
    assert cut("# A\n\nB.\n") == ("# A\n\nB.\n", "")


def test_half_of_the_articles_are_renamed_and_no_line_is_lost() -> None:
    texts = {
        f"{number}.md": f"# {number}\n\nOne {number}.\n\n## Two\n\nThree {number}.\n"
        for number in range(20)
    }
    after, renamed, moved = rearranged(texts, random.Random(1))  # noqa: S311 - a test
    assert (renamed, moved) == (10, 10)
    assert len(after.keys() - texts.keys()) == 10
    lines, lines_after = (
        Counter(line for text in held.values() for line in text.splitlines() if line)
        for held in (texts, after)
    )
    assert lines == lines_after
    assert sum(Path(path).name in texts for path in after) == 10
    assert sum(text not in texts.values() for text in after.values()) == 10
