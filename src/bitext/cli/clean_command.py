"""``bitext clean``: drop what nothing needs any more, on request."""

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from bitext.catalog import Amount, Leftovers
from bitext.cli import options
from bitext.cli.console import plural, print_json, progress, say
from bitext.cli.project import chosen, open_project
from bitext.site.cleaning import (
    cache_bytes,
    drop_cache,
    drop_leftovers,
    read_leftovers,
)

__all__ = ["command"]

_MEGABYTE = 1_000_000


@click.command("clean")
@options.config_file
@options.locales
@click.option("--obsolete", is_flag=True, help="Drop obsolete messages of catalogs.")
@click.option("--memory", is_flag=True, help="Drop what updates put into memory.po.")
@click.option("--cache", is_flag=True, help="Empty the cache.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@options.json_output
def command(  # noqa: PLR0913 - one parameter for each option
    config_file: Path,
    codes: tuple[str, ...],
    *,
    obsolete: bool,
    memory: bool,
    cache: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Show what no article needs any more, or drop it.

    Without --obsolete, --memory or --cache nothing is dropped. What is dropped cannot
    come back when its text does, so you are asked before; --yes answers.
    """
    project = open_project(config_file)
    locales = chosen(project, codes)
    wanted = _Wanted(obsolete=obsolete, memory=memory, cache=cache)
    found: Mapping[str, Leftovers] = {}
    if wanted.leftovers or not wanted:
        with progress("Reading articles", len(project.translated)) as bar:
            found = read_leftovers(project, locales=locales, advance=bar.advance)
    size_bytes = cache_bytes(project)
    if not as_json:
        for code, one in found.items():
            say(f"{code}: {_listed(one)}")
        if cache or not wanted:
            say(f"cache: {size_bytes / _MEGABYTE:,.1f} MB")
    parts = list(wanted.parts(found.values(), size_bytes=size_bytes))
    if parts and not yes:
        _ask(f"Drop {' and '.join(parts)}?")
    if parts and wanted.leftovers:
        drop_leftovers(project, locales=locales, obsolete=obsolete, memory=memory)
    if parts and cache:
        drop_cache(project)
    if as_json:
        amounts = {code: asdict(one) for code, one in found.items()}
        print_json(
            {"cache_bytes": size_bytes, "locales": amounts, "is_dropped": bool(parts)}
        )
    elif parts:
        say(f"dropped: {', '.join(parts)}")
    else:
        choice = "" if wanted else "; choose with --obsolete, --memory or --cache"
        say(f"nothing was dropped{choice}")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be dropped."""

    obsolete: bool
    memory: bool
    cache: bool

    def __bool__(self) -> bool:
        return self.leftovers or self.cache

    @property
    def leftovers(self) -> bool:
        """Whether anything of the catalogs is."""
        return self.obsolete or self.memory

    def parts(self, found: Collection[Leftovers], *, size_bytes: int) -> Iterator[str]:
        """Amounts of what there is of it, in words."""
        obsolete = sum(one.obsolete.messages for one in found)
        memory = sum(one.memory.messages for one in found)
        if self.obsolete and obsolete:
            yield plural(obsolete, "obsolete message")
        if self.memory and memory:
            yield f"{plural(memory, 'translation')} in memory.po"
        if self.cache and size_bytes:
            yield f"{size_bytes / _MEGABYTE:,.1f} MB of cache"


def _listed(leftovers: Leftovers) -> str:
    return (
        f"{_counted(leftovers.obsolete, 'obsolete message')}, "
        f"{_counted(leftovers.memory, 'translation')} in memory.po"
    )


def _counted(amount: Amount, noun: str) -> str:
    if not amount.messages:
        return f"no {noun}s"
    return f"{plural(amount.messages, noun)} ({plural(amount.words, 'word')})"


def _ask(question: str) -> None:
    """Go on if the answer is yes. Raises UsageError where nobody can answer."""
    if not sys.stdin.isatty():
        raise click.UsageError("nothing was dropped: nobody can be asked; add --yes")
    click.confirm(question, abort=True, err=True)
