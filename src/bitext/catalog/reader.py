"""PO bytes to a catalog, nothing lost, every fault named with its line."""

import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile
from pathlib import Path

import polib

from bitext.catalog.catalog import Catalog
from bitext.catalog.errors import CatalogReadError, DuplicateMessageError
from bitext.catalog.message import (
    FLAGS_FACT,
    FUZZY,
    MARKDOWN_TEXT,
    PREVIOUS_FACTS,
    Key,
    Message,
    fact_lines,
    split_facts,
)
from bitext.catalog.scan import Entry, decode_catalog, scan

__all__ = ["header_fields", "parse_catalog", "read_catalog"]

_REFERENCE = re.compile(r"\u2068([^\u2069]*)\u2069(:\d+)?|(\S+)")


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
    catalog = Catalog(path, comments=scanned.comments, trailer=scanned.trailer)
    for message in map(_message, scanned.entries):
        if message.is_obsolete:
            catalog.obsolete.append(message)
        else:
            catalog.messages.append(message)
    _take_header(catalog)
    return catalog


def _message(entry: Entry) -> Message:
    comments, facts = split_facts(entry.comments) if entry.comments else ((), {})
    strings, previous, flags = entry.strings, entry.previous, entry.flags
    for keyword, fact in PREVIOUS_FACTS.items():
        if fact in facts:
            previous.setdefault(keyword, polib.unescape(facts.pop(fact)))
    if FLAGS_FACT in facts:
        flags = _all_flags(flags, noted=facts.pop(FLAGS_FACT))
    return Message(
        source=strings["msgid"],
        target=strings.get("msgstr", ""),
        context=strings.get("msgctxt"),
        is_fuzzy=FUZZY in flags,
        previous=previous.get("msgid"),
        comments=comments,
        facts=facts,
        extracted=tuple(entry.extracted),
        references=tuple(_references(entry.references)),
        flags=tuple(flag for flag in flags if flag and flag != FUZZY),
        is_obsolete=entry.is_obsolete,
        plural_source=strings.get("msgid_plural") or None,
        plural_targets=_plurals(strings) if "msgid_plural" in strings else (),
        previous_context=previous.get("msgctxt"),
        previous_plural=previous.get("msgid_plural"),
        line=entry.line,
    )


def _all_flags(flags: Sequence[str], *, noted: str) -> list[str]:
    """``flags`` and those that were ``noted`` and a tool dropped, in our order."""
    lasting = [flag.strip() for flag in noted.split(",")]
    ours = [flag for flag in flags if flag in {FUZZY, MARKDOWN_TEXT}]
    return [*dict.fromkeys((*ours, *lasting, *flags))]


def _plurals(strings: Mapping[str, str]) -> tuple[str, ...]:
    forms = sorted(name for name in strings if name.endswith("]"))
    return tuple(strings[form] for form in forms)


def _references(lines: Sequence[str]) -> Iterator[str]:
    """Files, and lines in them, where other tools name those.

    GNU gettext isolates names with blanks by U+2068 and U+2069.
    """
    for found in _REFERENCE.finditer(" ".join(lines)):
        yield found[3] or f"{found[1]}{found[2] or ''}"


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
            # polib puts an empty one above a header that has none.
            above = dropwhile(operator.not_, message.comments)
            catalog.comments = (*above, *fact_lines(message.facts))
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
