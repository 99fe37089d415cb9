"""Other people's documentation, split and joined again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.files import read_text
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split

pytestmark = pytest.mark.slow

PAGES = {
    "material-docs": 96,
    "fastapi-docs-en": 155,
    "sxs-nb-NO": 2910,
    "sxs-ja-JP": 2920,
    "sxs-ar-SA": 2911,
    "sxs-de-DE": 2923,
}


@pytest.mark.parametrize("name", PAGES)
def test_split_and_join_without_translations_gives_the_same_bytes(
    unpacked: Callable[[str], Path], renderer: Renderer, name: str
) -> None:
    paths = sorted(unpacked(name).rglob("*.md"))
    changed, given_up = [], 0
    for path in paths:
        text = read_text(path)
        article = split(text, renderer=renderer)
        given_up += len(article.given_up)
        if join(article, [None] * len(article.segments)) != text:
            changed.append(path.name)
    assert changed == []
    assert given_up <= len(paths) // 100
    assert len(paths) == PAGES[name]
