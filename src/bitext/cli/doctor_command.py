"""``bitext doctor``: versions, the project, and what stands in its way."""

from dataclasses import asdict
from pathlib import Path

import click

from bitext.check.finding import Severity
from bitext.cli import options
from bitext.cli.console import print_json, say
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.site.health import examine

__all__ = ["command"]


@click.command("doctor")
@options.config_file
@options.json_output
def command(config_file: Path, *, as_json: bool) -> int:
    """Show versions, how the project stands, and common mistakes.

    Nothing is changed. The exit code is 1 when something stands in the way.
    """
    health = examine(config_file)
    if as_json:
        print_json(asdict(health))
    else:
        width = max(len(fact.name) for fact in health.facts)
        for fact in health.facts:
            say(f"{fact.name:{width}}  {fact.value}")
        say("")
        for one in health.ailments:
            cure = f"; {one.cure}" if one.cure else ""
            say(f"{one.severity}: {one.text}{cure}")
        if not health.ailments:
            say("nothing stands in the way")
    is_ill = any(one.severity is Severity.ERROR for one in health.ailments)
    return EXIT_FINDINGS if is_ill else EXIT_OK
