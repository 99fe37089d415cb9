"""Files of the cache that hold one value: whole and of their maker, or made anew."""

import logging
import marshal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from bitext.files import write_atomic

__all__ = ["LOGGER", "pack", "read_cached", "unpack", "write_cached"]

LOGGER: Final = "bitext.cache"
"""The name under which damage is told of."""
_DIGEST_BYTES: Final = 32


def read_cached(path: Path, *, version: str) -> Any:  # noqa: ANN401 - as it was written
    """What ``write_cached`` wrote as ``version``; None where there is nothing of it.

    A file that was cut or swapped is nothing, and one line says so.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return unpack(content, version=version, shown=str(path))


def write_cached(path: Path, value: Any, *, version: str) -> None:  # noqa: ANN401 - of built-in types
    """Keep ``value`` for who reads ``version``. Raises WriteError."""
    write_atomic(path, pack(value, version=version))


def pack(value: Any, *, version: str) -> bytes:  # noqa: ANN401 - as above
    """``value`` as bytes of which ``unpack`` knows whether they are whole."""
    packed = marshal.dumps(value)
    digest = sha256(packed).digest()
    return b"".join((_head(version), digest, packed))


def unpack(content: bytes, *, version: str, shown: str) -> Any:  # noqa: ANN401 - as above
    """What was packed as ``version``; None where ``content`` is nothing of it.

    One line says that what ``shown`` names was cut or swapped.
    """
    if not content.startswith(_head(version)):
        return None
    packed = content[2 * _DIGEST_BYTES :]
    if sha256(packed).digest() != content[_DIGEST_BYTES : 2 * _DIGEST_BYTES]:
        logging.getLogger(LOGGER).warning("'%s' was damaged and is made anew", shown)
        return None
    return marshal.loads(packed)  # noqa: S302 - its digest was right


def _head(version: str) -> bytes:
    return sha256(version.encode()).digest()
