"""``bitext serve``: the site in all languages, built again when something changes."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import note, plural, say
from bitext.cli.project import open_project
from bitext.site.result import SiteResult, Unpublished
from bitext.site.serve import serve_site

__all__ = ["command"]

_LISTED = 20


@click.command("serve")
@options.config_file
@options.locales
@options.jobs
@click.option(
    "-a",
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to serve.",
)
def command(
    config_file: Path, codes: tuple[str, ...], jobs: int | None, address: str
) -> None:
    """Serve the site and build again what changes.

    Articles, catalogs and the configuration are watched. Stop it with Ctrl-C.
    """
    serve_site(
        open_project(config_file),
        address=address,
        locales=codes or None,
        jobs=jobs,
        on_built=_Teller().tell,
        on_failed=lambda why: note(f"error: {why}"),
        on_ready=lambda url: say(f"serving {url}; stop with Ctrl-C"),
    )


class _Teller:
    """Says what builds gave, and of what is refused each thing once."""

    def __init__(self) -> None:
        self._told: frozenset[Unpublished] = frozenset()

    def tell(self, result: SiteResult) -> None:
        for error in result.errors:
            note(f"error: {error}")
        new = [one for one in result.unpublished if one not in self._told]
        self._told = frozenset(result.unpublished)
        for one in new[:_LISTED]:
            where = f"{one.path}:{one.line}"
            note(f"{where}: not published, the source is shown: {one.reason}")
        if len(new) > _LISTED:
            note(f"{len(new) - _LISTED} more are not published; run: bitext check")
        languages = result.languages
        built = [one for one in languages if not one.is_unchanged and not one.error]
        if built:
            codes = ", ".join(one.locale for one in built)
            count = plural(len(built), "language")
            say(f"built {count} ({codes}) in {result.seconds:.1f} s")
