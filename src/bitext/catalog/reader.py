"""PO bytes to a catalog, nothing lost, every fault named with its line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from bitext.catalog.catalog import Catalog
from bitext.catalog.errors import (
    CatalogReadError,
    CatalogSyntaxError,
    DuplicateMessageError,
)
from bitext.catalog.message import FUZZY, Key, Message, fact_lines, split_facts
from bitext.catalog.scan import decode_catalog, scan

__all__ = ["header_fields", "parse_catalog", "read_catalog"]

_POLIB_LINE = re.compile(r"\(line (\d+)\)")
_REFERENCE = re.compile(r"\u2068([^\u2069]*)\u2069|(\S+)")


class _Lines(str):
    """A text polib cuts at line feeds only.

    ``str.splitlines`` cuts at U+2028, form feeds and others, which strings may hold.
    """

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: FBT001, FBT002 - as str has it
        return str.splitlines(self, keepends) if keepends else self.split("\n")


class _Entries(polib.POFile):
    """polib's file with the header left among the entries.

    polib reduces the header to a dict: its flags, comments and order would be lost.
    """

    def find(self, *_args: object, **_options: object) -> None:
        return None


def read_catalog(path: Path, *, shown: str | None = None) -> Catalog:
    """The catalog in the PO file at ``path``; ``shown`` names it in errors.

    Raises a subclass of CatalogError with the line of the fault.
    """
    shown = shown or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogReadError(shown, error) from error
    return parse_catalog(data, path=shown)


def parse_catalog(data: bytes, *, path: str) -> Catalog:
    """The catalog in the bytes of a PO file; ``path`` names it in errors.

    Raises CatalogSyntaxError, CharsetError, ConflictMarkerError and
    DuplicateMessageError (live messages only: an obsolete twin is tolerated).
    """
    scanned = scan(decode_catalog(data, path=path), path=path)
    try:
        parsed = polib.pofile(
            _Lines("\n".join(scanned.lines)), encoding="utf-8", klass=_Entries
        )
    except OSError as error:
        found = _POLIB_LINE.search(str(error))
        line = int(found[1]) if found else 1
        raise CatalogSyntaxError(
            path,
            line,
            what="the order of comments and strings is wrong",
            cure="correct it, or restore the file from version control",
        ) from error
    catalog = Catalog(path, trailer=scanned.trailer)
    above = tuple(_comment_lines(parsed.header)) if parsed.header else ()
    entries = zip(parsed, scanned.msgid_lines, strict=True)
    for position, (entry, line) in enumerate(entries):
        message = _message(entry, line, above=above if position == 0 else ())
        if message.is_obsolete:
            catalog.obsolete.append(message)
        else:
            catalog.messages.append(message)
    _take_header(catalog)
    if not parsed:
        catalog.comments = above
    return catalog


def _comment_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield line.rstrip()


def _message(entry: polib.POEntry, line: int, *, above: tuple[str, ...]) -> Message:
    comment = entry.tcomment
    lines = (*above, *_comment_lines(comment)) if comment else above
    comments, facts = split_facts(lines)
    plurals = entry.msgstr_plural
    return Message(
        source=entry.msgid,
        target=entry.msgstr,
        context=entry.msgctxt,
        is_fuzzy=FUZZY in entry.flags,
        previous=entry.previous_msgid,
        comments=comments,
        facts=facts,
        extracted=tuple(_comment_lines(entry.comment)) if entry.comment else (),
        references=tuple(_references(entry.occurrences)),
        flags=tuple(flag for flag in entry.flags if flag and flag != FUZZY),
        is_obsolete=bool(entry.obsolete),
        plural_source=entry.msgid_plural or None,
        plural_targets=tuple(plurals[index] for index in sorted(plurals)),
        previous_context=entry.previous_msgctxt,
        previous_plural=entry.previous_msgid_plural,
        line=line,
    )


def _references(occurrences: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Put together again what polib cut at the blanks of a file name.

    GNU gettext isolates names with blanks by U+2068 and U+2069.
    """
    text = " ".join(f"{name}:{line}" if line else name for name, line in occurrences)
    for found in _REFERENCE.finditer(text):
        yield found[1] or found[2]


def _take_header(catalog: Catalog) -> None:
    messages: list[Message] = []
    lines: dict[Key, int] = {}
    for message in catalog.messages:
        first_line = lines.setdefault(message.key, message.line)
        if first_line != message.line:
            raise DuplicateMessageError(
                catalog.path, message.line, first_line=first_line, source=message.source
            )
        if message.key == (None, ""):
            catalog.header = header_fields(message.target)
            catalog.comments = (*message.comments, *fact_lines(message.facts))
            fuzzy = (FUZZY,) if message.is_fuzzy else ()
            catalog.header_flags = (*fuzzy, *message.flags)
        else:
            messages.append(message)
    catalog.messages = messages


def header_fields(text: str) -> dict[str, str]:
    """The fields of a header, as the msgstr of an empty msgid holds them."""
    fields: dict[str, str] = {}
    last = ""
    for line in text.removesuffix("\n").split("\n"):
        name, colon, value = line.partition(":")
        if colon and name not in fields:
            last = name
            fields[last] = value.strip()
        elif line:
            above = f"{fields[last]}\n" if last in fields else ""
            fields[last] = f"{above}{line.strip()}"
    return fields
