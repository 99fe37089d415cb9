"""How languages write: facts that rules about spacing and punctuation ask for."""

from bitext.locales import Locale

__all__ = [
    "COMPOUNDING",
    "SUFFIXING",
    "attaches_prefixes",
    "has_case",
    "is_spaced_before",
    "parts_words",
    "usual_length",
]

COMPOUNDING = frozenset("nb nn no da sv de nl fi is fo".split())
"""Languages that join a name and a noun with a hyphen."""

SUFFIXING = frozenset("tr az fi hu et ja ko eu kk ky uz tk mn ka hi".split())
"""Languages whose endings attach to a marked word."""

_PREFIXING = frozenset("ar fa he ur ckb ps yi".split())
_UNPARTED = frozenset("th lo km my zh ja yue bo dz".split())
_CASED_SCRIPTS = frozenset("Latn Cyrl Grek Armn".split())
_SPACED_MARKS = {"fr": ":;!?»", "br": ":;!?»"}

# Letters of a translation for one of its English source: medians of help articles.
_LENGTHS = {
    "ar": 0.9,
    "bg": 1.18,
    "ca": 1.22,
    "cs": 1.07,
    "da": 1.08,
    "de": 1.22,
    "el": 1.25,
    "en": 1.0,
    "es": 1.24,
    "et": 1.05,
    "fa": 0.97,
    "fi": 1.12,
    "fr": 1.26,
    "gl": 1.22,
    "he": 0.82,
    "hi": 1.05,
    "hr": 1.1,
    "hu": 1.16,
    "id": 1.15,
    "it": 1.22,
    "ja": 0.55,
    "ko": 0.5,
    "lt": 1.08,
    "lv": 1.1,
    "ms": 1.15,
    "nb": 1.06,
    "nl": 1.18,
    "nn": 1.05,
    "pl": 1.15,
    "pt": 1.18,
    "ro": 1.2,
    "ru": 1.18,
    "sk": 1.1,
    "sl": 1.1,
    "sr": 1.1,
    "sv": 1.06,
    "th": 0.95,
    "tr": 1.1,
    "uk": 1.15,
    "vi": 1.12,
    "zh": 0.3,
}


def parts_words(locale: Locale) -> bool:
    """Whether a blank stands between two words."""
    return locale.spaced and locale.language not in _UNPARTED


def attaches_prefixes(locale: Locale) -> bool:
    """Whether articles and prepositions of a letter or three attach to a word."""
    return locale.language in _PREFIXING


def has_case(locale: Locale) -> bool:
    """Whether the script has capitals."""
    return locale.script in _CASED_SCRIPTS


def is_spaced_before(mark: str, locale: Locale) -> bool:
    """Whether a blank belongs before ``mark``."""
    return mark in _SPACED_MARKS.get(locale.language, "")


def usual_length(locale: Locale) -> float:
    """Letters a text usually has in ``locale`` for one in English."""
    return _LENGTHS.get(locale.language, 1.1)
