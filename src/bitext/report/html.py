"""Findings as one page for people: it needs nothing else and asks nobody anything."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from bitext.check.finding import Finding, Severity
from bitext.check.manual import Manual
from bitext.locales import parse_locale
from bitext.report.terminal import safe
from bitext.report.text import summary

__all__ = ["render"]

_FOLDER = Path(__file__).parent


def render(
    findings: Iterable[Finding], *, site_name: str, manuals: Mapping[str, Manual]
) -> str:
    """A page with filters; without scripts it lists all, catalog by catalog.

    Every text of catalogs and articles is escaped, and a policy in the page keeps
    browsers from running or fetching anything.
    """
    ordered = sorted(findings)
    page = Template((_FOLDER / "findings.html").read_text(encoding="utf-8"))
    script = (_FOLDER / "findings.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    counts = Counter(one.severity for one in ordered)
    return page.substitute(
        title=_text(f"{site_name}: {summary(ordered)}"),
        script=script,
        script_digest=f"sha256-{digest}",
        locales="".join(
            f"<option>{_text(code)}</option>"
            for code in sorted({one.locale for one in ordered})
        ),
        severities="\n".join(
            f'<label><input type="checkbox" name="severity" value="{one}" checked> '
            f"{one} ({counts[one]:,})</label>"
            for one in Severity
        ),
        findings="\n".join(_sections(ordered, manuals)),
        none_hidden=" hidden" if ordered else "",
    )


def _sections(
    findings: Iterable[Finding], manuals: Mapping[str, Manual]
) -> Iterator[str]:
    for path, group in groupby(findings, key=lambda one: one.path):
        members = list(group)
        cards = "\n".join(_card(one, manuals.get(one.rule)) for one in members)
        count = f"<small> {len(members):,}</small>"
        yield f"<section><h2>{_text(path)}{count}</h2>\n{cards}\n</section>"


def _card(one: Finding, manual: Manual | None) -> str:
    told = {
        "path": one.path,
        "rule": one.rule,
        "article": one.article,
        "locale": one.locale,
        "severity": str(one.severity),
    }
    facts = "".join(f' data-{name}="{_text(text)}"' for name, text in told.items())
    about = f' title="{_text(manual.summary)}"' if manual else ""
    line = f":{one.article_line}" if one.article_line else ""
    rows = [("catalog", _text(f"{one.path}:{one.line}"), "")]
    if one.article and one.article != one.path:
        rows.append(("article", _text(f"{one.article}{line}"), ""))
    in_target = bool(one.at) and one.at in one.target
    if one.source:
        rows.append(("source", _marked(one.source, "" if in_target else one.at), ""))
    if one.target:
        marked = _marked(one.target, one.at if in_target else "")
        rows.append(("target", marked, _language(one.locale)))
    rows.append(("cure", _text(one.cure), ""))
    body = "".join(f"<dt>{name}</dt><dd{how}>{text}</dd>" for name, text, how in rows)
    return (
        f'<article class="{one.severity}"{facts}><p><span class="severity">'
        f"{one.severity}</span> {_text(one.text)} "
        f'<span class="rule"{about}>{_text(one.rule)}</span></p><dl>{body}</dl>'
        f"</article>"
    )


def _language(code: str) -> str:
    locale = parse_locale(code)
    return f' lang="{_text(locale.code)}" dir="{locale.direction}"'


def _marked(text: str, at: str) -> str:
    before, meant, after = text.partition(at) if at else (text, "", "")
    mark = f"<mark>{_text(meant)}</mark>" if meant else ""
    return f"{_text(before)}{mark}{_text(after)}"


def _text(text: str) -> str:
    """``text`` as HTML; what would turn or hide the text round it is shown by name."""
    return escape(safe(text))
