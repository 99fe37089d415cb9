"""The messages an article asks for, and the template files made of them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from bitext.catalog.catalog import Catalog
from bitext.catalog.changes import Changes
from bitext.catalog.header import Edition, complete_header
from bitext.catalog.message import MARKDOWN_TEXT, Key, Message
from bitext.catalog.reader import read_catalog
from bitext.catalog.similarity import pair_edits
from bitext.catalog.writer import catalog_bytes
from bitext.markdown.article import Block, Kind, Segment

__all__ = ["extract", "kind_of", "template"]

_LINE_END = re.compile(r"\n")
_PLAIN_KINDS = frozenset(
    {
        Kind.ABBREVIATION,
        Kind.FRONT_MATTER,
        Kind.HTML,
        Kind.NAV,
        Kind.SITE,
        Kind.WORD,
    }
)
"""Blocks whose text is not rendered as Markdown."""


def template(
    blocks: Iterable[Block], *, reference: str, text: str | None = None
) -> tuple[Message, ...]:
    """One untranslated message for each different text of ``blocks``, in their order.

    A context makes texts differ. ``reference`` is the source file as translators see
    it, ``/`` between folders. Each message says of which kinds its blocks are, under
    which headings they stand and what the writer notes about it. With ``text``, the
    article that ``blocks`` are of, references tell its lines.
    """
    ends = None if text is None else [at.start() for at in _LINE_END.finditer(text)]
    references: dict[Key, dict[str, None]] = {}
    places: dict[Key, dict[str, None]] = {}
    notes: dict[Key, dict[str, None]] = {}
    markdown: set[Key] = set()
    for block in blocks:
        for segment in block.segments:
            key = segment.key
            places.setdefault(key, {})[_place(block)] = None
            place = _reference(reference, segment, ends=ends)
            references.setdefault(key, {})[place] = None
            notes.setdefault(key, {}).update(dict.fromkeys(segment.notes))
            if block.kind not in _PLAIN_KINDS:
                markdown.add(key)
    return tuple(
        Message(
            source,
            context=context,
            extracted=(*extracted, *notes[context, source]),
            references=tuple(references[context, source]),
            flags=(MARKDOWN_TEXT,) if (context, source) in markdown else (),
        )
        for (context, source), extracted in places.items()
    )


def _reference(file: str, segment: Segment, *, ends: Sequence[int] | None) -> str:
    if ends is None or not segment.spans:
        return file
    return f"{file}:{bisect_left(ends, segment.spans[0][0]) + 1}"


def kind_of(message: Message) -> Kind:
    """Kind of the first block that ``message``, of a template, stands in."""
    return Kind(message.extracted[0].split(" ")[0])


def _place(block: Block) -> str:
    path = " › ".join(" ".join(heading.split()) for heading in block.headings)
    return f"{block.kind} in {path}" if path else str(block.kind)


def extract(
    templates: Mapping[str, Sequence[Message]], *, folder: Path, edition: Edition
) -> Changes:
    """The template files ``<article>.pot`` to write below ``folder``.

    A template whose messages changed by edits only keeps its POT-Creation-Date.
    Raises CatalogError where an existing template cannot be read.
    """
    writes: list[tuple[Path, bytes]] = []
    for article, messages in sorted(templates.items()):
        if not messages:
            continue
        path = folder / PurePosixPath(f"{article}.pot")
        old = read_catalog(path) if path.exists() else Catalog(str(path))
        edits = pair_edits(messages, old.messages)
        header = complete_header(
            old.header,
            locale=None,
            edition=edition,
            is_new_set=not edits.is_complete,
        )
        new = Catalog(str(path), header, list(messages), wrap=edition.wrap)
        writes.append((path, catalog_bytes(new)))
    return Changes(tuple(writes), ())
