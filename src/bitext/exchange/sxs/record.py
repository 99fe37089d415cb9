"""The file of a layout: JSON, its places given by line so that edits move them.

A line of the article is known by a short hash of its text. After an edit a unit is
still valid where every line it stands on is the same as before.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from bitext.errors import BitextError
from bitext.exchange.sxs.differences import Difference
from bitext.exchange.sxs.layout import Front, Layout, Patch, UnitPlace, ValueBytes
from bitext.exchange.sxs.lines import line_runs
from bitext.markdown.article import Span

__all__ = ["Recalled", "RecordError", "read_record", "record_bytes", "record_path"]

_VERSION = 1
_DIGITS = 8
_OPENING = [1, 0, 0]
_MERGED = re.compile(r"(?<=p)[0-9]+\Z")
_NUMBER = re.compile(r"(?<![p0-9])[0-9]+\Z")


class RecordError(BitextError):
    """A record that cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(
            f"{path}: {reason}; restore the file from version control, or delete it "
            f"and import the side-by-side article again"
        )


@dataclass(frozen=True, slots=True)
class Recalled:
    """A layout that was read, placed in the article as it is now."""

    layout: Layout
    changed: tuple[Span, ...]
    """Lines of the article that the record does not know."""
    is_current: bool
    """The article is what it was."""
    numbers: frozenset[int]
    """Of all units the file had, those of lines that are gone included."""


def record_path(locales_root: Path, *, gettext: str, article: str) -> Path:
    """File of the record of ``article`` in the locale of this gettext name."""
    return locales_root / gettext / "sxs" / PurePosixPath(f"{article}.json")


