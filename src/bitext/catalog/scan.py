"""The lines of a PO file, judged one by one before polib sees them.

polib drops the last character of a string that lacks its closing quote, cuts strings
at U+2028, skips ``#~|`` lines, refuses ``#comment`` without a blank and finds
duplicates in quadratic time. So the lines are checked and brought into the one form
polib reads without loss; the form of a PO file is that of the GNU gettext manual,
chapter "The Format of PO Files".
"""

import re
from dataclasses import dataclass

from bitext.catalog.errors import (
    CatalogError,
    CatalogSyntaxError,
    CharsetError,
    ConflictMarkerError,
)

__all__ = ["Scan", "decode_catalog", "has_conflict", "scan"]

_HEADER = re.compile(
    rb'^msgid[ \t]+""[ \t\r]*\nmsgstr[ \t]+((?:[ \t]*"[^\n]*"[ \t\r]*(?:\n|\Z))+)',
    re.MULTILINE,
)
_WRAP = re.compile(rb'"\s*"')
_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([\w.:+-]+)", re.IGNORECASE)
_CHARSET_PLACEHOLDER = "CHARSET"
"""What xgettext writes into a template that holds ASCII only."""

_STRING = re.compile(
    r"""(?P<mark>\#~\|?|\#\|)?\s*
        (?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?P<index>\[\d\])?)\s*)?
        (?P<string>"(?:[^"\\]|\\.)*")""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"#([.:,]?)\s?(.*)")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)")
_CONFLICT_LINE = re.compile(rb"^\s*(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)", re.MULTILINE)
_FOLLOWS = {
    "": {"msgctxt", "msgid"},
    "msgctxt": {"msgid"},
    "msgid": {"msgid_plural", "msgstr"},
    "msgid_plural": {"msgstr[]"},
    "msgstr": {"msgctxt", "msgid"},
    "msgstr[]": {"msgstr[]", "msgctxt", "msgid"},
}
_SYNTAX_CURE = "correct it, or restore the file from version control"


@dataclass(frozen=True, slots=True)
class Scan:
    """A PO file's lines, ready for polib."""

    lines: list[str]
    """One for each line of the file, so that line numbers agree."""
    msgid_lines: list[int]
    """Line of each message's msgid, 1-based, in file order, the header's included."""
    trailer: tuple[str, ...]
    """Comment lines below the last message."""


def decode_catalog(data: bytes, *, path: str) -> str:
    """Text of a PO file in the charset its header declares, UTF-8 by default.

    Raises CharsetError where the bytes do not fit or the charset is unknown.
    """
    charset = "UTF-8"
    header = _HEADER.search(data)
    if header and (declared := _CHARSET.search(_WRAP.sub(b"", header[1]))):
        charset = declared[1].decode("ascii")
    if charset == _CHARSET_PLACEHOLDER:
        charset = "UTF-8"
    try:
        return data.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise CharsetError(path, line, charset=charset, byte=byte) from error
    except LookupError as error:
        line = _line_of_charset(data, charset)
        raise CharsetError(path, line, charset=charset, byte=None) from error


def _line_of_charset(data: bytes, charset: str) -> int:
    return data.count(b"\n", 0, data.find(charset.encode("ascii"))) + 1


def has_conflict(data: bytes) -> bool:
    """Whether a line of a PO file is a merge conflict marker, told at a glance."""
    return _CONFLICT_LINE.search(data) is not None


def scan(text: str, *, path: str) -> Scan:
    """Check each line of a PO file and bring it into the form polib reads.

    Raises ConflictMarkerError, CatalogSyntaxError.
    """
    lines: list[str] = []
    order = _Order(path)
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line or line == "#~":
            lines.append("")
        elif line[0] == "#" and line[1:2] not in {"~", "|"}:
            lines.append(_comment(line))
        elif found := _STRING.fullmatch(line):
            lines.append(_string(found))
            if found["mark"] not in {"#|", "#~|"}:
                order.string(found, number)
        else:
            raise _fault(path, number, line)
    order.end()
    trailer = tuple(line for line in lines[order.last_line :] if line)
    return Scan(lines, order.msgid_lines, trailer if order.msgid_lines else ())


class _Order:
    """Sees to it that each message has its strings in gettext's order."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._last = ""
        self.last_line = 0
        self.msgid_lines: list[int] = []

    def string(self, found: re.Match[str], number: int) -> None:
        keyword = "msgstr[]" if found["index"] else found["keyword"]
        allowed = _FOLLOWS[self._last] if keyword else {self._last} - {""}
        if (keyword or self._last) not in allowed:
            place = f"after {self._last}" if self._last else "at the beginning"
            raise CatalogSyntaxError(
                self._path,
                number,
                what=f"{keyword or 'a string'} cannot stand {place}",
                cure=_SYNTAX_CURE,
            )
        self.last_line = number
        if keyword:
            self._last = keyword
        if keyword == "msgid":
            self.msgid_lines.append(number)

    def end(self) -> None:
        if self._last and not self._last.startswith("msgstr"):
            raise CatalogSyntaxError(
                self._path,
                self.last_line,
                what=f"the file ends after {self._last}, before its msgstr",
                cure=_SYNTAX_CURE,
            )


def _comment(line: str) -> str:
    found = _COMMENT.fullmatch(line)
    # A line that begins with "#" and is no string always matches.
    marker, words = (found[1], found[2]) if found else ("", "")
    return f"#{marker} {words}".rstrip() if words or marker else "#"


def _string(found: re.Match[str]) -> str:
    mark = found["mark"] or ""
    if mark == "#~|":
        # polib skips these; before an obsolete msgid it reads the live form as well.
        mark = "#|"
    keyword = f"{found['keyword']} " if found["keyword"] else ""
    return f"{mark} {keyword}{found['string']}".lstrip()


def _fault(path: str, number: int, line: str) -> CatalogError:
    if found := _CONFLICT.match(line):
        return ConflictMarkerError(path, number, marker=found[0].strip())
    what = f"not a line of a PO file: {line[:60]!r}"
    if '"' in line:
        what = f"a quote is missing or not escaped: {line[:60]!r}"
    return CatalogSyntaxError(path, number, what=what, cure=_SYNTAX_CURE)
