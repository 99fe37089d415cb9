"""The settings under ``reader``: what a reader of a translated page gets beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bitext.config_faults import fault, not_text, report_unknown_keys, truth

__all__ = ["NOTICES", "PLACEHOLDERS", "ReaderConfig", "parse_reader"]

PLACEHOLDERS = ("locale", "gettext", "article", "catalog", "line", "source", "context")
"""What an address for suggestions may ask for, in braces."""

NOTICES = ("untranslated", "partial", "outdated", "machine")
"""What a page may say of its translation."""

_KEYS = ("original", "suggest", "notices", "index_from", "redirect", "status")
_STATUS = "translations"
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_WHOLE = 100
_INDEX_FROM = 50
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """Valid settings of the reader's aids."""

    original: bool = True
    """Whether a reader can ask for the original."""
    suggest: str | bool = True
    """Where a better translation is suggested: an address with placeholders; True for
    the catalog in the site's repository, False for nowhere."""
    notices: tuple[str, ...] = NOTICES
    """Which of NOTICES pages have."""
    index_from: int = _INDEX_FROM
    """Percent of its words that must be translated for search engines to get a page."""
    redirect: bool = False
    """Whether the root leads to the language that the browser asks for."""
    status: str = ""
    """Folder of the site for the pages that say how much is translated; empty: none."""


def parse_reader(raw: object, faults: list[str]) -> ReaderConfig:
    """The settings in ``raw``; each fault is added to ``faults``."""
    if raw is None:
        return ReaderConfig()
    if not isinstance(raw, Mapping):
        cure = "write under it, one a line: original: true"
        faults.append(fault("reader", raw, what="is no mapping of settings", cure=cure))
        return ReaderConfig()
    report_unknown_keys(raw, _KEYS, prefix="reader.", faults=faults)
    original = truth("reader.original", raw.get("original"), faults, default=True)
    return ReaderConfig(
        original,
        _suggest(raw.get("suggest"), faults),
        _notices(raw.get("notices"), faults),
        _index_from(raw.get("index_from"), faults),
        truth("reader.redirect", raw.get("redirect"), faults, default=False),
        _status(raw.get("status"), faults),
    )


def _suggest(raw: object, faults: list[str]) -> str | bool:
    key, cure = "reader.suggest", "write an address that begins with https://, or false"
    if raw is None:
        return True
    if isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        faults.append(not_text(raw, key, cure=cure))
    elif not raw.startswith(("https://", "http://")):
        faults.append(fault(key, raw, what="is no address", cure=cure))
    elif unknown := [name for name in _BRACES.findall(raw) if name not in PLACEHOLDERS]:
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        what = f"has the unknown placeholder {{{unknown[0]}}}"
        faults.append(fault(key, raw, what=what, cure=f"there are {names}"))
    else:
        return raw
    return True


def _notices(raw: object, faults: list[str]) -> tuple[str, ...]:
    key, names = "reader.notices", ", ".join(NOTICES)
    if raw is None or raw is True:
        return NOTICES
    if raw is False:
        return ()
    if not isinstance(raw, list | tuple):
        cure = f"write true, false, or a list of {names}"
        faults.append(fault(key, raw, what="is no such choice", cure=cure))
        return NOTICES
    for index, item in enumerate(raw):
        if item not in NOTICES:
            cure = f"there are {names}"
            faults.append(
                fault(f"{key}[{index}]", item, what="is no such notice", cure=cure)
            )
    return tuple(name for name in NOTICES if name in raw)


def _index_from(raw: object, faults: list[str]) -> int:
    if raw is None:
        return _INDEX_FROM
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= _WHOLE:
        return raw
    cure = "write a number of percent from 0 to 100, such as 50"
    faults.append(fault("reader.index_from", raw, what="is no such share", cure=cure))
    return _INDEX_FROM


def _status(raw: object, faults: list[str]) -> str:
    if raw is None or isinstance(raw, bool):
        return _STATUS if raw else ""
    if isinstance(raw, str) and _FOLDER.fullmatch(raw):
        return raw
    cure = "write true, false, or the name of a folder, such as translations"
    faults.append(fault("reader.status", raw, what="is no name of a folder", cure=cure))
    return ""
