"""Words in the languages we know: the renderer's own, and those of the reader's aids.

A catalog may say otherwise of the renderer's, and has the words we do not know.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bitext.locales import Locale

__all__ = ["known_words", "reader_words"]

_FILE = Path(__file__).with_name("words.json")
_READER_FILE = Path(__file__).with_name("reader_words.json")
_SAME = {"no": "nb"}


@cache
def known_words(locale: Locale) -> Mapping[str, str]:
    """Words by their English, as ``locale`` says them; empty for one we do not know."""
    table: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    if locale.language == "en":
        return {word: word for word in table["nb"]}
    return _of(locale, table) or {}


@cache
def reader_words(locale: Locale) -> Mapping[str, str]:
    """Words of the reader's aids by their names; English for a language we lack."""
    table = json.loads(_READER_FILE.read_text(encoding="utf-8"))
    return _of(locale, table) or table["en"]


def _of(
    locale: Locale, table: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str] | None:
    codes = (locale.code, f"{locale.language}-{locale.script}", locale.language)
    known = (table.get(_SAME.get(code, code)) for code in codes)
    return next((words for words in known if words), None)
