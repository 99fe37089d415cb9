"""The one base of all errors a user can cure."""

__all__ = ["BitextError", "EncodingError"]


class BitextError(Exception):
    """Something a user can cure; the text says where, what and how.

    Anything else that is raised is a fault of bitext and keeps its traceback.
    """


class EncodingError(BitextError):
    """A text file is not valid UTF-8."""

    def __init__(self, path: str, line: int, *, column: int, byte: int) -> None:
        self.path, self.line, self.column, self.byte = path, line, column, byte
        super().__init__(
            f"{path}:{line}: byte 0x{byte:02x} in column {column} is not UTF-8; "
            f"save the file as UTF-8"
        )
