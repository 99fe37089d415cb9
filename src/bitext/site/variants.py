"""Files under ``docs/`` that belong to one language: ``fig.nb.png`` beside ``fig.png``.

In its language such a file stands in the place of the one without the code; in all
others it is not there. Of Markdown the one without need not exist: the page is then in
that language alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import PurePosixPath

from bitext.site.snippets import MARKDOWN

__all__ = ["Variants", "find_variants"]

_MEDIA = ("image", "video", "audio", "font")
_DOCUMENTS = frozenset({"application/pdf", "text/vtt"})


@dataclass(frozen=True, slots=True)
class Variants:
    """What writers made for one language, by paths below ``docs_dir``."""

    of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Code of the language to each place and the file that stands there."""
    files: frozenset[str] = frozenset()
    """These files, of all languages."""

    def pages(self, code: str) -> Mapping[str, str]:
        """Those of ``code`` that are pages."""
        return {
            place: file
            for place, file in self.of.get(code, {}).items()
            if _is_markdown(place)
        }


def find_variants(paths: Collection[str], codes: Iterable[str]) -> Variants:
    """The variants among ``paths`` for languages of ``codes``."""
    known = set(paths)
    of: dict[str, dict[str, str]] = {code: {} for code in codes}
    for path in sorted(known):
        # As text: of thousands of paths few have such a name.
        rest, _, suffix = path.rpartition(".")
        stem, _, code = rest.rpartition(".")
        if code not in of or not stem.rpartition("/")[2]:
            continue
        base = f"{stem}.{suffix}"
        if _is_markdown(path) or (base in known and _is_medium(path)):
            of[code][base] = path
    files = frozenset(file for places in of.values() for file in places.values())
    return Variants({code: places for code, places in of.items() if places}, files)


def _is_markdown(path: str) -> bool:
    return PurePosixPath(path).suffix in MARKDOWN


def _is_medium(path: str) -> bool:
    kind = guess_type(path)[0] or ""
    return kind in _DOCUMENTS or kind.partition("/")[0] in _MEDIA
