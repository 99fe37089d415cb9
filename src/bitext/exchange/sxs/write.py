"""A side-by-side file from its article, its catalog and its layout."""

import re
from collections.abc import Iterator, Sequence

from bitext.exchange.sxs.differences import apply
from bitext.exchange.sxs.document import Unit, front_end
from bitext.exchange.sxs.english import anchor_place
from bitext.exchange.sxs.front import write_front
from bitext.exchange.sxs.layout import Layout, UnitPlace
from bitext.exchange.sxs.shares import cut_again, one_line
from bitext.exchange.sxs.slug import slug
from bitext.exchange.sxs.translated import Translations, fingerprint
from bitext.markdown.article import JOINED, Span

__all__ = [
    "anchor_of",
    "given",
    "translations_of",
    "write",
    "write_unmended",
    "written_units",
]

_FIRST_MERGED = 101
_EDGES = " \t\r\n"
# Between sentences of one block: at most one line end, and marks of quotes.
_GAP = re.compile(r"[ \t>]*(?:\r?\n[ \t>]*)?")
_CLOSING_MARKS = re.compile(
    r"(?:[ \t]+#+)?(?:[ \t]*\{:?[ ]*(?:[.#][^\s{}]|[\w-]+=)[^{}]*\})?[ \t\r]*\Z"
)


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
    body = front_end(text) if layout.body is None else layout.body
    front = write_front(
        text[:body],
        layout.front,
        keys=keys,
        pipeline=pipeline,
        translations=translations,
    )
    parts, anchors = _parts(text, layout, translations, body=body)
    pieces = [front]
    for index, part in enumerate(parts):
        if isinstance(part, Unit):
            pieces.append(part.render())
            continue
        place = anchor_place(parts, index)
        name = anchors[index // 2] if place >= 0 else ""
        if name is None:
            name = anchor_of(parts, index, place)
        anchor = f'<a name="{name}"></a>' if name else ""
        pieces.append(f"{part[:place]}{anchor}{part[place:]}" if anchor else part)
    return "".join(pieces)


def written_units(
    text: str, layout: Layout, translations: Translations
) -> tuple[Unit, ...]:
    """Return the units of the file in order."""
    body = front_end(text) if layout.body is None else layout.body
    parts, _ = _parts(text, layout, translations, body=body)
    return tuple(part for part in parts if isinstance(part, Unit))


def anchor_of(parts: Sequence[str | Unit], index: int, place: int) -> str:
    """Return the name by the rules for an anchor at ``place`` of ``parts[index]``."""
    heading: list[str] = []
    for number in range(index, len(parts)):
        part = parts[number]
        piece = part.source if isinstance(part, Unit) else part
        start = place if number == index else 0
        end = piece.find("\n", start)
        heading.append(piece[start:] if end < 0 else piece[start:end])
        if end >= 0:
            break
    return slug(_CLOSING_MARKS.sub("", "".join(heading)))


def _parts(
    text: str, layout: Layout, translations: Translations, *, body: int
) -> tuple[list[str | Unit], list[str | None]]:
    """Skeleton and units in turn without the pipeline's anchors; these by unit.

    A unit whose translation stands in that of the unit before becomes part of it, as
    where a translator merged sentences.
    """
    parts: list[str | Unit] = []
    anchors: list[str | None] = []
    loose = ""
    position = body
    targets = _targets(text, layout.units, translations)
    merged = _last_merged(layout)
    is_translated = False
    for index, (place, target) in enumerate(zip(layout.units, targets, strict=True)):
        skeleton = loose + apply(text, place.edits, start=position, end=place.start)
        position = place.end
        if not place.number:
            has_none = target in {None, JOINED}
            loose = skeleton + str(text[place.start : position] if has_none else target)
            continue
        loose = ""
        source = one_line(text[place.start : place.end])
        if place.source is not None:
            source = place.source
        before = parts[-1] if parts else None
        goes_on = index > 0 and _share(layout.units[index - 1], place)
        is_next = is_translated and (goes_on or _GAP.fullmatch(skeleton))
        if target == JOINED and isinstance(before, Unit) and is_next:
            number = before.number
            if not number.startswith("p"):
                merged += 1
                number = f"p{merged}"
            source = before.source + one_line(skeleton) + source
            parts[-1] = Unit(before.prefix, number, before.target, source)
            continue
        prefix, dash, number = place.number.rpartition("-")
        prefix = prefix if dash else layout.prefix
        is_translated = target not in {None, "", JOINED}
        shown = target if is_translated else source
        parts += (skeleton, Unit(prefix, number, shown or source, source))
        anchors.append(place.anchor)
    parts.append(loose + apply(text, layout.tail, start=position, end=len(text)))
    return parts, [*anchors, ""]


def _last_merged(layout: Layout) -> int:
    """Return the highest number of a merged unit, one below the first if none is."""
    numbers = (place.number.rpartition("-")[2] for place in layout.units)
    merged = [int(number[1:]) for number in numbers if number.startswith("p")]
    return max(_FIRST_MERGED - 1, layout.last_merged, *merged)


def _targets(
    text: str, units: Sequence[UnitPlace], translations: Translations
) -> list[str | None]:
    """TARGETs of ``units``: JOINED for one that is in the TARGET before it."""
    targets: list[str | None] = []
    for place in units:
        texts = translations_of(text, place, translations)
        if place.target is not None and place.belongs_to == translations.state(texts):
            targets.append(place.target)
        elif all(one == JOINED for one in texts):
            targets.append(JOINED)
        else:
            targets.append(given(text, place, texts))
    for first, last in _groups(units):
        group = units[first:last]
        if group[0].messages and None in targets[first:last]:
            messages = dict.fromkeys(spans for unit in group for spans in unit.messages)
            sources = (_source(text, spans) for spans in messages)
            whole = Translations.joined(translations.of(sources))
            if whole is not None:
                targets[first:last] = cut_again(text, group, whole)
    return [
        place.target if target is None else target
        for place, target in zip(units, targets, strict=True)
    ]


def _groups(units: Sequence[UnitPlace]) -> Iterator[tuple[int, int]]:
    """Yield the first and behind the last of units that share messages."""
    first = 0
    for index in range(1, len(units) + 1):
        if index == len(units) or not _share(units[index - 1], units[index]):
            yield first, index
            first = index


def _share(one: UnitPlace, other: UnitPlace) -> bool:
    return not set(one.messages).isdisjoint(other.messages)


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
    message must stand around it in the translation too. What it has beside its
    messages is the same in both languages.
    """
    if None in texts or all(one == JOINED for one in texts):
        return None
    if not place.messages:
        return texts[0]
    start = place.messages[0][0][0]
    end = place.messages[-1][-1][1]
    whole = one_line(text[place.start : start]) if place.start < start else ""
    position = start
    for spans, one in zip(place.messages, texts, strict=True):
        between = one_line(text[position : spans[0][0]])
        position = spans[-1][1]
        if one != JOINED:
            whole += f"{between}{one}" if between.strip() else f"{between and ' '}{one}"
    whole += one_line(text[end : place.end]) if end < place.end else ""
    before = one_line(text[start : place.start]) if start < place.start else ""
    after = one_line(text[place.end : end]) if place.end < end else ""
    fits = len(whole) > len(before) + len(after)
    if not fits or not whole.startswith(before) or not whole.endswith(after):
        return None
    return whole[len(before) : len(whole) - len(after)]
