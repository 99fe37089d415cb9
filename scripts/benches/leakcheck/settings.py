"""``mkdocs.yml`` read on a machine that lacks half of what it names."""

import importlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

__all__ = ["ProjectError", "pruned", "read_settings"]


class ProjectError(Exception):
    """There is no project to check, or its ``mkdocs.yml`` cannot be read."""


class _Missing:
    """Stands for a Python object that is not installed."""


_MISSING = _Missing()


def read_settings(file: Path) -> tuple[dict[str, Any], list[str]]:
    """What a ``mkdocs.yml`` and those it inherits from say, and what is missing.

    Objects that are not installed stand in it as such; ``pruned`` takes them out.
    Raises ProjectError.
    """

    class Loader(_Loader):
        place = file
        left_out: dict[str, None] = {}  # noqa: RUF012 - one for each file read

    try:
        text = file.read_text(encoding="utf-8-sig")
        raw = yaml.load(text, Loader)  # noqa: S506 - a safe loader with tags added
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ProjectError(f"{file}: {error}") from error
    if not isinstance(raw, dict):
        raise ProjectError(f"{file}: holds no settings")
    left_out = list(Loader.left_out)
    if base := raw.pop("INHERIT", None):
        inherited, missing = read_settings(file.parent / str(base))
        return _merged(inherited, raw), [*missing, *left_out]
    return raw, left_out


def pruned(value: object) -> Any:  # noqa: ANN401 - YAML may hold anything
    """``value`` without the entries that hold something missing."""
    if isinstance(value, dict):
        return {
            key: pruned(item) for key, item in value.items() if item is not _MISSING
        }
    if isinstance(value, list):
        return [pruned(item) for item in value if not _lacks(item)]
    return value


def _lacks(value: object) -> bool:
    if isinstance(value, dict):
        return any(_lacks(item) for item in value.values())
    return value is _MISSING


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """As MkDocs merges: mappings key by key, anything else is replaced."""
    merged = dict(base)
    for key, value in over.items():
        before = merged.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        merged[key] = _merged(before, value) if both and before else value
    return merged


class _Loader(yaml.SafeLoader):
    """Knows the tags of MkDocs; what is not installed is remembered."""

    place: Path
    left_out: dict[str, None]

    def imported(self, dotted: str) -> object:
        parts = dotted.split(".")
        for end in range(len(parts) - 1, 0, -1):
            try:
                found: object = importlib.import_module(".".join(parts[:end]))
            except ImportError:
                continue
            for part in parts[end:]:
                found = getattr(found, part, _MISSING)
            if found is not _MISSING:
                return found
        self.left_out[f"object {dotted}"] = None
        return _MISSING


def _object(loader: _Loader, dotted: str, _: yaml.Node) -> object:
    return loader.imported(dotted)


def _made(loader: _Loader, dotted: str, node: yaml.Node) -> object:
    function = loader.imported(dotted)
    if not callable(function):
        return _MISSING
    if isinstance(node, yaml.SequenceNode):
        return function(*loader.construct_sequence(node, deep=True))
    given = {}
    if isinstance(node, yaml.MappingNode):
        given = loader.construct_mapping(node, deep=True)
    return function(*given.get("args") or (), **given.get("kwds") or {})


def _environment(loader: _Loader, node: yaml.Node) -> object:
    names: list[Any] = [node.value]
    default: object = None
    if isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node)
    values = [os.environ[name] for name in names if name in os.environ]
    return yaml.safe_load(values[0]) if values else default


def _relative(loader: _Loader, node: yaml.Node) -> object:
    base, _, rest = str(node.value).partition("/")
    folder = loader.place.parent
    return str((folder / "docs" if base == "$docs_dir" else folder) / rest)


def _unknown(loader: _Loader, tag: str, _: yaml.Node) -> object:
    loader.left_out[f"tag !{tag}"] = None
    return _MISSING


_Loader.add_multi_constructor("!", _unknown)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _object)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _made)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/new:", _made)
_Loader.add_constructor("!ENV", _environment)
_Loader.add_constructor("!relative", _relative)
