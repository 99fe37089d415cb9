"""A link leads to another place than in the source.

The language of an address may differ (``/en-us/`` and ``/de-de/``, ``?hl=``, the host
``de.example.org``), and so may the order of its parameters, a slash at its end and
``http`` for ``https``. Articles of Wikipedia have other names in other languages. Two
links that keep their texts and exchange their places are found as well.

Fails:  ``Read [the guide](guide.md).`` → ``Les [veiledningen](veiledning.md).``
Passes: ``[Buy](https://example.org/en-us/a)`` → ``[Kjøp](https://example.org/nb-no/a)``
"""

from collections import Counter
from collections.abc import Iterator

from bitext.check.addresses import normalized
from bitext.check.finding import Severity
from bitext.check.pair import LINK_SIGNS, Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    changed = pair.links.changes.changed
    for old, new in changed:
        yield Problem(f"link to {old!r} leads to {new!r}", at=new)
    if not changed and len(pair.target.destinations) > 1:
        yield from _exchanged(pair)


def _exchanged(pair: Pair) -> Iterator[Problem]:
    """Links whose text is the source's, and whose place is another link's of it."""
    languages = frozenset({pair.source_locale.language, pair.locale.language})
    known, found = _by_text(pair.source_seen), _by_text(pair.target_seen)
    places = {normalized(where, languages=languages) for where in known.values()}
    for text, where in found.items():
        wanted = known.get(text)
        place = normalized(where, languages=languages)
        if (
            wanted
            and where
            and place in places
            and place != normalized(wanted, languages=languages)
        ):
            yield Problem(f"link {text!r} leads to {where!r}, not {wanted!r}", at=where)


def _by_text(seen: Rendered) -> dict[str, str]:
    """Where links lead, by their text; the same text twice left out."""
    links = [region for region in seen.regions if region.kind == "link"]
    counts = Counter(map(seen.inner, links))
    return {
        seen.inner(link): link.destination
        for link in links
        if counts[seen.inner(link)] == 1
    }


RULE = Rule(
    "link-target-changed",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="copy the address from the source",
    signs=LINK_SIGNS,
)
