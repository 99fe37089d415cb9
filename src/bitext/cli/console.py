"""What all commands print with: plain lines when piped, progress on a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from bitext.report.terminal import safe_json, safe_lines

if TYPE_CHECKING:
    from rich.progress import Progress

_DRAWN_EVERY_S = 0.1

__all__ = ["Bar", "note", "plural", "print_json", "progress", "say", "say_report"]


def say(text: str) -> None:
    """Print lines of a command's answer to standard output, their controls shown."""
    click.echo(safe_lines(text))


def say_report(text: str) -> None:
    """Print what is rendered for where it goes: colours are passed on."""
    click.echo(text)


def note(text: str) -> None:
    """Print lines about the work to standard error, their controls shown."""
    click.echo(safe_lines(text), err=True)


def print_json(value: object) -> None:
    """Print ``value`` as one JSON document to standard output."""
    click.echo(safe_json(value, is_sorted=True))


def plural(count: int, noun: str) -> str:
    """``count`` and its noun: "1 article", "12 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class Bar(Protocol):
    """Shows how far work is."""

    def advance(self, steps: int) -> None:
        """Count ``steps`` more."""

    def set(self, done: int, *, total: int) -> None:
        """Show ``done`` of ``total`` steps."""


class _NoBar:
    """Output goes to a file or another program: no bar."""

    def advance(self, steps: int) -> None:
        del steps

    def set(self, done: int, *, total: int) -> None:
        del done, total


class _TerminalBar:
    """A bar of rich."""

    def __init__(self, bar: "Progress", *, label: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=total)
        self._drawn = 0.0

    def advance(self, steps: int) -> None:
        self._bar.advance(self._task, steps)
        self._draw()

    def set(self, done: int, *, total: int) -> None:
        self._bar.update(self._task, completed=done, total=total)
        self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        if now - self._drawn >= _DRAWN_EVERY_S:
            self._drawn = now
            self._bar.refresh()


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Bar]:
    """Show ``label`` while work is done; a bar on a terminal, else nothing.

    ``total`` is the number of steps, None when it is not known.
    """
    if not sys.stderr.isatty():
        yield _NoBar()
        return
    # rich takes a tenth of a second to import: only a terminal needs it.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import (  # noqa: PLC0415 - see above
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
    # It draws when it is told: a thread that did would keep the process from being
    # copied for each language.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, auto_refresh=False
    ) as bar:
        yield _TerminalBar(bar, label=label, total=total)
