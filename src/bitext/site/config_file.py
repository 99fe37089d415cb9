"""Edits of ``mkdocs.yml`` that leave every other byte of it alone."""

from collections.abc import Sequence

import yaml

from bitext.errors import BitextError

__all__ = ["ConfigEditError", "add_locale", "add_plugin"]

_BOM = "\ufeff"


class ConfigEditError(BitextError):
    """``mkdocs.yml`` has a shape that cannot be edited safely."""

    def __init__(self, path: str, line: int, *, what: str, cure: str) -> None:
        self.path, self.line = path, line
        super().__init__(f"{path}:{line}: {what}; {cure}")


def add_plugin(text: str, *, source: str, locales: Sequence[str], shown: str) -> str:
    """``text`` with the bitext plugin configured; unchanged where it is already.

    ``shown`` names the file in the ConfigEditError raised when the plugins cannot be
    found.
    """
    if text.startswith(_BOM):
        # YAML does not count it in its places.
        return _BOM + add_plugin(text[1:], source=source, locales=locales, shown=shown)
    options = [f"source: {_quoted(source)}"]
    options.append(f"locales: [{', '.join(map(_quoted, locales))}]")
    entry = "".join(f"{line}\n" for line in ("bitext:", *_indented(options, 6)))
    root = _root(text, shown=shown)
    plugins = _value(root, "plugins")
    if plugins is None:
        _require_own_plugins(root, shown=shown)
        # Naming any plugin switches off MkDocs' own default, which is search.
        separator = "" if not text or text.endswith("\n") else "\n"
        added = f"{separator}\nplugins:\n  - search\n  - {entry}"
        return text + (added.replace("\n", "\r\n") if "\r\n" in text else added)
    plugin = _plugin(plugins)
    if plugin is not None and not _is_bare(plugin, plugins):
        return text
    if not isinstance(plugins, yaml.SequenceNode) or plugins.flow_style:
        raise ConfigEditError(
            shown,
            plugins.start_mark.line + 1,
            what="plugins are not a list with one plugin a line",
            cure=f"write them so, or add bitext yourself:\n  - {entry}",
        )
    last = plugins.value[-1] if plugin is None else plugin
    column = _dash_column(text, last)
    lines = _indented(options, column + 4)
    if plugin is not None:
        # A bare name gets its settings below it.
        at = plugin.end_mark.index
        edited = f"{text[:at]}:{text[at:]}"
        return _insert_lines(edited, _line_end(edited, plugin), lines)
    lines = [f"{' ' * column}- bitext:", *lines]
    return _insert_lines(text, _line_end(text, last), lines)


def add_locale(text: str, code: str, *, shown: str) -> str:
    """``text`` with locale ``code`` at the end of the plugin's ``locales``.

    Raises ConfigEditError when the plugin or its list cannot be found.
    """
    if text.startswith(_BOM):
        return _BOM + add_locale(text[1:], code, shown=shown)
    root = _root(text, shown=shown)
    plugins = _value(root, "plugins")
    plugin = None if plugins is None else _plugin(plugins)
    if plugin is None:
        _require_own_plugins(root, shown=shown)
        raise ConfigEditError(
            shown, 1, what="the plugin bitext is not listed", cure="run: bitext init"
        )
    locales = _value(plugin, "locales")
    item = _quoted(code)
    if not isinstance(locales, yaml.SequenceNode):
        raise ConfigEditError(
            shown,
            plugin.start_mark.line + 1,
            what="bitext has no list of locales",
            cure=f"add under it: locales: [{item}]",
        )
    if locales.flow_style:
        edited = _with_item(text, locales, item)
        if _codes(edited) != [*_codes(text), code]:
            raise ConfigEditError(
                shown,
                locales.start_mark.line + 1,
                what="the list of locales cannot be edited safely",
                cure=f"add {item} to it yourself, then run: bitext update",
            )
        return edited
    last = locales.value[-1]
    indent = " " * _dash_column(text, last)
    return _insert_lines(text, _line_end(text, last), [f"{indent}- {item}"])


