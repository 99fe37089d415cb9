"""Text of configuration values that is the same in every process, for digests."""

import functools
import re
from collections.abc import Mapping

__all__ = ["canonical"]

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def canonical(value: object) -> str:
    """Text of a value that is the same in every process."""
    if isinstance(value, functools.partial):
        return canonical([value.func, value.args, value.keywords])
    if isinstance(value, Mapping):
        pairs = sorted((str(key), canonical(item)) for key, item in value.items())
        return f"{{{','.join(f'{key}:{item}' for key, item in pairs)}}}"
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{','.join(canonical(item) for item in value)}]"
    if callable(value):
        name = getattr(value, "__qualname__", type(value).__qualname__)
        return f"{getattr(value, '__module__', '')}.{name}"
    if isinstance(value, str | int | float | bool | None):
        return repr(value)
    # Objects made by tags in YAML: their address must not get into a digest.
    return _ADDRESS.sub("", repr(value))
