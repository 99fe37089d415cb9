"""Options that several commands share."""

from pathlib import Path

import click

__all__ = [
    "config_file",
    "jobs",
    "json_output",
    "locales",
    "one_locale",
    "only_check",
]

config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="Configuration of the site.",
)
json_output = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead of text."
)
locales = click.option(
    "-l",
    "--locale",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Only this language; may be given several times.",
)
one_locale = click.option(
    "-l",
    "--locale",
    "code",
    required=True,
    metavar="CODE",
    help="Language of the translations.",
)
jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="Processes to work with.  [default: one a core]",
)
only_check = click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; list what would change. Exit code 1 if anything would.",
)
