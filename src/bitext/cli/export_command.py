"""``bitext export``: translations in other formats."""

from pathlib import Path

import click

from bitext.cli import options
from bitext.cli.console import note, plural, print_json, progress, say
from bitext.cli.exchange_commands import export_to
from bitext.cli.project import chosen, open_project
from bitext.exchange.formats import FORMATS
from bitext.exchange.sxs import Exported, ExportSource, export_folder
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split
from bitext.site.project import Project

__all__ = ["command"]


@click.group("export")
def command() -> None:
    """Export translations to another format."""


for _name in FORMATS:
    command.add_command(export_to(_name))


@command.command("sxs")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@options.one_locale
@options.config_file
@options.json_output
def sxs(folder: Path, code: str, config_file: Path, *, as_json: bool) -> None:
    """Write side-by-side articles to FOLDER.

    What was imported and not changed since comes out byte for byte.
    """
    project = open_project(config_file)
    source = _source(project, code)
    with progress("Exporting articles") as bar:
        exported = export_folder(
            folder,
            project.articles,
            source=source,
            on_article=lambda done, total: bar.set(done, total=total),
        )
    if as_json:
        print_json(_as_json(exported))
        return
    say(
        f"{folder}: {plural(exported.articles, 'article')} "
        f"({exported.recorded:,} as imported, {len(exported.edited):,} edited, "
        f"{len(exported.new):,} new), {plural(exported.changed, 'file')} changed"
    )
    for path in exported.edited:
        note(f"edited since the import: {path}")
    for path in exported.gone:
        note(f"renamed or deleted since the import: {path}; run: bitext update")
    for path in exported.left_out:
        note(
            f"{path}: left out: readers would take tags in its text for units; outside "
            f"code, write them with &lt;"
        )
    for path, text in exported.bare:
        note(f"{path}: without a unit, as its span tags are not paired: {text}")
    for path, text in exported.refused:
        note(f"{path}: not translated, as the translation holds span tags: {text}")


def _source(project: Project, code: str) -> ExportSource:
    renderer = Renderer(
        project.markdown_extensions,
        project.markdown_configs,
        mermaid=project.config.mermaid,
    )
    return ExportSource(
        docs=project.docs_dir,
        locales_root=project.locales_dir,
        locale=chosen(project, [code])[0].locale,
        front_matter=project.config.front_matter,
        split=lambda text: split(
            text,
            renderer=renderer,
            language=project.config.source.locale.language,
            front_matter=project.config.front_matter,
            segmentation=project.config.segmentation,
        ),
    )


def _as_json(exported: Exported) -> dict[str, object]:
    return {
        "articles": exported.articles,
        "recorded": exported.recorded,
        "edited": exported.edited,
        "new": exported.new,
        "gone": exported.gone,
        "left_out": exported.left_out,
        "without_unit": [list(bare) for bare in exported.bare],
        "translation_refused": [list(refused) for refused in exported.refused],
        "files_changed": exported.changed,
    }
