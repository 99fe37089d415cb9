"""A mark of punctuation slipped into a link or into bold text.

Only ends that the source does not have count; whether a colon after a label is bold is
a matter of taste.

Fails:  ``Click **Save**, then **Close**.`` → ``Wähle **Speichern,** dann **Ende**.``
Passes: ``Click **Save**, then **Close**.`` → ``Wähle **Speichern**, dann **Ende**.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_MARKS = ".,;!?،؛؟。、，；！？।"
_MARKS_AFTER = frozenset(".,;:!?،؛؟。、，；：！？")
_CLOSERS = "\\ \"'”’»)]」』）"


def check(pair: Pair) -> Iterator[Problem]:
    if pair.is_plain:
        return
    found = _ends(pair.target_seen)
    if not found:
        return
    # What is all of the source may have got company in the translation.
    excess = len(found) - len(_ends(pair.source_seen, is_whole_too=True))
    for text in found[:excess] if excess > 0 else ():
        yield Problem(f"{text[-1]!r} stands inside the markup", at=text)


def _ends(text: Rendered, *, is_whole_too: bool = False) -> list[str]:
    """What is set apart and ends in a mark, while more text follows or came before.

    With ``is_whole_too`` also where it is all there is.
    """
    seen = text.text
    length = len(seen.strip())
    ends: dict[str, None] = {}
    for region in text.labels():
        end = seen[region.start : region.end].rstrip(_CLOSERS)
        if (
            end
            and end[-1] in _MARKS
            and (is_whole_too or len(end) < length)
            # A label may be a cry: "Obs!" is "Note" in Swedish.
            and not (end[-1] == "!" and not region.start)
            # The stop of an abbreviation has a mark behind it.
            and seen[region.end : region.end + 1] not in _MARKS_AFTER
        ):
            ends[end] = None
    return list(ends)


RULE = Rule(
    "markup-punct",
    Severity.INFO,
    check,
    needs=Needs.PAIR,
    cure="move the mark out of the link or the bold text",
    signs=("[", "*", "_"),
)
