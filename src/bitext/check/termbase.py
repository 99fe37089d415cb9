"""Terms: how words are to be translated, and how they never are."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bitext.check.pair import Pair
from bitext.errors import BitextError
from bitext.locales import Locale, LocaleError, parse_locale

__all__ = ["Term", "TermPair", "Termbase", "TermbaseError", "Use", "read_csv"]

_COLUMNS = ("term", "locale", "use", "translation", "case", "note")
_NEEDED = ("term", "use")
_YES = frozenset({"yes", "true", "1", "x"})
_NO = frozenset({"", "no", "false", "0"})
_ENDING = 3
"""Letters that inflection may change at a word's end."""
_SHORTEST_STEM = 3
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\w+(?:[.-]\w+)+")


class TermbaseError(BitextError):
    """A termbase cannot be read as it stands; each fault has a line."""


class Use(StrEnum):
    """What a termbase says of a term."""

    KEEP = "keep"
    """It stays as it is, as a name does."""
    TARGET = "target"
    """It is translated so."""
    AVOID = "avoid"
    """It is never translated so."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry, of one language or of all."""

    source: str
    """A term of the source; empty where a word is avoided whatever was said."""
    use: Use
    targets: tuple[str, ...] = ()
    """Translations, any of which will do, or each of which will not."""
    locale: str = ""
    """Code of the language; empty for all."""
    has_case: bool = False
    """Whether capitals tell it from another word."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Termbase:
    """All terms of a project."""

    terms: tuple[Term, ...]

    def of(self, locale: Locale) -> Sequence[Term]:
        """Terms for a language: its own, and those for all."""
        return tuple(one for one in self.terms if one.locale in {"", locale.code})


@dataclass(frozen=True, slots=True)
class TermPair:
    """A published translation and its source beside the terms of its language."""

    pair: Pair
    terms: Sequence[Term]

    def found(self, use: Use) -> Iterator[Term]:
        """Terms of a ``use`` that stand in the source, or that need not."""
        source = self.pair.source_seen.without_code
        for term in self.terms:
            if term.use is use and (not term.source or self._has_source(term, source)):
                yield term

    def has_target(self, text: str, *, has_case: bool, is_exact: bool = False) -> bool:
        """Whether the translation has ``text``, inflected or joined with other words.

        With ``is_exact`` its words must stand for themselves and as they are.
        """
        seen = self.pair.target_seen.without_code
        if not has_case:
            seen, text = seen.casefold(), text.casefold()
        if text in seen and not is_exact:
            return True
        words = _WORD.findall(text)
        if not self.pair.locale.spaced or not words:
            return text in seen
        if is_exact:
            pattern = r"\W+".join(map(re.escape, words))
            return re.search(rf"(?<!\w){pattern}(?!\w)", seen) is not None
        return all(_stem(word) in seen for word in words)

    def _has_source(self, term: Term, source: str) -> bool:
        """Whether the term is there, and not only in names such as ``term-list.csv``.

        A name is a longer word with hyphens or dots that the translation has as it is.
        """
        flags = 0 if term.has_case else re.IGNORECASE
        return any(
            not self._is_within_name(found, source)
            for found in re.finditer(_pattern(term.source), source, flags)
        )

    def _is_within_name(self, found: re.Match[str], source: str) -> bool:
        seen = self.pair.target_seen.without_code
        return any(
            name.start() <= found.start()
            and found.end() <= name.end()
            and name.group() != found.group()
            and name.group() in seen
            for name in _NAME.finditer(source)
        )


def _pattern(text: str) -> str:
    """A source term with the endings of a plural or a possessive."""
    inner = r"\s+".join(map(re.escape, text.split()))
    return rf"(?<!\w){inner}(?:e?s|['’]s)?(?!\w)"


def _stem(word: str) -> str:
    return word[: max(_SHORTEST_STEM, len(word) - _ENDING)]


def read_csv(text: str, *, shown: str) -> tuple[Term, ...]:
    """The terms of a table with the columns term, locale, use, translation, case, note.

    Several translations of a term stand in one cell with ``|`` between them. Columns
    may be parted by commas, semicolons or tabs. Raises TermbaseError, which names each
    faulty line.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=delimiter)
    names: list[str] = []
    terms: list[Term] = []
    faults: list[str] = []
    for cells in rows:
        place = f"{shown}:{rows.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = [cell.strip().lower() for cell in cells]
            missing = [name for name in _NEEDED if name not in names]
            unknown = [name for name in names if name not in _COLUMNS]
            if missing or unknown:
                raise TermbaseError(
                    f"{place}: {_header_fault(missing, unknown)}; the first line names "
                    f"the columns: {', '.join(_COLUMNS)}"
                )
            continue
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        try:
            terms.append(_term(row))
        except ValueError as error:
            faults.append(f"{place}: {error}")
    if faults:
        raise TermbaseError("\n".join(faults))
    return tuple(terms)


def _header_fault(missing: Sequence[str], unknown: Sequence[str]) -> str:
    if missing:
        return f"no column {' and '.join(missing)}"
    return f"no such column: {', '.join(unknown)}"


def _term(row: dict[str, str]) -> Term:
    term = row.get("term", "")
    targets = tuple(
        one.strip() for one in row.get("translation", "").split("|") if one.strip()
    )
    uses = [str(use) for use in Use]
    if row["use"] not in uses:
        raise ValueError(f"use {row['use']!r} is none of {', '.join(uses)}")
    use = Use(row["use"])
    if not term and use is not Use.AVOID:
        raise ValueError("there is no term; write the word of the source")
    if not targets and use is not Use.KEEP:
        raise ValueError(f"{use} needs a translation; write it in that column")
    case = row.get("case", "").lower()
    if case not in _YES | _NO:
        raise ValueError(f"case {row['case']!r} is neither yes nor no")
    code = row.get("locale", "")
    if code:
        try:
            code = parse_locale(code).code
        except LocaleError as error:
            raise ValueError(str(error)) from error
    return Term(term, use, targets, code, case in _YES, row.get("note", ""))
