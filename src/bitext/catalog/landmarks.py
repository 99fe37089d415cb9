"""Where the words stand in a translation that a mark of the source goes round."""

import unicodedata
from collections.abc import Sequence

from bitext.catalog.atoms import Atom, AtomKind, Run

__all__ = ["part_between", "round_atoms"]

_COLON = ":"
_BRACKETS = ("(", ")")
_ENDS = frozenset(".:!?")
_IDEOGRAPHIC = {"。": ".", "؟": "?", "։": ".", "।": "."}


def part_between(
    first: int, last: int, *, source: Sequence[Atom], target: Sequence[Atom]
) -> tuple[int, int] | None:
    """Atoms of ``target``, half open, that say what atoms ``first`` to ``last`` say.

    Told by signs alone, where a sentence is parted alike in any language: all of it
    but its last sign, what stands before or after its one colon, in its one pair of
    brackets. Else None.
    """
    marks = [_sign(atom) for atom in source]
    held = [_sign(atom) for atom in target]
    for begins, ends in _parts(marks):
        for sides in _inside(begins, ends, marks):
            if sides == (first, last):
                return _same_part((begins, ends), sides, marks, held)
    return None


def round_atoms(
    first: int, last: int, *, atoms: Sequence[Atom], runs: Sequence[Run]
) -> tuple[int, int] | None:
    """Character offsets round the atoms, half open, and the marks within.

    None where a mark begins within and ends without, or the other way round.
    """
    start, end = atoms[first].start, atoms[last - 1].end
    for run in runs:
        is_within = first <= run.first and run.last <= last
        is_round = run.first <= first and last <= run.last
        is_apart = run.last <= first or last <= run.first
        if is_within and run.first < run.last:
            start, end = min(start, run.opening[0]), max(end, run.closing[1])
        elif not is_round and not is_apart:
            return None
    return start, end


def _sign(atom: Atom) -> str:
    if atom.kind is not AtomKind.POINT:
        return ""
    core = unicodedata.normalize("NFKC", atom.core)
    return _IDEOGRAPHIC.get(core, core)


def _parts(signs: Sequence[str]) -> list[tuple[str, str]]:
    """What may bound a part, by name: a sign, or nothing for the text's own bounds."""
    found = [("", "end")] if signs and signs[-1] in _ENDS else []
    if signs.count(_COLON) == 1:
        found += [("", _COLON), (_COLON, ""), (_COLON, "end")]
    if all(signs.count(bracket) == 1 for bracket in _BRACKETS):
        found.append(_BRACKETS)
    return found


def _inside(begins: str, ends: str, signs: Sequence[str]) -> list[tuple[int, int]]:
    """The part between two signs, without them and with those that may belong to it."""
    start = signs.index(begins) + 1 if begins else 0
    last = len(signs) - 1
    end = {"": len(signs), "end": last}.get(ends)
    if end is None:
        end = signs.index(ends)
    if start >= end:
        return []
    within = [(start, end)]
    if ends == _COLON:
        within.append((start, end + 1))
    elif (begins, ends) == _BRACKETS:
        within.append((start - 1, end + 1))
    return within


def _same_part(
    bounds: tuple[str, str],
    sides: tuple[int, int],
    signs: Sequence[str],
    held: Sequence[str],
) -> tuple[int, int] | None:
    is_there = bounds in _parts(held)
    if "end" in bounds:
        is_there = is_there and held[-1] == signs[-1]
    if not is_there:
        return None
    number = _inside(*bounds, signs).index(sides)
    return dict(enumerate(_inside(*bounds, held))).get(number)
