"""One sentence of the source is translated in several ways.

Readers take different words for different things. The most frequent way is taken for
right, and the others are reported. Short texts may mean something else in another
place, and a context given in the article says that they do.

Fails:  ``Bail it first.`` → ``Øs den først.``, and ``Tøm den først.`` elsewhere
Passes: ``Bail it first.`` → ``Øs den først.``, and ``øs den først`` elsewhere
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bitext.catalog import Catalog, Key, Message
from bitext.check.finding import Severity
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.article import JOINED

__all__ = ["RULE"]


_FEWEST_WORDS = 3
_EDGES = " .,:;!?。、，：；！？،؛؟…"


def check(catalogs: Sequence[Catalog]) -> Iterator[Problem]:
    uses: defaultdict[Key, list[tuple[Catalog, Message]]] = defaultdict(list)
    for catalog in catalogs:
        for message in catalog.messages:
            if _is_compared(message):
                key = (message.context, _normal(message.source))
                uses[key].append((catalog, message))
    for found in uses.values():
        ways = Counter(_normal(message.target) for _, message in found)
        if len(ways) == 1:
            continue
        ((usual, count),) = ways.most_common(1)
        example = next(one.target for _, one in found if _normal(one.target) == usual)
        for catalog, message in found:
            if _normal(message.target) != usual:
                where = "elsewhere" if count == 1 else f"in {count:,} other places"
                yield Problem(
                    f"it is {example!r} {where}", line=message.line, path=catalog.path
                )


def _is_compared(message: Message) -> bool:
    return (
        message.is_translated
        and message.plural_source is None
        and message.target != JOINED
        and len(message.source.split()) >= _FEWEST_WORDS
    )


def _normal(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGES)


RULE = Rule(
    "inconsistent-translation",
    Severity.WARNING,
    check,
    needs=Needs.LANGUAGE,
    cure="use one translation, or give one of the places a context in the article",
)
