"""What rules about pairs say of many pairs at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, compress
from typing import Any

from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.check.rules import ALL_RULES
from bitext.locales import Locale
from bitext.markdown.article import Kind

__all__ = ["Problems", "Texts", "problems_of"]

Texts = tuple[str, str, Kind]
"""A source and its translation as written, and the kind of their block."""
Problems = tuple[tuple[Rule[Any], Problem], ...]
_Said = list[tuple[Rule[Any], Problem]]

_MOST_KNOWN = 2**15
_RULES: tuple[Rule[Any], ...] = tuple(
    rule for rule in ALL_RULES if rule.needs is Needs.PAIR
)
# Most texts have no markup, and most rules are about it.
_SIGNS = tuple(sorted({sign for rule in ALL_RULES for sign in rule.signs}))


def problems_of(
    asked: Iterable[Texts], *, locale: Locale, source_locale: Locale
) -> Mapping[Texts, Problems]:
    """What rules about pairs say of each of ``asked``, and of more.

    A sixth of a help site's sentences are said in several articles.
    """
    known = _known(locale, source_locale)
    if len(known) > _MOST_KNOWN:
        known.clear()
    found: dict[Texts, _Said] = {}
    pairs: list[tuple[_Said, Pair]] = []
    for texts in asked:
        if texts not in known and texts not in found:
            source, target, kind = texts
            pair = Pair.parse(
                source, target, locale=locale, source_locale=source_locale, kind=kind
            )
            said = found[texts] = []
            pairs.append((said, pair))
    choose = _Choice(pairs)
    # Rule by rule, not text by text: a processor keeps what it does again and again.
    for rule in _RULES:
        for said, pair in choose(rule):
            for problem in rule.check(pair):
                said.append((rule, problem))
    for texts, said in found.items():
        known[texts] = tuple(said)
    return known


class _Choice:
    """Pairs that a rule has to look at, found without asking it."""

    def __init__(self, pairs: Sequence[tuple[_Said, Pair]]) -> None:
        self._pairs = pairs
        self._by_signs: defaultdict[frozenset[str], list[tuple[_Said, Pair]]]
        self._by_signs = defaultdict(list)
        self._written, self._seen = [], []
        for one in pairs:
            _, pair = one
            written = pair.target.source
            both = pair.source.source + written
            self._by_signs[frozenset(filter(both.__contains__, _SIGNS))].append(one)
            self._written.append(written)
            self._seen.append(pair.target_seen.without_code)

    def __call__(self, rule: Rule[Any]) -> Iterable[tuple[_Said, Pair]]:
        """The pairs of which ``rule`` may have something to say."""
        if rule.signs:
            return chain.from_iterable(
                pairs
                for signs, pairs in self._by_signs.items()
                if not signs.isdisjoint(rule.signs)
            )
        if rule.written:
            is_sought = map(rule.written.search, self._written)
        elif rule.seen:
            is_sought = map(rule.seen.search, self._seen)
        else:
            return self._pairs
        return list(compress(self._pairs, is_sought))


@cache
def _known(locale: Locale, source_locale: Locale) -> dict[Texts, Problems]:  # noqa: ARG001 - each has its own
    return {}