def _with_item(text: str, items: yaml.SequenceNode, item: str) -> str:
    """``text`` with ``item`` at the end of a list in brackets, laid out as it is."""
    if not items.value:
        at = items.end_mark.index - 1
        return f"{text[:at]}{item}{text[at:]}"
    last = items.value[-1]
    at = last.end_mark.index
    if last.end_mark.line == items.end_mark.line:
        return f"{text[:at]}, {item}{text[at:]}"
    # The bracket has a line of its own, and each item may have one and a comment.
    end = _line_end(text, last)
    rest = text[at:end].removesuffix("\r")
    comma = "," if rest.lstrip().startswith(",") else ""
    edited = text if comma else f"{text[:at]},{text[at:]}"
    indent = " " * _dash_column(text, last)
    return _insert_lines(edited, end + (not comma), [f"{indent}{item}{comma}"])


def _quoted(code: str) -> str:
    """A code as YAML reads it as text."""
    return f'"{code}"' if code == "no" else code


def _indented(lines: Sequence[str], columns: int) -> list[str]:
    return [" " * columns + line for line in lines]


def _codes(text: str) -> list[str]:
    """The codes under ``locales``; none where YAML cannot be read."""
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return []
    plugins = _value(root, "plugins")
    plugin = None if plugins is None else _plugin(plugins)
    locales = _value(plugin, "locales")
    items = locales.value if isinstance(locales, yaml.SequenceNode) else []
    return [item.value if isinstance(item, yaml.ScalarNode) else "" for item in items]


def _require_own_plugins(root: yaml.Node | None, *, shown: str) -> None:
    """Raise ConfigEditError where plugins may stand in a file inherited from."""
    base = _value(root, "INHERIT")
    if isinstance(base, yaml.ScalarNode):
        raise ConfigEditError(
            shown,
            base.start_mark.line + 1,
            what=f"plugins written here would replace those of {base.value}",
            cure=f"edit that file instead, with: -f {base.value}",
        )


def _is_bare(plugin: yaml.Node, plugins: yaml.Node) -> bool:
    """Whether the plugin is listed by its name alone."""
    return isinstance(plugins, yaml.SequenceNode) and plugin in plugins.value


def _root(text: str, *, shown: str) -> yaml.Node | None:
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ConfigEditError(
            shown,
            mark.line + 1 if mark else 1,
            what=f"not valid YAML: {error.problem}",
            cure="correct the syntax there",
        ) from error
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise ConfigEditError(
            shown,
            root.start_mark.line + 1,
            what="holds no settings",
            cure="write one a line, for example site_name: My help",
        )
    return root


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                found: yaml.Node = value
                return found
    return None


def _plugin(plugins: yaml.Node) -> yaml.Node | None:
    """The node of bitext's options, or of its bare name."""
    if isinstance(plugins, yaml.MappingNode):
        return _value(plugins, "bitext")
    if isinstance(plugins, yaml.SequenceNode):
        for item in plugins.value:
            if isinstance(item, yaml.ScalarNode) and item.value == "bitext":
                return item
            if (options := _value(item, "bitext")) is not None:
                return options
    return None


def _dash_column(text: str, item: yaml.Node) -> int:
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    line = text[start:]
    return len(line) - len(line.lstrip(" "))


def _line_end(text: str, node: yaml.Node) -> int:
    """The end of the last line of ``node`` that is not blank or a comment."""
    end = node.end_mark.index
    kept = text[:end].rstrip()
    while (start := kept.rfind("\n") + 1) > node.start_mark.index and kept[
        start:
    ].lstrip().startswith("#"):
        kept = kept[:start].rstrip()
    newline = text.find("\n", len(kept))
    return len(text) if newline < 0 else newline


def _insert_lines(text: str, at: int, lines: Sequence[str]) -> str:
    end = "\r\n" if text[max(at - 1, 0) : at] == "\r" else "\n"
    at -= len(end) - 1
    return text[:at] + "".join(end + line for line in lines) + text[at:]
