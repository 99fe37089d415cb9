"""Whether words are of a language, judged by the small words every sentence has."""

from collections.abc import Iterable

__all__ = ["is_language", "small_words"]

# Words that are none in the other languages of this world's documentation.
_FUNCTION_WORDS = {
    "en": frozenset(
        """
        about after and any are before by can does for from get have how if into its
        may must not of only our out see select should that the their then there these
        they this to want we were what when where which while why with without you your
        """.split()
    ),
}

# Words every sentence has, also those that other languages have.
_SMALL_WORDS = {
    "en": _FUNCTION_WORDS["en"]
    | frozenset(
        """
        a all also an as at be been but click each has he her his i in is it more no on
        one or other than the them use using was will would
        """.split()
    )
}
_SHARED_WORDS = {
    "af": frozenset("is in was of my on".split()),
    "da": frozenset("for at i on her has have".split()),
    "de": frozenset("in an was will her also on".split()),
    "es": frozenset("no a has he are".split()),
    "fr": frozenset("on a as no".split()),
    "it": frozenset("a in no on".split()),
    "nb": frozenset("for at i her has have on is all".split()),
    "nl": frozenset("is in was of we at over on her".split()),
    "pt": frozenset("a as no for".split()),
    "sv": frozenset("for at i on all has".split()),
    "tr": frozenset("on an not at in".split()),
}


def small_words(language: str, *, besides: str) -> frozenset[str]:
    """Frequent words of ``language`` that the language ``besides`` has not."""
    known = _SMALL_WORDS.get(language, frozenset())
    return known - _SHARED_WORDS.get(besides, frozenset())


def is_language(words: Iterable[str], *, language: str) -> bool:
    """Whether one of ``words`` is a function word of ``language``.

    True for a language without a list: nothing speaks against it.
    """
    known = _FUNCTION_WORDS.get(language)
    return known is None or any(word.lower() in known for word in words)
