"""Whether words are of a language, judged by the small words every sentence has."""

from collections.abc import Iterable

__all__ = ["is_language"]

_FUNCTION_WORDS = {
    "en": frozenset(
        """
        a about after all an and any are as at be before but by can do does for from get
        has have how if in into is it its may more must no not of off on only open or
        our out over see select should so that the their then there these they this to
        up use was we were what when where which while who why will with without you
        your
        """.split()
    ),
}


def is_language(words: Iterable[str], *, language: str) -> bool:
    """Whether one of ``words`` is a function word of ``language``.

    True for a language without a list: nothing speaks against it.
    """
    known = _FUNCTION_WORDS.get(language)
    return known is None or any(word.lower() in known for word in words)
