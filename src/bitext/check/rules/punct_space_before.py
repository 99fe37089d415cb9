"""A blank stands before a mark of punctuation, or before the hyphen of a compound.

French sets a blank before some marks; names such as ``.NET`` begin with one.

Fails:  ``See [setup](setup.md).`` → ``Siehe [Einrichtung](setup.md) .``
Passes: ``See [setup](setup.md).`` → ``Siehe [Einrichtung](setup.md).``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import COMPOUNDING, is_spaced_before
from bitext.locales import Locale

__all__ = ["RULE"]


_MARK = re.compile(
    r"(?<=[^\s.,;:!?…،(\[{])[ \u00a0]+([,.;:!?؛،؟、。।，：；！？])"
    r"(?=[\s\"'”’»)\]]|\Z|(?<=[،؛؟、，。：；！？]))"
)
_MAY_BE_SPACED = re.compile(r"[,.;:!?؛،؟、。।，：；！？](?<=[ \u00a0].)")
_HYPHEN = re.compile(r"(?<=\w) (-[a-zæøåäöüß]{3,})")


def check(pair: Pair) -> Iterator[Problem]:
    target = pair.target_seen
    is_suspect = _MAY_BE_SPACED.search(target.without_code)
    marks = _marks(target, pair.locale) if is_suspect else []
    if marks and len(marks) > len(_marks(pair.source_seen, pair.source_locale)):
        for mark in dict.fromkeys(marks):
            at = f" {mark}" if f" {mark}" in pair.target.source else ""
            yield Problem(f"a blank stands before {mark!r}", at=at)
    if (
        " -" in target.text
        and pair.locale.language in COMPOUNDING
        and not pair.is_plain
    ):
        for part in _parted(pair):
            yield Problem(f"a blank parts {part!r} from its word", at=f" {part}")


def _marks(text: Rendered, locale: Locale) -> list[str]:
    return [
        mark
        for mark in _MARK.findall(text.without_code)
        if not is_spaced_before(mark, locale)
    ]


def _parted(pair: Pair) -> Iterator[str]:
    """Hyphened second halves after a word that emphasis sets apart."""
    seen = pair.target_seen
    ends = {region.end for region in seen.regions if region.is_emphasis}
    for found in _HYPHEN.finditer(seen.text):
        if found.start() in ends and found[1] not in pair.source_seen.text:
            yield found[1]


RULE = Rule(
    "punct-space-before",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="delete the blank",
)
