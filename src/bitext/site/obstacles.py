"""Why MkDocs itself must build a language, every page of it.

Plugins that may look at more than one page and its article leave no page that could be
left out of a build, or made alone.
"""

from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from bitext.site.bodies import BodyCache

__all__ = ["obstacle"]

# Plugins that look at one page at a time, and keep nothing of it but search entries.
_KNOWN_PLUGINS: Final = frozenset(
    {
        "bitext.plugin.BitextPlugin",
        "bitext.site.bodies.BodyCache",
        "material.plugins.search.plugin.SearchPlugin",
        "mkdocs.contrib.search.SearchPlugin",
    }
)
_FILES_OF_SEARCH: Final = ("jieba_dict", "jieba_dict_user")


def obstacle(config: MkDocsConfig) -> str:
    """Why every page must be built, if so."""
    for name, plugin in config.plugins.items():
        kind = type(plugin)
        if f"{kind.__module__}.{kind.__qualname__}" not in _KNOWN_PLUGINS:
            return f"the plugin {name} may look at more than one page and its article"
        for option in _FILES_OF_SEARCH:
            if plugin.config.get(option):
                return f"the plugin {name} reads {plugin.config[option]}"
    if config.hooks:
        return "hooks may look at more than one page and its article"
    if config.extra_templates:
        return "extra_templates may show every page"
    return BodyCache.reason(config)
