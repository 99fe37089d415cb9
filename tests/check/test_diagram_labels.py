"""A translated label of a diagram stays a label."""

import pytest

from bitext.check.guard import Judge
from bitext.locales import parse_locale
from bitext.markdown.segments import split
from tests.markdown.test_diagrams import fenced, renderer


@pytest.mark.parametrize(
    ("translation", "is_published"),
    [
        ("Begynn her, nå!", True),
        ("تُكتب الجملة، ثم تُترجم؟", True),
        ("शुरू करें।", True),
        ('A"] --> X["B', False),
        ("A] --> X[B", False),
        ("A; click B", False),
        ("<img src=x>", False),
        ("end", False),
        ("A -- b", False),
    ],
)
def test_a_label_is_published_when_it_stays_a_label(
    translation: str, *, is_published: bool
) -> None:
    site = renderer(mermaid=True)
    article = split(fenced("graph TD\n  A[Start] --> B\n"), renderer=site)
    judgement = Judge(article, renderer=site).judge(
        [None, translation, None], locale=parse_locale("nb")
    )
    assert (judgement.published[1] == translation) is is_published
