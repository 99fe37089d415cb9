"""A field of the header is missing or wrong.

Other tools read the language, the character set and the plural forms there. A value
that says something else than the project's configuration is an error, a field that is
missing or still a placeholder a warning.

Fails:  ``"Language: de"`` in a catalog of Norwegian
Passes: ``"Language: nb"`` in a catalog of Norwegian
"""

import re
from collections.abc import Iterator

from bitext.catalog import Catalog
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.subjects import File
from bitext.locales import Locale

__all__ = ["RULE"]


_PLURALS = re.compile(
    r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*[-n\d\s()!=<>&|?:%+*/]+;?\s*"
)
_CHARSET = re.compile(r"charset=([\w.:+-]+)", re.IGNORECASE)
_PLACEHOLDERS = ("YEAR-MO-DA", "FULL NAME", "LANGUAGE <", "INTEGER", "PACKAGE VERSION")
_WANTED = ("Language", "Content-Type", "Plural-Forms")


def check(file: File) -> Iterator[Problem]:
    catalog = file.content
    if not isinstance(catalog, Catalog):
        return
    header = catalog.header
    for name in _WANTED:
        if not header.get(name):
            yield _problem(f"{name} is missing from the header", Severity.WARNING)
    for name, value in header.items():
        if value.startswith(_PLACEHOLDERS) or "nplurals=INTEGER" in value:
            yield _problem(f"{name} is still a placeholder", Severity.WARNING)
    yield from _language(catalog, file.locale)
    yield from _charset(catalog)
    yield from _plural_forms(catalog)


def _language(catalog: Catalog, locale: Locale) -> Iterator[Problem]:
    language = catalog.header.get("Language", "")
    if language and not _names(language, locale):
        yield _problem(f"Language is {language!r}, not {locale.gettext!r}")


def _names(language: str, locale: Locale) -> bool:
    """Whether the header may name ``locale`` so; its region may be left out."""
    wanted = re.split("[_@.-]", locale.gettext.lower())
    found = re.split("[_@.-]", language.lower())
    return found[0] == wanted[0] and (
        len(found) == 1 or len(wanted) == 1 or found[1] == wanted[1]
    )


def _charset(catalog: Catalog) -> Iterator[Problem]:
    found = _CHARSET.search(catalog.header.get("Content-Type", ""))
    if found and found[1].lower() not in {"utf-8", "utf8"}:
        yield _problem(f"Content-Type declares {found[1]}, not UTF-8")


def _plural_forms(catalog: Catalog) -> Iterator[Problem]:
    value = catalog.header.get("Plural-Forms", "")
    if not value or "INTEGER" in value:
        return
    found = _PLURALS.fullmatch(value)
    if not found:
        yield _problem(f"Plural-Forms {value!r} is no plural rule")
        return
    for message in catalog.messages:
        if message.plural_targets and len(message.plural_targets) != int(found[1]):
            yield Problem(
                f"{len(message.plural_targets)} plural forms where the header "
                f"declares {found[1]}",
                line=message.line,
            )


def _problem(text: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(text, severity=severity, line=1)


RULE = Rule(
    "po-header",
    Severity.ERROR,
    check,
    needs=Needs.FILE,
    cure="run bitext update, which completes the header, or correct the field",
)
