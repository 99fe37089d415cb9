"""The settings under ``check``: what findings count, and which are accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from bitext.config_faults import fault, not_text, report_unknown_keys
from bitext.external_config import ExternalConfig, parse_external

__all__ = ["Accepted", "CheckConfig", "parse_check"]

OFF = "off"
_SEVERITIES = ("error", "warning", "info", OFF)
_KEYS = ("rules", "accept", "baseline", "terms", "external")
_ACCEPT_KEYS = ("rules", "path", "locale")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings that a project accepts."""

    rules: tuple[str, ...]
    path: str = "*"
    """Pattern of catalogs, or of articles, relative to ``mkdocs.yml``."""
    locale: str = ""
    """Code of the one language; empty for all."""


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """Valid settings, but for names of rules, which the checker knows."""

    severities: Mapping[str, str] = field(default_factory=dict)
    """By rule: ``error``, ``warning``, ``info`` or ``off``."""
    accept: tuple[Accepted, ...] = ()
    baseline: str | None = None
    """File of findings that are accepted for now, relative to ``mkdocs.yml``."""
    terms: tuple[str, ...] = ()
    """Termbases, relative to ``mkdocs.yml``."""
    external: ExternalConfig = field(default_factory=ExternalConfig)
    """How addresses of other sites are asked for."""


def parse_check(raw: object, faults: list[str]) -> CheckConfig:
    """The settings in ``raw``; each fault is added to ``faults``."""
    if raw is None:
        return CheckConfig()
    if not isinstance(raw, Mapping):
        cure = "write under it, one a line: rules: {label-case: off}"
        faults.append(fault("check", raw, what="is no mapping of settings", cure=cure))
        return CheckConfig()
    report_unknown_keys(raw, _KEYS, prefix="check.", faults=faults)
    terms = raw.get("terms")
    listed = terms if isinstance(terms, list | tuple) else [terms]
    files = [
        _file(one, "check.terms", example="terms.csv", faults=faults) for one in listed
    ]
    return CheckConfig(
        _severities(raw.get("rules"), faults),
        _accept(raw.get("accept"), faults),
        _file(
            raw.get("baseline"),
            "check.baseline",
            example="check-baseline.json",
            faults=faults,
        ),
        tuple(one for one in files if one),
        parse_external(raw.get("external"), faults),
    )


def _severities(raw: object, faults: list[str]) -> dict[str, str]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        cure = "write rules and severities, such as label-case: off"
        faults.append(fault("check.rules", raw, what="is no mapping", cure=cure))
        return {}
    found = {}
    for rule, severity in raw.items():
        # YAML reads a bare off as a truth value.
        chosen = OFF if severity is False else severity
        if chosen in _SEVERITIES:
            found[str(rule)] = str(chosen)
        else:
            cure = "write error, warning, info or off"
            what = "is no such choice"
            faults.append(fault(f"check.rules.{rule}", severity, what=what, cure=cure))
    return found


def _accept(raw: object, faults: list[str]) -> tuple[Accepted, ...]:
    if raw is None:
        return ()
    cure = "write a list such as [{rules: [label-case], path: guides/*}]"
    if not isinstance(raw, list | tuple):
        faults.append(fault("check.accept", raw, what="is not a list", cure=cure))
        return ()
    found = []
    for index, item in enumerate(raw):
        key = f"check.accept[{index}]"
        if not isinstance(item, Mapping):
            faults.append(fault(key, item, what="is no mapping", cure=cure))
            continue
        report_unknown_keys(item, _ACCEPT_KEYS, prefix=f"{key}.", faults=faults)
        rules = item.get("rules")
        named = [rules] if isinstance(rules, str) else rules
        if not isinstance(named, list | tuple) or not named:
            what = "names no rules"
            faults.append(fault(f"{key}.rules", rules, what=what, cure=cure))
            continue
        path, locale = item.get("path", "*"), item.get("locale", "")
        for name, value in (("path", path), ("locale", locale)):
            if not isinstance(value, str):
                faults.append(not_text(value, f"{key}.{name}", cure=cure))
        found.append(Accepted(tuple(map(str, named)), str(path), str(locale)))
    return tuple(found)


def _file(raw: object, key: str, *, example: str, faults: list[str]) -> str | None:
    if raw is None:
        return None
    cure = f"write a file beside mkdocs.yml, such as {example}"
    if not isinstance(raw, str):
        faults.append(not_text(raw, key, cure=cure))
        return None
    place = PurePosixPath(raw.replace("\\", "/"))
    if not place.name:
        faults.append(fault(key, raw, what="is empty", cure=cure))
    elif place.is_absolute() or PureWindowsPath(raw).drive or ".." in place.parts:
        faults.append(fault(key, raw, what="leads out of the project", cure=cure))
    else:
        return str(place)
    return None
