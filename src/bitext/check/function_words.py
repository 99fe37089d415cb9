"""Whether words are of a language, judged by the small words every sentence has."""

import re
from collections.abc import Iterable

__all__ = ["is_language", "small_words"]

_APOSTROPHE = re.compile("['\u2019]")

# Words that are none in the other languages of this world's documentation.
_FUNCTION_WORDS = {
    "en": frozenset(
        """
        about after and another any are before by can does for from get have how if into
        its may must not of only our out see select should that the their then there
        these they this to want we were what when where which while why with without you
        your
        """.split()
    ),
}

# Words every sentence has, also those that other languages have.
_SMALL_WORDS = {
    "en": _FUNCTION_WORDS["en"]
    | frozenset(
        """
        a all also an as at be been but click each has he her his i in is it more no on
        one or other than the them up use using was will would
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


# Words that tell a text is of one of the languages small words are shared with.
_TELLING = {
    "de": frozenset("das der die ein für ist mit nicht oder sie und von zu".split()),
    "es": frozenset("con de del el en la las los para por que se su una y".split()),
    "fr": frozenset(
        "au avec de des dans du est et la le les pour que une vous".split()
    ),
    "it": frozenset("che con del della di e gli il la le nel per si una".split()),
    "nb": frozenset("av det du eller er et ikke med og som til".split()),
    "nl": frozenset("de een en het met niet of te van voor".split()),
    "pl": frozenset("do i jest lub na nie się w z".split()),
    "pt": frozenset("as com da de do e em o os para por que um uma você".split()),
    "sv": frozenset("att av det du eller en ett för inte med och som till".split()),
}


def is_language(words: Iterable[str], *, language: str) -> bool:
    """Whether ``words`` have a function word of ``language``, or two small words.

    Small words count where no other language's tell against them. True for a language
    without a list: nothing speaks against it.
    """
    known = _FUNCTION_WORDS.get(language)
    if known is None:
        return True
    said = {_APOSTROPHE.split(word.lower())[0] for word in words}
    if not said.isdisjoint(known):
        return True
    return len(said & _SMALL_WORDS[language]) > 1 and all(
        said.isdisjoint(telling - _SMALL_WORDS[language])
        for telling in _TELLING.values()
    )
