"""The pages about commands: what each takes, and the list of all."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from bitext.cli.main import bitext
from reference_pages.tables import front_matter, row, rows_of, with_line, with_table

__all__ = ["command_pages", "commands"]

_FOLDER = "reference/commands"
_INDEX = f"{_FOLDER}/index.md"
_COMMON = ("--config-file", "--locale", "--json", "--jobs")
_START = "Common options: "
_PAGE_OF = {
    **{
        f"{verb} {form}": f"{verb} xliff"
        for verb in ("export", "import")
        for form in ("xliff2", "tmx", "csv")
    },
    **{f"memory {verb}": "memory" for verb in ("show", "export", "import")},
    "memory pretranslate": "memory",
}
_NUMBER = "N"
_CHOICE = "CHOICE"


def commands() -> dict[str, list[tuple[str, click.Command]]]:
    """Commands that do something, with their names, by the name of their page."""
    found: dict[str, list[tuple[str, click.Command]]] = {}
    for name, command in _leaves(bitext, click.Context(bitext), ()):
        found.setdefault(_PAGE_OF.get(name, name), []).append((name, command))
    return found


def command_pages(docs: Path) -> dict[str, str]:
    """Texts of the pages, by their paths below ``docs``."""
    found = {}
    index = (docs / _INDEX).read_text(encoding="utf-8")
    common = {
        name: cells
        for label, cells in rows_of(index, heading="Option").items()
        for name in _COMMON
        if name in label
    }
    used: dict[str, list[str]] = {name: [] for name in common}
    rows = []
    for page, members in commands().items():
        path = f"{_FOLDER}/{page.replace(' ', '-')}.md"
        text = (docs / path).read_text(encoding="utf-8")
        text, shared = _page(text, [command for _, command in members])
        found[path] = text
        for name in shared:
            used[name].append(page)
        words = front_matter(text)["description"]
        rows.append(row(f"[`{page}`]({Path(path).name})", _phrase(words)))
    index = with_table(index, rows, heading="Command", head="")
    index = _with_users(index, common, used, count=len(found))
    return {_INDEX: index, **found}


def _leaves(
    command: click.Command, context: click.Context, path: tuple[str, ...]
) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    for name in command.list_commands(context):
        member = command.get_command(context, name)
        if member is not None:
            yield from _leaves(member, context, (*path, name))


def _page(text: str, members: Sequence[click.Command]) -> tuple[str, list[str]]:
    """The text of a page, and which common options it names as such."""
    known = rows_of(text, heading="Option")
    options = {
        option.opts[-1]: option
        for command in members
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
    }
    worded = {
        name: cells[1]
        for label, cells in known.items()
        for name in options
        if f"{name}`" in f"{label} ".replace(" ", "`")
    }
    own = [name for name in worded if name in options]
    own += [name for name in options if name not in worded and name not in _COMMON]
    shared = [name for name in _COMMON if name in options and name not in own]
    rows = [
        row(_label(options[name]), worded.get(name) or _meaning(options[name]))
        for name in own
    ]
    if rows:
        head = row("Option", "Meaning")
        text = with_table(text, rows, heading="Option", head=head)
    flags = ", ".join(f"`{options[name].opts[0]}`" for name in shared)
    line = f"{_START}{flags} ([what they do](index.md#common-options))."
    return with_line(text, line if shared else "", start=_START), shared


def _with_users(
    index: str,
    common: Mapping[str, Sequence[str]],
    used: Mapping[str, Sequence[str]],
    *,
    count: int,
) -> str:
    """``index`` with the commands that take each common option."""
    rows = [
        row(
            cells[0],
            cells[1],
            "all"
            if len(used[name]) == count
            else ", ".join(f"`{page}`" for page in used[name]),
        )
        for name, cells in common.items()
    ]
    return with_table(index, rows, heading="Option", head="")


def _label(option: click.Option) -> str:
    names = [f"`{name}`" for name in [*option.opts, *option.secondary_opts]]
    value = _value(option)
    if value:
        names[-1] = f"`{option.opts[-1]} {value}`"
    return ", ".join(names)


def _value(option: click.Option) -> str:
    if option.is_flag:
        return ""
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return _CHOICE
    if isinstance(option.type, click.IntRange):
        return _NUMBER
    shown = option.make_metavar(click.Context(bitext))
    return "FOLDER" if shown == "DIRECTORY" else shown


def _meaning(option: click.Option) -> str:
    return _phrase((option.help or "").partition("  [")[0])


def _phrase(sentence: str) -> str:
    """A sentence as a cell has it: without a capital and a stop."""
    return f"{sentence[:1].lower()}{sentence[1:]}".rstrip(".")
