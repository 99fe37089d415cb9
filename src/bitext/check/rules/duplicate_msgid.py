"""The same source text stands twice in one file.

Tools differ in which of the two they take; most refuse the file.

Fails:  ``msgid "Bail the boat."`` twice
Passes: ``msgid "Bail the boat."`` twice, one with a ``msgctxt``
"""

from collections.abc import Iterator

from bitext.catalog.errors import DuplicateMessageError
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File

__all__ = ["RULE"]


def check(file: File) -> Iterator[Problem]:
    fault = file.content
    if isinstance(fault, DuplicateMessageError):
        yield Problem(fault.what, line=fault.line)


RULE = Rule(
    "duplicate-msgid",
    Severity.ERROR,
    check,
    needs=Needs.FILE,
    cure="keep one of the two",
)
