"""What an article holds that would read as the format's own marks, kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bitext.exchange.sxs.differences import Difference
from bitext.exchange.sxs.document import Document, Unit, read, repair
from bitext.exchange.sxs.layout import Layout, UnitPlace
from bitext.exchange.sxs.translated import Translations
from bitext.exchange.sxs.write import translations_of, write, written_units

__all__ = ["Readable", "written_readably"]


@dataclass(frozen=True, slots=True)
class Readable:
    """A file, and what it lacks so that it can be read."""

    text: str
    refused: tuple[str, ...]
    """Sources whose translation would break the file; they stand in it themselves."""
    bare: tuple[str, ...]
    """Sources that would break the file as units; they stand in it without one."""
    is_exact: bool
    """Whether a reader finds the units written and no others."""


def written_readably(
    text: str,
    layout: Layout,
    *,
    keys: Sequence[str],
    pipeline: str,
    translations: Translations,
) -> Readable:
    """Return the file of the article ``text``, as ``write`` gives it where it can.

    The format has no escapes. A text that holds its marks loses its unit, so that all
    others are read as they were written.
    """
    refused: list[str] = []
    bare: list[str] = []
    while True:
        made = write(
            text, layout, keys=keys, pipeline=pipeline, translations=translations
        )
        document = read(repair(made))
        units = written_units(text, layout, translations)
        broken = _broken(units, document)
        # Where sentences were merged, units and places do not go together one by one.
        if not broken or len(units) != len(layout.units):
            is_exact = document.units == units and _is_whole(document, made)
            return Readable(made, tuple(refused), tuple(bare), is_exact)
        places: list[UnitPlace] = []
        loose: list[Difference] = []
        for place, unit in zip(layout.units, units, strict=True):
            if unit not in broken:
                places.append(replace(place, edits=(*loose, *place.edits)))
                loose = []
            elif unit.target != unit.source:
                refused.append(unit.source)
                texts = translations_of(text, place, translations)
                state = Translations.state(texts)
                kept = replace(place, target=unit.source, belongs_to=state)
                places.append(replace(kept, edits=(*loose, *place.edits)))
                loose = []
            else:
                bare.append(unit.source)
                loose += (*place.edits, *_as_skeleton(place))
        tail = (*loose, *layout.tail)
        layout = replace(layout, units=tuple(places), tail=tail)


def _broken(units: Sequence[Unit], document: Document) -> set[Unit]:
    return set(units).difference(document.units)


def _is_whole(document: Document, made: str) -> bool:
    return document.join() == made and not any(
        damage.fault.loses_text for damage in document.damage
    )


def _as_skeleton(place: UnitPlace) -> tuple[Difference, ...]:
    """What makes skeleton of a unit's place: its SOURCE, to the letter."""
    if place.source is None:
        return ()
    return (Difference(place.start, place.end, place.source),)
