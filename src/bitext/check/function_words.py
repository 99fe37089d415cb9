"""Whether words are of a language, judged by the small words every sentence has."""

import re
from collections.abc import Iterable
from functools import cache

__all__ = ["is_language", "linking_words", "small_words"]

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


# Words that no label of an interface consists of: articles, prepositions, conjunctions.
_LINKING_WORDS = {
    "ar": "لا أو أن إلى ثم على عن في ما من مع هذا هذه و",
    "cs": "a do i na nebo o od po pro s se u v z za",
    "da": "af at de den det du en er et for i med og om på som til",
    "de": "Sie an auf das dem den der des die ein für im in ist mit oder sie und von",
    "el": "από για ή και με να ο η το του της σε στη στο",
    "es": "a al con de del el en la las lo los o para por que se su un una y",
    "fa": "از این با به تا در را که و یا",
    "fi": "ja on tai",
    "fr": "à au aux ce de des du en et la le les ou par pour que sur un une",
    "he": "או אל אם את כי לא על עם של",
    "hi": "और का की के को पर में या से है",
    "hu": "a az egy és hogy vagy",
    "id": "atau dan dari di ini ke pada untuk yang",
    "it": "a al che con da del della di e gli i il in la le lo nel o per su un una",
    "nb": "av de den det du en er et for i med og om på som til å",
    "nl": "aan de die een en het in je met of om op te u van voor",
    "nn": "av de den det du ein eit er for i med og om på som til å",
    "pl": "a do i lub na o od po przez się w z za",
    "pt": "a ao as com da de do e em na no o os ou para por que se um",
    "ro": "a cu de din în la o pe pentru sau și să un",
    "ru": "а в для до за и из или к на не о от по с что",
    "sv": "att av de den det du en ett för i med och om på som till är",
    "tr": "bir bu da de için ile ve veya",
    "uk": "а або в від для до з за і й на не по та у що",
    "ur": "اور پر سے کا کو کی کے میں یا",
    "vi": "cho của để hoặc là một trong và với",
}


@cache
def linking_words(language: str) -> frozenset[str]:
    """Words of ``language`` that join others and name nothing; may be empty."""
    return frozenset(_LINKING_WORDS.get(language, "").split())


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
