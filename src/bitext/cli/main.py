"""The ``bitext`` command: finds the command asked for and maps errors to exit codes."""

import importlib
import sys
import traceback

import click
from click.shell_completion import CompletionItem

from bitext import __version__
from bitext.cli.exits import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_OUR_FAULT,
    EXIT_USER_FAULT,
)
from bitext.errors import BitextError
from bitext.report.terminal import safe_lines
from bitext.site.head_start import begin

__all__ = ["main"]

# Named here so that --help need not import the commands, and what they import.
_COMMANDS = {
    "init": "Set bitext up in a MkDocs project.",
    "add": "Add a language.",
    "extract": "Write a template of messages for each article.",
    "update": "Bring the catalogs up to date with the articles.",
    "compile": "Compile catalogs to MO files.",
    "build": "Build the site in all languages.",
    "merge": "Make the site of parts that several machines built.",
    "serve": "Serve the site and rebuild what changes.",
    "check": "Check translations.",
    "stats": "Show how much is translated.",
    "pseudo": "Build pseudo-locales that show what is never translated.",
    "clean": "Drop what no article needs any more.",
    "memory": "Show, export, import and use the translation memory.",
    "import": "Import translations from another format.",
    "export": "Export translations to another format.",
    "doctor": "Show versions, how the project stands, and common mistakes.",
}


class _Commands(click.Group):
    """Loads a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"bitext.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Names that begin with ``incomplete``; no command is imported for it."""
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [
            *(
                CompletionItem(name, help=text)
                for name, text in _COMMANDS.items()
                if name.startswith(incomplete)
            ),
            *options,
        ]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bitext")
def bitext() -> None:
    """Make a MkDocs site speak many languages.

    Articles in docs/ are cut into sentences, the sentences live in gettext catalogs
    under locales/, and the catalogs become a site in each language.
    """


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(_run())


def _run() -> int:
    # What building takes is imported while the command finds out what to build.
    head_start = begin() if sys.argv[1:2] == ["build"] else None
    try:
        code = bitext.main(standalone_mode=False, obj=head_start)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        return EXIT_USER_FAULT
    except BitextError as error:
        click.secho("error: ", fg="red", bold=True, nl=False, err=True)
        click.echo(safe_lines(str(error)), err=True)
        return EXIT_USER_FAULT
    # The last line of defence: a fault of ours is told apart from a user's.
    except Exception:  # noqa: BLE001 - see above
        traceback.print_exc()
        click.echo(
            "error: a fault of bitext, not yours; please report the lines above",
            err=True,
        )
        return EXIT_OUR_FAULT
    finally:
        if head_start is not None:
            head_start.end()
    return code if isinstance(code, int) else EXIT_OK
