"""A placeholder is missing, added or translated.

Placeholders are ``{name}``, ``{0}``, ``%s``, ``%(name)s``, ``%NAME%``, ``$name``,
``${name}``, macros such as ``{{ name }}``, and names in angle brackets that are no
HTML. A program or a reader puts something in their place.

Fails:  ``Welcome aboard, {name}.`` → ``Velkommen om bord, {navn}.``
Passes: ``Welcome aboard, {name}.`` → ``{name}, velkommen om bord.``
"""

from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


def check(pair: Pair) -> Iterator[Problem]:
    found = pair.placeholders
    for placeholder in found.missing:
        yield Problem(f"placeholder {placeholder!r} is missing", at=placeholder)
    for placeholder in found.extra:
        text = f"placeholder {placeholder!r} is not in the source"
        yield Problem(text, at=placeholder)
    for old, new in found.changed:
        yield Problem(f"placeholder {old!r} became {new!r}", at=new)


RULE = Rule(
    "placeholder-mismatch",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="copy the placeholders from the source",
    signs=("{", "%", "$", "<"),
)
