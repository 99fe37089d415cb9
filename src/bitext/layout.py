"""Where the catalogs of a language lie, below ``locales/``."""

from pathlib import Path, PurePosixPath

__all__ = ["catalog_path", "catalogs_folder", "memory_path"]


def catalogs_folder(locales_root: Path, *, gettext: str) -> Path:
    """Folder that holds the catalogs of the locale whose gettext name is given."""
    return locales_root / gettext / "LC_MESSAGES"


def catalog_path(locales_root: Path, *, gettext: str, article: str) -> Path:
    """PO file of ``article``, a path below ``docs/`` that keeps its ``.md``."""
    folder = catalogs_folder(locales_root, gettext=gettext)
    return folder / PurePosixPath(f"{article}.po")


def memory_path(locales_root: Path, *, gettext: str) -> Path:
    """File of the translations no catalog can hold, outside LC_MESSAGES."""
    return locales_root / gettext / "memory.po"
