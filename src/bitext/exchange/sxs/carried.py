"""Files of a side-by-side folder that are no articles: where they are kept."""

import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["carried_folder", "carried_out", "is_media"]

_MEDIA = re.compile(
    r"\.(?:avif|bmp|gif|ico|jpe?g|mp3|mp4|pdf|png|svg|webm|webp|zip)", re.IGNORECASE
)


def is_media(path: Path) -> bool:
    """Whether a file is an image or the like, the same in all languages as a rule."""
    return bool(_MEDIA.fullmatch(path.suffix))


def carried_folder(locales_root: Path, *, gettext: str) -> Path:
    """Folder of the files only one locale has: contents, YAML, media of its own."""
    return locales_root / gettext / "sxs-files"


def carried_out(
    docs: Path, locales_root: Path, *, gettext: str
) -> Iterator[tuple[Path, Path]]:
    """Files that an export copies, each with its path below the folder exported to.

    The media of ``docs``, then what the locale has of its own, which counts more.
    """
    for folder in (docs, carried_folder(locales_root, gettext=gettext)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and (folder != docs or is_media(path)):
                yield path, path.relative_to(folder)
