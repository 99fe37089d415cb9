"""A side-by-side file from its article, its catalog and its layout."""

import re
from collections.abc import Sequence

from bitext.exchange.sxs.differences import apply
from bitext.exchange.sxs.document import Unit, front_end
from bitext.exchange.sxs.english import anchor_place
from bitext.exchange.sxs.front import write_front
from bitext.exchange.sxs.layout import Layout, UnitPlace
from bitext.exchange.sxs.slug import slug
from bitext.exchange.sxs.translated import Translations, fingerprint
from bitext.markdown.article import JOINED, Span

__all__ = [
    "anchor_of",
    "given",
    "one_line",
    "translations_of",
    "write",
    "write_unmended",
]

_LINE_END = re.compile(r"[ \t]*\r?\n[ \t>]*")
_EDGES = " \t\r\n"


def write(
    text: str,
    layout: Layout,
    *,
    keys: Sequence[str],
    pipeline: str,
    translations: Translations,
) -> str:
    """Return the file of the article ``text``.

    ``keys`` name the translated values of front matter, ``pipeline`` are the lines of
    the six keys.
    """
    made = write_unmended(
        text, layout, keys=keys, pipeline=pipeline, translations=translations
    )
    patch = layout.patch
    if patch is None or patch.of != fingerprint(made):
        return made
    return apply(made, patch.edits, start=0, end=len(made))


def write_unmended(
    text: str,
    layout: Layout,
    *,
    keys: Sequence[str],
    pipeline: str,
    translations: Translations,
) -> str:
    """Return the file without the differences the layout keeps as a patch."""
    front = write_front(
        text, layout.front, keys=keys, pipeline=pipeline, translations=translations
    )
    parts = _parts(text, layout, translations)
    pieces = [front]
    for index, part in enumerate(parts):
        if isinstance(part, Unit):
            pieces.append(part.render())
            continue
        place = anchor_place(parts, index)
        name = layout.units[index // 2].anchor if place >= 0 else ""
        if name is None:
            name = anchor_of(parts, index, place)
        anchor = f'<a name="{name}"></a>' if name else ""
        pieces.append(f"{part[:place]}{anchor}{part[place:]}" if anchor else part)
    return "".join(pieces)


def anchor_of(parts: Sequence[str | Unit], index: int, place: int) -> str:
    """Return the name by the rules for an anchor at ``place`` of ``parts[index]``."""
    heading = ""
    for number, part in enumerate(parts[index:]):
        piece = part.source if isinstance(part, Unit) else part
        piece = piece[place:] if not number else piece
        line, end, _ = piece.partition("\n")
        heading += line
        if end:
            break
    return slug(heading)


def _parts(text: str, layout: Layout, translations: Translations) -> list[str | Unit]:
    """Skeleton and units in turn, without anchors of the pipeline."""
    parts: list[str | Unit] = []
    position = front_end(text)
    for place in layout.units:
        parts.append(apply(text, place.edits, start=position, end=place.start))
        source = one_line(text[place.start : place.end])
        if place.source is not None:
            source = place.source
        prefix, dash, number = place.number.rpartition("-")
        target = _target(text, place, translations) or source
        parts.append(Unit(prefix if dash else layout.prefix, number, target, source))
        position = place.end
    parts.append(apply(text, layout.tail, start=position, end=len(text)))
    return parts


def _target(text: str, place: UnitPlace, translations: Translations) -> str | None:
    texts = translations_of(text, place, translations)
    if place.target is not None and place.belongs_to == translations.state(texts):
        return place.target
    return given(text, place, texts) or place.target


def one_line(text: str) -> str:
    """Return English text as a SOURCE has it: line ends are blanks."""
    return _LINE_END.sub(" ", text)


def translations_of(
    text: str, place: UnitPlace, translations: Translations
) -> tuple[str | None, ...]:
    """Return the translations of the messages a unit covers or is a part of."""
    if not place.messages:
        return translations.of((one_line(text[place.start : place.end]),))
    return translations.of(_source(text, spans) for spans in place.messages)


def _source(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[start:end].strip(_EDGES) for start, end in spans)


def given(text: str, place: UnitPlace, texts: Sequence[str | None]) -> str | None:
    """Return the TARGET that the catalog gives; None where it gives none.

    Where the unit is a part of its message, as the text of a link, the rest of the
    message must stand around it in the translation too.
    """
    whole = Translations.joined(texts)
    if whole is None or not place.messages:
        return None if whole == JOINED else whole
    start = place.messages[0][0][0]
    end = place.messages[-1][-1][1]
    before = one_line(text[start : place.start]) if start < place.start else ""
    after = one_line(text[place.end : end]) if place.end < end else ""
    fits = len(whole) > len(before) + len(after)
    if not fits or not whole.startswith(before) or not whole.endswith(after):
        return None
    return whole[len(before) : len(whole) - len(after)]
