"""Files of other people: found without leaving their folder, read within bounds.

No entity, DTD or inclusion is ever followed: what declares one is refused, a document
type alone is cut off before a parser sees it.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bitext.exchange.errors import ExchangeFileError

__all__ = ["MOST_BYTES", "decoded", "find_files", "read_within_bounds", "safe_xml"]

MOST_BYTES = 2**27
"""Of one file; a site of 3,000 articles is exported in a quarter of it."""
_MOST_FILES = 100_000
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARATION = re.compile(
    r"""\s*<\?xml\s+version\s*=\s*["']1\.\d["']"""
    r"""(?:\s+encoding\s*=\s*["'](?P<encoding>[\w.-]+)["'])?[^?<>]*\?>"""
)
_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le"})
_BEFORE_ROOT = re.compile(r"(?:\s+|<!--(?:[^-]|-(?!-))*-->|<\?[^?]*\?>)*")
_DOCUMENT_TYPE = re.compile(r"<!DOCTYPE\s[^\[\]<>]*>", re.IGNORECASE)
_ROOT = re.compile(r"<[^\s!?<>/]")


def find_files(paths: Sequence[Path], *, suffixes: Sequence[str]) -> Iterator[Path]:
    """The files that ``paths`` name, and in folders those with one of ``suffixes``.

    In path order. A link in a folder is followed only where it leads to a file in that
    folder. Raises ExchangeFileError for what is not there, is no file, or leads out.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, suffixes=suffixes)
        elif path.is_file():
            yield path
        else:
            raise ExchangeFileError(
                str(path), what="no such file or folder", cure="check the path"
            )


def _in_folder(folder: Path, *, suffixes: Sequence[str]) -> Iterator[Path]:
    root = folder.resolve()
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (
            Path(parent, name)
            for name in names
            if not name.startswith(".") and name.lower().endswith(tuple(suffixes))
        )
        if len(found) > _MOST_FILES:
            raise ExchangeFileError(
                str(folder),
                what=f"holds more than {_MOST_FILES:,} files",
                cure="import its folders one by one",
            )
    if not found:
        raise ExchangeFileError(
            str(folder),
            what=f"holds no {' or '.join(suffixes)} file",
            cure="name the folder of the translated files",
        )
    for path in sorted(found):
        if not path.resolve().is_relative_to(root):
            raise ExchangeFileError(
                str(path), what="is a link out of its folder", cure="remove it"
            )
        if not path.is_file():
            raise ExchangeFileError(
                str(path), what="is no regular file", cure="remove it"
            )
        yield path


def read_within_bounds(path: Path, *, most_bytes: int = MOST_BYTES) -> bytes:
    """Content of a file that is no larger than it may be.

    Raises ExchangeFileError.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(most_bytes + 1)
    except OSError as error:
        raise ExchangeFileError(
            str(path),
            what=f"cannot be read ({error.strerror or error})",
            cure="check its permissions",
        ) from error
    if len(content) > most_bytes:
        raise ExchangeFileError(
            str(path),
            what=f"is larger than {most_bytes / 2**20:,.0f} MiB",
            cure="export into a folder, one file for each article, and translate those",
        )
    return content


def decoded(content: bytes, *, shown: str) -> str:
    """Text of a file in UTF-8, or UTF-16 with a byte order mark.

    Raises ExchangeFileError.
    """
    encoding, start = "utf-8", 0
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            encoding, start = name, len(mark)
            break
    try:
        text = content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise ExchangeFileError(
            shown,
            what=f"byte 0x{content[start + error.start]:02x} is not {encoding.upper()}",
            cure="save the file as UTF-8",
        ) from error
    if "\0" in text:
        raise ExchangeFileError(
            shown, what="holds a NUL character", cure="it is damaged: fetch it again"
        )
    return text


def safe_xml(content: bytes, *, shown: str) -> bytes:
    """The XML document as UTF-8 without its declaration and document type.

    What it says is left as it is. Raises ExchangeFileError for a document that
    declares entities or is in another encoding.
    """
    text = decoded(content, shown=shown)
    if declared := _DECLARATION.match(text):
        encoding = (declared["encoding"] or "utf-8").lower()
        if encoding not in _UTF8:
            raise ExchangeFileError(
                shown, what=f"is in {encoding}", cure="save the file as UTF-8"
            )
        text = text[declared.end() :]
    before = _BEFORE_ROOT.match(text)
    start = before.end() if before else 0
    if text[start : start + 9].upper() == "<!DOCTYPE":
        kind = _DOCUMENT_TYPE.match(text, start)
        if not kind:
            raise ExchangeFileError(
                shown,
                what="its document type declares entities, or more",
                cure="no translation needs that: ask whoever sent it",
            )
        text = text[kind.end() :]
    before = _BEFORE_ROOT.match(text)
    if not _ROOT.match(text, before.end() if before else 0):
        raise ExchangeFileError(
            shown, what="is not XML", cure="check that it is a file of this format"
        )
    return text.encode("utf-8")
