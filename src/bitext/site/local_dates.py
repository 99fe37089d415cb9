"""Dates of front matter as a language writes them."""

from datetime import date, datetime
from typing import Literal

from babel.dates import format_date

from bitext.locales import Locale, cldr_of

__all__ = ["Length", "local_date"]

Length = Literal["full", "long", "medium", "short"]


def local_date(value: object, length: Length = "long", *, locale: Locale) -> str:
    """A date, or text that is one by ISO 8601, in the form of ``locale``.

    Anything else comes back as it is written. Lengths are CLDR's.
    """
    day = value
    if isinstance(value, str):
        try:
            day = datetime.fromisoformat(value.strip())
        except ValueError:
            return value
    if not isinstance(day, date):
        return str(value)
    return format_date(day, length, locale=cldr_of(locale))
