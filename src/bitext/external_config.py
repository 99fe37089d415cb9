"""The settings under ``check: external``: what is asked of other sites."""

from collections.abc import Mapping
from dataclasses import dataclass

from bitext.config_faults import fault, not_text, report_unknown_keys

__all__ = ["ExternalConfig", "parse_external"]

_KEYS = ("allow", "deny", "days", "per_host", "timeout")
_MOST = {"days": 365, "per_host": 16, "timeout": 120}


@dataclass(frozen=True, slots=True)
class ExternalConfig:
    """Valid settings."""

    allow: tuple[str, ...] = ()
    """Patterns of addresses to ask for; empty: all but those that lead nowhere by
    design, such as ``localhost`` and ``example.com``."""
    deny: tuple[str, ...] = ()
    """Patterns of addresses that are never asked for."""
    days: int = 7
    """How long an address that was there is taken to be there, 0 to 365."""
    per_host: int = 2
    """How many requests one host gets at a time, 1 to 16."""
    timeout_s: float = 20
    """How long an answer may take, up to 120 seconds."""


def parse_external(raw: object, faults: list[str]) -> ExternalConfig:
    """The settings in ``raw``; each fault is added to ``faults``."""
    if raw is None:
        return ExternalConfig()
    if not isinstance(raw, Mapping):
        cure = 'write under it, one a line: deny: ["https://*.intranet.example/*"]'
        what = "is no mapping of settings"
        faults.append(fault("check.external", raw, what=what, cure=cure))
        return ExternalConfig()
    report_unknown_keys(raw, _KEYS, prefix="check.external.", faults=faults)
    known = ExternalConfig()
    return ExternalConfig(
        _patterns(raw, "allow", faults),
        _patterns(raw, "deny", faults),
        _number(raw, "days", faults, least=0, default=known.days),
        _number(raw, "per_host", faults, least=1, default=known.per_host),
        _number(raw, "timeout", faults, least=1, default=int(known.timeout_s)),
    )


def _patterns(
    raw: Mapping[object, object], name: str, faults: list[str]
) -> tuple[str, ...]:
    value = raw.get(name)
    if value is None:
        return ()
    key, cure = f"check.external.{name}", 'write a list such as ["https://a.example/*"]'
    if not isinstance(value, list | tuple):
        faults.append(fault(key, value, what="is not a list", cure=cure))
        return ()
    faults += [
        not_text(one, f"{key}[{index}]", cure=cure)
        for index, one in enumerate(value)
        if not isinstance(one, str)
    ]
    return tuple(one for one in value if isinstance(one, str))


def _number(
    raw: Mapping[object, object],
    name: str,
    faults: list[str],
    *,
    least: int,
    default: int,
) -> int:
    value = raw.get(name)
    if value is None:
        return default
    if isinstance(value, int) and not isinstance(value, bool):
        if least <= value <= _MOST[name]:
            return value
        what = "is too small" if value < least else "is too large"
    else:
        what = "is no whole number"
    cure = f"write a number from {least} to {_MOST[name]}"
    faults.append(fault(f"check.external.{name}", value, what=what, cure=cure))
    return default
