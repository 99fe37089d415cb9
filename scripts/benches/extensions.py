"""The Markdown extensions benches cut with."""

from typing import Final

__all__ = ["ALL_EXTENSIONS", "CONFIGS", "EXTENSIONS"]

EXTENSIONS: Final = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
"""Those that make blocks in most sites."""

ALL_EXTENSIONS: Final = (
    *EXTENSIONS,
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
"""Those Material for MkDocs documents."""

CONFIGS: Final = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
}
