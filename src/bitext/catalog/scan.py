"""The lines of a PO file, checked and put together to the strings of its messages.

The form of a PO file is that of the GNU gettext manual, chapter "The Format of PO
Files". polib's reader is not used: it takes ``msgstr "say "no""`` for a text, loses
``#~|``, flags of the header and empty comment lines, reads ``#comment`` without a blank
as nothing, cuts strings at U+2028, and takes three times as long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polib

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
    r'''(?P<mark>\#~\|?|\#\|)?\s*
        (?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s*)?
        "(?P<body>(?:[^"\\]|\\.)*)"''',
    re.VERBOSE,
)
_PLAIN = re.compile(r'(msgid|msgstr|msgctxt) "([^"\\]*)"')
"""What nearly all strings are."""
_USUAL = re.compile(
    r"""(?P<comments>(?:\#[ ][^\n]*\S\n)*)
        (?P<extracted>(?:\#\.[ ][^\n]*\S\n)*)
        (?:\#:[ ](?P<references>[^\n]*\S)\n)?
        (?:\#,[ ](?P<flags>[^\n]*\S)\n)?
        (?:msgctxt[ ]"(?P<context>[^"\\\n]*)"\n)?
        msgid[ ]"(?P<source>[^"\\\n]*)"\n
        msgstr[ ]"(?P<target>[^"\\\n]*)\"""",
    re.VERBOSE,
)
"""What nearly all paragraphs are."""
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)")
_CONFLICT_LINE = re.compile(rb"^\s*(?:<{7}|>{7}|\|{7}|={7})(?:\s|$)", re.MULTILINE)
_MARKS = frozenset(".:,")
_PREVIOUS = frozenset({"msgctxt", "msgid", "msgid_plural"})
_FOLLOWS = {
    "": {"msgctxt", "msgid"},
    "msgctxt": {"msgid"},
    "msgid": {"msgid_plural", "msgstr"},
    "msgid_plural": {"msgstr[]"},
    "msgstr": {"msgctxt", "msgid"},
    "msgstr[]": {"msgstr[]", "msgctxt", "msgid"},
}
_SYNTAX_CURE = "correct it, or restore the file from version control"


@dataclass(slots=True)
class Entry:
    """What a file says of one message, strings unescaped, the header's included."""

    line: int = 0
    """Of the msgid, 1-based; 0 where comments are all there is."""
    is_obsolete: bool = False
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """As they stand on each line."""
    flags: list[str] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=dict)
    """By keyword, ``msgstr[0]`` and its like in the order of the file."""
    previous: dict[str, str] = field(default_factory=dict)
    """The same for msgctxt, msgid and msgid_plural of the text before."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a PO file says."""

    entries: list[Entry]
    comments: tuple[str, ...]
    """The translator comments of a file that has nothing else."""
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
    """Check each line of a PO file and put together what it says.

    Raises ConflictMarkerError, CatalogSyntaxError.
    """
    scanner = _Scanner(path)
    first = 1
    for paragraph in text.split("\n\n"):
        end = first + paragraph.count("\n")
        usual = _USUAL.fullmatch(paragraph)
        if not usual or not scanner.take_usual(usual, end):
            for number, raw in enumerate(paragraph.split("\n"), start=first):
                if line := raw.strip():
                    scanner.take(line, number)
        first = end + 2
    scanner.end()
    if not scanner.entries:
        return Scan([], tuple(scanner.entry.comments), ())
    below = text.split("\n")[scanner.last_line :]
    return Scan(scanner.entries, (), tuple(_trailer(below)))


