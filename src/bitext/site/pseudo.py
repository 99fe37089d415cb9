"""A site in two languages that nobody speaks, beside the one that is published.

Text of it that still reads as it was written has never been a segment: no translation
will ever reach it. ``en-XA`` and ``ar-XB`` are the codes that CLDR and Android use.

Everything lies in the cache. The languages are none of the project's, so no build
publishes them and no figure counts them.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bitext.catalog import (
    SITE_ARTICLE,
    Catalog,
    Changes,
    Message,
    catalog_bytes,
)
from bitext.catalog.header import complete_header
from bitext.config import Config, LocaleConfig
from bitext.layout import catalog_path, catalogs_folder
from bitext.locales import Locale, parse_locale
from bitext.markdown.renderer import Renderer
from bitext.site.catalogs import edition
from bitext.site.project import Project
from bitext.site.pseudo_text import Style, pseudo_text
from bitext.site.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PSEUDO_STYLES", "pseudo_config", "pseudo_project", "write_pseudo_catalogs"]

PSEUDO_STYLES = {"en-XA": Style.ACCENTED, "ar-XB": Style.MIRRORED}
"""What is done to text in each pseudo-locale."""
_FOLDER = ".cache/bitext/pseudo"
# Catalogs that change with the clock would be built again each time.
_WRITTEN = datetime.fromtimestamp(0, UTC)


def pseudo_config(config: Config) -> Config:
    """``config`` with the pseudo-locales in the place of its languages."""
    locales = tuple(
        LocaleConfig(_locale(code), name=code, path=code) for code in PSEUDO_STYLES
    )
    source = replace(config.source, path="")
    return replace(
        config, source=source, locales=locales, locales_dir=f"{_FOLDER}/locales"
    )


def _locale(code: str) -> Locale:
    """What a page needs to know of a language, with that of the language imitated."""
    language = parse_locale(code.split("-", maxsplit=1)[0])
    return replace(language, code=code, gettext=code.replace("-", "_"))


def pseudo_project(project: Project) -> Project:
    """``project`` in the pseudo-locales, all that is made of it in the cache.

    Its pages are files that a browser shows without a server.
    """
    folder = project.root / _FOLDER
    return replace(
        project,
        config=pseudo_config(project.config),
        site_dir=folder / "site",
        stage_dir=folder / "stage",
        use_directory_urls=False,
        is_strict=False,
        is_pseudo=True,
    )


def write_pseudo_catalogs(
    project: Project, *, advance: Callable[[int], None] | None = None
) -> int:
    """Number of files changed to make the catalogs of a ``pseudo_project``.

    They translate every text there is. Raises what read_sources raises, WriteError.
    """
    sources = read_sources(project, advance=advance)
    renderer = Renderer(
        project.markdown_extensions,
        project.markdown_configs,
        mermaid=project.config.mermaid,
    )
    writes: dict[Path, bytes] = {}
    stale: set[Path] = set()
    for item in project.config.locales:
        locale = item.locale
        style = PSEUDO_STYLES[locale.code]
        said = replace(edition(project), now=_WRITTEN)
        header = complete_header({}, locale=locale, edition=said, is_new_set=False)
        for article, template in sources.templates.items():
            if not template:
                continue
            references: Collection[str] = ()
            if article != SITE_ARTICLE and "]:" in sources.articles[article].text:
                references = renderer.parse(sources.articles[article].text).references
            path = catalog_path(
                project.locales_dir, gettext=locale.gettext, article=article
            )
            messages = [
                _translated(
                    message, style=style, references=references, renderer=renderer
                )
                for message in template
            ]
            writes[path] = catalog_bytes(Catalog(str(path), dict(header), messages))
        folder = catalogs_folder(project.locales_dir, gettext=locale.gettext)
        stale.update(folder.rglob("*.po"))
    deletions = tuple(sorted(stale - writes.keys()))
    return Changes(tuple(writes.items()), deletions).apply()


def _translated(
    message: Message, *, style: Style, references: Collection[str], renderer: Renderer
) -> Message:
    target = pseudo_text(
        message.source,
        style=style,
        references=references,
        shorthands=renderer.shorthands,
    )
    return replace(message, target=target)
