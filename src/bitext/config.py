"""The settings under ``bitext`` in ``mkdocs.yml``, checked as a whole."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal

from bitext.check_config import CheckConfig, parse_check
from bitext.config_faults import fault, not_text, report_unknown_keys, truth
from bitext.errors import BitextError
from bitext.guard_config import GuardConfig, parse_guard
from bitext.link_config import parse_links
from bitext.locales import Locale, LocaleError, parse_locale
from bitext.reader_config import ReaderConfig, parse_reader

__all__ = ["KEYS", "Config", "ConfigError", "LocaleConfig", "parse_config"]

KEYS = (
    "source",
    "locales",
    "locales_dir",
    "front_matter",
    "segmentation",
    "mermaid",
    "snippets",
    "carry",
    "outdated",
    "references",
    "wrap",
    "reader",
    "guard",
    "check",
    "search",
)
"""The settings there are."""

_LOCALE_KEYS = ("code", "name", "path", "links")
_FRONT_MATTER = ("title", "description")
_LOCALES_DIR = "locales"

# Characters that an address shows as they are, so that a folder has one spelling.
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._~-]*")
_NARROWEST = 20
"""Columns of which a line has room for a keyword and a word."""


class ConfigError(BitextError):
    """Settings are wrong; ``faults`` has a line for each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class LocaleConfig:
    """A language of the site."""

    locale: Locale
    name: str
    """What the language menu shows."""
    path: str
    """Its folder below the site's address; empty for a source at the root."""
    links: tuple[tuple[str, str], ...] = ()
    """Parts of addresses of other sites, and what stands in their place."""


@dataclass(frozen=True, slots=True)
class Config:
    """Valid settings: no two languages share a code or a path."""

    source: LocaleConfig
    locales: tuple[LocaleConfig, ...]
    """The languages translated into, in the order of the menu."""
    locales_dir: str = _LOCALES_DIR
    """The folder of the catalogs, relative to ``mkdocs.yml``, with slashes."""
    front_matter: tuple[str, ...] = _FRONT_MATTER
    """The keys whose values are translated."""
    segmentation: Literal["sentence", "block"] = "sentence"
    snippets: tuple[str, ...] = ()
    """Files and folders outside ``docs_dir`` whose snippets are translated: relative
    to ``mkdocs.yml``, with slashes."""
    carry: Literal["never", "links", "all"] = "all"
    """Which changes of a source an update makes in its translations."""
    outdated: Literal["source", "keep"] = "source"
    """What is shown of a sentence that has changed since it was translated."""
    references: Literal["file", "line"] = "file"
    """What catalogs tell of where a message stands in its article."""
    wrap: int | None = None
    """Columns a line of a catalog may have; None: each string has its own line."""
    mermaid: bool = False
    """Whether labels of Mermaid diagrams are translated."""
    reader: ReaderConfig = field(default_factory=ReaderConfig)
    guard: GuardConfig = field(default_factory=GuardConfig)
    check: CheckConfig = field(default_factory=CheckConfig)
    search: Literal["theme", "pagefind"] = "theme"
    """What finds words in the site of a language."""


def parse_config(raw: Mapping[str, object]) -> Config:
    """The settings in ``raw``, as YAML read them; None stands for a missing one.

    Raises ConfigError with every fault there is.
    """
    faults: list[str] = []
    report_unknown_keys(raw, KEYS, prefix="", faults=faults)
    source = _source(raw.get("source"), faults)
    locales = _locales(raw.get("locales"), faults)
    _report_clashes([("source", source), *locales], faults)
    locales_dir = _locales_dir(raw.get("locales_dir"), faults)
    front_matter = _front_matter(raw.get("front_matter"), faults)
    segmentation = _segmentation(raw.get("segmentation"), faults)
    snippets = _snippets(raw.get("snippets"), faults)
    carry = _carry(raw.get("carry"), faults)
    outdated = _outdated(raw.get("outdated"), faults)
    references = _references(raw.get("references"), faults)
    wrap = _wrap(raw.get("wrap"), faults)
    mermaid = truth("mermaid", raw.get("mermaid"), faults, default=False)
    reader = parse_reader(raw.get("reader"), faults)
    if reader.redirect and source is not None and not source.path:
        faults.append(
            "reader.redirect: the root is the home of the source language; give that "
            f"a path of its own: source: {{code: {source.locale.code}, path: "
            f"{source.locale.code}}}"
        )
    guard = parse_guard(raw.get("guard"), faults)
    check = parse_check(raw.get("check"), faults)
    search = _search(raw.get("search"), faults)
    if source is None or faults:
        raise ConfigError(faults)
    return Config(
        source=source,
        locales=tuple(locale for _, locale in locales if locale is not None),
        locales_dir=locales_dir,
        front_matter=front_matter,
        segmentation=segmentation,
        snippets=snippets,
        carry=carry,
        outdated=outdated,
        references=references,
        wrap=wrap,
        mermaid=mermaid,
        reader=reader,
        guard=guard,
        check=check,
        search=search,
    )


