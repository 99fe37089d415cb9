"""The plural forms of a message do not fit the language.

gettext picks the form of a number by the rule in the header. Where the header has
fewer forms than the language it picks a wrong one; a missing form is shown empty.

Fails:  ``nplurals=1`` in a catalog of Norwegian
Passes: ``nplurals=2; plural=(n != 1);`` in a catalog of Norwegian
"""

import re
from collections.abc import Iterator

from bitext.catalog import Catalog, Message
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File

__all__ = ["RULE"]


_COUNT = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;")


def check(file: File) -> Iterator[Problem]:
    catalog = file.content
    if not isinstance(catalog, Catalog):
        return
    value = catalog.header.get("Plural-Forms", "")
    plural = [one for one in catalog.messages if one.plural_source is not None]
    found, usual = _COUNT.match(value), _COUNT.match(file.locale.plural_forms)
    if found and usual and plural and int(found[1]) < int(usual[1]):
        text = (
            f"the header declares {found[1]} plural forms, the language has {usual[1]}"
        )
        yield Problem(text, line=1)
    for message in plural:
        yield from _of_message(message)


def _of_message(message: Message) -> Iterator[Problem]:
    forms = message.plural_targets
    if message.is_fuzzy or not any(forms):
        return
    for number, form in enumerate(forms):
        if not form.strip():
            yield Problem(f"msgstr[{number}] is empty", line=message.line)
    if len(forms) > 1 and len(set(forms)) == 1 and message.source not in forms:
        text = "all plural forms are the same"
        yield Problem(text, line=message.line, severity=Severity.INFO)


RULE = Rule(
    "plural-forms",
    Severity.ERROR,
    check,
    needs=Needs.FILE,
    cure="run bitext update for the header; write every form of the message",
)
