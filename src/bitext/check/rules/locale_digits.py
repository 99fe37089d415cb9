"""A number within a name or a version has the digits of another script.

Many languages count with digits of their own, and may. In names, versions and codes
they cannot be searched for.

Fails:  ``Use Boats 365.`` → ``Boats ३६५ का उपयोग करें।``
Passes: ``Use 12 boats.`` → ``१२ नावों का उपयोग करें।``
"""

import re
from collections.abc import Iterator

from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule

__all__ = ["RULE"]


# Digits that are none of ASCII's: \\d without them.
_NATIVE = r"(?:(?![0-9])\d)"
_IN_NAME = re.compile(
    rf"[A-Za-z]{{2,}}[ \u00a0-]?{_NATIVE}+(?!\w)|[A-Za-z]{_NATIVE}+|{_NATIVE}+[A-Za-z]+"
    rf"|[0-9]+[.,:]?{_NATIVE}+|{_NATIVE}+[.,:]?[0-9]+|{_NATIVE}+(?:\.{_NATIVE}+){{2,}}"
)
# Their ranges in the scripts of living languages: a set alone is searched for fast.
_NATIVE_DIGIT = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef"
    "\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0e50-\u0e59"
    "\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u17e0-\u17e9\u1810-\u1819\uff10-\uff19]"
)


def check(pair: Pair) -> Iterator[Problem]:
    target = pair.target_seen.without_code
    known = pair.source_seen.text
    for found in dict.fromkeys(_IN_NAME.findall(target)):
        if found not in known and _is_name(found, known):
            yield Problem(f"{found!r} has digits of another script", at=found)


def _is_name(found: str, source: str) -> bool:
    """Whether the source has the same with digits of ASCII, blanks aside."""
    plain = "".join(str(int(char)) if char.isdigit() else char for char in found)
    wanted = re.sub(r"[\s\u00a0]", "", plain).lower()
    return wanted in re.sub(r"[\s\u00a0]", "", source).lower()


RULE = Rule(
    "locale-digits",
    Severity.WARNING,
    check,
    needs=Needs.PAIR,
    cure="write the digits of the source in names, versions and codes",
    seen=_NATIVE_DIGIT,
)
