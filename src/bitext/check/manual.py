"""What a rule says of itself: the docstring of its module, taken apart."""

import inspect
import sys
from dataclasses import dataclass
from functools import cache

from bitext.check.finding import Severity
from bitext.check.other_findings import EXTERNAL, MANUALS, REDIRECT
from bitext.check.rules import ALL_RULES
from bitext.check.site.rules import SITE_RULES

__all__ = ["Manual", "judged_rules", "manual_of", "manuals"]

_EXAMPLES = ("Fails:", "Passes:")


@dataclass(frozen=True, slots=True)
class Manual:
    """What a kind of finding is about, in Markdown."""

    id: str
    severity: Severity
    summary: str
    """One sentence."""
    details: str
    """What is a fault and what is not: paragraphs, a blank line between; or empty."""
    fails: tuple[str, ...]
    """Examples that are reported: a source and its translation, or one text."""
    passes: tuple[str, ...]
    """Examples that are not."""
    cure: str
    """What to do about it, one clause in the imperative."""


def manual_of(id: str, *, severity: Severity, cure: str, text: str) -> Manual:  # noqa: A002 - as Rule calls it
    """The manual that a docstring is.

    Its first sentence is the summary; lines that begin with ``Fails:`` or ``Passes:``,
    at its end, are examples.
    """
    prose, examples = [], dict.fromkeys(_EXAMPLES, "")
    current = ""
    for line in inspect.cleandoc(text).splitlines():
        name = next((one for one in _EXAMPLES if line.startswith(one)), "")
        current = name or current
        if current:
            examples[current] += line.removeprefix(name).strip() + "\n"
        else:
            prose.append(line)
    summary, _, details = "\n".join(prose).strip().partition("\n\n")
    fails, passes = (
        tuple(one for one in examples[name].splitlines() if one) for name in _EXAMPLES
    )
    return Manual(
        id,
        severity,
        " ".join(summary.split()).replace("``", "`"),
        "\n\n".join(" ".join(one.split()) for one in details.split("\n\n")).replace(
            "``", "`"
        ),
        tuple(one.replace("``", "`") for one in fails),
        tuple(one.replace("``", "`") for one in passes),
        cure,
    )


@cache
def manuals() -> dict[str, Manual]:
    """Manuals of everything ``bitext check`` finds, by id, sorted."""
    found = {
        name: manual_of(name, severity=severity, cure=cure, text=text)
        for name, (severity, cure, text) in MANUALS.items()
    }
    for rule in (*ALL_RULES, *SITE_RULES):
        module = sys.modules[rule.check.__module__]
        found[rule.id] = manual_of(
            rule.id,
            severity=rule.severity,
            cure=rule.cure,
            text=inspect.getdoc(module) or "",
        )
    return dict(sorted(found.items()))


def judged_rules(*, with_site: bool, with_external: bool) -> frozenset[str]:
    """Ids of what a check looks for.

    In catalogs and articles always, in the built site and at other sites if asked to.
    """
    of_site = frozenset(rule.id for rule in SITE_RULES)
    of_others = frozenset({EXTERNAL, REDIRECT})
    known = frozenset(manuals())
    if not with_site:
        known -= of_site
    return known if with_external else known - of_others
