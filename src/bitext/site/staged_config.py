"""The ``mkdocs.yml`` of one language: the site's own, with what differs.

It inherits from the site's configuration and replaces what a language changes, so tags
(``!ENV``, ``!relative``, ``!!python/name``) and every other setting stay as written.
Paths are absolute, so that they mean the same wherever the file is read from, but for
those of articles and of the site, which some builders want below the file itself.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from bitext.config import LocaleConfig
from bitext.files import write_atomic
from bitext.markdown.milestones import EXTENSION
from bitext.markdown.snippets import SNIPPETS
from bitext.site.config_texts import translated_texts
from bitext.site.inputs import config_files
from bitext.site.project import Project
from bitext.site.snippets import mirrored

__all__ = ["SNIPPETS_FOLDER", "SiteTexts", "language_url", "write_config"]

_SEQ, _MAP = "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_PLUGINS = frozenset({"bitext", "/bitext"})
_SEARCH = frozenset({"search", "material/search", "/search"})
_DATES = "git-revision-date-localized"
_VERSIONS = "mike"
_OPTIONS: Final = {
    **dict.fromkeys(_SEARCH, "lang"),
    _DATES: "locale",
    _VERSIONS: "canonical_version",
}
"""The option of each plugin that a language replaces."""
_RELATIVE = "!relative"
_CONFIG_DIR = "$config_dir"
SNIPPETS_FOLDER: Final = "snippets"
"""The folder of a staged tree for translated snippets, beside its ``docs``."""


@dataclass(frozen=True, slots=True)
class SiteTexts:
    """What of the configuration is in the language; nothing by default."""

    values: Mapping[str, object] = field(default_factory=dict)
    """Replacements for ``site_name``, ``site_description`` and ``nav``."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Translations of what the renderer itself writes."""
    translate: Callable[[str], str] = str
    """Gives the translation of any other text, or the text."""


def language_url(project: Project, language: LocaleConfig) -> str | None:
    """Address of the language's home, with a slash at its end; None without one."""
    if project.site_url is None or not language.path:
        return project.site_url
    return f"{project.site_url}{language.path}/"


def write_config(
    project: Project,
    language: LocaleConfig,
    *,
    output: Path,
    texts: SiteTexts,
) -> Path:
    """Write the configuration that builds ``language`` into ``output``.

    The source language is built from ``docs_dir`` itself, a translation from its
    staged tree, which lies beside the file written.
    """
    is_source = language == project.config.source
    folder = project.stage_dir / language.locale.code
    values: dict[str, object] = {
        "INHERIT": str(project.config_file),
        **texts.values,
        "docs_dir": _below(project.docs_dir if is_source else folder / "docs", folder),
        "site_dir": _below(output, folder),
        "use_directory_urls": project.use_directory_urls,
        "theme": _theme(project, language, is_source=is_source),
    }
    if url := language_url(project, language):
        values["site_url"] = url
    if project.hooks:
        values["hooks"] = [str(path) for path in project.hooks]
    root = _node(values)
    inherited = [
        yaml.compose(path.read_bytes(), yaml.CSafeLoader)
        for path in config_files(project.config_file)
    ]
    plugins = _effective(inherited, "plugins")
    _add(root, "plugins", _edited_plugins(plugins, project, language))
    extensions = _effective(inherited, "markdown_extensions")
    if not is_source:
        options = {SNIPPETS: {"base_path": _bases(project, folder)}}
        extensions = _with_milestones(
            _with_options(extensions, options), project, language, texts.words
        )
        _add(root, "markdown_extensions", extensions)
    for key, value in translated_texts(project.config_file, texts.translate):
        held = _value(root, key)
        if isinstance(held, yaml.MappingNode):
            held.value += value.value
        else:
            _add(root, key, value)
    for key in ("plugins", "markdown_extensions"):
        for node in _nodes_below(_value(root, key)):
            _resolve(node, project.root)
    text = yaml.serialize(
        root, Dumper=yaml.CSafeDumper, allow_unicode=True, encoding="utf-8"
    )
    path = folder / "mkdocs.yml"
    write_atomic(path, text)
    return path


