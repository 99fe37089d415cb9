"""What a change did to translations: for a terminal, a pull request, and programs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from bitext.catalog import Affected, Effect, LanguageEffects
from bitext.report.statistics.csv import defused
from bitext.report.statistics.markdown import escaped
from bitext.report.terminal import coloured, isolated, plain, safe, safe_json

__all__ = [
    "MOST_CHARACTERS",
    "VERSION",
    "render_csv",
    "render_json",
    "render_markdown",
    "render_text",
]

VERSION = 1
"""Raised when a field is removed or changes its meaning; fields may be added."""
MOST_CHARACTERS = 60_000
"""Of a comment: GitHub takes 65,536."""
_COLOURS = {Effect.STALE: "1;33", Effect.CARRIED: "1;36", Effect.NEW: "1"}
_BOLD, _OLD, _FRESH = "1", "31", "32"
_TICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence and the languages it concerns alike."""

    page: str
    effect: Effect
    before: str
    source: str
    locales: tuple[str, ...]


def render_json(languages: Iterable[LanguageEffects], *, since: str) -> str:
    """One JSON object: amounts by language and effect, then each message."""
    listed = list(languages)
    report = {
        "version": VERSION,
        "since": since,
        "languages": [
            {
                "locale": one.locale,
                "name": one.name,
                **{str(effect): asdict(held) for effect, held in one.amounts.items()},
            }
            for one in listed
        ],
        "affected": [
            {"locale": one.locale, **_fields(affected)}
            for one in listed
            for affected in one.affected
        ],
    }
    return safe_json(report) + "\n"


def render_csv(languages: Iterable[LanguageEffects]) -> str:
    """A heading and a line for each message."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["locale", "page", "effect", "before", "source", "target"])
    for language in languages:
        for one in language.affected:
            cells = map(defused, _fields(one).values())
            writer.writerow([language.locale, *cells])
    return text.getvalue()


def _fields(one: Affected) -> dict[str, str]:
    return {
        "page": one.page,
        "effect": str(one.effect),
        "before": one.before,
        "source": one.source,
        "target": one.target,
    }


def render_text(
    languages: Iterable[LanguageEffects], *, since: str, is_coloured: bool = False
) -> str:
    """Amounts by language, then the sentences by page."""
    paint = coloured if is_coloured else plain
    listed = list(languages)
    lines = [
        f"{paint(one.locale, _BOLD)}  {isolated(safe(one.name))}  {_counted(one)}"
        for one in listed
    ]
    page = None
    for sentence in _sentences(listed):
        if sentence.page != page:
            page = sentence.page
            lines += ["", paint(safe(page), _BOLD)]
        effect = paint(f"{sentence.effect}", _COLOURS[sentence.effect])
        lines.append(f"  {effect} in {', '.join(sentence.locales)}")
        if sentence.before:
            lines.append(paint(f"    - {safe(sentence.before)}", _OLD))
        lines.append(paint(f"    + {safe(sentence.source)}", _FRESH))
    if page is None:
        lines.append(f"no translation is affected by what changed since {safe(since)}")
    return "\n".join(lines) + "\n"


def _counted(language: LanguageEffects) -> str:
    amounts = language.amounts.items()
    parts = [
        f"{one.messages:,} {effect} ({one.words:,} words)"
        for effect, one in amounts
        if one.messages
    ]
    return ", ".join(parts) or "not affected"


def render_markdown(languages: Iterable[LanguageEffects], *, since: str) -> str:
    """A comment: a table of amounts, then each page's sentences folded away.

    Sentences stand in code, so that they neither notify nor format anything. What
    MOST_CHARACTERS cannot hold is counted at the end.
    """
    listed = list(languages)
    sentences = list(_sentences(listed))
    lines = [f"### Translations affected since {escaped(since)}", ""]
    if not sentences:
        return "\n".join([*lines, "None."]) + "\n"
    heads = ["Language", *(effect.capitalize() for effect in Effect)]
    lines += [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * len(Effect)}"]
    for one in listed:
        cells = [f"{amount.messages:,}" for amount in one.amounts.values()]
        lines.append(f"| {escaped(one.name)} ({one.locale}) | {' | '.join(cells)} |")
    text = "\n".join(lines) + "\n"
    pages = list(dict.fromkeys(sentence.page for sentence in sentences))
    for number, page in enumerate(pages):
        block = _page(page, [one for one in sentences if one.page == page])
        if len(text) + len(block) > MOST_CHARACTERS:
            more = len(pages) - number
            count = "1 more page is" if more == 1 else f"{more:,} more pages are"
            return f"{text}\n{count} affected.\n"
        text += block
    return text


def _page(page: str, sentences: Sequence[_Sentence]) -> str:
    number = len(sentences)
    count = "1 sentence" if number == 1 else f"{number:,} sentences"
    lines = ["", f"<details><summary>{escaped(page)}: {count}</summary>"]
    for sentence in sentences:
        effect = sentence.effect.capitalize()
        lines += ["", f"{effect} in {', '.join(sentence.locales)}:", ""]
        before = [f"- {_in_line(sentence.before)}"] if sentence.before else []
        shown = [*before, f"+ {_in_line(sentence.source)}"]
        longest = max(map(len, _TICKS.findall("\n".join(shown))), default=0)
        fence = "`" * max(3, longest + 1)
        lines += [f"{fence}diff", *shown, fence]
    return "\n".join([*lines, "", "</details>"]) + "\n"


def _in_line(text: str) -> str:
    return safe(" ".join(text.splitlines()))


def _sentences(languages: Iterable[LanguageEffects]) -> Iterator[_Sentence]:
    """Each sentence once, page by page in the order of the first language."""
    found: dict[str, dict[tuple[Effect, str, str], list[str]]] = {}
    for language in languages:
        for one in language.affected:
            of_page = found.setdefault(one.page, {})
            key = (one.effect, one.before, one.source)
            of_page.setdefault(key, []).append(language.locale)
    for page, of_page in found.items():
        for (effect, before, source), locales in of_page.items():
            # Equal texts that a context parts are one sentence.
            named = tuple(dict.fromkeys(locales))
            yield _Sentence(page, effect, before, source, named)
