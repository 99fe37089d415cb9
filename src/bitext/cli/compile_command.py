"""``bitext compile``: MO files for other gettext programs."""

from pathlib import Path

import click

from bitext.catalog import (
    CatalogError,
    compile_mo,
    read_catalog,
)
from bitext.cli import options
from bitext.cli.console import plural, say
from bitext.cli.project import chosen, open_project
from bitext.files import write_all
from bitext.layout import catalogs_folder
from bitext.site.catalogs import UnreadableCatalogsError

__all__ = ["command"]


@click.command("compile")
@click.argument(
    "folder", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@options.config_file
@options.locales
def command(folder: Path | None, config_file: Path, codes: tuple[str, ...]) -> None:
    """Compile the catalogs to MO files.

    They go to FOLDER as LOCALE/LC_MESSAGES/ARTICLE.mo, without it to the cache. A
    build does not need them.
    """
    project = open_project(config_file)
    target = folder or project.cache_dir / "mo"
    compiled = []
    faults = []
    for item in chosen(project, codes):
        name = item.locale.gettext
        source = catalogs_folder(project.locales_dir, gettext=name)
        for path in sorted(source.rglob("*.po")):
            below = path.relative_to(source).with_suffix(".mo")
            try:
                content = compile_mo(read_catalog(path))
            except CatalogError as fault:
                faults.append(fault)
                continue
            compiled.append((catalogs_folder(target, gettext=name) / below, content))
    if faults:
        raise UnreadableCatalogsError(faults)
    # All have been read: a fault in one leaves no half of a language behind.
    changed = write_all(compiled)
    say(
        f"{target}: {plural(len(compiled), 'catalog')}, "
        f"{plural(changed, 'file')} changed"
    )
