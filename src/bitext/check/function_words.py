"""Whether words are of a language, judged by the small words every sentence has."""

from collections.abc import Iterable

__all__ = ["is_language"]

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


def is_language(words: Iterable[str], *, language: str) -> bool:
    """Whether one of ``words`` is a function word of ``language``.

    True for a language without a list: nothing speaks against it.
    """
    known = _FUNCTION_WORDS.get(language)
    return known is None or any(word.lower() in known for word in words)
