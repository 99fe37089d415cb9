"""Runs the rules of the built site, and tells each fault once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bitext.check.finding import Finding, Severity
from bitext.check.other_findings import EXTERNAL, MANUALS, REDIRECT
from bitext.check.site.language import LanguageSite
from bitext.check.site.rules import SITE_RULES

__all__ = ["Fault", "judge_language", "told_once"]


class Fault(NamedTuple):
    """What a rule found on a page; in built-in types, for other processes."""

    rule: str
    place: str
    """The article, or the page's path below the folder of its language."""
    text: str
    at: str
    path: str
    """Of the page, below the site."""
    line: int


def judge_language(site: LanguageSite) -> list[Fault]:
    """All that is wrong with the pages of one language."""
    article_of = {path: article for article, path in site.articles.items()}
    faults = []
    for rule in SITE_RULES:
        for problem in rule.check(site):
            path = problem.path
            place = article_of.get(path) or path.removeprefix(site.folder)
            faults.append(
                Fault(rule.id, place, problem.text, problem.at, path, problem.line)
            )
    return list(dict.fromkeys(faults))


def told_once(
    found: Mapping[str, Sequence[Fault]],
    *,
    source: str,
    shown: Callable[[str], str],
    article: Callable[[str], str],
    line: Callable[[Fault], int],
) -> Iterator[Finding]:
    """Findings for what was found by code of the language.

    What is wrong in the language ``source``, or in every other, is told once, of the
    source. ``shown`` gives the path to name for a page of the site, ``article`` that
    of an article; empty where there is none; ``line`` the line in it, 0 if unknown.
    """
    of_source = {_key(fault) for fault in found.get(source, ())}
    others = [code for code in found if code != source]
    counts = Counter(
        key for code in others for key in {_key(fault) for fault in found[code]}
    )
    told = set()
    for code in found:
        for fault in found[code]:
            key = _key(fault)
            is_everywhere = len(others) > 1 and counts[key] == len(others)
            if code != source and (key in of_source or (is_everywhere and key in told)):
                continue
            told.add(key)
            own = article(fault.place)
            is_of_source = code == source or is_everywhere
            yield _finding(
                fault,
                path=own if is_of_source and own else shown(fault.path),
                line=(line(fault) or 1) if is_of_source and own else fault.line,
                locale=source if is_of_source else code,
                article=own,
                article_line=line(fault) if own else 0,
                page=shown(fault.path),
            )


def _key(fault: Fault) -> tuple[str, str, str]:
    return (fault.rule, fault.place, fault.text)


def _finding(  # noqa: PLR0913 - a place is many things
    fault: Fault,
    *,
    path: str,
    line: int,
    locale: str,
    article: str,
    article_line: int,
    page: str,
) -> Finding:
    severity, cure = _KINDS[fault.rule]
    where = "" if path == page else f" ({page}:{fault.line})"
    return Finding(
        path=path,
        line=line,
        rule=fault.rule,
        text=f"{fault.text}{where}",
        severity=severity,
        cure=cure,
        locale=locale,
        article=article,
        article_line=article_line,
    )


_KINDS: Mapping[str, tuple[Severity, str]] = {
    **{rule.id: (rule.severity, rule.cure) for rule in SITE_RULES},
    **{name: MANUALS[name][:2] for name in (EXTERNAL, REDIRECT)},
}
