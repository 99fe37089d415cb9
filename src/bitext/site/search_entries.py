"""What the search of a site has been told so far."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig

__all__ = ["search_entries"]


def search_entries(config: MkDocsConfig) -> list[dict[str, Any]]:
    """The list that the search plugin fills; any list if there is none."""
    for plugin in config.plugins.values():
        index: Any = getattr(plugin, "search_index", None)
        for name in ("entries", "_entries"):
            if isinstance(found := getattr(index, name, None), list):
                return found
    return []
