"""What each language's site was last built of, and whether that still holds."""

from collections.abc import Iterable
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.site.cache_file import read_cached, write_cached
from bitext.site.inputs import FileDigests, Inputs
from bitext.site.language_jobs import folder_of
from bitext.site.project import Project

__all__ = ["note_built", "note_source", "outdated_languages"]

_NAME = "built.inputs"
# What a site is made of does not depend on what builds it.
_ANY_HOST = "mkdocs"


def note_built(folder: Path, content: str) -> None:
    """Keep that the language staged in ``folder`` was built of ``content``."""
    write_cached(folder / _NAME, content, version=content)


def note_source(project: Project) -> None:
    """Keep that the source language was built of the files that are there now."""
    source = project.config.source
    digests = FileDigests(project.cache_dir / "files.digests")
    inputs = Inputs(project, digests=digests, host=_ANY_HOST)
    content = inputs.content(source, target=folder_of(project, source))
    note_built(project.stage_dir / source.locale.code, content)
    digests.save()


def outdated_languages(
    project: Project, languages: Iterable[LocaleConfig]
) -> list[LocaleConfig]:
    """Those of ``languages`` whose site is not of the files that are there now.

    One that was never built is one of them.
    """
    digests = FileDigests(project.cache_dir / "files.digests")
    inputs = Inputs(project, digests=digests, host=_ANY_HOST)
    found = []
    for language in languages:
        folder = project.stage_dir / language.locale.code
        content = inputs.content(language, target=folder_of(project, language))
        if read_cached(folder / _NAME, version=content) is None:
            found.append(language)
    digests.save()
    return found
