"""A sentence begins with a small letter, and its source with a capital.

The first word after a leading bold label counts as well; most languages go on small
behind a colon. Names that begin small, and scripts without capitals, are left alone.

Fails:  ``Sign in with your account.`` → ``melde dich mit deinem Konto an.``
Passes: ``Sign in with your account.`` → ``Melde dich mit deinem Konto an.``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import has_case

__all__ = ["RULE"]


_START = re.compile(r"[\s\"'“„«»(\[¿¡*]*([^\W\d_][\w'’-]*)(?![\w.\\/@])")
_AFTER_LABEL = re.compile(r"\s*[!.]\s*([^\W\d_][\w'’-]*)(?![\w.\\/@])")
_AFTER_COLON = re.compile(r"\s*[:!.]\s*([^\W\d_][\w'’-]*)(?![\w.\\/@])")
_WORD = re.compile(r"[\w'’-]+")
_FEWEST_WORDS = 4


def check(pair: Pair) -> Iterator[Problem]:
    if not (has_case(pair.locale) and has_case(pair.source_locale)):
        return
    source, target = pair.source_seen, pair.target_seen
    regions = target.regions
    if target.text[:1].isupper() and (not regions or regions[0].start):
        # Most texts.
        return
    after_label = _AFTER_COLON if pair.locale.language == "de" else _AFTER_LABEL
    for pattern, place in ((_START, _begin), (after_label, _label_end)):
        word = _first(pattern, target, place(target))
        if not word.islower() or len(source.text.split()) < _FEWEST_WORDS:
            continue
        known = _first(
            _START if place is _begin else _AFTER_COLON, source, place(source)
        )
        # A name may begin small.
        if known[:1].isupper() and word not in _WORD.findall(source.text):
            yield Problem(f"{word!r} begins small", at=word)


def _begin(_: Rendered) -> int:
    return 0


def _label_end(text: Rendered) -> int:
    """Where bold text that begins a text ends; -1 where there is none."""
    for region in text.regions:
        if region.start:
            break
        if region.is_emphasis:
            return region.end
    return -1


def _first(pattern: re.Pattern[str], text: Rendered, start: int) -> str:
    found = pattern.match(text.without_code, start) if start >= 0 else None
    return found[1] if found else ""


RULE = Rule(
    "start-case",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="begin with a capital",
)
