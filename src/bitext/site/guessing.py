"""What a MkDocs project that has not met bitext tells of its languages."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bitext.locales import LocaleError, parse_locale

__all__ = ["Guess", "guess"]

_OTHERS = ("i18n", "mkdocs-static-i18n")


@dataclass(frozen=True, slots=True)
class Guess:
    """Languages, as far as the project tells."""

    source: str = "en"
    locales: tuple[str, ...] = ()
    why: str = ""
    """Where the languages were found; empty where nothing tells."""
    other_plugin: str = ""
    """A plugin that makes languages too, if there is one."""


def guess(text: str, *, folder: Path) -> Guess:
    """What the configuration ``text`` and the articles in ``folder`` tell.

    Another plugin's settings tell most, then pages such as ``start.nb.md``; the
    language of the theme is that of the articles. Text that is no YAML tells nothing.
    """
    try:
        # Tags of Python and of the environment are of no interest here.
        values: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts only
    except yaml.YAMLError:
        return Guess()
    config = values if isinstance(values, Mapping) else {}
    theme = config.get("theme")
    language = theme.get("language") if isinstance(theme, Mapping) else None
    source = _code(language) or "en"
    for name, options in _plugins(config.get("plugins")):
        if name in _OTHERS:
            listed, default = _of_plugin(options)
            found = default or source
            others = tuple(code for code in listed if code != found)
            return Guess(found, others, f"the plugin {name}", name)
    docs = folder / str(config.get("docs_dir") or "docs")
    codes = tuple(code for code in _suffixes(docs) if code != source)
    why = f"pages such as start.{codes[0]}.md" if codes else ""
    return Guess(source, codes, why)


def _plugins(plugins: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    items = plugins if isinstance(plugins, list) else [plugins]
    for item in items:
        for name, options in item.items() if isinstance(item, Mapping) else ():
            yield str(name), options if isinstance(options, Mapping) else {}


def _of_plugin(options: Mapping[str, Any]) -> tuple[list[str], str]:
    """Languages of mkdocs-static-i18n, and which of them is the articles'."""
    languages = options.get("languages")
    codes, default = [], ""
    for item in languages if isinstance(languages, list) else ():
        code = _code(item.get("locale")) if isinstance(item, Mapping) else ""
        if code:
            codes.append(code)
            if str(item.get("default")).lower() == "true":
                default = code
    return codes, default


def _suffixes(docs: Path) -> list[str]:
    """Codes in the names of pages whose article lies beside them."""
    found = set()
    for _, _, files in os.walk(docs):
        names = set(files)
        for name in names:
            stem, dot, suffix = name.rpartition(".")
            base, _, code = stem.rpartition(".")
            if dot and suffix == "md" and f"{base}.md" in names and _code(code):
                found.add(_code(code))
    return sorted(found)


def _code(value: object) -> str:
    """The canonical code of a language; empty for what is none."""
    try:
        return parse_locale(str(value).replace("_", "-")).code if value else ""
    except LocaleError:
        return ""
