"""What a project accepts of its findings: by comments, settings or a baseline."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bitext.catalog import Message
from bitext.check.acceptance import (
    Baseline,
    BaselineError,
    read_baseline,
    unknown_rule,
    unused_comments,
    unused_settings,
    with_severities,
    without_accepted,
    without_baseline,
)
from bitext.check.finding import Finding
from bitext.check.manual import manuals
from bitext.check.other_findings import REFUSED
from bitext.config import LocaleConfig
from bitext.errors import BitextError, EncodingError
from bitext.files import ReadError, read_text
from bitext.site.catalogs import update_catalogs
from bitext.site.project import Project
from bitext.site.revision import project_at

__all__ = [
    "BASELINE",
    "CheckSettingsError",
    "Messages",
    "accept_baseline",
    "accept_by_comments",
    "accept_by_settings",
    "baseline_entries",
    "baseline_path",
    "changed_since",
    "require_known_rules",
]

BASELINE = "check-baseline.json"
"""Where a baseline is written if the settings name no other file."""

Messages = Sequence[tuple[str, Message]]
"""Messages with the paths of their catalogs."""


class CheckSettingsError(BitextError):
    """Settings under ``check`` name rules that there are not; each has a line."""


def require_known_rules(project: Project) -> None:
    """Raise CheckSettingsError where the settings name what is no rule."""
    settings = project.config.check
    named = [(f"check.rules.{rule}", rule) for rule in settings.severities]
    named += [
        (f"check.accept[{index}]", rule)
        for index, item in enumerate(settings.accept)
        for rule in item.rules
    ]
    faults = [
        f"{project.config_file}: {key}: {fault}"
        for key, rule in named
        if (
            fault := f"{REFUSED} keeps the site safe and cannot be changed"
            if rule == REFUSED
            else unknown_rule(rule, known=manuals())
        )
    ]
    if faults:
        raise CheckSettingsError("\n".join(faults))


def accept_by_comments(
    findings: Sequence[Finding], messages: Messages, *, locale: str
) -> list[Finding]:
    """Findings of a language that no comment accepts, and what comments do in vain."""
    unused = unused_comments(messages, findings, locale=locale)
    return [*without_accepted(findings), *unused]


def accept_by_settings(
    findings: Iterable[Finding], project: Project, *, judged: Collection[str]
) -> list[Finding]:
    """Findings as severe as the settings want, without those that they accept.

    ``judged`` are the rules that were looked at.
    """
    settings = project.config.check
    severe = with_severities(findings, settings.severities)
    kept, unused = unused_settings(
        severe,
        settings.accept,
        config_file=project.config_file.name,
        judged=judged,
    )
    return [*kept, *unused]


def baseline_path(project: Project) -> Path:
    """Where the baseline is, or would be written."""
    return project.root / (project.config.check.baseline or BASELINE)


def baseline_entries(project: Project) -> Iterable[Mapping[str, str]]:
    """What the project's baseline holds; nothing where there is none to be read."""
    path = baseline_path(project)
    try:
        baseline = read_baseline(read_text(path), path=path.name)
    except (BaselineError, EncodingError, ReadError):
        return ()
    return baseline.entries.values()


def accept_baseline(
    findings: Iterable[Finding],
    project: Project,
    *,
    locales: Collection[LocaleConfig],
    judged: Collection[str],
) -> list[Finding]:
    """Findings that the project's baseline lacks; all, if it has none.

    Of languages other than ``locales`` and of rules other than ``judged`` nothing is
    known.
    Raises BaselineError, EncodingError and ReadError for one that cannot be read; one
    that the settings name must be there.
    """
    path = baseline_path(project)
    if project.config.check.baseline is None and not path.is_file():
        return list(findings)
    baseline: Baseline = read_baseline(
        read_text(path), path=path.relative_to(project.root).as_posix()
    )
    codes = {project.config.source.locale.code, *(one.locale.code for one in locales)}
    kept, gone = without_baseline(findings, baseline, locales=codes, judged=judged)
    return [*kept, *gone]


def changed_since(
    findings: Iterable[Finding],
    project: Project,
    revision: str,
    *,
    locales: Sequence[LocaleConfig],
) -> list[Finding]:
    """Findings of messages, and of other files, that are not as they were then.

    Both sides are brought up to their articles, in memory. Raises RevisionError,
    UnreadableCatalogsError.
    """
    with project_at(project, revision) as old:
        codes = {one.locale.code for one in locales}
        known = [one for one in old.config.locales if one.locale.code in codes]
        before = update_catalogs(old, locales=known)
        messages = {
            (code, message.source, message.target, message.is_fuzzy)
            for code, update in before.items()
            for catalog in update.catalogs.values()
            for message in catalog.messages
        }
        return list(_changed(findings, project, old, messages))


def _changed(
    findings: Iterable[Finding],
    project: Project,
    old: Project,
    messages: Collection[tuple[str, str, str, bool]],
) -> Iterator[Finding]:
    for one in findings:
        path = Path(one.path)
        if one.source and one.path != one.article:
            pair = (one.locale, one.source, one.target)
            is_old = (*pair, False) in messages or (*pair, True) in messages
        else:
            is_old = _content(project.root / path) == _content(old.root / path)
        if not is_old:
            yield one


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
