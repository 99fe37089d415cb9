"""The formats translations come and go in, a message at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bitext.exchange import csv, tmx, xliff, xliff2
from bitext.exchange.intake import Refused
from bitext.exchange.unit import Incoming, Outgoing
from bitext.locales import Locale

__all__ = ["FORMATS", "Format"]


class _Write(Protocol):
    def __call__(
        self, messages: Sequence[Outgoing], /, *, source: Locale, target: Locale
    ) -> bytes: ...


class _Read(Protocol):
    def __call__(
        self, content: bytes, /, *, shown_as: str, locale: Locale
    ) -> Iterator[Incoming | Refused]: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format, by the functions of its module."""

    title: str
    suffixes: tuple[str, ...]
    """Of its files; the first is written."""
    write: _Write
    read: _Read


FORMATS = {
    "xliff": Format("XLIFF 1.2", xliff.SUFFIXES, xliff.write, xliff.read),
    "xliff2": Format("XLIFF 2.0", xliff2.SUFFIXES, xliff2.write, xliff2.read),
    "tmx": Format("TMX 1.4", tmx.SUFFIXES, tmx.write, tmx.read),
    "csv": Format("CSV", csv.SUFFIXES, csv.write, csv.read),
}
