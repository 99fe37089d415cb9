"""What a text shows that its translation shows too, whatever the language."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bitext.markdown.article import Block, Kind, Segment

__all__ = ["Passage", "likeness", "passages"]

_LINK = re.compile(
    r"\]\(\s*<?([^\s()<>]+)|<(https?://[^\s<>]+)>|\[[^\[\]]*\]\[([^\[\]]+)\]"
)
_CODE = re.compile(r"(`+)(.+?)\1")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LATIN = re.compile(r"\b[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*\b")
_LETTER = re.compile(r"[^\W\d_]")
_MARKS = re.compile(r"\*\*|__|!\[")


@dataclass(frozen=True)
class Passage:
    """A block of an article, or a sentence of it, with what tells it from others."""

    kind: Kind
    text: str
    segments: Sequence[Segment]
    depth: int = 0
    """Headings above it."""
    anchors: Counter[str] = field(init=False)
    """Addresses, code, numbers and names in capitals."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "anchors", Counter(_anchors(self.text)))

    @cached_property
    def length(self) -> int:
        """Letters of its text, at least 1."""
        return max(1, len(_LETTER.findall(_LINK.sub("", self.text))))


def passages(blocks: Sequence[Block]) -> list[Passage]:
    """The blocks that have text."""
    return [
        Passage(
            block.kind,
            " ".join(segment.text for segment in block.segments),
            block.segments,
            len(block.headings),
        )
        for block in blocks
        if block.segments
    ]


def _anchors(text: str) -> list[str]:
    found = [
        _file(next(filter(None, groups)))
        for groups in _LINK.findall(text)
        if any(groups)
    ]
    without = _LINK.sub(" ", text)
    found += [code for _, code in _CODE.findall(without)]
    bare = _CODE.sub(" ", without)
    found += [re.sub(r"[.,]", "", one) for one in _NUMBER.findall(bare)]
    found += _LATIN.findall(bare)
    found += _MARKS.findall(text)
    return found


def _file(address: str) -> str:
    """What of an address a translation keeps: no language, no anchor in a page."""
    path = re.split(r"[?#]", address)[0].rstrip("/")
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.partition(".")
    return f"{stem}{dot}{suffix.rpartition('.')[2]}" if dot else stem


def likeness(one: Passage, other: Passage) -> float:
    """How much their anchors agree, from -1 to 1; 0 where neither has any."""
    if not one.anchors and not other.anchors:
        return 0.0
    both = sum((one.anchors & other.anchors).values())
    either = sum((one.anchors | other.anchors).values())
    return 2 * both / either - 1