def _source(raw: object, faults: list[str]) -> LocaleConfig | None:
    if raw is None:
        faults.append(
            "source: is missing; name the language you write in, for example source: en"
        )
        return None
    return _locale(raw, "source", is_source=True, faults=faults)


def _locales(raw: object, faults: list[str]) -> list[tuple[str, LocaleConfig | None]]:
    """Each entry with its key; None for one that has faults."""
    if raw is None:
        faults.append(
            "locales: is missing; list the languages you translate into, "
            "for example locales: [nb, ja], or [] for none yet"
        )
        return []
    if not isinstance(raw, list | tuple):
        cure = f"write locales: [{raw}]" if isinstance(raw, str) else "write [nb, ja]"
        faults.append(fault("locales", raw, what="is not a list", cure=cure))
        return []
    return [
        (key, _locale(item, key, is_source=False, faults=faults))
        for key, item in ((f"locales[{index}]", item) for index, item in enumerate(raw))
    ]


def _locale(
    raw: object, key: str, *, is_source: bool, faults: list[str]
) -> LocaleConfig | None:
    before = len(faults)
    if not isinstance(raw, Mapping):
        locale = _code(raw, key, faults)
        name = path = None
        links: tuple[tuple[str, str], ...] = ()
    else:
        report_unknown_keys(raw, _LOCALE_KEYS, prefix=f"{key}.", faults=faults)
        if raw.get("code") is None:
            faults.append(f"{key}.code: is missing; add it, for example code: nb")
            locale = None
        else:
            locale = _code(raw["code"], f"{key}.code", faults)
        name = _name(raw.get("name"), f"{key}.name", faults)
        path = _path(raw.get("path"), f"{key}.path", is_source=is_source, faults=faults)
        links = parse_links(raw.get("links"), f"{key}.links", faults)
    if locale is None or len(faults) > before:
        return None
    if path is None:
        path = "" if is_source else locale.code
    return LocaleConfig(locale, name or locale.name, path, links)


def _code(raw: object, key: str, faults: list[str]) -> Locale | None:
    if not isinstance(raw, str):
        faults.append(not_text(raw, key, cure="write a code such as nb, ja or pt-BR"))
        return None
    try:
        return parse_locale(raw)
    except LocaleError as error:
        faults.append(f"{key}: {error}")
        return None


def _name(raw: object, key: str, faults: list[str]) -> str | None:
    if raw is None:
        return None
    cure = "write what the language menu shows, or leave it out"
    if not isinstance(raw, str):
        faults.append(not_text(raw, key, cure=cure))
    elif not raw.strip() or not raw.isprintable():
        what = "is empty" if not raw.strip() else "has characters that cannot be shown"
        faults.append(fault(key, raw, what=what, cure=cure))
    else:
        return raw.strip()
    return None


def _path(raw: object, key: str, *, is_source: bool, faults: list[str]) -> str | None:
    if raw is None:
        return None
    cure = "write one folder name such as nb, or leave it out"
    if not isinstance(raw, str):
        faults.append(not_text(raw, key, cure=cure))
        return None
    if _PATH.fullmatch(raw) or (is_source and not raw):
        return raw
    if not raw:
        what = "only the source language can stand at the root"
    elif "/" in raw or "\\" in raw:
        what = "is more than one folder"
    elif raw.startswith("."):
        what = "begins with a dot, which servers hide"
    else:
        what = "has characters that an address cannot show"
        cure = f"use A-Z, a-z, 0-9 and . _ ~ - only, or leave {key} out"
    faults.append(fault(key, raw, what=what, cure=cure))
    return None


def _report_clashes(
    entries: list[tuple[str, LocaleConfig | None]], faults: list[str]
) -> None:
    codes: dict[str, str] = {}
    paths: dict[str, str] = {}
    for key, entry in entries:
        if entry is None:
            continue
        code = entry.locale.code
        if first := codes.get(code):
            what = "is the source language" if first == "source" else f"is {first} too"
            faults.append(fault(key, code, what=what, cure="take it out"))
            continue
        codes[code] = key
        # Some file systems take nb and NB for one folder.
        if first := paths.get(entry.path.casefold()):
            faults.append(
                fault(
                    f"{key}.path",
                    entry.path,
                    what=f"{first} has this path",
                    cure="give one of them another path",
                )
            )
        paths.setdefault(entry.path.casefold(), key)


