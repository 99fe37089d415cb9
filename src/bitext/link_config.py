"""The setting ``links`` of a language: where links to other sites lead in it."""

from collections.abc import Mapping

from bitext.config_faults import fault, not_text

__all__ = ["parse_links"]


def parse_links(
    raw: object, key: str, faults: list[str]
) -> tuple[tuple[str, str], ...]:
    """The rules in ``raw``, in their order; each fault is added to ``faults``."""
    if raw is None:
        return ()
    cure = "write parts of addresses, such as /en-us/: /nb-no/"
    if not isinstance(raw, Mapping):
        faults.append(fault(key, raw, what="is no mapping", cure=cure))
        return ()
    rules = []
    for part, instead in raw.items():
        if not isinstance(part, str) or not part.strip():
            faults.append(fault(key, part, what="is no part of an address", cure=cure))
        elif not isinstance(instead, str):
            faults.append(not_text(instead, f"{key}[{part}]", cure=cure))
        elif any(sign.isspace() or sign in "<>\"'()" for sign in part + instead):
            what = "has signs that no address has"
            faults.append(fault(f"{key}[{part}]", instead, what=what, cure=cure))
        else:
            rules.append((part, instead))
    return tuple(rules)
