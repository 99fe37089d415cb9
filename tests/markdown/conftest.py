from collections.abc import Callable

import pytest

from bitext.markdown.article import Article
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import Segmentation, split

EXTENSIONS = (
    "toc",
    "tables",
    "fenced_code",
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
)
CONFIGS: dict[str, dict[str, object]] = {
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}

Split = Callable[..., Article]


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(EXTENSIONS, CONFIGS)


@pytest.fixture
def cut(renderer: Renderer) -> Split:
    def cut_article(
        text: str, *, language: str = "en", segmentation: Segmentation = "sentence"
    ) -> Article:
        return split(
            text, renderer=renderer, language=language, segmentation=segmentation
        )

    return cut_article
