"""Work for another process, and what comes back: plain values, as JSON lines."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bitext.site.result import BuildResult, BuildWarning, Unpublished

__all__ = [
    "Job",
    "LanguageJob",
    "SplitJob",
    "build_folder",
    "job_from_json",
    "job_to_json",
    "output_record",
    "result_from_json",
]


@dataclass(frozen=True, slots=True)
class SplitJob:
    """Cut articles into segments, into the cache."""

    config_file: str
    host: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageJob:
    """Stage and build one language."""

    config_file: str
    host: str
    """The package that builds: ``mkdocs`` or ``properdocs``."""
    locale: str
    target: str
    """Where the language's site goes."""
    others: tuple[str, ...]
    """Folders of other languages below ``target``."""
    site_dir: str
    site_url: str | None
    use_directory_urls: bool
    is_strict: bool
    stage_dir: str
    is_pseudo: bool
    """Whether ``locale`` belongs to the site in pseudo-locales."""
    is_staged_only: bool = False
    """Whether the staged tree is all that is wanted."""
    pages: tuple[str, ...] | None = None
    """Articles of which a part is made for another machine, instead of the site."""
    jobs: int = 1
    """Processes that may share the work."""


Job = SplitJob | LanguageJob


def job_to_json(job: Job) -> str:
    """One line that ``job_from_json`` reads."""
    return json.dumps({"kind": type(job).__name__, **asdict(job)})


def job_from_json(line: str) -> Job:
    """The job of a line."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(line).items()
    }
    kind = values.pop("kind")
    return SplitJob(**values) if kind == "SplitJob" else LanguageJob(**values)


def result_from_json(values: Mapping[str, Any]) -> BuildResult:
    """The result whose ``dataclasses.asdict`` is given."""
    fields = dict(values)
    warnings, unpublished = fields.pop("warnings"), fields.pop("unpublished")
    return BuildResult(
        **fields,
        warnings=tuple(
            BuildWarning(one["text"], one["count"], tuple(one["locales"]))
            for one in warnings
        ),
        unpublished=tuple(Unpublished(**one) for one in unpublished),
    )


def build_folder(stage_dir: Path, locale: str) -> Path:
    """Where a language is built before it is put in place."""
    return stage_dir / locale / "site"


def output_record(folder: Path) -> Path:
    """Where the state of a site is kept whose staged tree is in ``folder``."""
    return folder / "site.record"
