"""CSV for spreadsheets: a row for each message, its Markdown as it stands.

The columns are translate-toolkit's. A cell that a spreadsheet would take for a formula
gets an apostrophe before it, and loses it on the way back.
"""

import re
from collections.abc import Iterator, Sequence
from csv import Error, excel, register_dialect

from bitext.exchange.errors import ExchangeFileError
from bitext.exchange.incoming_files import decoded
from bitext.exchange.toolkit import storage
from bitext.exchange.unit import Incoming, Outgoing, State
from bitext.locales import Locale

__all__ = ["SUFFIXES", "read", "write"]

SUFFIXES = (".csv",)
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_COLUMNS = [
    "location",
    "source",
    "target",
    "id",
    "fuzzy",
    "context",
    "translator_comments",
    "developer_comments",
]
_MACHINE = "origin=mt"
_DELIMITERS = {",": "bitext-comma", ";": "bitext-semicolon", "\t": "bitext-tab"}


class _Semicolon(excel):
    delimiter = ";"


class _Tab(excel):
    delimiter = "\t"


for _delimiter, _dialect in ((",", excel), (";", _Semicolon), ("\t", _Tab)):
    register_dialect(_DELIMITERS[_delimiter], _dialect)


def write(messages: Sequence[Outgoing], *, source: Locale, target: Locale) -> bytes:
    """The file with ``messages``; languages stand in no column.

    Raises ExtraMissingError.
    """
    del source, target
    module = storage("csvl10n")
    store = module.csvfile(fieldnames=_COLUMNS, encoding="utf-8")
    store.dialect = _DELIMITERS[","]
    for one in messages:
        unit = module.csvunit()
        unit.location = _defused(one.article)
        unit.source = _defused(one.message.source)
        unit.target = _defused(one.message.target)
        unit.id = one.id
        unit.markfuzzy(one.state.is_fuzzy)
        unit.context = _defused(one.message.context or "")
        unit.translator_comments = _MACHINE if one.state.is_machine else ""
        unit.developer_comments = _defused("\n".join(one.notes))
        store.addunit(unit)
    return f"{_BYTE_ORDER_MARK}{store.getoutput()}".encode()


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _fused(cell: str) -> str:
    return cell[1:] if _DEFUSED.match(cell) else cell


def read(content: bytes, *, shown_as: str, locale: Locale) -> Iterator[Incoming]:
    """The units of a file, in order.

    The delimiter is a comma, a semicolon or a tab, as the line of headings has it.
    Raises ExchangeFileError where there are no such headings, ExtraMissingError.
    """
    del locale
    module = storage("csvl10n")
    text = decoded(content, shown=shown_as)
    headings = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=headings.count)
    names = {name.strip(' \r"').lower() for name in headings.split(delimiter)}
    if not {"source", "target"} <= names:
        raise ExchangeFileError(
            shown_as,
            what="its first line does not name the columns source and target",
            cure="keep the line of headings as it was exported",
        )
    store = module.csvfile(encoding="utf-8")
    try:
        store.parse(text.encode("utf-8"), dialect=_DELIMITERS[delimiter])
    except (Error, ValueError) as error:
        raise ExchangeFileError(
            shown_as, what=f"is not CSV: {error}", cure="export it again"
        ) from error
    for unit in store.units:
        yield Incoming(
            f"{shown_as}:{unit._line_number}",  # noqa: SLF001 - no other way to it
            _fused(unit.location) or None,
            unit.id.strip(),
            (_fused(unit.source),),
            (_fused(unit.target),),
            State(
                is_fuzzy=unit.isfuzzy(),
                is_machine=_MACHINE in unit.translator_comments,
            ),
        )
