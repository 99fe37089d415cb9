"""What can be wrong with a file of translations, or with one unit of it."""

from bitext.errors import BitextError

__all__ = ["ExchangeFileError", "ExtraMissingError", "UnitRefusedError"]


class ExchangeFileError(BitextError):
    """A file cannot be imported as it stands; nothing of it was."""

    def __init__(self, path: str, *, what: str, cure: str) -> None:
        self.path = path
        super().__init__(f"{path}: {what}; {cure}")


class ExtraMissingError(BitextError):
    """What reads and writes the formats is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "XLIFF, TMX and CSV: translate-toolkit is not installed; run: "
            "pip install 'bitext[exchange]'"
        )


class UnitRefusedError(Exception):
    """One unit of a file is not imported; the text says why.

    Caught where units are taken in: the others are imported all the same.
    """
