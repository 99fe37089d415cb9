"""What ``mkdocs.yml`` says of its pages, on a machine that lacks half of what it names.

Extensions, plugins, hooks and Python objects that are not installed are left out, and
remembered by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import markdown

from benches.leakcheck.settings import ProjectError, pruned, read_settings

__all__ = ["Pages", "ProjectError", "read_project"]

_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_BUILT_IN = ("toc", "tables", "fenced_code")
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a project and how its site renders them."""

    root: Path
    """The folder that paths in the configuration are relative to."""
    docs: Path
    paths: tuple[Path, ...]
    extensions: tuple[str, ...]
    configs: Mapping[str, Mapping[str, object]]
    left_out: tuple[str, ...]
    """What is not installed, each once."""
    language: str
    """Primary subtag of the language the pages are written in."""
    mermaid: bool = False
    """Whether labels of diagrams are translated."""


def read_project(
    place: Path, *, config: Path | None = None, suffix: str | None = None
) -> Pages:
    """The pages of a project's folder or ``mkdocs.yml``.

    ``config`` is a ``mkdocs.yml`` for a folder that has none: all pages below ``place``
    are then rendered with its extensions. ``suffix`` is what page names end with when
    it is not one of MkDocs'. Raises ProjectError.
    """
    file = (config or _config_of(place)).absolute()
    raw, missing = read_settings(file)
    left_out = dict.fromkeys(missing)
    if config:
        root = docs = place.absolute()
    else:
        root = file.parent
        docs = root / str(raw.get("docs_dir") or "docs")
    if not docs.is_dir():
        raise ProjectError(f"{docs}: is no folder")
    extensions, configs = _extensions(raw.get("markdown_extensions"), left_out)
    left_out |= dict.fromkeys(_absent_plugins(raw.get("plugins")))
    left_out |= dict.fromkeys(_absent_hooks(raw.get("hooks"), root))
    options = _options_of_bitext(raw.get("plugins"))
    return Pages(
        root=root,
        docs=docs,
        paths=tuple(_pages(docs, (suffix,) if suffix else _SUFFIXES)),
        extensions=extensions,
        configs=configs,
        left_out=tuple(left_out),
        language=_language(raw, options),
        mermaid=options.get("mermaid") is True,
    )


def _config_of(place: Path) -> Path:
    if place.is_file():
        return place
    for name in _NAMES:
        if (place / name).is_file():
            return place / name
    raise ProjectError(f"{place}: holds no mkdocs.yml; name one with --config")


def _pages(docs: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for path in sorted(docs.rglob("*")):
        parts = path.relative_to(docs).parts
        is_hidden = any(part.startswith(".") for part in parts)
        if path.name.endswith(suffixes) and path.is_file() and not is_hidden:
            yield path


def _named(value: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Names and options of a list or mapping of extensions or plugins."""
    if isinstance(value, dict):
        items: list[object] = [{key: options} for key, options in value.items()]
    else:
        items = list(value) if isinstance(value, list) else []
    for item in items:
        if isinstance(item, dict):
            for key, options in item.items():
                yield str(key), options if isinstance(options, dict) else {}
        else:
            yield str(item), {}


def _extensions(
    value: object, left_out: dict[str, None]
) -> tuple[tuple[str, ...], dict[str, dict[str, object]]]:
    names = dict.fromkeys(_BUILT_IN)
    configs: dict[str, dict[str, object]] = {}
    for name, options in _named(value):
        config = pruned(options)
        try:
            markdown.Markdown(extensions=[name], extension_configs={name: config})
        # Extensions are third-party code and may raise anything while loading.
        except Exception as error:  # noqa: BLE001 - said above
            left_out[f"extension {name} ({error})"] = None
            continue
        names[name] = None
        configs[name] = config
    return tuple(names), configs


def _absent_plugins(value: object) -> Iterator[str]:
    installed = {found.name for found in entry_points(group="mkdocs.plugins")}
    for name, _ in _named(value):
        if not {name, name.partition("/")[2], f"material/{name}"} & installed:
            yield f"plugin {name}"


def _absent_hooks(value: object, root: Path) -> Iterator[str]:
    for name in value if isinstance(value, list) else ():
        if not (root / str(name)).is_file():
            yield f"hook {name}"


def _options_of_bitext(plugins: object) -> dict[str, object]:
    return next((given for name, given in _named(plugins) if name == "bitext"), {})


def _language(raw: Mapping[str, object], options: Mapping[str, object]) -> str:
    theme = raw.get("theme")
    of_theme = theme.get("language") if isinstance(theme, dict) else None
    source = options.get("source") or of_theme
    code = source.get("code") if isinstance(source, dict) else source
    return str(code or "en").replace("_", "-").split("-")[0].lower()
