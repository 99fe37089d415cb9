"""The header of a catalog: complete, without placeholders, changed only with cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bitext.locales import Locale

__all__ = ["SEGMENTATION", "Edition", "complete_header", "is_ours", "revised"]

SEGMENTATION = "X-Bitext-Segmentation"
"""Number of the sentence rules the messages were cut by; marks a catalog as ours."""

_ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Generator",
    SEGMENTATION,
)
_PLACEHOLDERS = frozenset(
    {
        "YEAR-MO-DA HO:MI+ZONE",
        "FULL NAME <EMAIL@ADDRESS>",
        "LANGUAGE <LL@li.org>",
        "nplurals=INTEGER; plural=EXPRESSION;",
    }
)
"""What xgettext writes where it knows nothing; nobody means these values."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What one run of the project says in the header of every catalog."""

    project: str
    """Value of Project-Id-Version: name and, where wanted, version of the site."""
    report_bugs_to: str
    """Where translators report faults of the source; may be empty."""
    segmentation: int
    """Number of the sentence rules."""
    now: datetime
    """With a time zone; stands in headers to the minute."""
    wrap: int | None = None
    """Columns a line of a catalog may have; None where each string has its own line."""


def complete_header(
    old: Mapping[str, str],
    *,
    locale: Locale | None,
    edition: Edition,
    is_new_set: bool,
) -> dict[str, str]:
    """All fields a catalog of ``locale`` needs (None: a template), in gettext's order.

    Fields of ``old`` that translators or their tools own are kept, unknown ones
    follow, sorted. POT-Creation-Date moves only with ``is_new_set``.
    """
    now = edition.now.strftime("%Y-%m-%d %H:%M%z")
    known = {name: value for name, value in old.items() if value not in _PLACEHOLDERS}
    ours = {
        "Project-Id-Version": edition.project,
        "Report-Msgid-Bugs-To": edition.report_bugs_to,
        "Language": locale.gettext if locale else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        SEGMENTATION: str(edition.segmentation),
    }
    if is_new_set:
        ours["POT-Creation-Date"] = now
    defaults = {
        "POT-Creation-Date": now,
        "PO-Revision-Date": now,
        "Last-Translator": "",
        "Language-Team": locale.english_name if locale else "",
        "X-Generator": "bitext",
    }
    if locale:
        defaults["Plural-Forms"] = locale.plural_forms
    fields = {**defaults, **known, **ours}
    # polib sorts them, others put theirs last: one order makes that no change.
    unknown = sorted(name for name in fields if name not in _ORDER)
    names = [name for name in _ORDER if name in fields]
    return {name: fields[name] for name in (*names, *unknown)}


def is_ours(header: Mapping[str, str]) -> bool:
    """Whether the file is a catalog of an article and not somebody else's PO."""
    return SEGMENTATION in header


def revised(header: Mapping[str, str]) -> float:
    """When the translator last changed the file, in seconds since 1970; 0.0 unknown."""
    try:
        date = datetime.strptime(header.get("PO-Revision-Date", ""), "%Y-%m-%d %H:%M%z")
    except ValueError:
        return 0.0
    return date.timestamp()
