"""Edits of ``mkdocs.yml`` that leave every other byte of it alone."""

from collections.abc import Sequence

import yaml

from bitext.errors import BitextError

__all__ = ["ConfigEditError", "add_locale", "add_plugin"]


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
    entry = f"bitext:\n      source: {source}\n      locales: [{', '.join(locales)}]\n"
    plugins = _value(_root(text, shown=shown), "plugins")
    if plugins is None:
        # Naming any plugin switches off MkDocs' own default, which is search.
        separator = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{separator}\nplugins:\n  - search\n  - {entry}"
    if _plugin(plugins) is not None:
        return text
    if not isinstance(plugins, yaml.SequenceNode) or plugins.flow_style:
        raise ConfigEditError(
            shown,
            plugins.start_mark.line + 1,
            what="plugins are not a list with one plugin a line",
            cure=f"write them so, or add bitext yourself:\n  - {entry}",
        )
    end = _line_end(text, plugins.value[-1])
    indent = " " * _dash_column(text, plugins.value[-1])
    lines = [f"{indent}- bitext:", f"{indent}    source: {source}"]
    lines.append(f"{indent}    locales: [{', '.join(locales)}]")
    return _insert_lines(text, end, lines)


def add_locale(text: str, code: str, *, shown: str) -> str:
    """``text`` with locale ``code`` at the end of the plugin's ``locales``.

    Raises ConfigEditError when the plugin or its list cannot be found.
    """
    plugins = _value(_root(text, shown=shown), "plugins")
    plugin = None if plugins is None else _plugin(plugins)
    if plugin is None:
        raise ConfigEditError(
            shown, 1, what="the plugin bitext is not listed", cure="run: bitext init"
        )
    locales = _value(plugin, "locales")
    item = f'"{code}"' if code == "no" else code
    if not isinstance(locales, yaml.SequenceNode):
        raise ConfigEditError(
            shown,
            plugin.start_mark.line + 1,
            what="bitext has no list of locales",
            cure=f"add under it: locales: [{item}]",
        )
    if locales.flow_style:
        at = locales.end_mark.index - 1
        before = text[:at].rstrip()
        comma = "" if before.endswith(("[", ",")) else ","
        space = "" if before.endswith("[") else " "
        return f"{before}{comma}{space}{item}{text[at:]}"
    last = locales.value[-1]
    indent = " " * _dash_column(text, last)
    return _insert_lines(text, _line_end(text, last), [f"{indent}- {item}"])


def _root(text: str, *, shown: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ConfigEditError(
            shown,
            mark.line + 1 if mark else 1,
            what=f"not valid YAML: {error.problem}",
            cure="correct the syntax there",
        ) from error


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
