"""The English article inside a side-by-side file, and where each unit lies in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bitext.exchange.sxs.document import PIPELINE_KEYS, Document, Unit
from bitext.markdown import frontmatter

__all__ = [
    "English",
    "Placed",
    "UnknownSource",
    "anchor_place",
    "anchor_span",
    "english",
    "title_of",
]


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit and the place of its SOURCE in the English article."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnknownSource:
    """A value that the format holds in translation only."""

    key: str
    """Of the front matter."""
    source: str
    """What stands for its English in the article."""
    target: str


@dataclass(frozen=True, slots=True)
class English:
    """An English article made of skeleton and SOURCE."""

    text: str
    placed: tuple[Placed, ...]
    unknown: tuple[UnknownSource, ...]


_KEY_LINE = re.compile(
    rf"^(?:{'|'.join(map(re.escape, PIPELINE_KEYS))}):[^\n]*\n", re.MULTILINE
)
_EMPTY_FRONT = re.compile(r"---[ \t]*\r?\n---[ \t]*(?:\r?\n)?")
# The pipeline's anchor comes first after the marks of a heading; a second one on the
# line is the author's.
_ANCHOR_IN_ATX = re.compile(r'[ \t>*+\-0-9.)]*#{1,6}[ \t]*(<a name="[^"\n]*"></a>)')
_ANCHOR_IN_SETEXT = re.compile(r'[ \t>]*(<a name="[^"\n]*"></a>)')
_ATX = re.compile(r"[ \t>*+\-0-9.)]*#{1,6}[ \t]*")
_SETEXT = re.compile(r"[ \t>]*")
_UNDERLINED = re.compile(r"[^\n]*\n[ \t>]*(?:=+|-+)[ \t]*\r?(?:\n|\Z)")
_HEADING_OPENS = re.compile(r"[ \t>*+\-0-9.)]*#")


def english(document: Document, *, path: str, keys: Sequence[str]) -> English:
    """Return the English article of a file; ``path`` is relative to its folder.

    Heading anchors and front matter keys of the pipeline are left out. The values of
    ``title`` and ``description``, as far as ``keys`` names them, are translated in
    place, so their English is made up: the title from the file name, the description
    from the first sentence that is no heading. Other text translated in place
    (alternative texts, link titles) stays in the language it is in.
    """
    front, unknown = _front(document, path=path, keys=keys)
    pieces = [document.bom, front]
    placed: list[Placed] = []
    position = len(document.bom) + len(front)
    for index, part in enumerate(document.parts):
        if isinstance(part, Unit):
            placed.append(Placed(part, position, position + len(part.source)))
            text = part.source
        else:
            start, end = anchor_span(document.parts, index)
            text = part[:start] + part[end:]
        pieces.append(text)
        position += len(text)
    return English("".join(pieces), tuple(placed), unknown)


def anchor_span(parts: Sequence[str | Unit], index: int) -> tuple[int, int]:
    """Return where in the skeleton at ``index`` the pipeline's anchor stands.

    Only headings with units have one, so it can only stand on the last line, the one
    that goes on in the next part. Empty where there is none.
    """
    part = parts[index]
    if not isinstance(part, str):
        return 0, 0
    line = part.rfind("\n") + 1
    begins_line = line > 0 or index == 0
    if not begins_line or index + 1 == len(parts):
        return 0, 0
    found = _ANCHOR_IN_ATX.match(part, line)
    if not found:
        found = _ANCHOR_IN_SETEXT.match(part, line)
        if not found or not _is_underlined(parts, index + 1):
            return 0, 0
    return found.span(1)


def anchor_place(parts: Sequence[str | Unit], index: int) -> int:
    """Return where in the skeleton at ``index`` an anchor belongs, -1 for nowhere.

    ``parts`` hold none of the pipeline's anchors.
    """
    part = parts[index]
    if not isinstance(part, str):
        return -1
    line = part.rfind("\n") + 1
    if (not line and index) or index + 1 == len(parts):
        return -1
    if found := _ATX.match(part, line):
        return found.end()
    found = _SETEXT.match(part, line)
    return found.end() if found and _is_underlined(parts, index + 1) else -1


def _is_underlined(parts: Sequence[str | Unit], index: int) -> bool:
    """Whether the line that goes on at ``index`` is the text of a setext heading."""
    for number in range(index, len(parts)):
        following = parts[number]
        text = following.source if isinstance(following, Unit) else following
        if "\n" in text:
            found = isinstance(following, str) and _UNDERLINED.match(text)
            # A bullet before a unit is no line.
            is_cut = found and found.end() == len(text) and found[0][-1:] != "\n"
            return bool(found) and not (is_cut and number + 1 < len(parts))
    return False


def _front(
    document: Document, *, path: str, keys: Sequence[str]
) -> tuple[str, tuple[UnknownSource, ...]]:
    front = _KEY_LINE.sub("", document.front)
    if _EMPTY_FRONT.fullmatch(front):
        return "", ()
    made_up = {"title": title_of(path), "description": _first_sentence(document)}
    unknown: list[UnknownSource] = []
    values = frontmatter.read(
        front, keys=[key for key in keys if made_up.get(key)]
    ).values
    pieces: list[str] = []
    position = 0
    for value in values:
        source = made_up[value.key]
        written = frontmatter.emit(source, source=front[value.start : value.end])
        pieces += (front[position : value.start], written)
        position = value.end
        unknown.append(UnknownSource(value.key, source, value.text))
    pieces.append(front[position:])
    return "".join(pieces), tuple(unknown)


def title_of(path: str) -> str:
    """Return a title made of a file's name: its words, the first one capitalised.

    An index page is named after its folder.
    """
    file = PurePosixPath(path)
    stem = file.stem
    if stem.lower() in {"index", "readme"}:
        stem = file.parent.name or "Home"
    words = " ".join(re.split(r"[-_\s]+", stem)).strip() or stem
    return words[:1].upper() + words[1:]


_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_DELIMITERS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*`]{1,3}|\\(?=[^\w\s])")


def _first_sentence(document: Document) -> str:
    """Return the first SOURCE that is no heading, as plain text."""
    is_heading = False
    for part in document.parts:
        if isinstance(part, Unit):
            plain = _DELIMITERS.sub("", _TAG.sub("", _LINK.sub(r"\1", part.source)))
            plain = " ".join(plain.split())
            if plain and not is_heading:
                return plain
        elif "\n" in part or part is document.parts[0]:
            is_heading = bool(_HEADING_OPENS.match(part, part.rfind("\n") + 1))
    return ""
