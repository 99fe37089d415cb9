"""``bitext extract``: write a template of messages for each article."""

from pathlib import Path

import click

from bitext.catalog import extract
from bitext.cli import options
from bitext.cli.console import plural, progress, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.cli.outlook import relative, would_change
from bitext.cli.project import open_project
from bitext.site.catalogs import edition
from bitext.site.sources import read_sources

__all__ = ["command"]


@click.command("extract")
@click.argument(
    "folder", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@options.config_file
@options.only_check
def command(folder: Path | None, config_file: Path, *, only_check: bool) -> int:
    """Write a template (POT) of messages for each article.

    FOLDER is where to; without it the cache, for tools that want to look.
    """
    project = open_project(config_file)
    target = folder or project.cache_dir / "templates"
    with progress("Reading articles", len(project.translated)) as bar:
        sources = read_sources(project, advance=bar.advance)
    changes = extract(sources.templates, folder=target, edition=edition(project))
    if only_check:
        files = would_change(changes)
        count = plural(len(files), "template") if files else "no template"
        say(f"{target}: {count} would change")
        for shown in relative(files, root=target):
            say(f"  {shown}")
        return EXIT_FINDINGS if files else EXIT_OK
    changed = changes.apply()
    messages = sum(len(template) for template in sources.templates.values())
    say(
        f"{target}: {plural(len(changes.writes), 'template')} with "
        f"{plural(messages, 'message')}, {plural(changed, 'file')} changed"
    )
    return EXIT_OK
