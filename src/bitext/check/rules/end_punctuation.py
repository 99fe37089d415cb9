"""The translation ends, or its leading label ends, in a mark of another kind.

A colon that announces a list and a question mark must stay what they are. A stop more
or less is left alone; Thai and Lao leave the question mark out.

Fails:  ``**Note**: The tide turns.`` → ``**Hinweis**! Die Flut kommt.``
Passes: ``**Note**: The tide turns.`` → ``**Hinweis:** Die Flut kommt.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rendered import Rendered
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


_CLASSES = {
    mark: kind
    for kind, marks in {
        ".": "։.。．।။။።۔",
        ":": ":：：",
        "?": "?？؟՞",
        "!": "!！՜",
        ";": "；؛",
    }.items()
    for mark in marks
}
_CLOSERS = " \u00a0\u202f\"'”’»)]」』）*_"
_UNASKING = frozenset("th lo km my ja".split())


def check(pair: Pair) -> Iterator[Problem]:
    source, target = pair.source_seen, pair.target_seen
    regions = target.regions
    if source.text[-1:] == target.text[-1:] == "." and (
        not regions or regions[0].start
    ):
        # Most sentences.
        return
    wanted, found = _last(source, pair), _last(target, pair)
    if wanted == "?" and found in {".", "!", ":"}:
        is_asked = any(_kind(mark, pair) == "?" for mark in target.text)
        if not is_asked and pair.locale.language not in _UNASKING:
            yield Problem("ends in no question mark")
    elif wanted == ":" and found in {"?", "!"}:
        yield Problem(f"ends in {found!r} where the source has {wanted!r}")
    wanted, (inner, found) = "".join(_after_label(source)), _after_label(target)
    # A mark that is bold too is the label's own: "Note:" is "Obs!" in Norwegian.
    found = "" if inner else found
    if wanted and found and wanted != found and "." not in {wanted, found}:
        yield Problem(f"its label ends in {found!r} where the source has {wanted!r}")


def _kind(mark: str, pair: Pair | None = None) -> str:
    if mark == ";" and pair and pair.locale.language == "el":
        return "?"
    return ";" if mark == ";" else _CLASSES.get(mark, "")


def _last(text: Rendered, pair: Pair) -> str:
    is_target = text is pair.target_seen
    return _kind(text.text.rstrip(_CLOSERS)[-1:], pair if is_target else None)


def _after_label(text: Rendered) -> tuple[str, str]:
    """The mark in the end of bold text that begins a text, or else right after it."""
    label = next(
        (each for each in text.regions if each.is_emphasis and not each.start), None
    )
    if label is None or not text.text[label.end :].strip(" :.!?："):
        return "", ""
    inner = _kind(text.inner(label).rstrip()[-1:])
    return inner, "" if inner else _kind(text.text[label.end :].lstrip()[:1])


RULE = Rule(
    "end-punctuation",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="end it as the source does, with the mark of the language",
)
