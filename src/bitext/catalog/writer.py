"""A catalog to PO bytes, in one layout whatever wrote the file before.

Each string stands on one line (cut only after its own line feeds), as gettext tools
write with ``--no-wrap``, so that an edit changes the lines of its message only. polib's
printer is not used: it cuts strings at U+2028, sorts header fields and leaves blanks
at line ends.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from bitext.catalog.catalog import Catalog
from bitext.catalog.message import FUZZY, Message, fact_lines
from bitext.files import write_atomic

__all__ = ["catalog_bytes", "write_catalog"]

_CONTENT_TYPE = "Content-Type"
_BLANK = re.compile(r"\s")
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
    paragraphs += map(_lines, catalog.messages)
    paragraphs += map(_lines, catalog.obsolete)
    if catalog.trailer:
        paragraphs.append(iter(catalog.trailer))
    texts = ("".join(f"{line}\n" for line in lines) for lines in paragraphs)
    return "\n".join(texts).encode("utf-8")


def _header(catalog: Catalog) -> Iterator[str]:
    fields = dict(catalog.header)
    if not _IS_UTF8.search(fields.get(_CONTENT_TYPE, "")):
        fields[_CONTENT_TYPE] = _UTF8
    yield from _comments("# ", catalog.comments)
    if catalog.header_flags:
        yield f"#, {', '.join(catalog.header_flags)}"
    yield 'msgid ""'
    yield 'msgstr ""'
    for name, value in fields.items():
        text = f"{name}: {value}" if name else value
        for line in text.split("\n"):
            yield f'"{polib.escape(line)}\\n"'


def _lines(message: Message) -> Iterator[str]:
    yield from _comments("# ", message.comments)
    yield from _comments("# ", fact_lines(message.facts))
    mark, previous_mark = ("#~ ", "#~| ") if message.is_obsolete else ("", "#| ")
    if not message.is_obsolete:
        yield from _comments("#. ", message.extracted)
        if message.references:
            yield f"#: {' '.join(map(_isolated, message.references))}"
    flags = (FUZZY, *message.flags) if message.is_fuzzy else message.flags
    if flags:
        yield f"#, {', '.join(flags)}"
    yield from _field(previous_mark, "msgctxt", message.previous_context)
    yield from _field(previous_mark, "msgid", message.previous)
    yield from _field(previous_mark, "msgid_plural", message.previous_plural)
    yield from _field(mark, "msgctxt", message.context)
    yield from _field(mark, "msgid", message.source)
    yield from _field(mark, "msgid_plural", message.plural_source)
    if message.plural_targets:
        for index, target in enumerate(message.plural_targets):
            yield from _field(mark, f"msgstr[{index}]", target)
    else:
        yield from _field(mark, "msgstr", message.target)


def _comments(mark: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}".rstrip()


def _isolated(reference: str) -> str:
    is_parted = _BLANK.search(reference)
    return f"\u2068{reference}\u2069" if is_parted else reference


def _field(mark: str, keyword: str, text: str | None) -> Iterator[str]:
    if text is None:
        return
    first, *others = text.split("\n")
    if not others or others == [""]:
        yield f'{mark}{keyword} "{polib.escape(text)}"'
        return
    yield f'{mark}{keyword} ""'
    for line in [first, *others[:-1]]:
        yield f'{mark}"{polib.escape(line)}\\n"'
    if others[-1]:
        yield f'{mark}"{polib.escape(others[-1])}"'