def _below(path: Path, folder: Path) -> str:
    """``path`` as it is named in ``folder``; absolute where nothing else names it."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return str(path)


def _theme(
    project: Project, language: LocaleConfig, *, is_source: bool
) -> Mapping[str, object]:
    theme: dict[str, object] = {"name": project.theme}
    for folder in project.theme_folders:
        theme["custom_dir"] = str(folder)
    if is_source:
        return theme
    if project.theme == "material":
        theme["language"] = language.locale.theme
        theme["direction"] = language.locale.direction
    elif project.theme in {"mkdocs", "readthedocs"}:
        locale = language.locale
        theme["locale"] = locale.language if project.is_pseudo else locale.gettext
    return theme


def _node(value: object) -> yaml.MappingNode:
    text = yaml.dump(
        value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
    )
    root = yaml.compose(text, yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise TypeError(type(root))
    return root


def _scalar(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)


def _add(root: yaml.MappingNode, key: str, value: yaml.Node) -> None:
    root.value.append((_scalar(key), value))


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                found: yaml.Node = value
                return found
    return None


def _effective(chain: list[yaml.Node | None], key: str) -> yaml.Node | None:
    """The value of ``key`` in the first file of the chain that has it."""
    for root in chain:
        if (value := _value(root, key)) is not None:
            return value
    return None


def _edited_plugins(
    plugins: yaml.Node | None, project: Project, language: LocaleConfig
) -> yaml.Node:
    """Plugins with ours told which language it is in, and others in its language."""
    changes = _changes(project, language)
    if isinstance(plugins, yaml.MappingNode):
        # Mappings are merged with what is inherited: only additions are written.
        additions = _node({})
        for name, _ in plugins.value:
            if (changed := changes.get(name.value)) and changed.value:
                _add(additions, name.value, changed)
        return additions
    edited = []
    for item in plugins.value if isinstance(plugins, yaml.SequenceNode) else []:
        name, options = _named(item)
        if (changed := changes.get(name)) is None:
            edited.append(item)
            continue
        told = _OPTIONS.get(name)
        kept = [pair for pair in _pairs(options) if pair[0].value != told]
        edited.append(_item(name, [*kept, *changed.value]))
    return yaml.SequenceNode(_SEQ, edited)


def _changes(
    project: Project, language: LocaleConfig
) -> Mapping[str, yaml.MappingNode]:
    """What each plugin is told in this language."""
    pseudo = {"pseudo": True} if project.is_pseudo else {}
    places = {"stage_dir": str(project.stage_dir)}
    ours = _node({"staged": language.locale.code, **places, **pseudo})
    # The version is in the address already.
    changes = {**dict.fromkeys(_PLUGINS, ours), _VERSIONS: _told(_VERSIONS, "")}
    if language != project.config.source:
        search = language.locale.search
        options = _told("search", [search]) if search else _node({})
        changes |= dict.fromkeys(_SEARCH, options)
        changes[_DATES] = _told(_DATES, language.locale.gettext)
    return changes


def _told(name: str, value: object) -> yaml.MappingNode:
    return _node({_OPTIONS[name]: value})


def _named(item: yaml.Node) -> tuple[str, yaml.Node | None]:
    if isinstance(item, yaml.MappingNode) and len(item.value) == 1:
        name, options = item.value[0]
        return str(name.value), options
    return (str(item.value), None) if isinstance(item, yaml.ScalarNode) else ("", None)


def _pairs(options: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(options.value) if isinstance(options, yaml.MappingNode) else []


def _item(name: str, pairs: list[tuple[yaml.Node, yaml.Node]]) -> yaml.Node:
    if not pairs:
        return _scalar(name)
    options = yaml.MappingNode(_MAP, pairs)
    return yaml.MappingNode(_MAP, [(_scalar(name), options)])


def _with_milestones(
    extensions: yaml.Node | None,
    project: Project,
    language: LocaleConfig,
    words: Mapping[str, str],
) -> yaml.Node:
    """Extensions with ours last: it works on what the others leave."""
    source = project.config.source.locale
    options: dict[str, object] = {
        "language": source.code,
        "direction": source.direction,
        "page_direction": language.locale.direction,
        "words": dict(words),
    }
    if language.links:
        options["links"] = [list(rule) for rule in language.links]
    ours = _node({EXTENSION: options})
    if isinstance(extensions, yaml.MappingNode):
        extensions.value += ours.value
        return extensions
    listed = extensions.value if isinstance(extensions, yaml.SequenceNode) else []
    return yaml.SequenceNode(_SEQ, [*listed, ours])


def _bases(project: Project, folder: Path) -> yaml.Node:
    """``base_path`` of the snippets: before each folder its translated copy.

    The folder of the page in hand is one of the staged tree.
    """
    nodes: list[yaml.Node] = []
    for base in project.snippets.bases:
        if base is None:
            nodes.append(yaml.ScalarNode(_RELATIVE, ""))
            continue
        copy = mirrored(base, below=folder / SNIPPETS_FOLDER)
        nodes += [_scalar(str(copy)), _scalar(str(base))]
    return yaml.SequenceNode(_SEQ, nodes)


def _with_options(
    extensions: yaml.Node | None, options: Mapping[str, Mapping[str, yaml.Node]]
) -> yaml.Node | None:
    """Extensions with ``options`` in the place of theirs, where they are listed."""
    if isinstance(extensions, yaml.MappingNode):
        # Mappings are merged with what is inherited: only additions are written.
        additions = _node({})
        for name, _ in extensions.value:
            if found := options.get(name.value):
                pairs = [(_scalar(key), value) for key, value in found.items()]
                _add(additions, name.value, yaml.MappingNode(_MAP, pairs))
        return additions
    edited = []
    for item in extensions.value if isinstance(extensions, yaml.SequenceNode) else []:
        name, held = _named(item)
        if found := options.get(name):
            kept = [pair for pair in _pairs(held) if pair[0].value not in found]
            given = [(_scalar(key), value) for key, value in found.items()]
            edited.append(_item(name, [*kept, *given]))
        else:
            edited.append(item)
    return yaml.SequenceNode(_SEQ, edited)


def _nodes_below(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if node is None:
        return
    yield node
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _nodes_below(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _nodes_below(value)


def _resolve(node: yaml.Node, root: Path) -> None:
    """Make ``!relative $config_dir/…`` mean the site's folder, not this file's."""
    if (
        isinstance(node, yaml.ScalarNode)
        and node.tag == _RELATIVE
        and node.value.split("/")[0] == _CONFIG_DIR
    ):
        node.tag = "tag:yaml.org,2002:str"
        node.value = os.path.normpath(f"{root}{node.value.removeprefix(_CONFIG_DIR)}")
