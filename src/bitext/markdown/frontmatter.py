"""Front matter as MkDocs reads it: where it ends, and where its values stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

__all__ = ["FrontMatter", "Value", "emit", "read"]

# The patterns of mkdocs.utils.meta, for text whose line ends are still its own.
_YAML = re.compile(r"-{3}[ \t]*\r?\n(.*?\r?\n)(?:\.{3}|-{3})[ \t]*\r?\n", re.DOTALL)
_META = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):[^\S\r\n]*(?P<value>[^\r\n]*)")
_META_MORE = re.compile(r"(?:[ ]{4}|\t)\s*\S[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BOM = "\ufeff"
_UNWRAPPED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Value:
    """A translatable value."""

    key: str
    text: str
    """The value as YAML reads it, on one line."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before an article's body."""

    end: int
    """Where the body begins."""
    values: tuple[Value, ...] = ()


def read(text: str, *, keys: Sequence[str] = ()) -> FrontMatter:
    """Front matter of an article, with the values of ``keys`` that are text.

    Both of MkDocs' forms are read: YAML between ``---`` lines, and
    ``Key: value`` lines at the top. A YAML block that does not parse is body text,
    as it is for MkDocs.
    """
    start = len(_BOM) if text.startswith(_BOM) else 0
    found = _YAML.match(text, start)
    if found:
        return _read_yaml(text, found, keys=keys) or FrontMatter(start)
    return _read_lines(text, start, keys=keys)


def _read_yaml(
    text: str, found: re.Match[str], *, keys: Sequence[str]
) -> FrontMatter | None:
    end = found.end()
    while end < len(text) and text[end] in "\r\n":
        end += 1
    scalars = _scalars(found[1])
    if scalars is None:
        return None
    offset = found.start(1)
    values = tuple(
        Value(scalar.key, scalar.text, offset + scalar.start, offset + scalar.end)
        for scalar in scalars
        if scalar.key in keys
    )
    return FrontMatter(end, values)


# Those who work on an article ask for its front matter several times.
@lru_cache(maxsize=8)
def _scalars(block: str) -> tuple[Value, ...] | None:
    """Values of all keys that are text, by places in ``block``; None for no mapping."""
    try:
        loader = yaml.CSafeLoader(block)
        root = loader.get_single_node()
        # Constructing a mapping writes what it merges into its node.
        nodes = list(root.value) if isinstance(root, yaml.MappingNode) else []
        data = loader.construct_document(root) if root else None
    except yaml.YAMLError:
        return None
    # Dates out of range and the like come as ValueError from the constructors.
    except ValueError:
        return None
    if not isinstance(root, yaml.MappingNode) or not isinstance(data, dict):
        return None
    values = []
    # Of a key that stands twice the last value counts.
    last = {key.value: node for key, node in nodes if isinstance(key.value, str)}
    for name, node in sorted(last.items(), key=lambda item: item[1].start_mark.index):
        value = data.get(name) if isinstance(node, yaml.ScalarNode) else None
        # Anchored or tagged values are more than their text.
        exact = not block.startswith(("&", "!", "*"), node.start_mark.index)
        if exact and isinstance(value, str) and value.strip():
            start, end = _trimmed(block, node.start_mark.index, node.end_mark.index)
            line = " ".join(_BLANKS.split(value.strip()))
            values.append(Value(name, line, start, end))
    return tuple(values)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the line end that a block scalar's node reaches over."""
    return start, start + len(text[start:end].rstrip())


def _read_lines(text: str, start: int, *, keys: Sequence[str]) -> FrontMatter:
    values: list[Value] = []
    position = start
    key = ""
    while position < len(text):
        line_end = _LINE_END.search(text, position)
        end = line_end.end() if line_end else len(text)
        line = text[position : line_end.start() if line_end else len(text)]
        if not line.strip():
            position = end if position > start else start
            break
        found = _META.match(text, position)
        if found and found.end() <= end:
            key = found["key"].lower()
            value = found["value"].strip()
            if key in keys and value:
                at = found.start("value") + found["value"].index(value)
                values.append(Value(key, value, at, at + len(value)))
        elif key and _META_MORE.match(text, position):
            # A value of several lines is left alone: it has no single place.
            values = [value for value in values if value.key != key]
        else:
            break
        position = end
    while key and position < len(text) and text[position] in "\r\n":
        position += 1
    return FrontMatter(position, tuple(values))


def emit(text: str, *, source: str) -> str:
    """``text`` as one YAML scalar, in the quotes ``source`` has where they suffice.

    The result reads back as ``text`` and can never add or end a key.
    """
    style = source[:1] if source[:1] in {'"', "'"} else None
    # Inside a mapping in braces these would end a value that has no quotes.
    if style is None and any(sign in text for sign in ",[]{}"):
        style = "'"
    if len(text.splitlines()) > 1:
        style = '"'
    dumped = yaml.dump(
        {"k": text},
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        width=_UNWRAPPED,
        default_style=style,
    )
    value: str = dumped.split(":", 1)[1].strip()
    return value
