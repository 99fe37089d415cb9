"""What is wrong with a setting, in one form: key, value, what, cure."""

import difflib
import json
from collections.abc import Mapping

__all__ = ["fault", "not_text", "report_unknown_keys", "truth"]

_SHOWN_LENGTH = 60


def fault(key: str, value: object, *, what: str, cure: str) -> str:
    """The line that tells of a wrong value."""
    return f"{key}: {_shown(value)}: {what}; {cure}"


def not_text(raw: object, key: str, *, cure: str) -> str:
    """The fault of a value that is no text, which YAML may have made of one."""
    if raw is False:
        what, cure = "YAML reads no as a truth value", 'write "no" in quotes'
    elif raw is True:
        what, cure = (
            "YAML reads yes, on and true as a truth value",
            "write it in quotes",
        )
    elif isinstance(raw, int | float):
        what, cure = "YAML reads it as a number", f'write "{raw}" in quotes'
    else:
        what = "is not text"
    return fault(key, raw, what=what, cure=cure)


def report_unknown_keys(
    raw: Mapping[object, object] | Mapping[str, object],
    known: tuple[str, ...],
    *,
    prefix: str,
    faults: list[str],
) -> None:
    """Add a fault for each key that is none of ``known``."""
    for key in raw:
        if key in known:
            continue
        near = difflib.get_close_matches(str(key), known, n=1)
        cure = f'did you mean "{near[0]}"?' if near else f"there are {_listed(known)}"
        faults.append(f"{prefix}{key}: no such setting; {cure}")


def truth(key: str, raw: object, faults: list[str], *, default: bool) -> bool:
    """Whether a setting is on; ``default`` where it is missing."""
    if raw is None:
        return default
    if not isinstance(raw, bool):
        cure = "write true or false"
        faults.append(fault(key, raw, what="is no such choice", cure=cure))
    return raw is True


def _shown(value: object) -> str:
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False)
    else:
        text = repr(value)
    return text if len(text) <= _SHOWN_LENGTH else f"{text[: _SHOWN_LENGTH - 1]}…"


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
