"""Texts of ``mkdocs.yml`` that the theme shows: read for catalogs, staged translated.

They are taken from the files as written, so that what stands beside them, tags such as
``!ENV`` included, stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import yaml

from bitext.site.inputs import config_files

__all__ = ["configured_texts", "translated_texts"]

_Places = Mapping[str, "_Places"]
# The empty key says that a text stands there, * every item of a list or mapping.
_TEXT: _Places = {"": {}}
_TOGGLE: _Places = {"toggle": {"name": _TEXT}}
_PLACES: _Places = {
    "copyright": _TEXT,
    "theme": {"palette": {"*": _TOGGLE, **_TOGGLE}},
    "extra": {
        "analytics": {
            "feedback": {
                "title": _TEXT,
                "ratings": {"*": {"name": _TEXT, "note": _TEXT}},
            }
        },
        "consent": {
            "title": _TEXT,
            "description": _TEXT,
            "cookies": {"*": {**_TEXT, "name": _TEXT}},
        },
        "social": {"*": {"name": _TEXT}},
        "status": {"*": _TEXT},
    },
}
_STR, _MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"
_LETTER = re.compile(r"[^\W\d_]")
Translate = Callable[[str], str]


def configured_texts(config_file: Path) -> tuple[str, ...]:
    """Texts of ``config_file`` and the files it inherits from, each once."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        found[text] = None
        return text

    translated_texts(config_file, note)
    return tuple(found)


def translated_texts(
    config_file: Path, translate: Translate
) -> Iterator[tuple[str, yaml.Node]]:
    """Settings to put over those of ``config_file``: what ``translate`` changes.

    A list is given whole: it replaces the list it inherits from.
    """
    chain = [
        yaml.compose(path.read_bytes(), yaml.CSafeLoader)
        for path in config_files(config_file)
    ]
    changed = _changed([root for root in chain if root], _PLACES, translate)
    pairs = changed.value if isinstance(changed, yaml.MappingNode) else []
    return iter([(str(key.value), value) for key, value in pairs])


def _changed(
    held: Sequence[yaml.Node], places: _Places, translate: Translate
) -> yaml.Node | None:
    """What differs at ``held``, values of one setting, the nearest file's first."""
    if not held:
        return None
    first = held[0]
    if isinstance(first, yaml.ScalarNode):
        return _scalar(first, translate) if "" in places else None
    if isinstance(first, yaml.SequenceNode):
        return _list(first, places.get("*", {}), translate)
    mappings = list(takewhile(lambda node: isinstance(node, yaml.MappingNode), held))
    pairs = []
    for key in dict.fromkeys(key.value for one in mappings for key, _ in one.value):
        below = {**places.get("*", {}), **places.get(key, {})}
        values = [
            value for one in mappings for name, value in one.value if name.value == key
        ]
        if below and (value := _changed(values, below, translate)):
            pairs.append((yaml.ScalarNode(_STR, key), value))
    return yaml.MappingNode(_MAP, pairs) if pairs else None


def _scalar(node: yaml.ScalarNode, translate: Translate) -> yaml.Node | None:
    if node.tag != _STR or not _LETTER.search(node.value):
        return None
    text = translate(node.value)
    return yaml.ScalarNode(_STR, text) if text != node.value else None


def _list(
    node: yaml.SequenceNode, places: _Places, translate: Translate
) -> yaml.Node | None:
    changes = [_changed([item], places, translate) for item in node.value]
    if not any(changes):
        return None
    items = zip(node.value, changes, strict=True)
    return yaml.SequenceNode(_SEQ, [_merged(item, change) for item, change in items])


def _merged(node: yaml.Node, change: yaml.Node | None) -> yaml.Node:
    """``node`` with ``change`` in it."""
    if change is None:
        return node
    if not isinstance(node, yaml.MappingNode):
        return change
    changes = {key.value: value for key, value in change.value}
    pairs = [(key, _merged(value, changes.get(key.value))) for key, value in node.value]
    return yaml.MappingNode(_MAP, pairs)
