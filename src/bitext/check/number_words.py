"""What a language says instead of figures: words, months, duals, magnitudes."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale as Cldr

__all__ = ["NumberWords", "number_words"]

_MOST = 12
"""The largest number the tables have words for."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """One language's ways to say a number without a figure."""

    by_value: Mapping[int, re.Pattern[str]]
    months: Mapping[int, re.Pattern[str]]
    has_dual: bool
    is_known: bool
    """Whether there is a table; without one small numbers may all be words."""
    magnitudes: Mapping[str, int]
    idioms: re.Pattern[str] | None
    """Matches figures that count nothing."""
    magnitude: re.Pattern[str] | None
    """Matches a magnitude behind a figure."""

    def says(self, value: int, text: str) -> bool:
        """Whether ``text`` may say ``value`` in words, ``value`` being 0 or more."""
        for table in (self.by_value, self.months):
            pattern = table.get(value)
            if pattern and pattern.search(text):
                return True
        if self.has_dual and value in {1, 2}:
            return True
        return not self.is_known and value <= _MOST


@cache
def number_words(language: str) -> NumberWords:
    """What ``language``, a primary subtag CLDR knows, says instead of figures."""
    table = _tables().get(language, {})
    words = table.get("words", {})
    is_unspaced = bool(table.get("unspaced"))
    idioms = table.get("idioms", ())
    magnitudes: dict[str, int] = table.get("magnitudes", {})
    return NumberWords(
        by_value={
            int(value): _any_of(forms, is_unspaced=is_unspaced)
            for value, forms in words.items()
        },
        months=_months(language),
        has_dual=bool(table.get("dual")),
        is_known=bool(words),
        magnitudes=magnitudes,
        idioms=_any_of(idioms, is_unspaced=is_unspaced) if idioms else None,
        magnitude=_behind_figure(magnitudes),
    )


@cache
def _tables() -> dict[str, dict[str, Any]]:
    source = resources.files("bitext.check").joinpath("number_data.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _any_of(forms: Collection[str], *, is_unspaced: bool) -> re.Pattern[str]:
    escaped = [re.escape(form).replace(r"\*", r"\w*") for form in forms]
    choices = "|".join(sorted(escaped, key=len, reverse=True))
    edges = "" if is_unspaced else r"\b"
    return re.compile(f"{edges}(?:{choices}){edges}", re.IGNORECASE)


def _behind_figure(magnitudes: Collection[str]) -> re.Pattern[str] | None:
    if not magnitudes:
        return None
    choices = "|".join(sorted(map(re.escape, magnitudes), key=len, reverse=True))
    return re.compile(rf"\s*({choices})", re.IGNORECASE)


def _months(language: str) -> dict[int, re.Pattern[str]]:
    """Names of the months, long and short, from CLDR; figures are left out."""
    names: dict[int, set[str]] = {}
    for context in Cldr(language).months.values():
        for width in ("wide", "abbreviated"):
            for month, name in context.get(width, {}).items():
                word = name.strip(".").lower()
                if not any(character.isdigit() for character in word):
                    names.setdefault(month, set()).add(word)
    return {
        month: re.compile(
            rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, found)))})", re.IGNORECASE
        )
        for month, found in names.items()
    }
