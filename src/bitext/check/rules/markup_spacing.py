"""A word is glued to a link, to bold text or to code.

Chinese, Japanese and Thai do not part words, Arabic and Hebrew prefixes and the endings
of Turkish or Finnish do attach. A word may be marked in part where the source does so.

Fails:  ``Use the **Pay** button.`` → ``Bruk knappen**Betal** nå.``
Passes: ``Use the **Pay** button.`` → ``Bruk knappen **Betal** nå.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import MARKUP_SIGNS, Pair
from bitext.check.rendered import STANDS_IN, Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import COMPOUNDING, SUFFIXING, attaches_prefixes, parts_words
from bitext.locales import Locale

__all__ = ["RULE"]


_STOPS = ".,;:!?،؛؟"
_CLOSING = _STOPS + ")]"
_HALF = re.compile(r" (-[^\W\d_]{3,})")
_LONGEST_PREFIX = 3


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain or not parts_words(pair.locale):
        return
    found = _glued(pair.target_seen, locale=pair.locale)
    if found and len(found) > len(_glued(pair.source_seen, locale=pair.source_locale)):
        for text in found:
            at = text if text in pair.target.source else ""
            yield Problem(f"no blank at the edge of {text!r}", at=at)
    if pair.locale.language in COMPOUNDING:
        for half in _parted(pair):
            yield Problem(f"a blank parts {half!r} from its link", at=f" {half}")


def _glued(text: Rendered, *, locale: Locale) -> list[str]:
    seen = text.text
    found: dict[str, None] = {}
    for region in text.regions:
        inner = text.inner(region)
        if not inner.strip() or STANDS_IN in inner:
            continue
        before, after = seen[: region.start], seen[region.end :]
        is_prefix = attaches_prefixes(locale) and _last_word(before) <= _LONGEST_PREFIX
        is_glued_before = before[-1:].isalnum() and inner[0].isalnum() and not is_prefix
        takes_endings = locale.language in SUFFIXING
        is_glued_after = after[:1].isalpha() and (
            inner[-1] in (_STOPS if takes_endings else _CLOSING)
            or (inner[-1].isalnum() and not takes_endings)
        )
        if is_glued_before or is_glued_after:
            found.setdefault(inner)
    return list(found)


def _parted(pair: Pair) -> Iterator[str]:
    """Hyphened second halves of a compound that a blank parts from their link."""
    seen = pair.target_seen
    for region in seen.regions:
        half = _HALF.match(seen.text, region.end) if region.kind == "link" else None
        if half and half[1] not in pair.source_seen.text:
            yield half[1]


def _last_word(text: str) -> int:
    """How many letters the last word of ``text`` has."""
    count = 0
    while count < len(text) and text[-1 - count].isalnum():
        count += 1
    return count


RULE = Rule(
    "markup-spacing",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="set a blank between the word and the markup",
    signs=MARKUP_SIGNS,
)
