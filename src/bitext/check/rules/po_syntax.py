"""The file is not valid PO.

Nothing of it can be published. Text that does not fit the character set of the header
counts too.

Fails:  ``msgstr "Øs båten.``
Passes: ``msgstr "Øs båten."``
"""

from collections.abc import Iterator

from bitext.catalog import CatalogError
from bitext.catalog.errors import ConflictMarkerError, DuplicateMessageError
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File

__all__ = ["RULE"]


def check(file: File) -> Iterator[Problem]:
    fault = file.content
    if isinstance(fault, CatalogError) and not isinstance(fault, _OTHERS):
        yield Problem(fault.what, line=fault.line)


_OTHERS = (ConflictMarkerError, DuplicateMessageError)


RULE = Rule(
    "po-syntax",
    Severity.ERROR,
    check,
    needs=Needs.FILE,
    cure="correct the line, or restore the file from version control",
)
