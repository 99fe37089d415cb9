"""How languages write: facts that rules about spacing and punctuation ask for."""

from bitext.locales import Locale

__all__ = [
    "COMPOUNDING",
    "SUFFIXING",
    "attaches_prefixes",
    "has_case",
    "is_spaced_before",
    "parts_words",
]

COMPOUNDING = frozenset("nb nn no da sv de nl fi is fo".split())
"""Languages that join a name and a noun with a hyphen."""

SUFFIXING = frozenset("tr az fi hu et ja ko eu kk ky uz tk mn ka hi".split())
"""Languages whose endings attach to a marked word."""

_PREFIXING = frozenset("ar fa he ur ckb ps yi".split())
_UNPARTED = frozenset("th lo km my zh ja yue bo dz".split())
_CASED_SCRIPTS = frozenset("Latn Cyrl Grek Armn".split())
_SPACED_MARKS = {"fr": ":;!?»", "br": ":;!?»"}


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
