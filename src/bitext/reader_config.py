"""The settings under ``reader``: what a reader of a translated page gets beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bitext.config_faults import fault, not_text, report_unknown_keys, truth

__all__ = ["PLACEHOLDERS", "ReaderConfig", "parse_reader"]

PLACEHOLDERS = ("locale", "gettext", "article", "catalog", "line", "source", "context")
"""What an address for suggestions may ask for, in braces."""

_KEYS = ("original", "suggest")
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """Valid settings of the reader's aids."""

    original: bool = True
    """Whether a reader can ask for the original."""
    suggest: str | bool = True
    """Where a better translation is suggested: an address with placeholders; True for
    the catalog in the site's repository, False for nowhere."""


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
    return ReaderConfig(original, _suggest(raw.get("suggest"), faults))


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
