"""The renderer's own words in the languages we know: types of admonitions and others.

A catalog may say otherwise, and has the words we do not know.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bitext.locales import Locale

__all__ = ["known_words"]

_FILE = Path(__file__).with_name("words.json")
_SAME = {"no": "nb"}


@cache
def known_words(locale: Locale) -> Mapping[str, str]:
    """Words by their English, as ``locale`` says them; empty for one we do not know."""
    table: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    if locale.language == "en":
        return {word: word for word in table["nb"]}
    codes = (locale.code, f"{locale.language}-{locale.script}", locale.language)
    for code in codes:
        if words := table.get(_SAME.get(code, code)):
            return words
    return {}
