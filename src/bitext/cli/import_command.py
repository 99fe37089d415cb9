"""``bitext import``: translations from other formats."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from bitext.catalog import until_settled
from bitext.cli import options
from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.exchange_commands import import_from
from bitext.cli.import_pages import markdown
from bitext.cli.project import chosen, open_project
from bitext.exchange.formats import FORMATS
from bitext.exchange.sxs import ImportPlan, Splitting, Summary, Target, import_folder
from bitext.markdown.renderer import Renderer
from bitext.site.catalogs import edition
from bitext.site.lock import catalogs_held
from bitext.site.project import Project, load_project

__all__ = ["command"]

_LISTED = 10
Item = TypeVar("Item")
Kind = TypeVar("Kind")


@click.group("import")
def command() -> None:
    """Import translations from another format."""


for _name in FORMATS:
    command.add_command(import_from(_name))


command.add_command(markdown)


@command.command("sxs")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@options.one_locale
@click.option(
    "--source",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder of the original articles, which have what the format lacks.",
)
@options.config_file
@options.jobs
@options.json_output
def sxs(  # noqa: PLR0913 - the options there are
    folder: Path,
    code: str,
    source: Path | None,
    config_file: Path,
    jobs: int | None,
    *,
    as_json: bool,
) -> None:
    """Make articles and catalogs from a FOLDER of side-by-side articles.

    Run it once for each language. Nothing is written before every file has been read.
    """
    project = open_project(config_file)
    locale = chosen(project, [code])[0].locale
    others = [item.locale for item in project.config.locales]
    target = Target(
        docs=project.docs_dir,
        locales_root=project.locales_dir,
        locale=locale,
        others=tuple(other for other in others if other != locale),
        originals=source,
        front_matter=project.config.front_matter,
        edition=edition(project),
        docs_name=project.docs_shown,
    )
    splitting = Splitting(
        renderer=partial(_renderer, project.config_file),
        front_matter=project.config.front_matter,
        language=project.config.source.locale.language,
        segmentation=project.config.segmentation,
    )
    with progress("Importing articles") as bar, catalogs_held(project):
        plan, changed = until_settled(
            lambda: import_folder(
                folder,
                target=target,
                splitting=splitting,
                workers=jobs,
                on_article=lambda done, total: bar.set(done, total=total),
            ),
            ImportPlan.write,
        )
    if as_json:
        print_json(_as_json(plan.summary, changed=changed))
    else:
        _print(plan, changed=changed, project=project)


def _renderer(config_file: Path) -> Renderer:
    """The site's renderer, in whatever process it is wanted."""
    project = load_project(config_file)
    return Renderer(
        project.markdown_extensions,
        project.markdown_configs,
        mermaid=project.config.mermaid,
    )


def _as_json(summary: Summary, *, changed: int) -> dict[str, object]:
    return {
        "files_changed": changed,
        "articles": {str(name): count for name, count in summary.articles.items()},
        "units": {str(name): count for name, count in summary.units.items()},
        "originals": {str(name): count for name, count in summary.originals.items()},
        "changed_originals": summary.changed_originals,
        "given_up": summary.given_up,
        "kept": [[path, str(choice)] for path, choice in summary.kept],
        "contested": [list(contested) for contested in summary.contested],
        "damage": [[path, line, str(fault)] for path, line, fault in summary.damage],
        "media": summary.media,
        "other_media": summary.other_media,
        "left_out": summary.left_out,
    }


def _print(plan: ImportPlan, *, changed: int, project: Project) -> None:
    summary = plan.summary
    docs = project.docs_shown
    say(f"articles: {_counted(summary.articles)}")
    say(f"units: {_counted(summary.units)}")
    if summary.media:
        say(f"media: {summary.media:,} carried along into {docs}/")
    _list(
        summary.kept,
        "articles read otherwise here",
        lambda kept: f"{docs}/{kept[0]}: {kept[1]}",
    )
    _list(
        summary.changed_originals,
        "originals are not those that were translated",
        str,
    )
    _list(
        summary.contested,
        "translations edited here and kept; memory.po has those of the new files",
        lambda contested: f"{docs}/{contested[0]}: {contested[1]}",
    )
    _list(
        summary.damage,
        "faults of the files, imported all the same",
        lambda damage: f"{damage[0]}:{damage[1]}: {damage[2]}",
    )
    _list(summary.other_media, f"media that {docs}/ has with other content", str)
    _list(
        summary.left_out,
        "files that are no articles: kept for an export, not translated",
        str,
    )
    if summary.given_up:
        note(
            f"{plural(summary.given_up, 'text')} could not be placed and will not be "
            f"translated; run: bitext check"
        )
    say(f"{plural(changed, 'file')} changed")


def _counted(counts: Counter[Kind]) -> str:
    items = counts.most_common()
    total = sum(count for _, count in items)
    parts = ", ".join(f"{count:,} {name}" for name, count in items)
    return f"{total:,} ({parts})" if items else "none"


def _list(items: Sequence[Item], what: str, line: Callable[[Item], str]) -> None:
    if not items:
        return
    note(f"{len(items):,} {what}:")
    for item in items[:_LISTED]:
        note(f"  {line(item)}")
    if len(items) > _LISTED:
        note(f"  and {len(items) - _LISTED:,} more")
