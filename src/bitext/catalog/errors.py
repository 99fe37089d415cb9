"""What can be wrong with a catalog file, each fault with its place and cure."""

from bitext.errors import BitextError

__all__ = [
    "CatalogError",
    "CatalogReadError",
    "CatalogSyntaxError",
    "CharsetError",
    "ConflictMarkerError",
    "DuplicateMessageError",
]


class CatalogError(BitextError):
    """A catalog cannot be used as it stands; ``line`` is 1-based."""

    def __init__(self, path: str, line: int, *, what: str, cure: str) -> None:
        self.path, self.line = path, line
        self.what, self.cure = what, cure
        super().__init__(f"{path}:{line}: {what}; {cure}")


class CatalogReadError(CatalogError):
    """The operating system would not let the file be read."""

    def __init__(self, path: str, cause: OSError) -> None:
        super().__init__(
            path,
            1,
            what=f"cannot be read ({cause.strerror or cause})",
            cure="check that it exists and its permissions",
        )


class CatalogSyntaxError(CatalogError):
    """A line is not what gettext allows at its place."""


class CharsetError(CatalogError):
    """The bytes do not fit the character set the header declares."""

    def __init__(self, path: str, line: int, *, charset: str, byte: int | None) -> None:
        self.charset, self.byte = charset, byte
        what = (
            f"the header declares the unknown charset {charset}"
            if byte is None
            else f"byte 0x{byte:02x} is not {charset}, the charset of the header"
        )
        cure = (
            "save the file as UTF-8 and declare "
            '"Content-Type: text/plain; charset=UTF-8\\n"'
        )
        super().__init__(path, line, what=what, cure=cure)


class DuplicateMessageError(CatalogError):
    """The same text stands twice among the live messages."""

    def __init__(self, path: str, line: int, *, first_line: int, source: str) -> None:
        self.first_line, self.source = first_line, source
        name = f"message {source[:60]!r}" if source else "header"
        super().__init__(
            path,
            line,
            what=f"the {name} already stands in line {first_line}",
            cure="keep one of the two",
        )


class ConflictMarkerError(CatalogError):
    """A version control system left both sides of a merge in the file."""

    def __init__(self, path: str, line: int, *, marker: str) -> None:
        self.marker = marker
        super().__init__(
            path,
            line,
            what=f"merge conflict marker {marker!r}",
            cure="keep one side of the conflict and delete the markers",
        )
