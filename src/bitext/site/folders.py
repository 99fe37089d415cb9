"""Folders under ``locales/`` and the languages of the configuration must agree."""

from collections.abc import Iterable
from pathlib import Path

from bitext.errors import BitextError
from bitext.locales import Locale

__all__ = ["NotAFolderError", "UnknownFolderError", "require_known_folders"]


class UnknownFolderError(BitextError):
    """Catalogs of a language that the configuration does not name."""

    def __init__(self, folder: str, *, config_file: str, code: str) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: its language is not among the locales of {config_file}; "
            f"run: bitext add {code}, or move the folder away"
        )


class NotAFolderError(BitextError):
    """Something else stands where a folder goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path}: is not a folder; move it away")


def require_known_folders(
    locales_dir: Path, *, locales: Iterable[Locale], config_file: str
) -> None:
    """Raise UnknownFolderError for catalogs that no configured language would use.

    Raises NotAFolderError when ``locales_dir`` is a file.
    """
    known = {locale.gettext for locale in locales}
    if locales_dir.exists() and not locales_dir.is_dir():
        raise NotAFolderError(locales_dir)
    if not locales_dir.exists():
        return
    for folder in sorted(locales_dir.iterdir()):
        if folder.name not in known and (folder / "LC_MESSAGES").is_dir():
            raise UnknownFolderError(
                f"{locales_dir.name}/{folder.name}",
                config_file=config_file,
                code=folder.name.replace("_", "-"),
            )
