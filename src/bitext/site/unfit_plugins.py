"""MkDocs plugins that no multilingual build can live with."""

from collections.abc import Mapping
from typing import Final

from bitext.errors import BitextError
from bitext.site.project import Project

__all__ = ["OTHER_I18N", "UnfitPluginError", "require_fit_plugins"]

OTHER_I18N: Final = frozenset({"i18n", "mkdocs-static-i18n", "static-i18n"})
"""Names of plugins that make the languages themselves."""
_CURE_I18N = "take it out; bitext import markdown brings its pages along"
_UNFIT: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(OTHER_I18N, ("makes the languages too", _CURE_I18N)),
    **dict.fromkeys(
        ("info", "material/info"),
        (
            "ends every build to pack a bug report",
            "add it for the report alone, with bitext out",
        ),
    ),
}


class UnfitPluginError(BitextError):
    """The site lists a plugin that cannot be there beside bitext."""


def require_fit_plugins(project: Project) -> None:
    """Raise UnfitPluginError for the first plugin that cannot be beside bitext."""
    for name in project.plugins:
        if name in _UNFIT:
            reason, cure = _UNFIT[name]
            raise UnfitPluginError(
                f"{project.config_file}: plugins: {name}: {reason}; {cure}"
            )
