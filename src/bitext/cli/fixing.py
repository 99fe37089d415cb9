"""``bitext check --fix``: mends what is mechanical, shown before it is done."""

import os
import sys
from collections.abc import Sequence

import click

from bitext.cli.console import note, plural, progress, say, say_report
from bitext.cli.exits import EXIT_FINDINGS, EXIT_OK
from bitext.config import LocaleConfig
from bitext.report import fixes
from bitext.report.fixes import Change
from bitext.site.fixing import apply_fixes, find_fixes
from bitext.site.project import Project

__all__ = ["fix"]


def fix(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    rules: Sequence[str],
    is_agreed: bool,
) -> int:
    """Show what can be mended and, if somebody agrees, mend it; the exit code.

    At a terminal it asks, unless ``is_agreed``; elsewhere nobody can be asked, and 1
    says that something is left to mend.
    """
    with progress("Checking", len(project.translated)) as bar:
        found = find_fixes(project, locales=locales, rules=rules, advance=bar.advance)
    if not found:
        say("nothing can be mended mechanically")
        return EXIT_OK
    changes = [
        Change(
            os.path.relpath(one.path, project.root).replace(os.sep, "/"),
            one.fix.before.line or 1,
            one.fix.rules,
            one.fix.before.target,
            one.fix.after.target,
        )
        for one in found
    ]
    is_terminal = sys.stdout.isatty()
    say_report(fixes.render(changes, is_coloured=is_terminal).removesuffix("\n"))
    what = plural(len(found), "translation")
    if not is_agreed and not (
        is_terminal and click.confirm(f"Mend {what}?", default=False)
    ):
        note(f"{what} can be mended, nothing was written; to do it: --fix --yes")
        return EXIT_FINDINGS
    mended = apply_fixes(project, locales=locales, rules=rules)
    say(f"{plural(mended, 'translation')} mended")
    return EXIT_OK
