"""A catalog to PO bytes, in one layout whatever wrote the file before.

Each string stands on one line (cut only after its own line feeds), as gettext tools
write with ``--no-wrap``, so that an edit changes the lines of its message only. A site
that wants lines of a width has them cut at blanks. polib's printer is not used: it
cuts strings at U+2028, sorts header fields and leaves blanks at line ends.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import east_asian_width

import polib

from bitext.catalog.catalog import Catalog
from bitext.catalog.message import (
    FLAGS_FACT,
    FUZZY,
    MARKDOWN_TEXT,
    PREVIOUS_FACTS,
    Message,
    fact_lines,
)
from bitext.files import write_atomic

__all__ = ["catalog_bytes", "write_catalog"]

_CONTENT_TYPE = "Content-Type"
_BLANK = re.compile(r"\s")
_LINE_NUMBER = re.compile(r"(:\d+|)\Z")
_PIECE = re.compile(r"[^ ]+ *| +")
"""A word and the blanks after it: where a string may be cut."""
_REFERENCE = re.compile(r"(?:\u2068[^\u2069]*\u2069|[^ ])+ ?")
_UTF8 = "text/plain; charset=UTF-8"
_IS_UTF8 = re.compile(r"charset=utf-?8\b", re.IGNORECASE)


def write_catalog(path: Path, catalog: Catalog) -> bool:
    """Make the file at ``path`` hold ``catalog``; False when it already did.

    Atomic. Raises WriteError.
    """
    return write_atomic(path, catalog_bytes(catalog))


def catalog_bytes(catalog: Catalog) -> bytes:
    """The PO file of ``catalog``: UTF-8, line feeds, obsolete messages last."""
    paragraphs = [_header(catalog)]
    messages = (*catalog.messages, *catalog.obsolete)
    paragraphs += (_lines(message, catalog.wrap) for message in messages)
    if catalog.trailer:
        paragraphs.append(iter(catalog.trailer))
    texts = ("".join(f"{line}\n" for line in lines) for lines in paragraphs)
    return "\n".join(texts).encode("utf-8")


def _header(catalog: Catalog) -> Iterator[str]:
    fields = dict(catalog.header)
    if not _IS_UTF8.search(fields.get(_CONTENT_TYPE, "")):
        fields[_CONTENT_TYPE] = _UTF8
    yield from _comments("# ", catalog.comments)
    yield from _comments("# ", fact_lines(_noted(catalog.header_flags)))
    if catalog.header_flags:
        yield f"#, {', '.join(catalog.header_flags)}"
    yield 'msgid ""'
    yield 'msgstr ""'
    for name, value in fields.items():
        text = f"{name}: {value}" if name else value
        for line in text.split("\n"):
            yield f'"{polib.escape(line)}\\n"'


def _lines(message: Message, wrap: int | None) -> Iterator[str]:
    previous = [
        (keyword, text)
        for keyword, text in (
            ("msgctxt", message.previous_context),
            ("msgid", message.previous),
            ("msgid_plural", message.previous_plural),
        )
        if text is not None
    ]
    mark = "#~ " if message.is_obsolete else ""
    facts = message.facts
    if message.is_obsolete and previous:
        told = ((PREVIOUS_FACTS[keyword], text) for keyword, text in previous)
        facts = {**facts, **{fact: polib.escape(text) for fact, text in told}}
        previous = []
    yield from _comments("# ", message.comments)
    yield from _comments("# ", fact_lines({**facts, **_noted(message.flags)}))
    if not message.is_obsolete:
        yield from _comments("#. ", message.extracted)
        if message.references:
            references = map(_isolated, message.references)
            yield from _references(" ".join(references), wrap)
    flags = (FUZZY, *message.flags) if message.is_fuzzy else message.flags
    if flags:
        yield f"#, {', '.join(flags)}"
    for keyword, text in previous:
        yield from _field("#| ", keyword, text, wrap)
    if message.context is not None:
        yield from _field(mark, "msgctxt", message.context, wrap)
    yield from _field(mark, "msgid", message.source, wrap)
    if message.plural_source is not None:
        yield from _field(mark, "msgid_plural", message.plural_source, wrap)
    if message.plural_targets:
        for index, target in enumerate(message.plural_targets):
            yield from _field(mark, f"msgstr[{index}]", target, wrap)
    else:
        yield from _field(mark, "msgstr", message.target, wrap)


def _noted(flags: Sequence[str]) -> dict[str, str]:
    """The fact that tells ``flags``, those that are made again apart."""
    lasting = [flag for flag in flags if flag not in {FUZZY, MARKDOWN_TEXT}]
    return {FLAGS_FACT: ", ".join(lasting)} if lasting else {}


def _comments(mark: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}".rstrip()


def _isolated(reference: str) -> str:
    """A file name with blanks isolated as GNU gettext does, its line outside."""
    if not _BLANK.search(reference):
        return reference
    return _LINE_NUMBER.sub("\u2069\\1", f"\u2068{reference}", count=1)


def _references(text: str, wrap: int | None) -> Iterator[str]:
    for line in _filled(text, _REFERENCE, mark="#: ", wrap=wrap):
        yield f"#: {line}".rstrip()


def _field(mark: str, keyword: str, text: str, wrap: int | None) -> Iterator[str]:
    *lines, last = text.split("\n")
    if len(lines) < 1 + (not last):
        line = f'{mark}{keyword} "{polib.escape(text)}"'
        if wrap is None or _columns(line) <= wrap:
            yield line
            return
    yield f'{mark}{keyword} ""'
    escaped = [f"{polib.escape(line)}\\n" for line in lines]
    if last:
        escaped.append(polib.escape(last))
    for line in escaped:
        for part in _filled(line, _PIECE, mark=f'{mark}""', wrap=wrap):
            yield f'{mark}"{part}"'


def _filled(
    text: str, piece: re.Pattern[str], *, mark: str, wrap: int | None
) -> Iterator[str]:
    """``text`` in lines of ``wrap`` columns with ``mark``, or of one longer piece."""
    if wrap is None:
        yield text
        return
    line, used, width = "", 0, wrap - len(mark)
    for found in piece.finditer(text):
        columns = _columns(found[0])
        if line and used + columns > width:
            yield line
            line, used = "", 0
        line += found[0]
        used += columns
    yield line


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(1 + (east_asian_width(character) in "FW") for character in text)
