"""translate-toolkit's storage classes, which are installed with the extra only."""

import importlib
from typing import Any

from lxml import etree

from bitext.exchange.errors import ExchangeFileError, ExtraMissingError

__all__ = ["parsed", "storage"]


def storage(name: str) -> Any:  # noqa: ANN401 - the toolkit has no types
    """The module ``translate.storage.<name>``. Raises ExtraMissingError."""
    try:
        return importlib.import_module(f"translate.storage.{name}")
    except ImportError as error:
        raise ExtraMissingError from error


def parsed(kind: Any, content: bytes, *, shown: str) -> Any:  # noqa: ANN401 - see storage
    """The store of class ``kind`` that ``content`` holds.

    Raises ExchangeFileError where it is no such file.
    """
    cure = "check that it is a file of this format, and complete"
    try:
        return kind.parsestring(content)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 1
        raise ExchangeFileError(
            f"{shown}:{line}", what=f"is not XML: {error.msg}", cure=cure
        ) from error
    except (AssertionError, ValueError, StopIteration) as error:
        # The toolkit asserts what the root element is called.
        what = str(error) or "is of another format"
        raise ExchangeFileError(shown, what=what, cure=cure) from error
