"""``bitext merge``: the site from parts that several machines built."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.project import open_project
from bitext.cli.site_report import print_site, shown_progress
from bitext.site.build import build_site
from bitext.site.shards import require_parts

__all__ = ["command"]


@click.command("merge")
@click.argument(
    "parts",
    nargs=-1,
    required=True,
    metavar="PART...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@options.config_file
@options.jobs
@click.option("--strict", is_flag=True, help="Fail on warnings of MkDocs.")
@options.json_output
def command(
    parts: tuple[Path, ...],
    config_file: Path,
    jobs: int | None,
    *,
    strict: bool,
    as_json: bool,
) -> int:
    """Make the site of all parts that bitext build --shard built.

    It has the same bytes as one that was built on one machine. All parts must be there,
    built from the same files as lie here.
    """
    project = open_project(config_file)
    require_parts(project, parts)
    with shown_progress() as callback:
        result = build_site(
            project, jobs=jobs, strict=strict, parts=parts, progress=callback
        )
    return print_site(result, project, as_json=as_json)