def _locales_dir(raw: object, faults: list[str]) -> str:
    if raw is None:
        return _LOCALES_DIR
    cure = "write a folder beside mkdocs.yml, such as locales"
    return _place(raw, "locales_dir", cure=cure, faults=faults) or _LOCALES_DIR


def _snippets(raw: object, faults: list[str]) -> tuple[str, ...]:
    if raw is None:
        return ()
    cure = "write a list of folders or files, such as [includes]"
    if not isinstance(raw, list | tuple):
        faults.append(fault("snippets", raw, what="is not a list", cure=cure))
        return ()
    cure = "write a folder or file beside mkdocs.yml, such as includes"
    places = (
        _place(item, f"snippets[{index}]", cure=cure, faults=faults)
        for index, item in enumerate(raw)
    )
    return tuple(place for place in places if place)


def _place(raw: object, key: str, *, cure: str, faults: list[str]) -> str | None:
    """A path within the project, with slashes; None for one that has faults."""
    if not isinstance(raw, str):
        faults.append(not_text(raw, key, cure=cure))
        return None
    place = PurePosixPath(raw.replace("\\", "/"))
    if not place.name or not raw.strip():
        faults.append(fault(key, raw, what="is empty", cure=cure))
    elif place.is_absolute() or PureWindowsPath(raw).drive or ".." in place.parts:
        faults.append(fault(key, raw, what="leads out of the project", cure=cure))
    else:
        return str(place)
    return None


def _front_matter(raw: object, faults: list[str]) -> tuple[str, ...]:
    if raw is None:
        return _FRONT_MATTER
    key, example = "front_matter", "write a list such as [title, description]"
    if not isinstance(raw, list | tuple):
        faults.append(fault(key, raw, what="is not a list", cure=example))
        return _FRONT_MATTER
    keys: list[str] = []
    for index, item in enumerate(raw):
        here = f"{key}[{index}]"
        if not isinstance(item, str):
            faults.append(not_text(item, here, cure="write a key of the front matter"))
        elif not item.strip():
            faults.append(fault(here, item, what="is empty", cure="take it out"))
        elif item in keys:
            faults.append(fault(here, item, what="is twice", cure="take one out"))
        else:
            keys.append(item)
    return tuple(keys)


def _segmentation(raw: object, faults: list[str]) -> Literal["sentence", "block"]:
    match raw:
        case None | "sentence":
            return "sentence"
        case "block":
            return "block"
    cure = "write sentence or block"
    faults.append(fault("segmentation", raw, what="is no such choice", cure=cure))
    return "sentence"


def _carry(raw: object, faults: list[str]) -> Literal["never", "links", "all"]:
    match raw:
        case "never" | "links" | "all":
            return raw
        case None:
            return "all"
    cure = "write never, links or all"
    faults.append(fault("carry", raw, what="is no such choice", cure=cure))
    return "all"


def _outdated(raw: object, faults: list[str]) -> Literal["source", "keep"]:
    match raw:
        case None | "source":
            return "source"
        case "keep":
            return "keep"
    cure = "write source or keep"
    faults.append(fault("outdated", raw, what="is no such choice", cure=cure))
    return "source"


def _search(raw: object, faults: list[str]) -> Literal["theme", "pagefind"]:
    match raw:
        case None | "theme":
            return "theme"
        case "pagefind":
            return "pagefind"
    cure = "write theme or pagefind"
    faults.append(fault("search", raw, what="is no such choice", cure=cure))
    return "theme"


def _references(raw: object, faults: list[str]) -> Literal["file", "line"]:
    match raw:
        case None | "file":
            return "file"
        case "line":
            return "line"
    cure = "write file or line"
    faults.append(fault("references", raw, what="is no such choice", cure=cure))
    return "file"


def _wrap(raw: object, faults: list[str]) -> int | None:
    if raw is None or raw == "none":
        return None
    cure = "write none or a number of columns, such as 79"
    if isinstance(raw, bool) or not isinstance(raw, int):
        faults.append(fault("wrap", raw, what="is no such choice", cure=cure))
    elif raw < _NARROWEST:
        faults.append(fault("wrap", raw, what="is too narrow", cure=cure))
    else:
        return raw
    return None