class _Lines:
    """The lines of a text, by place and by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]

    def span(self, start: int, end: int) -> list[int]:
        """Line and column of the start, then (line and) column of the end."""
        line, column = self.place(start)
        last, end_column = self.place(end)
        if last == line:
            return [line + 1, column, end_column]
        return [line + 1, column, last + 1, end_column]

    def hashes(self) -> list[str]:
        return [
            _print(text) if (text := line.removesuffix("\r")) else ""
            for line in self.lines
        ]


def _print(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


def record_bytes(layout: Layout, *, text: str) -> bytes:
    """Return the file of ``layout`` for the article ``text``.

    Keys are sorted, each unit stands on a line of its own.
    """
    lines = _Lines(text)
    front = layout.front
    fields: dict[str, object] = {
        "front": _edits(front.edits, lines),
        "handed": ",".join(layout.handed),
        "lines": ",".join(lines.hashes()),
        "messages": {key: list(prints) for key, prints in front.messages.items()},
        "prefix": layout.prefix,
        "tail": _edits(layout.tail, lines),
        "units": [_unit(unit, lines) for unit in layout.units],
        "values": {
            key: [value.text, value.belongs_to] for key, value in front.values.items()
        },
        "version": _VERSION,
    }
    if layout.patch:
        edits = [[edit.start, edit.end, edit.text] for edit in layout.patch.edits]
        fields["patch"] = {"edits": edits, "of": layout.patch.of}
    rows = [
        f"{_json(name)}: {_value(fields[name])}"
        for name in sorted(fields)
        if fields[name] or name == "lines"
    ]
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode("utf-8")


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(_json, value)) + "\n]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _edits(edits: Iterable[Difference], lines: _Lines) -> list[object]:
    return [[*lines.span(edit.start, edit.end), edit.text] for edit in edits]


def _unit(unit: UnitPlace, lines: _Lines) -> dict[str, object]:
    fields: dict[str, object] = {
        "at": lines.span(unit.start, unit.end),
        "n": unit.number,
        "skeleton": _edits(unit.edits, lines),
        "messages": [
            [lines.span(start, end) for start, end in spans] for spans in unit.messages
        ],
        "of": unit.belongs_to,
    }
    if unit.shares_line:
        fields["is"] = _print(lines.text[unit.start : unit.end])
    given = {"anchor": unit.anchor, "source": unit.source, "target": unit.target}
    return {name: value for name, value in fields.items() if value} | {
        name: value for name, value in given.items() if value is not None
    }


class _LostError(Exception):
    """A line that is not in the article any more."""


class _Now:
    """Places of a record in the article as it is now."""

    def __init__(self, lines: _Lines, before: Sequence[str]) -> None:
        self._lines = lines
        now = lines.hashes()
        self._now_of: Sequence[int] | Mapping[int, int]
        self._instead: dict[int, range] = {}
        self.changed: list[int] = []
        self.is_current = now == list(before)
        if self.is_current:
            self._now_of = range(len(now))
            return
        found: dict[int, int] = {}
        for run in line_runs(before, now):
            there = range(run.other_start, run.other_end)
            if run.is_equal:
                found.update(zip(range(run.start, run.end), there, strict=True))
                continue
            self.changed.extend(there)
            pairs_up = run.end - run.start == len(there)
            for line in range(run.start, run.end):
                step = line - run.start
                self._instead[line] = there[step : step + 1] if pairs_up else there
        self._now_of = found

    def span(self, numbers: Sequence[int]) -> Span:
        """Raises _LostError where a line or the order of lines is another."""
        line, column, *last, end_column = numbers
        end_line = last[0] if last else line
        start = self._offset(line, column)
        end = self._offset(end_line, end_column)
        first = self._now_of[line - 1]
        if self._now_of[end_line - 1] - first != end_line - line or end < start:
            raise _LostError
        return start, end

    def _offset(self, line: int, column: int) -> int:
        try:
            number = self._now_of[line - 1]
        except (KeyError, IndexError) as error:
            raise _LostError from error
        return self._lines.starts[number] + min(column, len(self._lines.lines[number]))

    def found_again(self, numbers: Sequence[int], of: str, *, after: int) -> Span:
        """Where text of a line that changed stands now, by its fingerprint.

        Raises _LostError.
        """
        line, column, *last, end_column = numbers
        size = end_column - column
        if not last:
            for number in self._instead.get(line - 1, ()):
                start = self._lines.starts[number]
                text = self._lines.lines[number]
                for place in range(max(after - start, 0), len(text) - size + 1):
                    if _print(text[place : place + size]) == of:
                        return start + place, start + place + size
        raise _LostError

    def span_beside(
        self, numbers: Sequence[int], unit: Sequence[int], start: int
    ) -> Span:
        """Place of a message whose unit stood at ``unit`` and now begins at ``start``.

        Raises _LostError.
        """
        try:
            return self.span(numbers)
        except _LostError:
            line, column, *last, end_column = numbers
            if line != unit[0] or last:
                raise
            return start + column - unit[1], start + end_column - unit[1]

    def edits(
        self, rows: Iterable[Sequence[object]], *, opens: bool = False
    ) -> Iterator[Difference]:
        """Differences that still have a place; the rest is dropped.

        What only adds text and ``opens`` the article has its place whatever follows.
        """
        for *places, text in rows:
            numbers = [int(str(place)) for place in places]
            if opens and numbers == _OPENING:
                yield Difference(0, 0, str(text))
                continue
            try:
                start, end = self.span(numbers)
            except _LostError:
                continue
            yield Difference(start, end, str(text))


def read_record(data: bytes, *, text: str, path: str) -> Recalled:
    """Return what the record says of the article ``text``, as far as it still holds.

    Raises RecordError.
    """
    try:
        fields = json.loads(data)
        if fields.get("version") != _VERSION:
            reason = f"version is {fields.get('version')}, not {_VERSION}"
            raise RecordError(path, reason)
        return _recalled(fields, _Lines(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(path, f"is no record ({error})") from error


def _recalled(fields: Mapping[str, object], lines: _Lines) -> Recalled:
    known = str(fields["lines"]).split(",")
    now = _Now(lines, known)
    patch = _mapping(fields.get("patch", {}))
    values = _mapping(fields.get("values", {}))
    front = Front(
        tuple(now.edits(_rows(fields.get("front", [])), opens=True)),
        {
            key: tuple(map(str, _rows(prints)))
            for key, prints in _mapping(fields.get("messages", {})).items()
        },
        {key: ValueBytes(*map(str, _rows(value))) for key, value in values.items()},
    )
    units: list[UnitPlace] = []
    end = 0
    lost: list[Difference] = []
    for row in _rows(fields.get("units", [])):
        unit = _recalled_unit(_mapping(row), now, after=end)
        # Skeleton outlives the unit it stands before.
        if unit is None:
            lost += now.edits(_rows(_mapping(row).get("skeleton", [])))
        elif unit.start >= end:
            units.append(replace(unit, edits=(*lost, *unit.edits)))
            lost = []
            end = unit.end
    layout = Layout(
        str(fields.get("prefix", "")),
        front,
        tuple(units),
        (*lost, *now.edits(_rows(fields.get("tail", [])))),
        Patch(
            str(patch["of"]),
            tuple(Difference(*edit) for edit in _rows(patch["edits"])),
        )
        if patch
        else None,
        tuple(filter(None, str(fields.get("handed", "")).split(","))),
    )
    changed = tuple(
        (lines.starts[number], lines.starts[number] + len(lines.lines[number]))
        for number in now.changed
    )
    written = [
        str(_mapping(row).get("n", "")) for row in _rows(fields.get("units", []))
    ]
    merged = (int(found[0]) for one in written if (found := _MERGED.search(one)))
    numbers = (int(found[0]) for one in written if (found := _NUMBER.search(one)))
    layout = replace(layout, last_merged=max(merged, default=0))
    return Recalled(layout, changed, now.is_current, frozenset(numbers))


def _recalled_unit(
    row: Mapping[str, object], now: _Now, *, after: int
) -> UnitPlace | None:
    shares_line = "is" in row
    at = _rows(row["at"])
    try:
        try:
            start, end = now.span(at)
        except _LostError:
            if not shares_line:
                raise
            start, end = now.found_again(at, str(row["is"]), after=after)
        messages = tuple(
            tuple(now.span_beside(numbers, at, start) for numbers in spans)
            for spans in _rows(row.get("messages", []))
        )
    except _LostError:
        return None
    return UnitPlace(
        str(row.get("n", "")),
        start,
        end,
        tuple(now.edits(_rows(row.get("skeleton", [])))),
        anchor=_text(row, "anchor"),
        source=_text(row, "source"),
        messages=messages,
        target=_text(row, "target"),
        belongs_to=str(row.get("of", "")),
        shares_line=shares_line,
    )


def _text(row: Mapping[str, object], name: str) -> str | None:
    return str(row[name]) if name in row else None


def _rows(value: object) -> list:  # type: ignore[type-arg]  # items as JSON has them
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value
