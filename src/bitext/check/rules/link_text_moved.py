"""The words of a link do not stand in the link, or only a few of them do.

A link may say *here* for *this article*. What counts are links of nothing but marks,
titles that stand beside their link, and one word or two for a long title.

Fails:  ``See [How to row a boat](r.md).`` → ``Siehe Wie man ein Boot [rudert](r.md).``
Passes: ``See [How to row a boat](r.md).`` → ``Siehe [Wie man ein Boot rudert](r.md).``
"""

from collections.abc import Iterator, Mapping

from bitext.check.addresses import normalized
from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.writing import parts_words

__all__ = ["RULE"]


_FEWEST_WORDS = 4
_LEAST = 3
"""A share: one of so many words."""
_SHORT = 0.6
_FEWEST_SIGNS = 20
_LEAST_SIGNS = 8
_TITLE = 2
"""Words a text has that is recognized beside its link."""


def check(pair: Pair) -> Iterator[Problem]:
    if not pair.target.destinations or pair.is_plain:
        return
    known, said = _links(pair.source_seen), _links(pair.target_seen)
    if known.keys() != said.keys():
        known, said = _normalized(known, pair), _normalized(said, pair)
    for key, texts in said.items():
        wanted = known.get(key, [])
        # Which is which cannot be told where two lead to one page.
        if len(texts) != 1 or len(wanted) != 1 or not texts[0].strip():
            continue
        found, source = texts[0], wanted[0]
        if not any(map(str.isalnum, found)) and any(map(str.isalnum, source)):
            yield Problem(f"the link says {found!r} only", at=found)
        elif _is_beside(source, found, pair):
            yield Problem(f"{source!r} stands beside its link", at=source)
        elif _is_cut(source, found, is_spaced=parts_words(pair.locale)):
            yield Problem(f"the link to {source!r} says {found!r} only", at=found)


def _links(text: Rendered) -> dict[str, list[str]]:
    """What the links to each place say."""
    found: dict[str, list[str]] = {}
    for region in text.regions:
        if region.kind == "link" and region.destination:
            found.setdefault(region.destination, []).append(text.inner(region).strip())
    return found


def _normalized(links: Mapping[str, list[str]], pair: Pair) -> dict[str, list[str]]:
    """The same by what addresses have in common in both languages."""
    languages = frozenset({pair.source_locale.language, pair.locale.language})
    found: dict[str, list[str]] = {}
    for destination, texts in links.items():
        key = normalized(destination, languages=languages)
        found.setdefault(key, []).extend(texts)
    return found


def _is_beside(source: str, found: str, pair: Pair) -> bool:
    """Whether the very words of the source's link are there, and not in the link."""
    return (
        len(source.split()) >= _TITLE
        and source in pair.target_seen.text
        and source not in found
        and not set(source.split()) & set(found.split())
        and pair.source_seen.text.count(source) == 1
    )


def _is_cut(source: str, found: str, *, is_spaced: bool) -> bool:
    if is_spaced:
        words = len(source.split())
        # One word of a language that joins words may be a title of four.
        is_short = len(found) < len(source) * _SHORT
        return (
            is_short and words >= _FEWEST_WORDS and len(found.split()) * _LEAST <= words
        )
    return len(source) >= _FEWEST_SIGNS and len(found) * _LEAST_SIGNS <= len(source)


RULE = Rule(
    "link-text-moved",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="set the brackets around the words that stand for the source's link",
    signs=("[",),
)