class _Scanner:
    """Puts strings and comments to the messages they belong to."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._last = ""
        """Keyword of the last string, ``msgstr[]`` whatever its index."""
        self._commented = ""
        """Marks of the comments since then."""
        self._into: tuple[dict[str, str], str] = ({}, "")
        self._parts: list[str] = []
        self.last_line = 0
        self.entry = Entry()
        self.entries: list[Entry] = []

    def take(self, line: str, number: int) -> None:
        """Read a line that is not empty."""
        if plain := _PLAIN.fullmatch(line):
            self._string(plain[1], plain[2], number, is_obsolete=False)
        elif line[0] == "#" and line[1:2] not in {"~", "|"}:
            self._comment(line)
        elif line == "#~":
            pass
        elif found := _STRING.fullmatch(line):
            keyword, body = found["keyword"], found["body"]
            if "\\" in body:
                body = polib.unescape(body)
            if found["mark"] in {"#|", "#~|"}:
                self._previous(keyword, body, number)
            else:
                is_obsolete = found["mark"] == "#~"
                self._string(keyword, body, number, is_obsolete=is_obsolete)
        else:
            raise _fault(self._path, number, line)

    def take_usual(self, found: re.Match[str], end: int) -> bool:
        """Read a paragraph that is a whole message, up to its line ``end``.

        False, and nothing is read, where something before it is not complete.
        """
        is_next = self._last.startswith("msgstr")
        if self._commented or bool(self._last) != is_next:
            return False
        if is_next:
            self._close()
            self.entries.append(self.entry)
        comments, extracted, references, flags, context, source, target = found.groups()
        strings = {"msgid": source, "msgstr": target}
        if context is not None:
            strings["msgctxt"] = context
        entry = Entry(line=end - 1, strings=strings)
        if comments:
            entry.comments = [line[2:] for line in comments.split("\n")[:-1]]
        if extracted:
            entry.extracted = [line[3:] for line in extracted.split("\n")[:-1]]
        if references:
            entry.references = [references]
        if flags:
            entry.flags = [flag.strip() for flag in flags.split(",")]
        self.entry = entry
        self._last, self._into, self._parts = "msgstr", (strings, "msgstr"), [target]
        self.last_line = end
        return True

    def _comment(self, line: str) -> None:
        if self._last.startswith("msgstr") and not self._commented:
            self._begin()
        mark, words = _parted(line)
        self._commented += mark or "#"
        entry = self.entry
        if not mark:
            entry.comments.append(words)
        elif not words:
            pass
        elif mark == ".":
            entry.extracted.append(words)
        elif mark == ":":
            entry.references.append(words)
        else:
            entry.flags += (flag.strip() for flag in words.split(","))

    def _previous(self, keyword: str | None, body: str, number: int) -> None:
        if self._last.startswith("msgstr") and not self._commented:
            self._begin()
        self._commented += "|"
        if keyword in _PREVIOUS:
            self._open(self.entry.previous, keyword, body)
        elif keyword or self._into[0] is not self.entry.previous:
            raise self._misplaced(number)
        else:
            self._parts.append(body)

    def _string(
        self, keyword: str | None, body: str, number: int, *, is_obsolete: bool
    ) -> None:
        last = self._last
        if keyword is None:
            self._require("a string", number, is_allowed=bool(last))
            if self._commented:
                raise self._misplaced(number)
            self._parts.append(body)
        else:
            name = "msgstr[]" if keyword[-1] == "]" else keyword
            self._require(name, number, is_allowed=name in _FOLLOWS[last])
            if keyword.startswith("msgstr"):
                # Translators' comments are harmless anywhere but after a msgstr.
                harmless = "" if last == name else "#"
                if self._commented.strip(harmless):
                    raise self._misplaced(number)
            elif last.startswith("msgstr") and not self._commented:
                self._begin()
            if keyword == "msgid":
                self.entry.line = number
                self.entry.is_obsolete = is_obsolete
            self._open(self.entry.strings, keyword, body)
            self._last = name
            self._commented = ""
        self.last_line = number

    def _require(self, name: str, number: int, *, is_allowed: bool) -> None:
        if not is_allowed:
            place = f"after {self._last}" if self._last else "at the beginning"
            raise CatalogSyntaxError(
                self._path,
                number,
                what=f"{name} cannot stand {place}",
                cure=_SYNTAX_CURE,
            )

    def _misplaced(self, number: int) -> CatalogSyntaxError:
        return CatalogSyntaxError(
            self._path,
            number,
            what="the order of comments and strings is wrong",
            cure=_SYNTAX_CURE,
        )

    def _open(self, strings: dict[str, str], keyword: str, body: str) -> None:
        self._close()
        self._into = (strings, keyword)
        self._parts = [body]

    def _close(self) -> None:
        strings, keyword = self._into
        strings[keyword] = "".join(self._parts)

    def _begin(self) -> None:
        self._close()
        self._into = ({}, "")
        self.entries.append(self.entry)
        self.entry = Entry()

    def end(self) -> None:
        """Complete the last message."""
        self._close()
        if self._last and not self._last.startswith("msgstr"):
            raise CatalogSyntaxError(
                self._path,
                self.last_line,
                what=f"the file ends after {self._last}, before its msgstr",
                cure=_SYNTAX_CURE,
            )
        if self.entry.strings:
            self.entries.append(self.entry)


def _parted(line: str) -> tuple[str, str]:
    """The mark of a comment, empty for a translator's, and what it says."""
    mark = line[1:2] if line[1:2] in _MARKS else ""
    words = line[1 + len(mark) :]
    return mark, words[1:] if words[:1].isspace() else words


def _trailer(lines: list[str]) -> Iterator[str]:
    for raw in lines:
        line = raw.strip()
        if line.startswith("#") and line[1:2] not in {"~", "|"}:
            mark, words = _parted(line)
            yield f"#{mark} {words}".rstrip()
        elif line and line != "#~":
            yield line


def _fault(path: str, number: int, line: str) -> CatalogError:
    if found := _CONFLICT.match(line):
        return ConflictMarkerError(path, number, marker=found[0].strip())
    what = f"not a line of a PO file: {line[:60]!r}"
    if '"' in line:
        what = f"a quote is missing or not escaped: {line[:60]!r}"
    return CatalogSyntaxError(path, number, what=what, cure=_SYNTAX_CURE)
