"""What all commands print with: plain lines when piped, progress on a terminal."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

__all__ = ["Advance", "note", "plural", "print_json", "progress", "say"]

Advance = Callable[[int], None]
"""Tells a progress bar how many more steps are done."""


def say(text: str) -> None:
    """Print a line of a command's answer to standard output."""
    click.echo(text)


def note(text: str) -> None:
    """Print a line about the work to standard error."""
    click.echo(text, err=True)


def print_json(value: object) -> None:
    """Print ``value`` as one JSON document to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def plural(count: int, noun: str) -> str:
    """``count`` and its noun: "1 article", "12 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Advance]:
    """Show ``label`` while work is done; a bar on a terminal, else nothing.

    ``total`` is the number of steps, None when it is not known.
    """
    if not sys.stderr.isatty():
        yield _ignore
        return
    # rich takes a tenth of a second to import: only a terminal needs it.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda steps: bar.advance(task, steps)


def _ignore(steps: int) -> None:
    """No terminal, no bar."""
    del steps
