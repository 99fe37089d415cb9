"""Marks of emphasis and links that were set, removed or exchanged round the same words.

The marks of a translation stand round other words, perhaps in another order; so a
change is made only where it is plain which of them it means.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bitext.catalog.atoms import Atom, AtomKind, Atoms, Run
from bitext.catalog.landmarks import part_between, round_atoms

__all__ = ["Marks", "carry_marks"]


@dataclass(slots=True)
class Marks:
    """What becomes of the marks of a translation."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)
    """Character offsets in the translation, and what to put there."""
    changes: set[str] = field(default_factory=set)
    """emphasis, link."""
    is_sure: bool = True


def carry_marks(before: Atoms, after: Atoms, target: Atoms) -> Marks:
    """Edits of ``target`` that follow the marks from ``before`` to ``after``.

    Both texts have the same words.
    """
    work = _Work(before, after, target)
    work.run()
    return work.marks


_Places = Sequence[tuple[int, int]]
_CHANGES = {"a": "link", "font": "markup", "span": "markup"}


class _Work:
    def __init__(self, before: Atoms, after: Atoms, target: Atoms) -> None:
        self._before = before
        self._after = after
        self._target = target
        self.marks = Marks()

    def run(self) -> None:
        held = {run.place for run in self._before.runs}
        kept = {run.place for run in self._after.runs}
        gone = [run for run in self._before.runs if run.place not in kept]
        come = [run for run in self._after.runs if run.place not in held]
        for run in (*gone, *come):
            self.marks.changes.add(_CHANGES.get(run.tag, "emphasis"))
        gone, come = self._parted(gone, come)
        by_name: dict[tuple[str, str], list[tuple[Run, Run | None]]] = defaultdict(list)
        for run in gone:
            replacement = _counterpart(run, come)
            if replacement:
                come.remove(replacement)
            by_name[_name(run, self._before.text)].append((run, replacement))
        for name, exchanges in by_name.items():
            self._exchange(name, exchanges)
        self._wrap(come)
        for before, after, target in zip(
            self._before.edges, self._after.edges, self._target.edges, strict=True
        ):
            self._exchange_edge(before, after, target)

    def _parted(
        self, gone: Sequence[Run], come: Sequence[Run]
    ) -> tuple[list[Run], list[Run]]:
        """Part runs where the source parts them; what is left of both lists.

        ``**File > Save**`` becomes ``**File** > **Save**`` in any language, as long as
        its run has as many of the signs between.
        """
        left_gone, left_come = list(gone), list(come)
        groups: dict[tuple[str, tuple[str, ...], int], list[tuple[Run, Run]]]
        groups = defaultdict(list)
        for run in gone:
            inner = [one for one in come if _is_within(one, run)]
            between = self._between(run, inner)
            if between:
                groups[run.tag, between, len(inner)].append((run, inner[0]))
                left_gone.remove(run)
                left_come = [one for one in left_come if one not in inner]
        for (tag, between, times), pairs in groups.items():
            places = [
                (run, cuts)
                for run in self._target.runs
                if run.tag == tag
                and len(cuts := list(self._cuts(run, between))) == times - 1
            ]
            if len(places) != len(pairs):
                self.marks.is_sure = False
                continue
            opening, closing = self._texts(pairs[0][1])
            for run, cuts in places:
                self._edit(run, opening, closing)
                for end, start in cuts:
                    self.marks.edits.append((end, end, closing))
                    self.marks.edits.append((start, start, opening))
        return left_gone, left_come

    def _between(self, run: Run, inner: Sequence[Run]) -> tuple[str, ...]:
        """The signs that part ``run`` into ``inner``, the same at each joint."""
        is_whole = (
            len(inner) > 1
            and inner[0].first == run.first
            and inner[-1].last == run.last
        )
        if not is_whole or len({one.tag for one in inner}) > 1:
            return ()
        joints = {
            tuple(_points(self._before.atoms[one.last : other.first]))
            for one, other in pairwise(inner)
        }
        joint = joints.pop()
        atoms = self._before.atoms[run.first : run.last]
        if joints or not joint or len(list(_found(atoms, joint))) != len(inner) - 1:
            return ()
        return joint

    def _cuts(self, run: Run, between: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where a run of the translation is parted: end and next start."""
        atoms = self._target.atoms[run.first : run.last]
        for first in _found(atoms, between):
            last = first + len(between)
            if first > 0 and last < len(atoms):
                yield atoms[first - 1].end, atoms[last].start

    def _exchange(
        self, name: tuple[str, str], exchanges: Sequence[tuple[Run, Run | None]]
    ) -> None:
        """Exchange or remove runs of ``name``: all alike, else those that are plain."""
        held, places = (
            [run for run in atoms.runs if _name(run, atoms.text) == name]
            for atoms in (self._before, self._target)
        )
        texts = {self._texts(replacement) for _, replacement in exchanges}
        if any(replacement and replacement.is_titled for _, replacement in exchanges):
            self.marks.is_sure = False
        elif len(held) == len(exchanges) == len(places) and len(texts) == 1:
            opening, closing = texts.pop()
            for run in places:
                self._edit(run, opening, closing)
        else:
            for run, replacement in exchanges:
                part = self._part(run)
                there = [place for place in places if (place.first, place.last) == part]
                if len(there) == 1:
                    self._edit(there[0], *self._texts(replacement))
                else:
                    self.marks.is_sure = False

    def _exchange_edge(self, before: _Places, after: _Places, target: _Places) -> None:
        """Exchange what the text begins or ends with of other sentences' tags."""
        old, new, held = (
            [atoms.text[slice(*place)] for place in places]
            for atoms, places in (
                (self._before, before),
                (self._after, after),
                (self._target, target),
            )
        )
        if old == new:
            return
        self.marks.changes.add("markup")
        if held != old or not held:
            # What opens here closes in another sentence: only there can it be seen.
            self.marks.is_sure = False
            return
        self.marks.edits.append((*target[0], "".join(new)))
        self.marks.edits += ((*place, "") for place in target[1:])

    def _edit(self, run: Run, opening: str, closing: str) -> None:
        self.marks.edits.append((*run.opening, opening))
        self.marks.edits.append((*run.closing, closing))

    def _texts(self, run: Run | None) -> tuple[str, str]:
        if run is None:
            return "", ""
        text = self._after.text
        return text[slice(*run.opening)], text[slice(*run.closing)]

    def _wrap(self, come: Sequence[Run]) -> None:
        """Mark what the source marks now, where that can be told.

        It is all of it, a part that signs set off, or words that stay as they are. Of
        several round the same words ``come`` has the inner ones first.
        """
        openings: list[tuple[int, int, str]] = []
        for run in come:
            opening, closing = self._texts(run)
            place = self._wrapped(run)
            if place is None or run.is_titled:
                self.marks.is_sure = False
                continue
            start, end = place
            self.marks.edits.append((end, end, closing))
            openings.append((start, start, opening))
        self.marks.edits += reversed(openings)

    def _wrapped(self, run: Run) -> tuple[int, int] | None:
        atoms = self._target.atoms
        if (run.first, run.last) == (0, len(self._after.atoms)):
            text = self._target.text
            return len(text) - len(text.lstrip()), len(text.rstrip())
        part = self._part(run)
        if part is None:
            return None
        return round_atoms(*part, atoms=atoms, runs=self._target.runs)

    def _part(self, run: Run) -> tuple[int, int] | None:
        """Atoms of the translation that say what those of ``run`` say."""
        return self._words_that_stay(run) or part_between(
            run.first, run.last, source=self._before.atoms, target=self._target.atoms
        )

    def _words_that_stay(self, run: Run) -> tuple[int, int] | None:
        """Atoms of a name or the like, which stands once on both sides."""
        inner = [atom.text for atom in self._before.atoms[run.first : run.last]]
        if len(list(_said(self._before.atoms, inner))) != 1:
            return None
        found = list(_said(self._target.atoms, inner))
        return (found[0], found[0] + len(inner)) if len(found) == 1 else None


def _counterpart(run: Run, come: Sequence[Run]) -> Run | None:
    """What marks the same words in place of ``run``; of several the same mark."""
    found = [one for one in come if (one.first, one.last) == (run.first, run.last)]
    return min(found, key=lambda one: one.tag != run.tag, default=None)


def _name(run: Run, text: str) -> tuple[str, str]:
    """What a run is told from others by: links by where they lead."""
    if run.address:
        return run.tag, text[slice(*run.address)]
    return run.tag, run.dress


def _is_within(one: Run, other: Run) -> bool:
    return other.first <= one.first and one.last <= other.last and one.tag == other.tag


def _points(atoms: Iterable[Atom]) -> Iterator[str]:
    """Signs; a word between says that more than marks have changed."""
    for atom in atoms:
        yield atom.core if atom.kind is AtomKind.POINT else "\0"


def _found(atoms: Sequence[Atom], cores: Sequence[str]) -> Iterator[int]:
    held = [atom.core for atom in atoms]
    return _starts(held, cores)


def _said(atoms: Sequence[Atom], texts: Sequence[str]) -> Iterator[int]:
    return _starts([atom.text for atom in atoms], texts)


def _starts(held: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    """Where ``wanted`` stands in ``held``."""
    for first in range(len(held) - len(wanted) + 1):
        if wanted and list(held[first : first + len(wanted)]) == list(wanted):
            yield first
