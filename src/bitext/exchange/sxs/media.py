"""Images and the like of several hand-offs: which of them the site shows.

Locales may have different bytes under one name. The site shows those of the first of
them in the order of their folders, whatever the order of imports; every other locale
keeps its own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bitext.errors import BitextError
from bitext.exchange.sxs.carried import carried_folder
from bitext.files import decode, read_bytes

__all__ = ["MediaError", "MediaPlan", "manifest_path", "plan_media"]


class MediaError(BitextError):
    """The list of a locale's media cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: is no list of media; restore the file from version control, or "
            f"delete it and import the side-by-side folder again"
        )


@dataclass(slots=True)
class MediaPlan:
    """What an import would do with media."""

    writes: dict[Path, bytes] = field(default_factory=dict)
    deletions: list[Path] = field(default_factory=list)
    shown: int = 0
    """New on the site."""
    own: list[str] = field(default_factory=list)
    """Names under which the site shows other bytes."""


def manifest_path(locales_root: Path, *, gettext: str) -> Path:
    """File that lists the media of a locale's hand-off: names and SHA-256."""
    return locales_root / gettext / "sxs-files.json"


def plan_media(
    files: Mapping[str, Path],
    *,
    docs: Path,
    locales_root: Path,
    gettext: str,
    others: tuple[str, ...],
) -> MediaPlan:
    """Plan the media of one hand-off; nothing is written.

    ``files`` are its media by name, ``others`` the gettext names of the other locales.
    A file of ``docs`` that no hand-off brought stays as it is. Raises MediaError and
    ReadError.
    """
    manifests = {
        name: _read(manifest_path(locales_root, gettext=name))
        for name in (gettext, *others)
    }
    before = manifests[gettext]
    plan = MediaPlan()
    mine: dict[str, str] = {}
    for name, path in sorted(files.items()):
        content = read_bytes(path)
        mine[name] = _digest(content)
        contents = {mine[name]: content}
        versions = {
            other: manifest[name]
            for other, manifest in manifests.items()
            if name in manifest
        } | {gettext: mine[name]}
        known = {*versions.values(), before.get(name)}
        shown = _shown(docs / name, versions, known, contents)
        if shown is None:
            shown = versions[min(versions)]
            plan.shown += not (docs / name).exists()
            contents |= _own(name, versions, locales_root)
            plan.writes[docs / name] = contents[shown]
        for other, digest in versions.items():
            place = carried_folder(locales_root, gettext=other) / name
            if digest == shown:
                plan.deletions += [place] if place.exists() else []
            elif digest in contents:
                plan.writes[place] = contents[digest]
        if mine[name] != shown:
            plan.own.append(name)
    if mine or before:
        text = json.dumps(before | mine, ensure_ascii=False, indent=1, sort_keys=True)
        place = manifest_path(locales_root, gettext=gettext)
        plan.writes[place] = f"{text}\n".encode()
    return plan


def _shown(
    path: Path,
    versions: Mapping[str, str],
    known: set[str | None],
    contents: dict[str, bytes],
) -> str | None:
    """What the site shows and goes on to show; None where that is to be written."""
    if not path.exists():
        return None
    content = read_bytes(path)
    digest = _digest(content)
    contents[digest] = content
    is_ours = digest in known
    return digest if not is_ours or digest == versions[min(versions)] else None


def _own(
    name: str, versions: Mapping[str, str], locales_root: Path
) -> Iterator[tuple[str, bytes]]:
    """Bytes that locales keep for themselves."""
    for locale in versions:
        place = carried_folder(locales_root, gettext=locale) / name
        if place.is_file():
            content = read_bytes(place)
            yield _digest(content), content


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _read(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(decode(read_bytes(path), shown=str(path)))
    except ValueError as error:
        raise MediaError(path) from error
    if not isinstance(found, dict):
        raise MediaError(path)
    return {str(name): str(digest) for name, digest in found.items()}
