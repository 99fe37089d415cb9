"""``bitext build``: the site in all languages, or a part of it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import note
from bitext.cli.project import open_project
from bitext.cli.site_report import print_site, shown_progress
from bitext.site.build import build_site
from bitext.site.head_start import HeadStart
from bitext.site.project import Project
from bitext.site.result import ProgressCallback
from bitext.site.site_parts import Shard

__all__ = ["command"]

_SHARD = re.compile(r"(\d+)/(\d+)")


class _ShardType(click.ParamType[Shard]):
    """``3/8``: the third of eight parts."""

    name = "NUMBER/COUNT"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Shard:
        del param, ctx
        found = _SHARD.fullmatch(value)
        shard = Shard(int(found[1]), int(found[2])) if found else Shard(0, 0)
        if not 1 <= shard.number <= shard.count:
            self.fail(f"{value!r} is no part of a whole; write 3/8 for the third of 8.")
        return shard


@click.command("build")
@options.config_file
@options.locales
@options.jobs
@click.option("--strict", is_flag=True, help="Fail on warnings of MkDocs.")
@click.option(
    "--shard",
    type=_ShardType(),
    help="Build one part of the site, for bitext merge: 3/8 is the third of eight.",
)
@click.option(
    "--part",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of --shard.  [default: site-3-of-8.part]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Have the workers of this Dask scheduler render the pages: tcp://host:8786.",
)
@options.json_output
@click.pass_obj
def command(  # noqa: PLR0913 - one parameter for each option
    head_start: HeadStart | None,
    config_file: Path,
    codes: tuple[str, ...],
    jobs: int | None,
    *,
    strict: bool,
    shard: Shard | None,
    part: Path | None,
    scheduler: str | None,
    as_json: bool,
) -> int:
    """Build the site in all languages.

    A language whose input has not changed since the last build is not built again.
    The exit code is 1 when a language could not be built or a catalog not be read.
    """
    _require_one_way(shard, part, scheduler, is_plain=not (codes or strict))
    project = open_project(config_file)
    if shard is not None:
        from bitext.site.shards import build_shard  # noqa: PLC0415 - few builds are of parts

        part = part or Path(f"site-{shard.number}-of-{shard.count}.part")
        with shown_progress() as callback:
            result = build_shard(
                project, shard, part=part, jobs=jobs, progress=callback
            )
        return print_site(result, project, part=part, as_json=as_json)
    with shown_progress() as callback, _parts(project, scheduler, callback) as parts:
        result = build_site(
            project,
            locales=codes or None,
            jobs=jobs,
            strict=strict,
            parts=parts,
            progress=callback,
            head_start=head_start,
        )
    return print_site(result, project, as_json=as_json)


def _require_one_way(
    shard: Shard | None, part: Path | None, scheduler: str | None, *, is_plain: bool
) -> None:
    """Raise UsageError for options that say nothing together."""
    if shard is None and part is not None:
        raise click.UsageError("--part names the file of --shard; add --shard")
    if shard is not None and scheduler is not None:
        raise click.UsageError("--scheduler builds all parts; leave out --shard")
    if shard is not None and not is_plain:
        raise click.UsageError(
            "--shard is a part of all languages, and bitext merge tells of warnings; "
            "leave out --locale and --strict"
        )


@contextmanager
def _parts(
    project: Project, scheduler: str | None, callback: ProgressCallback
) -> Iterator[Sequence[Path]]:
    """Parts of the site that a cluster has built, if one is asked."""
    if scheduler is None:
        yield ()
        return
    try:
        from bitext.site.dask_cluster import dask_parts  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise click.UsageError(
            f"--scheduler needs Dask ({error}); run: pip install 'bitext[dask]'"
        ) from error
    with dask_parts(project, scheduler, progress=callback) as found:
        for complaint in found.complaints:
            note(f"{complaint}; it is built here")
        yield found.parts
