"""Front matter of a file, made from the article's and the catalog."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bitext.exchange.sxs.differences import Difference, unequal
from bitext.exchange.sxs.document import front_end
from bitext.exchange.sxs.layout import KEYS_MARK, Front, ValueBytes, mark_of
from bitext.exchange.sxs.translated import Translations, fingerprint
from bitext.markdown import frontmatter
from bitext.markdown.article import Article, Kind

__all__ = ["record_front", "write_front"]

_MARK = re.compile("\0value ([^\0]*)\0")
_IS_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n?")


@dataclass(frozen=True, slots=True)
class _Marked:
    """Lines of front matter, with marks for values and before the closing line."""

    lines: tuple[str, ...]
    values: Mapping[str, frontmatter.Value]


# A file's front matter is written once more to see what it lacks.
@lru_cache(maxsize=4)
def _marked(head: str, *, keys: tuple[str, ...], pipeline: str | None) -> _Marked:
    """Mark front matter; ``pipeline`` are the lines of its keys.

    None marks the place where they would stand.
    """
    values = {
        value.key: value
        for value in frontmatter.read(head, keys=keys).values
        if "\n" not in head[value.start : value.end]
    }
    position = 0
    pieces: list[str] = []
    for value in values.values():
        pieces += (head[position : value.start], mark_of(value.key))
        position = value.end
    pieces.append(head[position:])
    lines = "".join(pieces).splitlines(keepends=True)
    if len(lines) > 1 and _IS_FENCE.fullmatch(lines[-1]):
        if pipeline is None:
            lines[-1] = KEYS_MARK + lines[-1]
        else:
            own = pipeline.splitlines(keepends=True)
            first = len(lines) - 1 - len(own)
            if lines[first:-1] == own:
                lines[first:] = [KEYS_MARK + lines[-1]]
    return _Marked(tuple(lines), values)


def record_front(
    head: str,
    *,
    article: Article,
    keys: Sequence[str],
    pipeline: str,
    translations: Translations,
) -> Front:
    """Return what ``head``, a file's front matter, has beyond the article's.

    ``keys`` name translated values, ``pipeline`` are the lines of the six keys.
    """
    text = article.text[: front_end(article.text)]
    mine = _marked(text, keys=tuple(keys), pipeline=None)
    theirs = _marked(head, keys=tuple(mine.values), pipeline=pipeline)
    starts = _starts(text)
    edits = [
        Difference(starts[i1], starts[i2], "".join(theirs.lines[j1:j2]))
        for i1, i2, j1, j2 in unequal(mine.lines, theirs.lines)
    ]
    messages: dict[str, tuple[str, ...]] = {}
    values: dict[str, ValueBytes] = {}
    for key, written in theirs.values.items():
        value = mine.values[key]
        segments = _segments(article, value)
        if segments != (value.text,):
            messages[key] = tuple(map(fingerprint, segments))
        texts = translations.of(segments)
        raw = head[written.start : written.end]
        if _emitted(texts, text[value.start : value.end]) != raw:
            values[key] = ValueBytes(raw, translations.state(texts))
    return Front(tuple(edits), messages, values)


def _segments(article: Article, value: frontmatter.Value) -> tuple[str, ...]:
    for block in article.blocks:
        if block.kind is Kind.FRONT_MATTER and block.spans[0][0] == value.start:
            return tuple(segment.text for segment in block.segments)
    return (value.text,)


def _emitted(texts: Sequence[str | None], source: str) -> str | None:
    joined = Translations.joined(texts)
    return None if joined is None else frontmatter.emit(joined, source=source)


def _starts(head: str) -> list[int]:
    """Where each line begins, and where the last one ends."""
    starts = [0]
    for line in head.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def write_front(
    head: str,
    front: Front,
    *,
    keys: Sequence[str],
    pipeline: str,
    translations: Translations,
) -> str:
    """Return the front matter of the file; ``head`` is what the article has of it."""
    mine = _marked(head, keys=tuple(keys), pipeline=None)
    marked = "".join(_edited(mine, front.edits, _starts(head)))

    def value_of(found: re.Match[str]) -> str:
        value = mine.values.get(found[1])
        if value is None:
            return found[0]
        source = head[value.start : value.end]
        prints = front.messages.get(found[1])
        texts = (
            translations.of((value.text,))
            if prints is None
            else translations.by_fingerprint(prints)
        )
        kept = front.values.get(found[1])
        if kept and kept.belongs_to == translations.state(texts):
            return kept.text
        return _emitted(texts, source) or (kept.text if kept else source)

    return _MARK.sub(value_of, marked.replace(KEYS_MARK, pipeline))


def _edited(
    mine: _Marked, edits: Sequence[Difference], starts: Sequence[int]
) -> Iterator[str]:
    at = 0
    for edit in edits:
        while at < len(mine.lines) and starts[at] < edit.start:
            yield mine.lines[at]
            at += 1
        yield edit.text
        while at < len(mine.lines) and starts[at] < edit.end:
            at += 1
    yield from mine.lines[at:]
