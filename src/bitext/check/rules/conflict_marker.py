"""Version control or gettext left the marks of an unsolved conflict.

Version control writes ``<<<<<<<`` between lines, ``msgcat`` writes ``#-#-#-#-#`` into
the translation.

Fails:  ``<<<<<<< HEAD``
Passes: ``msgstr "<<"``
"""

import re
from collections.abc import Iterator

from bitext.catalog import Catalog
from bitext.catalog.errors import ConflictMarkerError
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File

__all__ = ["RULE"]


_GETTEXT = re.compile(r"#-#-#-#-#  ?[^\n]*?#-#-#-#-#")


def check(file: File) -> Iterator[Problem]:
    content = file.content
    if isinstance(content, ConflictMarkerError):
        yield Problem(content.what, line=content.line)
    elif isinstance(content, Catalog):
        for message in content.messages:
            for target in (message.target, *message.plural_targets):
                if found := _GETTEXT.search(target):
                    yield Problem(
                        f"merge conflict marker {found[0]!r}", line=message.line
                    )
                    break


RULE = Rule(
    "conflict-marker",
    Severity.ERROR,
    check,
    needs=Needs.FILE,
    cure="keep one side of the conflict and delete the marks",
)
